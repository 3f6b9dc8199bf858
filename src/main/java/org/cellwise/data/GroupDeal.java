package org.cellwise.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Names;

/**
 * Groups of rows that stay together, dealt out to parts one after another: without classes the largest first, each to the
 * part that lacks most; with classes those first that are most of one class, each to the part where it leaves the shares of
 * classes most alike in all parts, as scikit-learn's StratifiedGroupKFold does.
 */
final class GroupDeal {
    private static final double SAME = 1e-9;

    private final int[][] counts; // by group, then class
    private final double[] totals; // by class
    private final double[] shares;
    private final double[][] held; // by part, then class: rows, by their share in all and the share of the part
    private final boolean[] filled;

    private GroupDeal(int[][] counts, double... shares) {
        this.counts = counts;
        this.shares = shares;
        totals = new double[counts[0].length];
        Arrays.stream(counts).forEach(group -> Arrays.setAll(totals, c -> totals[c] + group[c]));
        held = new double[shares.length][totals.length];
        filled = new boolean[shares.length];
    }

    /**
     * The part of each group.
     *
     * @param of group of each row
     * @param classes class of each row; null where none are to be kept in proportion
     */
    static int[] partOf(int[] of, int[] classes, SeededRandom random, double... shares) {
        int groups = Arrays.stream(of).max().orElse(0) + 1;
        if (groups < shares.length) {
            throw new IllegalArgumentException(
                    "Groups stay together, but %s cannot fill %s parts: choose another column for groups(…)"
                            .formatted(Names.count(groups, "group"), shares.length));
        }
        int kinds = classes == null ? 1 : Arrays.stream(classes).max().orElse(0) + 1;
        int[][] counts = new int[groups][kinds];
        for (int row = 0; row < of.length; row++) {
            counts[of[row]][classes == null ? 0 : classes[row]]++;
        }
        return new GroupDeal(counts, shares).deal(random);
    }

    private int[] deal(SeededRandom random) {
        int[] order = IntStream.range(0, counts.length).toArray();
        random.shuffle(order); // equal ones in random order
        int[] partOf = new int[counts.length];
        int left = counts.length;
        for (int group : Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -unevenness(counts[g])))
                .mapToInt(Integer::intValue)
                .toArray()) {
            int best = best(counts[group], left--);
            partOf[group] = best;
            filled[best] = true;
            put(best, counts[group], 1);
        }
        return partOf;
    }

    /** Of one class the rows; of several how far their counts are apart. */
    private static double unevenness(int... group) {
        double mean = Arrays.stream(group).average().orElse(0);
        return group.length == 1
                ? group[0]
                : Arrays.stream(group).mapToDouble(n -> (n - mean) * (n - mean)).sum();
    }

    private int best(int[] group, int left) {
        long empty = IntStream.range(0, filled.length).filter(p -> !filled[p]).count();
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < shares.length; part++) {
            if (left <= empty && filled[part]) {
                continue; // no part stays empty
            }
            put(part, group, 1);
            double apart = totals.length == 1 ? rows(part) : apart();
            put(part, group, -1);
            boolean emptier = best >= 0 && Math.abs(apart - least) <= SAME && rows(part) < rows(best) - SAME;
            if (apart < least - SAME || emptier) {
                best = part;
                least = Math.min(apart, least);
            }
        }
        return best;
    }

    private void put(int part, int[] group, int times) {
        for (int c = 0; c < group.length; c++) {
            held[part][c] += totals[c] == 0 ? 0 : times * group[c] / totals[c] / shares[part];
        }
    }

    /** How full a part is, over all classes. */
    private double rows(int part) {
        return IntStream.range(0, totals.length)
                .mapToDouble(c -> held[part][c] * totals[c])
                .sum();
    }

    /** Standard deviation of the shares of a class among the parts, as a mean over the classes. */
    private double apart() {
        double sum = 0;
        for (int c = 0; c < totals.length; c++) {
            int kind = c;
            double mean = Arrays.stream(held)
                    .mapToDouble(part -> part[kind])
                    .average()
                    .orElse(0);
            sum += Math.sqrt(Arrays.stream(held)
                    .mapToDouble(part -> (part[kind] - mean) * (part[kind] - mean))
                    .average()
                    .orElse(0));
        }
        return sum / totals.length;
    }
}
