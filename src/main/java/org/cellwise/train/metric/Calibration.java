package org.cellwise.train.metric;

import java.util.Arrays;

/**
 * Whether a network is as often right as it is sure: rows in bins by the probability of their likeliest class (Guo et
 * al., 2017). A bin takes probabilities above its lower end and up to its upper one.
 *
 * @param confidence mean probability, by the weights of rows, in each bin, NaN where it is empty
 * @param accuracy accuracy of the rows in each bin, NaN where it is empty
 * @param counts rows in each bin
 * @param weights what the rows of each bin weigh together; their number where each weighs 1
 */
public record Calibration(double[] confidence, double[] accuracy, int[] counts, double[] weights) {
    /** Of rows that all weigh 1. */
    public Calibration(double[] confidence, double[] accuracy, int[] counts) {
        this(
                confidence,
                accuracy,
                counts,
                Arrays.stream(counts).asDoubleStream().toArray());
    }

    /** In so many bins of equal width from 0 to 1. */
    public static Calibration of(ClassScores scores, int bins) {
        double[] confidence = new double[bins];
        double[] accuracy = new double[bins];
        int[] counts = new int[bins];
        double[] weights = new double[bins];
        for (int row = 0; row < scores.size(); row++) {
            double sure = scores.confidence(row);
            int bin = Math.max(0, Math.min(bins - 1, (int) Math.ceil(sure * bins) - 1));
            double weight = scores.weights()[row];
            confidence[bin] += weight * sure;
            accuracy[bin] += scores.isRight(row) ? weight : 0;
            counts[bin]++;
            weights[bin] += weight;
        }
        for (int bin = 0; bin < bins; bin++) {
            confidence[bin] = counts[bin] == 0 ? Double.NaN : confidence[bin] / weights[bin];
            accuracy[bin] = counts[bin] == 0 ? Double.NaN : accuracy[bin] / weights[bin];
        }
        return new Calibration(confidence, accuracy, counts, weights);
    }

    /** Number of rows. */
    public int rows() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** What all rows weigh together. */
    public double weight() {
        return Arrays.stream(weights).sum();
    }

    /** Expected calibration error: mean over the rows, by their weights, of |accuracy - confidence| of their bin. */
    public double error() {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            sum += counts[bin] == 0 ? 0 : weights[bin] * Math.abs(accuracy[bin] - confidence[bin]);
        }
        return sum / weight();
    }
}
