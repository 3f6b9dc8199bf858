package org.cellwise.train.metric;

/**
 * A metric under way: sums that grow with rows, and that merge. The value does not depend on the order of rows, nor on
 * how they are cut into batches.
 */
public interface Measure {
    /**
     * Adds rows, or positions of rows; the arrays stay the caller's.
     *
     * @param outputs of the network, row after row
     * @param offset where the first row begins
     * @param targets as batches hold them: a class index, or a number for each output
     * @param weights of each row, or of each position of each row; null where all weigh 1
     * @param count of rows
     */
    void add(float[] outputs, int offset, float[] targets, float[] weights, int count);

    /** All that it has seen, as numbers: its sums, or every output where it keeps them; to be saved, or sent elsewhere. */
    double[] sums();

    /** Adds the {@link #sums} of a measure of the same metric, on another thread or machine, or of an earlier session. */
    void add(double... sums);

    /** Adds what another measure of the same metric has seen. */
    default void merge(Measure other) {
        add(other.sums());
    }

    /** The metric of all rows so far; NaN before the first. */
    double value();
}
