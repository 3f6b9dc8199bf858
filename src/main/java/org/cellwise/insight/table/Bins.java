package org.cellwise.insight.table;

import java.util.Arrays;

/**
 * How many numbers lie in intervals of equal width.
 *
 * @param low where the first begins
 * @param high where the last ends; it holds what lies there, too
 * @param counts of each interval
 * @param below how many lie below all of them, far from the others
 * @param above how many lie above
 */
public record Bins(double low, double high, int[] counts, int below, int above) {
    private static final double FAR = 3; // distances between the quartiles, beyond them: "far out" (Tukey, 1977)
    private static final double FLATTENED = 4; // times the range of the others
    private static final int MOST = 200;
    private static final double LARGEST = 4e307;
    private static final double SMALLEST = 1e-290; // range that can be divided

    /** So many intervals over the numbers, without those that lie so far out that they would flatten all others. */
    public static Bins around(Sorted sorted, int count) {
        double[] range = range(sorted);
        return of(sorted, range[0], range[1], count);
    }

    /**
     * Intervals whose width is 1, 2 or 5 times a power of ten, as many as suit the numbers: the finer ones of the rules
     * of Sturges and of Freedman and Diaconis, as numpy chooses.
     */
    public static Bins rounded(Sorted sorted) {
        double[] range = range(sorted);
        double low = range[0];
        double high = range[1];
        int n = Math.max(1, sorted.size());
        double sturges = (high - low) / (Math.log(n) / Math.log(2) + 1);
        double between = sorted.quantile(0.75) - sorted.quantile(0.25);
        double width = between > 0 ? Math.min(sturges, 2 * between / Math.cbrt(n)) : sturges;
        width = round(Math.max(width, (high - low) / MOST));
        if (isWhole(sorted)) {
            width = Math.max(1, width);
        }
        double first = Math.floor(low / width);
        boolean ends = high / width == Math.floor(high / width) && !(width == 1 && isWhole(sorted));
        double last = Math.max(first + 1, Math.floor(high / width) + (ends ? 0 : 1));
        return of(sorted, first * width, last * width, (int) (last - first));
    }

    private static boolean isWhole(Sorted sorted) {
        return Arrays.stream(sorted.values()).allMatch(value -> value == Math.rint(value));
    }

    // the nearest of 1, 2 and 5 times a power of ten that is not larger
    private static double round(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        double times = width / power;
        return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
    }

    // from low to high, larger than low
    private static double[] range(Sorted sorted) {
        if (sorted.size() == 0) {
            return new double[] {0, 1};
        }
        double low = sorted.quantile(0);
        double high = sorted.quantile(1);
        double between = sorted.quantile(0.75) - sorted.quantile(0.25);
        double from = Math.max(low, sorted.quantile(0.25) - FAR * between);
        double to = Math.min(high, sorted.quantile(0.75) + FAR * between);
        if (between > 0 && !(high - low <= FLATTENED * (to - from))) {
            low = from;
            high = to;
        }
        low = Math.max(-LARGEST, low); // so that their difference is finite
        high = Math.min(LARGEST, high);
        if (high - low < SMALLEST) {
            double room = Math.abs(low) < SMALLEST ? 0.5 : Math.abs(low) / 2;
            return new double[] {low - room, high + room};
        }
        return new double[] {low, high};
    }

    /** So many intervals from low to high. */
    public static Bins of(Sorted sorted, double low, double high, int count) {
        int[] counts = new int[count];
        double width = (high - low) / count;
        int from = sorted.below(low);
        int below = from;
        for (int i = 0; i < count; i++) {
            int to = i + 1 < count ? sorted.below(low + (i + 1) * width) : sorted.below(Math.nextUp(high));
            counts[i] = to - from;
            from = to;
        }
        return new Bins(low, high, counts, below, sorted.size() - from);
    }

    /** The width of an interval. */
    public double width() {
        return (high - low) / counts.length;
    }

    /** How many numbers there are in all. */
    public int total() {
        return below + above + Arrays.stream(counts).sum();
    }
}
