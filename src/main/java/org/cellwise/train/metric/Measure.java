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

    /** Adds what another measure of the same metric has seen. */
    void merge(Measure other);

    /** The metric of all rows so far; NaN before the first. */
    double value();
}
