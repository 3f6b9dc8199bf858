package org.cellwise.data;

import java.util.Arrays;

/**
 * Brings a column into 0 to 1: {@code (value - min) / (max - min)}. Held-out values may fall outside.
 *
 * @param min smallest value it was fitted on
 * @param range from the smallest to the largest, 1 where all were equal
 */
public record MinMaxScaler(double min, double range) implements Scaler {
    /** Fitted on the values; a constant column becomes 0 everywhere. */
    public static MinMaxScaler fit(double[] values) {
        double min = Arrays.stream(values).min().orElseThrow();
        double max = Arrays.stream(values).max().orElseThrow();
        boolean isConstant = max - min <= Precision.ROUNDING * Math.max(Math.abs(min), Math.abs(max));
        return new MinMaxScaler(min, isConstant ? 1 : max - min);
    }

    @Override
    public double scale(double value) {
        return (value - min) / range;
    }

    @Override
    public double unscale(double scaled) {
        return scaled * range + min;
    }
}
