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
        return of(scores, positive, ones(scores.length));
    }

    /**
     * Likewise, where each row counts by its weight.
     *
     * @param weights above 0
     * @throws IllegalArgumentException if all rows are of the class, or none
     */
    public static RocCurve of(double[] scores, boolean[] positive, double[] weights) {
        Ranking ranking = Ranking.of(scores, positive, weights);
        double all = ranking.ofClass();
        double others = ranking.ofOthers();
        if (all == 0 || others == 0) {
            long rows =
                    IntStream.range(0, positive.length).filter(i -> positive[i]).count();
            throw new IllegalArgumentException("An ROC curve expects rows of the class and rows of others, but got "
                    + rows + " and " + (positive.length - rows));
        }
        int points = ranking.found().length;
        double[] falseRate = new double[points + 1];
        double[] trueRate = new double[points + 1];
        for (int i = 0; i < points; i++) {
            trueRate[i + 1] = ranking.found()[i] / all;
            falseRate[i + 1] = ranking.wrong()[i] / others;
        }
        return new RocCurve(falseRate, trueRate);
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
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
     * @param found what those of the class weigh so far
     * @param wrong what the others weigh so far
     */
    record Ranking(double[] found, double[] wrong) {
        static Ranking of(double[] scores, boolean[] positive, double[] weights) {
            if (scores.length != positive.length) {
                throw new IllegalArgumentException("Scores expect a class for each, but got %s scores and %s classes"
                        .formatted(scores.length, positive.length));
            }
            int[] order = IntStream.range(0, scores.length)
                    .boxed()
                    .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] found = new double[order.length];
            double[] wrong = new double[order.length];
            int steps = 0;
            double ofClass = 0;
            double ofOthers = 0;
            for (int i = 0; i < order.length; i++) {
                ofClass += positive[order[i]] ? weights[order[i]] : 0;
                ofOthers += positive[order[i]] ? 0 : weights[order[i]];
                if (i + 1 == order.length || scores[order[i]] != scores[order[i + 1]]) {
                    found[steps] = ofClass;
                    wrong[steps++] = ofOthers;
                }
            }
            return new Ranking(Arrays.copyOf(found, steps), Arrays.copyOf(wrong, steps));
        }

        double ofClass() {
            return found.length == 0 ? 0 : found[found.length - 1];
        }

        double ofOthers() {
            return wrong.length == 0 ? 0 : wrong[wrong.length - 1];
        }
    }
}
