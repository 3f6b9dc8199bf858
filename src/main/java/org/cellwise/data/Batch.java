package org.cellwise.data;

import java.util.Arrays;
import org.cellwise.text.Names;

/**
 * A few rows, laid side by side for one training step. A batch is reusable: whoever fills it calls {@link #take} and
 * writes into its buffers, so that a step allocates nothing.
 */
public final class Batch {
    private final Schema schema;
    private final int capacity;
    private final float[] features; // (capacity, inputShape)
    private final float[] targets; // (capacity, targetShape)
    private float[] weights; // (capacity, positions), made when first asked for
    private boolean weighted;
    private int count;
    private int[] parts; // null where it is not cut

    /**
     * An empty batch for up to {@code capacity} rows.
     *
     * @throws IllegalArgumentException if that is below 1, or more than arrays hold
     */
    public Batch(Schema schema, int capacity) {
        if (capacity <= 0) {
            throw new IllegalArgumentException("A batch expects room for 1 row or more, but got " + capacity);
        }
        this.schema = schema;
        this.capacity = capacity;
        features = Rows.buffer("A batch", capacity, schema.inputShape().elements());
        targets = Rows.buffer("A batch", capacity, schema.targetWidth());
    }

    /**
     * Begins anew with so many rows, for whoever fills {@link #features}, {@link #targets} and, where rows or positions
     * do not all weigh 1, {@link #weighted}.
     *
     * @throws IllegalArgumentException if there is no room for them
     */
    public void take(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException(
                    "The batch has room for %s rows, but %s are to go in".formatted(capacity, rows));
        }
        count = rows;
        weighted = false;
        parts = null;
    }

    /** Cuts the rows that it holds into parts, one behind another, of which each is computed by itself. */
    void cut(int... rowsOfParts) {
        parts = rowsOfParts;
    }

    /** How many rows each part has, one behind another, where the batch comes from {@link ShardedRows}; else null. */
    public int[] parts() {
        return parts;
    }

    /** Takes rows of another batch of the same form, in place of what it held. */
    public void takeRows(Batch from, int first, int rows) {
        take(rows);
        int width = schema.inputShape().elements();
        int targetWidth = schema.targetWidth();
        System.arraycopy(from.features, first * width, features, 0, rows * width);
        System.arraycopy(from.targets, first * targetWidth, targets, 0, rows * targetWidth);
        if (from.weighted) {
            int positions = schema.positions();
            System.arraycopy(from.weights, first * positions, weighted(), 0, rows * positions);
        }
    }

    /** What the rows look like. */
    public Schema schema() {
        return schema;
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

    /**
     * The targets of the rows, {@link Schema#targetWidth} floats each: class indices or numbers. The batch's own buffer
     * as well.
     */
    public float[] targets() {
        return targets;
    }

    /**
     * What each position of each row weighs, {@link Schema#positions} floats a row, at least 0: the weight of the row
     * times that of the position. A position that does not count weighs 0, whatever its target is. Null where all
     * weigh 1.
     */
    public float[] weights() {
        return weighted ? weights : null;
    }

    /** The buffer of {@link #weights}, to be filled: from now on, until the next {@link #take}, it is what they are. */
    public float[] weighted() {
        if (weights == null) {
            weights = Rows.buffer("A batch", capacity, schema.positions());
        }
        weighted = true;
        return weights;
    }

    /** The rows as a dataset of their own, a copy: to look at them. */
    public Dataset dataset() {
        int positions = schema.positions();
        RowStore rows = new RowStore(
                schema,
                Arrays.copyOf(features, count * schema.inputShape().elements()),
                Arrays.copyOf(targets, count * schema.targetWidth()),
                Weights.none(positions));
        RowEncoder encoder = RowEncoder.plain(
                schema.inputNames(),
                schema.classification() ? 0 : schema.outputNames().size());
        Dataset data = new Dataset(schema, rows, encoder);
        if (!weighted) {
            return data;
        }
        double[][] each = new double[count][positions];
        for (int i = 0; i < count * positions; i++) {
            each[i / positions][i % positions] = weights[i];
        }
        return data.weights(each);
    }

    @Override
    public String toString() {
        return "Batch of %s, %s features each".formatted(Names.count(count, "row"), schema.inputShape());
    }
}
