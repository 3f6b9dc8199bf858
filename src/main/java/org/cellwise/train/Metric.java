package org.cellwise.train;

/** A number that tells how good predictions are; measured, not trained on. */
public interface Metric {
    /** In the field's words, such as {@code accuracy}. */
    String name();

    double measure(Predictions predictions);
}
