package org.cellwise.chart.plot;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.cellwise.text.Numbers;

/**
 * The numbers written along an axis: round ones, evenly spaced, that take in all the data.
 *
 * @param min where the axis begins
 * @param max where the axis ends
 * @param values the numbers written, ascending
 */
public record Ticks(double min, double max, double[] values) {
    /** An axis from 0 to 1 along which nothing is written. */
    public static Ticks none() {
        return new Ticks(0, 1, new double[0]);
    }

    /** Ticks of 1, 2 or 5 times a power of ten, about so many steps, around the finite ones among the data. */
    public static Ticks around(int steps, double... data) {
        double low = Arrays.stream(data).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(data).filter(Double::isFinite).max().orElse(1);
        if (high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
            double room = low == 0 ? 1 : Math.abs(low) / 2;
            low -= room;
            high += room;
        }
        double step = step((high / steps) - (low / steps));
        return spaced(Math.floor(low / step), Math.ceil(high / step), step);
    }

    /** An axis from low to high exactly, with about so many steps of ticks inside. */
    public static Ticks within(int steps, double low, double high) {
        double step = step((high - low) / steps);
        Ticks inside = spaced(Math.ceil(low / step), Math.floor(high / step), step);
        return new Ticks(low, high, inside.values);
    }

    /** Whole numbers from first to last, about so many steps. */
    public static Ticks whole(int steps, int first, int last) {
        double step = step(Math.max(1, (last - first) / (double) steps));
        double[] values = LongStream.rangeClosed((long) Math.ceil(first / step), (long) Math.floor(last / step))
                .mapToDouble(i -> i * step)
                .toArray();
        return new Ticks(first, last, values);
    }

    private static Ticks spaced(double from, double to, double step) {
        int count = (int) (to - from) + 1;
        double[] values = new double[count];
        Arrays.setAll(values, i -> (from + i) * step);
        return new Ticks(from * step, to * step, values);
    }

    private static double step(double minimum) {
        double power = Math.pow(10, Math.floor(Math.log10(minimum)));
        double times = minimum / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    /** A tick as text. */
    public static String text(double value) {
        return Numbers.significant(value, 10);
    }

    /** Where a number is on the axis, from 0 to 1. */
    double position(double value) {
        return (value - min) / (max - min);
    }
}
