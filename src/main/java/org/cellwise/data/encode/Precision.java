package org.cellwise.data.encode;

import java.util.Arrays;

/**
 * Finds columns whose differences vanish in float32, which keeps some 7 digits: times in seconds since 1970 a minute
 * apart are one number to a network.
 */
public final class Precision {
    /** Differences between doubles below this part of them are rounding errors. */
    static final double ROUNDING = 1e-14;

    /** Where a column spans more than this part of its largest number, float32 tells enough of it apart. */
    private static final double SPAN = 1.0 / 256;

    private Precision() {}

    /** Whether most of the different values of a column have become equal. */
    public static boolean isLost(double[] values, float[] numbers) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double step = ROUNDING * Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1]));
        int different = 1;
        double last = sorted[0];
        for (double value : sorted) {
            if (value - last > step) {
                different++;
                last = value;
            }
        }
        return different > 1 && distinct(numbers) * 2 <= different;
    }

    private static int distinct(float[] numbers) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int different = 1;
        for (int i = 1; i < sorted.length; i++) {
            different += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return different;
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
        float[] numbers = new float[values.length];
        for (int r = 0; r < values.length; r++) {
            numbers[r] = (float) values[r];
        }
        if (isLost(values, numbers)) {
            double min = Arrays.stream(values).min().orElseThrow();
            double max = Arrays.stream(values).max().orElseThrow();
            throw new IllegalArgumentException(
                    "Column %s of the %s, from %s to %s, has differences too small for the float32 numbers of a network: subtract %s from it"
                            .formatted(column, what, min, max, min));
        }
    }
}
