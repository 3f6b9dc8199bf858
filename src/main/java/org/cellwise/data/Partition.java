package org.cellwise.data;

import java.util.Arrays;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Given;

/** Deals rows out to the parts of a split. */
final class Partition {
    private static final double ROUNDING = 1e-9; // 0.8 * 5 must count as 4 whole rows, however it is rounded

    private Partition() {}

    /**
     * The rows of each part, in random order. Every class is dealt out in the same proportions, as closely as whole
     * rows allow; a class with at least as many rows as there are parts is in every part, and a class with a single row
     * is in the first one, which is for training.
     *
     * @param classes class of each row; all 0 where there are no classes to keep in proportion
     * @param shares size of each part but the last, which takes the rest; each above 0, and below 1 together
     * @throws IllegalArgumentException if shares are not such, or there are too few rows for all parts
     */
    public static int[][] of(int[] classes, Seed seed, double... shares) {
        Given.require(seed, "split", "a seed, such as seed(1)");
        double[] all = withRest(shares);
        SeededRandom random = seed.random();
        int classCount = Arrays.stream(classes).max().orElse(0) + 1;
        int[][] counts = counts(classes, classCount, all);
        int[][] parts = deal(classes, counts, random);
        for (int p = 0; p < parts.length; p++) {
            if (parts[p].length == 0) {
                throw new IllegalArgumentException(
                        "Too few rows to split: %s rows of %s classes leave part %s of %s empty; more rows of a class are needed"
                                .formatted(
                                        classes.length,
                                        Arrays.stream(classes).distinct().count(),
                                        p + 1,
                                        parts.length));
            }
            random.shuffle(parts[p]);
        }
        return parts;
    }

    static double[] withRest(double... shares) {
        double rest = 1;
        for (double share : shares) {
            rest -= share;
            if (!(share > 0 && rest > ROUNDING)) {
                throw new IllegalArgumentException(
                        "split expects shares above 0 that leave a rest below 1 for the last part, but got %s; for example split(0.8)"
                                .formatted(Arrays.toString(shares)));
            }
        }
        double[] all = Arrays.copyOf(shares, shares.length + 1);
        all[shares.length] = rest;
        return all;
    }

    /** Rows of each class (first index) in each part (second index). */
    private static int[][] counts(int[] classes, int classCount, double[] shares) {
        int[] sizes = new int[classCount];
        for (int c : classes) {
            sizes[c]++;
        }
        double[] owed = new double[shares.length]; // what rounding has kept from each part so far
        int[][] counts = new int[classCount][shares.length];
        for (int c = 0; c < classCount; c++) {
            round(sizes[c], shares, owed, counts[c]);
            fillGaps(counts[c]);
        }
        return counts;
    }

    /** Whole rows first, then the left-over ones to the parts that are owed most: the largest remainders. */
    private static void round(int rows, double[] shares, double[] owed, int[] counts) {
        int left = rows;
        for (int p = 0; p < shares.length; p++) {
            counts[p] = (int) Math.floor(rows * shares[p] + ROUNDING);
            owed[p] += rows * shares[p] - counts[p];
            left -= counts[p];
        }
        boolean[] given = new boolean[shares.length];
        for (; left > 0; left--) {
            int largest = -1;
            for (int p = 0; p < shares.length; p++) {
                if (!given[p] && (largest < 0 || owed[p] > owed[largest])) {
                    largest = p;
                }
            }
            given[largest] = true;
            counts[largest]++;
            owed[largest]--;
        }
    }

    /** Moves single rows to empty parts, the first part first, as long as there is a part that can spare one. */
    private static void fillGaps(int[] counts) {
        for (int p = 0; p < counts.length; p++) {
            int largest = 0;
            for (int q = 1; q < counts.length; q++) {
                largest = counts[q] > counts[largest] ? q : largest;
            }
            if (counts[p] == 0 && counts[largest] > (p == 0 ? 0 : 1)) {
                counts[p]++;
                counts[largest]--;
            }
        }
    }

    private static int[][] deal(int[] classes, int[][] counts, SeededRandom random) {
        int[] order = new int[classes.length];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        int[][] parts = new int[counts[0].length][];
        for (int p = 0; p < parts.length; p++) {
            int part = p;
            parts[p] =
                    new int[Arrays.stream(counts).mapToInt(count -> count[part]).sum()];
        }
        int[] filled = new int[parts.length];
        for (int row : order) {
            int[] open = counts[classes[row]];
            int p = 0;
            while (open[p] == 0) {
                p++;
            }
            open[p]--;
            parts[p][filled[p]++] = row;
        }
        return parts;
    }
}
