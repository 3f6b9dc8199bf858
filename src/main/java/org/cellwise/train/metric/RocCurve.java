package org.cellwise.train.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many rows of a class are found, and how many others are taken for it, as the score that a row must exceed falls
 * (Fawcett, 2006). Rows of equal score come at once.
 *
 * @param falseRate part of the other rows taken for the class, from 0 to 1
 * @param trueRate part of the rows of the class found, from 0 to 1
 */
public record RocCurve(double[] falseRate, double[] trueRate) {
    /**
     * Of scores and whether each row is of the class.
     *
     * @throws IllegalArgumentException if all rows are of the class, or none, since then there is no curve
     */
    public static RocCurve of(double[] scores, boolean[] positive) {
        Ranking ranking = Ranking.of(scores, positive);
        int all = ranking.positives();
        int others = scores.length - all;
        if (all == 0 || others == 0) {
            throw new IllegalArgumentException(
                    "An ROC curve expects rows of the class and rows of others, but got " + all + " and " + others);
        }
        int points = ranking.found().length;
        double[] falseRate = new double[points + 1];
        double[] trueRate = new double[points + 1];
        for (int i = 0; i < points; i++) {
            trueRate[i + 1] = (double) ranking.found()[i] / all;
            falseRate[i + 1] = (double) (ranking.taken()[i] - ranking.found()[i]) / others;
        }
        return new RocCurve(falseRate, trueRate);
    }

    /** Area under the curve: how likely a row of the class scores above another one; a half for guessing. */
    public double area() {
        double area = 0;
        for (int i = 1; i < trueRate.length; i++) {
            area += (falseRate[i] - falseRate[i - 1]) * (trueRate[i] + trueRate[i - 1]) / 2;
        }
        return area;
    }

    /**
     * Rows from the highest score down, those of equal score at once.
     *
     * @param found how many of the class there are so far
     * @param taken how many rows there are so far
     */
    record Ranking(int[] found, int[] taken, int positives) {
        static Ranking of(double[] scores, boolean[] positive) {
            if (scores.length != positive.length) {
                throw new IllegalArgumentException("Scores expect a class for each, but got %s scores and %s classes"
                        .formatted(scores.length, positive.length));
            }
            int[] order = IntStream.range(0, scores.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] found = new int[order.length];
            int[] taken = new int[order.length];
            int steps = 0;
            int positives = 0;
            for (int i = 0; i < order.length; i++) {
                positives += positive[order[i]] ? 1 : 0;
                if (i + 1 == order.length || scores[order[i]] != scores[order[i + 1]]) {
                    found[steps] = positives;
                    taken[steps++] = i + 1;
                }
            }
            return new Ranking(Arrays.copyOf(found, steps), Arrays.copyOf(taken, steps), positives);
        }
    }
}
