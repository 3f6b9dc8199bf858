package org.cellwise.insight.table;

import java.util.Arrays;
import org.cellwise.data.encode.Scalers;

/**
 * The finite numbers of a column in ascending order, from which quantiles, different values and histograms are read off.
 *
 * @param values ascending; zero without a sign
 * @param missing how many were NaN
 * @param infinite how many were infinite
 */
public record Sorted(double[] values, int missing, int infinite) {
    private static final int FEW = 4096; // that a comparing sort is faster for

    /** Of numbers in any order. */
    public static Sorted of(double... numbers) {
        double[] finite = new double[numbers.length];
        int count = 0;
        int missing = 0;
        for (double number : numbers) {
            if (Double.isFinite(number)) {
                finite[count++] = number + 0.0; // -0 + 0 is 0
            } else if (Double.isNaN(number)) {
                missing++;
            }
        }
        int infinite = numbers.length - count - missing;
        return new Sorted(sort(count == finite.length ? finite : Arrays.copyOf(finite, count)), missing, infinite);
    }

    public int size() {
        return values.length;
    }

    /** The p-quantile, between the two nearest values by their distance, as numpy's default is; NaN of no values. */
    public double quantile(double p) {
        return values.length == 0 ? Double.NaN : Scalers.quantile(values, p);
    }

    /** How many are below a number. */
    public int below(double number) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public double mean() {
        if (values.length == 0) {
            return Double.NaN;
        }
        double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
        if (largest > 1e290) { // whose sum may be infinite
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            return mean;
        }
        double shift = values[values.length / 2]; // the median, so that little is rounded off
        double sum = 0;
        for (double value : values) {
            sum += value - shift;
        }
        return shift + sum / values.length;
    }

    /** The sample standard deviation, with n - 1; NaN of fewer than two. */
    public double deviation() {
        return moments().deviation;
    }

    /**
     * What values are like around their mean.
     *
     * @param deviation with n - 1; NaN of fewer than two
     * @param skewness adjusted by Fisher and Pearson, as pandas has it; NaN of fewer than three or where all are equal
     */
    public record Moments(double mean, double deviation, double skewness) {}

    /** Of these values. */
    public Moments moments() {
        int n = values.length;
        double mean = mean();
        double squares = 0;
        double cubes = 0;
        for (double value : values) {
            double d = value - mean;
            squares += d * d;
            cubes += d * d * d;
        }
        double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
        double skewness = n < 3 || !(squares > 0)
                ? Double.NaN
                : cubes / n / Math.pow(squares / n, 1.5) * Math.sqrt((double) n * (n - 1)) / (n - 2);
        return new Moments(mean, deviation, skewness);
    }

    // by bytes from the lowest to the highest; a byte that all share takes no pass
    private static double[] sort(double... values) {
        if (values.length < FEW) {
            Arrays.sort(values);
            return values;
        }
        int n = values.length;
        long[] from = new long[n];
        int[][] counts = new int[Long.BYTES][256];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            long key = bits ^ (bits >> 63 | Long.MIN_VALUE); // whose unsigned order is that of the numbers
            from[i] = key;
            for (int b = 0; b < Long.BYTES; b++) {
                counts[b][(int) (key >>> 8 * b) & 0xff]++;
            }
        }
        long[] to = new long[n];
        for (int b = 0; b < Long.BYTES; b++) {
            if (counts[b][(int) (from[0] >>> 8 * b) & 0xff] == n) {
                continue;
            }
            pass(from, to, 8 * b, counts[b]);
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        for (int i = 0; i < n; i++) {
            long key = from[i];
            values[i] = Double.longBitsToDouble(key ^ (~key >> 63 | Long.MIN_VALUE));
        }
        return values;
    }

    private static void pass(long[] from, long[] to, int shift, int... counts) {
        int[] places = new int[256];
        for (int i = 1; i < 256; i++) {
            places[i] = places[i - 1] + counts[i - 1];
        }
        for (long key : from) {
            to[places[(int) (key >>> shift) & 0xff]++] = key;
        }
    }
}
