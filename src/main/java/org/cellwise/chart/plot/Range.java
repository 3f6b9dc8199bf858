package org.cellwise.chart.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Numbers from one to a larger one. */
public record Range(double from, double to) {
    public Range {
        if (!(from < to) || Double.isInfinite(to - from)) {
            throw new IllegalArgumentException(
                    "range expects a number and a larger one, but got %s and %s".formatted(from, to));
        }
    }

    /** So many steps, evenly spaced, and one more number if it is inside and not among them. */
    public double[] with(double number, int steps) {
        double[] even = new double[steps + 1];
        Arrays.setAll(even, i -> from + i * (to - from) / steps);
        DoubleStream all = DoubleStream.of(even);
        boolean inside = number > from && number < to;
        return (inside ? DoubleStream.concat(all, DoubleStream.of(number)) : all)
                .sorted()
                .distinct()
                .toArray();
    }
}
