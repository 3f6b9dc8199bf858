package org.cellwise.layer.activation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;

/**
 * An activation over a range of numbers, to look at.
 *
 * @param name of the activation
 * @param x evenly spaced, ascending
 * @param values of the function at each x
 * @param slopes of the function at each x
 */
public record Curve(String name, double[] x, double[] values, double[] slopes) {
    /** How far curves reach to both sides of 0 by default. */
    public static final double REACH = 4;

    private static final int POINTS = 201; // the middle one is 0 where the range is symmetric

    /** Of several functions over a range; those of one kind are called by their settings too. */
    public static Curve[] of(double from, double to, Activation... functions) {
        for (Activation function : Given.require(functions, "curve", "activations, such as tanh()")) {
            Given.require(function, "curve", "activations, such as tanh()");
        }
        return Arrays.stream(functions)
                .map(function -> of(function, from, to).named(name(function, functions)))
                .toArray(Curve[]::new);
    }

    private Curve named(String other) {
        return new Curve(other, x, values, slopes);
    }

    private static String name(Activation function, Activation... all) {
        long alike = Arrays.stream(all)
                .filter(other -> other.kind().equals(function.kind()))
                .count();
        return alike > 1 ? function.toString() : function.kind();
    }

    static Curve of(Activation function, double from, double to) {
        if (!(from < to) || Double.isInfinite(to - from)) {
            throw new IllegalArgumentException(
                    "curve expects a range from a number to a larger one, but got " + from + " and " + to);
        }
        double[] x = IntStream.range(0, POINTS)
                .mapToDouble(i -> from + (to - from) * i / (POINTS - 1))
                .toArray();
        double[] values = new double[POINTS];
        double[] slopes = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double[] row = function.readsRows() ? new double[] {x[i], 0} : new double[] {x[i]};
            values[i] = function.values(row)[0];
            slopes[i] = function.slopes(row)[0];
        }
        return new Curve(function.kind(), x, values, slopes);
    }

    /** {@code tanh from -3 to 3: values -0.995 to 0.995, slopes 0.00987 to 1}. */
    @Override
    public String toString() {
        return "%s from %s to %s: values %s, slopes %s"
                .formatted(
                        name,
                        Numbers.significant(x[0], 4),
                        Numbers.significant(x[x.length - 1], 4),
                        range(values),
                        range(slopes));
    }

    private static String range(double... numbers) {
        return Numbers.significant(Arrays.stream(numbers).min().orElseThrow(), 3) + " to "
                + Numbers.significant(Arrays.stream(numbers).max().orElseThrow(), 3);
    }
}
