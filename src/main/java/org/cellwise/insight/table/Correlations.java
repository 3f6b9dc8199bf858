package org.cellwise.insight.table;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How strongly two columns go together. Rows that miss one of the two are left out. */
final class Correlations {
    private Correlations() {}

    /** Pearson's, from -1 to 1; NaN where one of the two never changes, or fewer than two rows have both. */
    static double pearson(double[] a, double[] b) {
        double meanA = 0;
        double meanB = 0;
        int n = 0;
        for (int i = 0; i < a.length; i++) {
            if (isThere(a[i], b[i])) {
                n++;
                meanA += (a[i] - meanA) / n; // so that what never changes is its own mean
                meanB += (b[i] - meanB) / n;
            }
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            if (isThere(a[i], b[i])) {
                double da = a[i] - meanA;
                double db = b[i] - meanB;
                ab += da * db;
                aa += da * da;
                bb += db * db;
            }
        }
        return ab / (Math.sqrt(aa) * Math.sqrt(bb));
    }

    /** The column less its mean, with a length of 1, so that the products of two add up to {@link #pearson}. */
    static double[] centred(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = 0;
        double[] centred = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean;
            squares += centred[i] * centred[i];
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            centred[i] /= length;
        }
        return centred;
    }

    /** The sum of the products, in the order of the rows on four lanes. */
    static double product(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    private static boolean isThere(double a, double b) {
        return Double.isFinite(a) && Double.isFinite(b);
    }

    /** Spearman's: Pearson's of the ranks, equal numbers having the mean of theirs. */
    static double spearman(double[] a, double[] b) {
        int[] both =
                IntStream.range(0, a.length).filter(i -> isThere(a[i], b[i])).toArray();
        return pearson(ranks(at(a, both)), ranks(at(b, both)));
    }

    private static double[] at(double[] values, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** The place of each number among all, from 0; NaN for one that is not finite. */
    static double[] ranks(double... values) {
        Sorted sorted = Sorted.of(values);
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            double value = values[i] + 0.0;
            ranks[i] = Double.isFinite(value)
                    ? 0.5 * (sorted.below(value) + sorted.below(Math.nextUp(value)) - 1)
                    : Double.NaN;
        }
        return ranks;
    }

    /**
     * The correlation ratio of numbers and groups, from 0 to 1: the root of the part of the variance that lies between the
     * groups, less what chance puts there (ε², Kelley, 1935). NaN where nothing varies.
     */
    static double ratio(double[] numbers, int... groups) {
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        double[] sums = new double[count];
        int[] sizes = new int[count];
        double mean = 0;
        int n = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (groups[i] >= 0 && Double.isFinite(numbers[i])) {
                n++;
                mean += (numbers[i] - mean) / n;
                sums[groups[i]] += numbers[i];
                sizes[groups[i]]++;
            }
        }
        double within = 0;
        double all = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (groups[i] >= 0 && Double.isFinite(numbers[i])) {
                double d = numbers[i] - sums[groups[i]] / sizes[groups[i]];
                within += d * d;
                all += (numbers[i] - mean) * (numbers[i] - mean);
            }
        }
        int present = (int) Arrays.stream(sizes).filter(size -> size > 0).count();
        if (!(all > 0)) {
            return Double.NaN;
        }
        return present >= n ? 0 : Math.sqrt(Math.max(0, 1 - within / all * (n - 1) / (n - present)));
    }

    /**
     * Cramér's V of two groupings, from 0 to 1, less what chance puts there (Bergsma, 2013). NaN where one has a single
     * group.
     */
    static double cramer(int[] a, int... b) {
        int rows = Arrays.stream(a).max().orElse(-1) + 1;
        int columns = Arrays.stream(b).max().orElse(-1) + 1;
        if ((long) rows * columns > 4_000_000) {
            return 0; // nearly one group for each row
        }
        int[] counts = new int[rows * columns];
        int[] ofA = new int[rows];
        int[] ofB = new int[columns];
        int n = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] >= 0 && b[i] >= 0) {
                counts[a[i] * columns + b[i]]++;
                ofA[a[i]]++;
                ofB[b[i]]++;
                n++;
            }
        }
        double sum = 0; // of shares: χ² / n + 1
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                sum += (double) counts[i] * counts[i] / ((double) ofA[i / columns] * ofB[i % columns]);
            }
        }
        double r = Arrays.stream(ofA).filter(count -> count > 0).count();
        double c = Arrays.stream(ofB).filter(count -> count > 0).count();
        if (n < 2 || r < 2 || c < 2) {
            return Double.NaN;
        }
        double phi = Math.max(0, sum - 1 - (r - 1) * (c - 1) / (n - 1));
        double r1 = r - (r - 1) * (r - 1) / (n - 1);
        double c1 = c - (c - 1) * (c - 1) / (n - 1);
        double least = Math.min(r1, c1) - 1;
        return least > 1e-9 ? Math.min(1, Math.sqrt(phi / least)) : 0;
    }
}
