package org.cellwise.train.metric;

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

    /** The metric of predictions that are there already. */
    default double measure(Predictions predictions) {
        Measure measure = start(predictions.meeting());
        predictions.addTo(measure);
        return measure.value();
    }
}
