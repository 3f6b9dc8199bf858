package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds columns whose differences vanish in float32, which keeps some 7 digits: times in seconds since 1970 a minute
 * apart are one number to a network.
 */
public final class Precision {
    /** Differences between doubles below this part of them are rounding errors. */
    static final double ROUNDING = 1e-14;

    /** Where a column spans more than this part of its largest number, float32 tells enough of it apart. */
    private static final double SPAN = 1.0 / 256;

    private static final int PLACE_BITS = 22;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final int SPREAD = 0x9E3779B1; // the golden ratio of 32 bits

    private Precision() {}

    /**
     * Whether most of the different values of a column become equal.
     *
     * @param scaler what brings them to the size of a network's numbers, the larger ones to the larger
     */
    public static boolean isLost(Scaler scaler, double... values) {
        if (values.length == 0 || 2L * fewestDistinct(scaler, values) > values.length) {
            return false;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double step = ROUNDING * Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        int different = 1;
        int distinct = 1;
        double last = sorted[0];
        float lastNumber = (float) scaler.scale(last);
        for (double value : sorted) {
            if (value - last > step) {
                different++;
                last = value;
            }
            float number = (float) scaler.scale(value);
            distinct += number == lastNumber ? 0 : 1;
            lastNumber = number;
        }
        return different > 1 && distinct * 2 <= different;
    }

    /** How many float32 numbers there are at least: those that fall into a place of their own, which costs no sorting. */
    private static int fewestDistinct(Scaler scaler, double... values) {
        BitSet places = new BitSet(PLACES);
        for (double value : values) {
            int bits = Float.floatToIntBits((float) scaler.scale(value) + 0f); // 0 and -0 are one
            places.set((bits * SPREAD) >>> Integer.SIZE - PLACE_BITS);
        }
        return places.cardinality();
    }

    /** Refuses a column of numbers whose differences are lost. */
    public static void check(String what, int column, double... values) {
        double min = Arrays.stream(values).min().orElse(0);
        double max = Arrays.stream(values).max().orElse(0);
        if (max > min && max - min < SPAN * Math.max(Math.abs(min), Math.abs(max))) {
            refuseLost(what, column, values);
        }
    }

    /** Refuses a column of rows whose differences are lost. */
    public static void check(String what, double[][] rows) {
        for (int column = 0; column < rows[0].length; column++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (double[] row : rows) {
                min = Math.min(min, row[column]);
                max = Math.max(max, row[column]);
            }
            if (max > min && max - min < SPAN * Math.max(Math.abs(min), Math.abs(max))) {
                int at = column;
                refuseLost(
                        what,
                        column,
                        Arrays.stream(rows).mapToDouble(row -> row[at]).toArray());
            }
        }
    }

    private static void refuseLost(String what, int column, double... values) {
        if (isLost(Scaler.NONE, values)) {
            double min = Arrays.stream(values).min().orElseThrow();
            double max = Arrays.stream(values).max().orElseThrow();
            throw new IllegalArgumentException(
                    "Column %s of the %s, from %s to %s, has differences too small for the float32 numbers of a network: subtract %s from it"
                            .formatted(column, what, min, max, min));
        }
    }
}
