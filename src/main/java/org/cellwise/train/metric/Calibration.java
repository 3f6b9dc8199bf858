package org.cellwise.train.metric;

/**
 * Whether a network is as often right as it is sure: rows in bins by the probability of their likeliest class (Guo et
 * al., 2017). A bin takes probabilities above its lower end and up to its upper one.
 *
 * @param confidence mean probability in each bin, NaN where it is empty
 * @param accuracy accuracy of the rows in each bin, NaN where it is empty
 * @param counts rows in each bin
 */
public record Calibration(double[] confidence, double[] accuracy, int[] counts) {
    /** In so many bins of equal width from 0 to 1. */
    public static Calibration of(ClassScores scores, int bins) {
        double[] confidence = new double[bins];
        double[] accuracy = new double[bins];
        int[] counts = new int[bins];
        for (int row = 0; row < scores.size(); row++) {
            double sure = scores.confidence(row);
            int bin = Math.max(0, Math.min(bins - 1, (int) Math.ceil(sure * bins) - 1));
            confidence[bin] += sure;
            accuracy[bin] += scores.isRight(row) ? 1 : 0;
            counts[bin]++;
        }
        for (int bin = 0; bin < bins; bin++) {
            confidence[bin] = counts[bin] == 0 ? Double.NaN : confidence[bin] / counts[bin];
            accuracy[bin] = counts[bin] == 0 ? Double.NaN : accuracy[bin] / counts[bin];
        }
        return new Calibration(confidence, accuracy, counts);
    }

    /** Number of rows. */
    public int rows() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Expected calibration error: mean over the rows of |accuracy - confidence| of their bin. */
    public double error() {
        double sum = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            sum += counts[bin] == 0 ? 0 : counts[bin] * Math.abs(accuracy[bin] - confidence[bin]);
        }
        return sum / rows();
    }
}
