package org.cellwise.data;

import java.util.Arrays;
import org.cellwise.data.encode.Scaler;

/** The numbers of all rows of a dataset, one row after another. They are shared by all datasets made of it, and stay. */
final class RowStore {
    private final int size;
    private final int width;
    private final int targetWidth;
    private final float[] features; // (size, inputShape)
    private final float[] targets; // (size, targetShape)
    private final Weights weights;
    private final Origin origin; // null where they come from no table
    private volatile double[][] ends; // the least and the largest of each feature, once somebody asked

    RowStore(Schema schema, float[] features, float[] targets, Weights weights) {
        this(schema.inputShape().elements(), schema.targetWidth(), features, targets, weights, null);
    }

    private RowStore(int width, int targetWidth, float[] features, float[] targets, Weights weights, Origin origin) {
        this.size = targets.length / targetWidth;
        this.width = width;
        this.targetWidth = targetWidth;
        this.features = features;
        this.targets = targets;
        this.weights = weights;
        this.origin = origin;
    }

    int size() {
        return size;
    }

    Weights weights() {
        return weights;
    }

    RowStore with(Weights other) {
        return new RowStore(width, targetWidth, features, targets, other, origin);
    }

    Origin origin() {
        return origin;
    }

    RowStore from(Origin other) {
        return new RowStore(width, targetWidth, features, targets, weights, other);
    }

    /** With numbers scaled; class indices as they are where there are no scalers of outputs. */
    RowStore scaled(Scaler[] inputs, Scaler... outputs) {
        float[] in = scaled("features", features, inputs);
        float[] out = outputs.length == 0 ? targets : scaled("targets", targets, outputs);
        return new RowStore(width, targetWidth, in, out, weights, origin);
    }

    private static float[] scaled(String what, float[] numbers, Scaler... scalers) {
        if (Arrays.stream(scalers).allMatch(Scaler.NONE::equals)) {
            return numbers;
        }
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            Scaler scaler = scalers[i % scalers.length];
            scaled[i] = scaler == Scaler.NONE ? numbers[i] : (float) scaler.scale(numbers[i]);
            if (!Float.isFinite(scaled[i]) && Float.isFinite(numbers[i])) {
                throw new IllegalArgumentException(
                        "%s of the %s is too large once it is scaled: leave that row out".formatted(numbers[i], what));
            }
        }
        return scaled;
    }

    /** Those of these rows, in this order. */
    RowStore rows(int... rows) {
        float[] in = Rows.buffer("A dataset", rows.length, width);
        float[] out = Rows.buffer("A dataset", rows.length, targetWidth);
        for (int i = 0; i < rows.length; i++) {
            copy(rows[i], in, out, i);
        }
        return new RowStore(width, targetWidth, in, out, weights.rows(rows), origin == null ? null : origin.of(rows));
    }

    /** Begins a batch for so many rows, which {@link #gather} fills. */
    void prepare(Batch batch, int count) {
        batch.take(count);
        if (!weights.areAllOne()) {
            batch.weighted();
        }
    }

    /**
     * Copies rows to their places in the buffers of a batch; allocates nothing.
     *
     * @param rows which, beginning at {@code rows[first]}, which goes to the front of the buffers
     * @param from the first place to fill
     * @param to the one behind the last
     */
    void gather(int[] rows, int first, int from, int to, Batch batch) {
        float[] weighted = batch.weights();
        int positions = batch.schema().positions();
        for (int i = from; i < to; i++) {
            int row = rows[first + i];
            copy(row, batch.features(), batch.targets(), i);
            if (weighted != null) {
                weights.gather(row, weighted, i * positions);
            }
        }
    }

    private void copy(int row, float[] featuresInto, float[] targetsInto, int place) {
        System.arraycopy(features, row * width, featuresInto, place * width, width);
        System.arraycopy(targets, row * targetWidth, targetsInto, place * targetWidth, targetWidth);
    }

    /** The smallest number of each feature; infinite where there are no rows. */
    double[] leastFeatures() {
        return ends()[0];
    }

    /** The largest number of each feature. */
    double[] largestFeatures() {
        return ends()[1];
    }

    private double[][] ends() {
        double[][] known = ends;
        if (known == null) {
            known = new double[][] {new double[width], new double[width]};
            Arrays.fill(known[0], Double.POSITIVE_INFINITY);
            Arrays.fill(known[1], Double.NEGATIVE_INFINITY);
            for (int row = 0; row < size; row++) {
                for (int i = 0; i < width; i++) {
                    float number = features[row * width + i];
                    known[0][i] = Math.min(known[0][i], number);
                    known[1][i] = Math.max(known[1][i], number);
                }
            }
            ends = known;
        }
        return known;
    }

    double[] features(int row) {
        return doubles(features, row, width);
    }

    double[] targets(int row) {
        return doubles(targets, row, targetWidth);
    }

    /** The target of a row whose target is one number. */
    float target(int row) {
        return targets[row];
    }

    /** How often each of so many classes is the target of a position that counts. */
    int[] classCounts(int classes) {
        int[] counts = new int[classes];
        for (int i = 0; i < targets.length; i++) {
            if (weights.counts(i / targetWidth, i % targetWidth)) {
                counts[(int) targets[i]]++;
            }
        }
        return counts;
    }

    private static double[] doubles(float[] from, int row, int width) {
        double[] copy = new double[width];
        for (int i = 0; i < width; i++) {
            copy[i] = from[row * width + i];
        }
        return copy;
    }
}
