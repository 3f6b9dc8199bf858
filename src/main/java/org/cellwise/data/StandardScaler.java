package org.cellwise.data;

import java.util.Arrays;

/**
 * Gives a column mean 0 and standard deviation 1: {@code (value - mean) / deviation}.
 *
 * @param mean of the values it was fitted on
 * @param deviation standard deviation of those values (the population's, divided by n), 1 where all were equal
 */
public record StandardScaler(double mean, double deviation) implements Scaler {
    /** Fitted on the values; a column that is constant but for rounding errors becomes 0. */
    public static StandardScaler fit(double[] values) {
        double min = Arrays.stream(values).min().orElseThrow();
        double max = Arrays.stream(values).max().orElseThrow();
        // compared, not computed: rounding would leave a tiny deviation that blows up what it divides
        if (max - min <= Precision.ROUNDING * Math.max(Math.abs(min), Math.abs(max))) {
            return new StandardScaler(values[0], 1);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        double deviation = Math.sqrt(variance);
        return new StandardScaler(mean, deviation > 0 ? deviation : 1);
    }

    @Override
    public double scale(double value) {
        return (value - mean) / deviation;
    }

    @Override
    public double unscale(double scaled) {
        return scaled * deviation + mean;
    }
}
