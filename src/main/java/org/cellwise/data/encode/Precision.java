package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

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
     * @param values read twice; most columns are judged without an array of them
     */
    public static boolean isLost(Scaler scaler, Supplier<DoubleStream> values) {
        if (areMany(scaler, values.get())) {
            return false;
        }
        double[] sorted = values.get().toArray();
        if (sorted.length == 0) {
            return false;
        }
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

    /**
     * Whether more than half of the numbers differ for sure: so many fall into a place of their own, which costs no sorting.
     */
    private static boolean areMany(Scaler scaler, DoubleStream values) {
        BitSet places = new BitSet(PLACES);
        long[] count = new long[1];
        values.forEach(value -> {
            int bits = Float.floatToIntBits((float) scaler.scale(value) + 0f); // 0 and -0 are one
            places.set((bits * SPREAD) >>> Integer.SIZE - PLACE_BITS);
            count[0]++;
        });
        return 2L * places.cardinality() > count[0];
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
        if (isLost(Scaler.NONE, () -> Arrays.stream(values))) {
            double min = Arrays.stream(values).min().orElseThrow();
            double max = Arrays.stream(values).max().orElseThrow();
            throw new IllegalArgumentException(
                    "Column %s of the %s, from %s to %s, has differences too small for the float32 numbers of a network: subtract %s from it"
                            .formatted(column, what, min, max, min));
        }
    }
}
