package org.cellwise.train.metric;

/**
 * The coefficient of determination, 1 - Σ w (t - p)² / Σ w (t - mean)², of one or several outputs, in one pass: means and
 * sums of squares around them move along with each target (West, 1979) and merge (Chan et al., 1983).
 */
public final class RSquared implements Measure {
    private static final int WEIGHT = 0;
    private static final int MEAN = 1;
    private static final int AROUND = 2; // Σ w (t - mean)²
    private static final int LEFT = 3; // Σ w (t - p)²
    private static final int COUNT = 4; // of targets that weigh anything
    private static final int EACH = 5;
    private static final int FEWEST = 2; // one target has no spread to be compared with

    private final double[] sums; // those of one output after those of another
    private final Meeting meeting;

    /** Of so many outputs, each beside a target of its own. */
    RSquared(int outputs, Meeting meeting) {
        this.sums = new double[EACH * outputs];
        this.meeting = meeting;
    }

    /** Of one output, each row by its weight. */
    public static double of(double[] truth, double[] said, double[] weights) {
        RSquared one = new RSquared(1, null);
        for (int i = 0; i < truth.length; i++) {
            if (weights[i] != 0) {
                one.add(0, truth[i], said[i], weights[i]);
            }
        }
        return one.value();
    }

    private void add(int output, double truth, double said, double weight) {
        int at = EACH * output;
        sums[at + COUNT]++;
        sums[at + WEIGHT] += weight;
        double off = truth - sums[at + MEAN];
        sums[at + MEAN] += weight / sums[at + WEIGHT] * off;
        sums[at + AROUND] += weight * off * (truth - sums[at + MEAN]);
        sums[at + LEFT] += weight * (truth - said) * (truth - said);
    }

    @Override
    public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
        int width = sums.length / EACH;
        for (int i = 0; i < count * meeting.meaning().positions(); i++) {
            double weight = weights == null ? 1 : weights[i];
            for (int k = 0; k < width && weight != 0; k++) {
                add(k, targets[i * width + k], outputs[offset + i * width + k], weight);
            }
        }
    }

    @Override
    public double[] sums() {
        return sums.clone();
    }

    @Override
    public void add(double... others) {
        for (int at = 0; at < sums.length; at += EACH) {
            double ours = sums[at + WEIGHT];
            double both = ours + others[at + WEIGHT];
            if (both > 0) {
                double apart = others[at + MEAN] - sums[at + MEAN];
                double part = others[at + WEIGHT] / both;
                sums[at + AROUND] += others[at + AROUND] + apart * apart * ours * part;
                sums[at + MEAN] += apart * part;
                sums[at + LEFT] += others[at + LEFT];
                sums[at + WEIGHT] = both;
                sums[at + COUNT] += others[at + COUNT];
            }
        }
    }

    /**
     * The mean over the outputs; of a target that never changes 1 if it is hit exactly, else 0. NaN of a single row, as
     * scikit-learn has it: there is no spread that it could explain.
     */
    @Override
    public double value() {
        double sum = 0;
        for (int at = 0; at < sums.length; at += EACH) {
            double left = sums[at + LEFT];
            boolean changes = sums[at + AROUND] > 0;
            sum += sums[at + COUNT] < FEWEST || Double.isNaN(left)
                    ? Double.NaN
                    : changes ? 1 - left / sums[at + AROUND] : left == 0 ? 1 : 0;
        }
        return sum / (sums.length / EACH);
    }
}
