package org.cellwise.data;

import java.util.Arrays;
import org.cellwise.text.Names;

/** How much rows, and the positions in them, count. */
final class Weights {
    private final float[] rows; // (rows), null where all weigh 1
    private final float[] positions; // (rows, width), null where all weigh 1
    private final int width; // positions of a row

    Weights(float[] rows, float[] positions, int width) {
        this.rows = rows;
        this.positions = positions;
        this.width = width;
    }

    static Weights none(int width) {
        return new Weights(null, null, width);
    }

    /** Weights of rows in place of those that there are. */
    Weights ofRows(int size, double... given) {
        if (given.length != size) {
            throw new IllegalArgumentException(
                    "weights expects one for each of the %s rows, but got %s".formatted(size, given.length));
        }
        return new Weights(checked("row", given), positions, width);
    }

    /** Weights of positions in place of those that there are. */
    Weights ofPositions(int size, double[][] given) {
        if (given.length != size) {
            throw new IllegalArgumentException(
                    "weights expects an array for each of the %s rows, but got %s".formatted(size, given.length));
        }
        double[] flat = new double[Rows.product("weights", size, width)];
        for (int row = 0; row < size; row++) {
            if (given[row] == null || given[row].length != width) {
                throw new IllegalArgumentException("weights expects %s for the positions of each row, but row %s has %s"
                        .formatted(width, row, given[row] == null ? "null" : String.valueOf(given[row].length)));
            }
            System.arraycopy(given[row], 0, flat, row * width, width);
        }
        float[] weights = checked("position", flat);
        for (int i = 0; positions != null && i < weights.length; i++) {
            weights[i] = positions[i] == 0 ? 0 : weights[i]; // what has no target never counts
        }
        return new Weights(rows, weights, width);
    }

    private static float[] checked(String what, double... given) {
        float[] weights = new float[given.length];
        for (int i = 0; i < given.length; i++) {
            weights[i] = (float) given[i];
            if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights expects numbers of 0 or more, finite, but %s %s has %s".formatted(what, i, given[i]));
            }
        }
        requireSome("weights", weights);
        return weights;
    }

    /** Refuses weights that leave nothing to learn from. */
    static void requireSome(String who, float... weights) {
        for (float weight : weights) {
            if (weight > 0) {
                return;
            }
        }
        throw new IllegalArgumentException(
                who + " expects some weight above 0, but all are 0: there would be nothing to learn from");
    }

    boolean areAllOne() {
        return rows == null && positions == null;
    }

    /** Whether a position has a target that counts. */
    boolean counts(int row, int position) {
        return positions == null || positions[row * width + position] > 0;
    }

    float at(int row, int position) {
        return (rows == null ? 1 : rows[row]) * (positions == null ? 1 : positions[row * width + position]);
    }

    /** Those of a row's positions. */
    double[] of(int row, int count) {
        double[] each = new double[count];
        Arrays.setAll(each, position -> at(row, position));
        return each;
    }

    /** Sum of all weights, in double precision. */
    double sum(int size) {
        double sum = 0;
        for (int row = 0; row < size; row++) {
            for (int position = 0; position < width; position++) {
                sum += at(row, position);
            }
        }
        return sum;
    }

    void gather(int row, float[] into, int at) {
        for (int position = 0; position < width; position++) {
            into[at + position] = at(row, position);
        }
    }

    /** Those of these rows, in this order. */
    Weights rows(int... chosen) {
        float[] ofRows = rows == null ? null : new float[chosen.length];
        float[] ofPositions = positions == null ? null : new float[Rows.product("rows", chosen.length, width)];
        for (int i = 0; i < chosen.length; i++) {
            if (rows != null) {
                ofRows[i] = rows[chosen[i]];
            }
            if (positions != null) {
                System.arraycopy(positions, chosen[i] * width, ofPositions, i * width, width);
            }
        }
        return new Weights(ofRows, ofPositions, width);
    }

    /** {@code , weights 0.5 to 2, 3 positions do not count}; nothing where all weigh 1. */
    String text() {
        String text = "";
        if (rows != null) {
            double[] range = {Float.POSITIVE_INFINITY, 0};
            for (float weight : rows) {
                range[0] = Math.min(range[0], weight);
                range[1] = Math.max(range[1], weight);
            }
            text += ", weights %s to %s".formatted((float) range[0], (float) range[1]);
        }
        if (positions != null) {
            int[] out = {0};
            for (float weight : positions) {
                out[0] += weight == 0 ? 1 : 0;
            }
            text += out[0] == 0 ? "" : ", " + Names.count(out[0], "position") + " without weight";
        }
        return text;
    }
}
