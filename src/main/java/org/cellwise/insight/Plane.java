package org.cellwise.insight;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * The rectangle that two features of a dataset span, in the unit of the table, with all other features at their means.
 */
public final class Plane {
    private static final double ROOM = 0.06; // of the range, on each side
    private static final int CHUNK = 1024; // rows that a network is asked for at once

    private final Dataset data;
    private final int[] features; // the two
    private final float[] means;
    private final double[] low = new double[2];
    private final double[] high = new double[2];

    private Plane(Dataset data, int[] features) {
        this.data = data;
        this.features = features;
        means = means(data);
        for (int axis = 0; axis < 2; axis++) {
            double[] values = values(axis);
            double smallest = Arrays.stream(values).min().orElse(0);
            double largest = Arrays.stream(values).max().orElse(1);
            double room = ROOM * (largest - smallest);
            if (room == 0) {
                room = smallest == 0 ? 1 : Math.abs(smallest) / 2;
            }
            low[axis] = smallest - room;
            high[axis] = largest + room;
        }
    }

    /**
     * The plane of two features by name; none at all for data with just two.
     *
     * @param asker the function that wants it, for errors
     */
    public static Plane of(String asker, Dataset data, String... chosen) {
        List<String> names = data.inputNames();
        if (chosen.length == 0 && names.size() == 2) {
            return new Plane(data, new int[] {0, 1});
        }
        if (chosen.length != 2 || Objects.equals(chosen[0], chosen[1])) {
            throw new IllegalArgumentException(
                    "%s draws over 2 features, but %s: %s".formatted(asker, what(names, chosen), advice(asker, names)));
        }
        return new Plane(data, new int[] {index(asker, names, chosen[0]), index(asker, names, chosen[1])});
    }

    private static String what(List<String> names, String... chosen) {
        return chosen.length == 0
                ? "the network reads %s (%s)".formatted(names.size(), Names.list(names))
                : "got " + (chosen.length == 2 ? "\"" + chosen[0] + "\" twice" : chosen.length + " names");
    }

    private static String advice(String asker, List<String> names) {
        return names.size() < 2
                ? "use fitted(net, data) for one feature"
                : "choose two, %s(…, \"%s\", \"%s\"); the others stay at their means"
                        .formatted(asker, names.get(0), names.get(1));
    }

    public static int index(String asker, List<String> names, String name) {
        Given.require(name, asker, "the name of one of " + Names.list(names));
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    asker + " has no feature \"" + Names.shorten(name) + "\": " + Names.hint(name, names));
        }
        return index;
    }

    /** The mean of each feature, as the network reads it. */
    public static float[] means(Dataset data) {
        float[] means = new float[data.inputShape().elements()];
        double[] sums = new double[means.length];
        for (int row = 0; row < data.size(); row++) {
            double[] values = data.features(row);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
            }
        }
        for (int i = 0; i < sums.length; i++) {
            means[i] = (float) (sums[i] / data.size());
        }
        return means;
    }

    public Dataset data() {
        return data;
    }

    public String name(int axis) {
        return data.inputNames().get(features[axis]);
    }

    /** Index of the feature along an axis. */
    public int feature(int axis) {
        return features[axis];
    }

    public double low(int axis) {
        return low[axis];
    }

    public double high(int axis) {
        return high[axis];
    }

    /** Where the rows of the data are along an axis, in the unit of the table. */
    public double[] values(int axis) {
        double[] values = new double[data.size()];
        Arrays.setAll(values, row -> data.scaler(features[axis]).unscale(data.features(row)[features[axis]]));
        return values;
    }

    /** The features that stay at their means, in words; nothing where there are none. */
    public String held() {
        int others = means.length - 2;
        return others == 0
                ? ""
                : others == 1
                        ? "the other feature at its mean"
                        : "the other %s features at their means".formatted(others);
    }

    /** The outputs of a network at the middle of each cell of a grid, row by row from the top: (rows · columns, outputs). */
    public double[][] outputs(Network network, int columns, int rows) {
        int width = network.outputShape().elements();
        double[][] outputs = new double[rows * columns][width];
        sweep(columns, rows, (from, count, features) -> {
            float[] found = network.predict(features, count);
            for (int i = 0; i < count * width; i++) {
                outputs[from + i / width][i % width] = found[i];
            }
        });
        return outputs;
    }

    /** Takes some cells of a grid, and what a network reads for each of them. */
    public interface Chunk {
        void take(int from, int count, float[] features);
    }

    /** Goes through the cells of a grid, row by row from the top, many at a time. */
    public void sweep(int columns, int rows, Chunk chunk) {
        float[] across = axis(0, columns);
        float[] up = axis(1, rows);
        int width = means.length;
        for (int from = 0; from < rows * columns; from += CHUNK) {
            int count = Math.min(CHUNK, rows * columns - from);
            float[] into = new float[count * width];
            for (int i = 0; i < count; i++) {
                System.arraycopy(means, 0, into, i * width, width);
                into[i * width + features[0]] = across[(from + i) % columns];
                into[i * width + features[1]] = up[rows - 1 - (from + i) / columns];
            }
            chunk.take(from, count, into);
        }
    }

    // the middle of each cell from low to high, as the network reads it
    private float[] axis(int axis, int cells) {
        float[] values = new float[cells];
        for (int i = 0; i < cells; i++) {
            double raw = low[axis] + (i + 0.5) / cells * (high[axis] - low[axis]);
            float scaled = (float) data.scaler(features[axis]).scale(raw);
            values[i] = Float.isFinite(scaled) ? scaled : means[features[axis]];
        }
        return values;
    }
}
