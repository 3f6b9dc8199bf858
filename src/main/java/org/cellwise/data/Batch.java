package org.cellwise.data;

import org.cellwise.math.Compute;
import org.cellwise.math.Workers;
import org.cellwise.text.Names;

/**
 * A few rows of a dataset, laid side by side for one training step. A batch is reusable: {@link #fill} overwrites it,
 * so that a step allocates nothing.
 */
public final class Batch {
    /** Additions that take as long as fetching a number from memory. */
    private static final int COPY_COST = 4;

    private final Dataset dataset;
    private final int capacity;
    private final float[] features; // (capacity, inputShape)
    private final float[] targets; // (capacity, targetWidth)
    private final Workers.Task copy = this::copy;
    private int[] rows;
    private int first;
    private int count;

    /** An empty batch for up to {@code capacity} rows of the dataset. */
    public Batch(Dataset dataset, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("A batch expects room for 1 row or more, but got " + capacity);
        }
        this.dataset = dataset;
        this.capacity = capacity;
        this.features =
                new float[Math.multiplyExact(capacity, dataset.inputShape().elements())];
        this.targets = new float[Math.multiplyExact(capacity, dataset.targetWidth())];
    }

    /** Takes {@code count} of the rows, beginning at {@code rows[from]}, in place of what the batch held. */
    public void fill(int[] rows, int from, int count) {
        take(rows, from, count);
        copy(0, count);
    }

    /** As {@link #fill(int[], int, int)}, on several threads where that pays. */
    public void fill(int[] rows, int from, int count, Compute compute) {
        take(rows, from, count);
        compute.range(count, COPY_COST * dataset.inputShape().elements(), copy);
    }

    private void take(int[] rows, int from, int count) {
        if (count < 0 || count > capacity) {
            throw new IllegalArgumentException(
                    "The batch has room for %s rows, but %s are to go in".formatted(capacity, count));
        }
        this.rows = rows;
        this.first = from;
        this.count = count;
    }

    private void copy(int from, int to) {
        dataset.gather(rows, first, from, to, features, targets);
    }

    /** The dataset that the rows come from. */
    public Dataset dataset() {
        return dataset;
    }

    /** How many rows the batch has room for. */
    public int capacity() {
        return capacity;
    }

    /** How many rows the batch holds. */
    public int count() {
        return count;
    }

    /** The features of the rows, one row after another: the batch's own buffer, valid in its first {@link #count} rows. */
    public float[] features() {
        return features;
    }

    /** The targets of the rows, laid out as {@link Dataset#targetWidth} says: the batch's own buffer as well. */
    public float[] targets() {
        return targets;
    }

    @Override
    public String toString() {
        return "Batch of %s, %s features each".formatted(Names.count(count, "row"), dataset.inputShape());
    }
}
