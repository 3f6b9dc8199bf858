package org.cellwise.train.metric;

import org.cellwise.data.Dataset;
import org.cellwise.network.Network;

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
        Measure measure = start(predictions.meeting());
        predictions.addTo(measure);
        return measure.value();
    }
}
