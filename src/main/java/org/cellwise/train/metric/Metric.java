package org.cellwise.train.metric;

import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Given;

/** A number that tells how good predictions are; measured, not trained on. */
public interface Metric {
    /** In the field's words, such as {@code accuracy}. */
    String name();

    /**
     * Begins to measure a network on rows, with none so far.
     *
     * @throws IllegalArgumentException if outputs of the network and targets of the data are not what it reads
     */
    Measure start(Meeting meeting);

    /**
     * The metric of a network on all rows of a dataset; outputs are kept only by a metric that needs them all.
     *
     * @throws IllegalArgumentException if outputs of the network and targets of the data are not what it reads
     */
    default double measure(Network network, Dataset data) {
        Meeting meeting = Meeting.of(network, data);
        Measure measure = start(meeting);
        Predictions.run(meeting, data, measure::add);
        return measure.value();
    }

    /** The metric of predictions that are there already. */
    default double measure(Predictions predictions) {
        Given.require(predictions, "measure", "predictions, as predictions(net, data) gives them");
        Measure measure = start(predictions.meeting());
        predictions.addTo(measure);
        return measure.value();
    }

    /**
     * Kind and settings, texts from which {@link Metrics#of} makes the same metric again, on another machine.
     *
     * @throws IllegalStateException if it is one of one's own
     */
    default List<String> described() {
        throw new IllegalStateException(
                "The metric " + name()
                        + " is your own, and cannot be told to other machines: use one of the library's, or measure it after training");
    }
}
