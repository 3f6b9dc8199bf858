package org.cellwise.train.metric;

import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.Source;

/** What numeric targets have in common, over all positions that count. */
final class TargetValues {
    private static final double ROUNDING = 1e-3;

    private boolean seen;
    private boolean bits = true;
    private boolean oneEach = true;
    private boolean shares = true;
    private String noBit;
    private String noShare;
    private String notOne;

    /** Of none so far. */
    static TargetValues unseen() {
        return new TargetValues();
    }

    /** Of a dataset; of a source that need not be in memory what is known so far, since its rows are seen as they come. */
    static TargetValues of(Source data, TargetValues known) {
        Dataset held = ShardedRows.held(data);
        return held != null ? of(held) : known;
    }

    private static TargetValues of(Dataset data) {
        TargetValues values = new TargetValues();
        int positions = data.schema().positions();
        for (int row = 0; row < data.size() && !data.isClassification(); row++) {
            double[] target = data.target(row);
            double[] weights = data.isWeighted() ? data.weightsOf(row) : null;
            int width = target.length / positions;
            for (int position = 0; position < positions; position++) {
                if (weights == null || weights[position] != 0) {
                    double sum = 0;
                    for (int i = position * width; i < (position + 1) * width; i++) {
                        sum += values.look(row, target[i]);
                    }
                    values.lookAtSum(row, sum);
                }
            }
        }
        return values;
    }

    /** Looks at the targets of a batch as well; whether that changed anything. */
    boolean look(float[] targets, float[] weights, int rows, Schema schema) {
        boolean before = seen;
        boolean bitsBefore = bits;
        boolean oneEachBefore = oneEach;
        boolean sharesBefore = shares;
        int positions = schema.positions();
        int width = schema.targetWidth() / positions;
        for (int position = 0; (bits || oneEach || shares) && position < rows * positions; position++) {
            if (weights == null || weights[position] != 0) {
                double sum = 0;
                for (int i = position * width; i < (position + 1) * width; i++) {
                    sum += look(position / positions, targets[i]);
                }
                lookAtSum(position / positions, sum);
            }
        }
        return seen != before || bits != bitsBefore || oneEach != oneEachBefore || shares != sharesBefore;
    }

    private double look(int row, double target) {
        if (target != 0 && target != 1) {
            noBit = bits ? word(row, target) : noBit;
            bits = false;
        }
        if (!(target >= 0 && target <= 1)) {
            noShare = shares ? word(row, target) : noShare;
            shares = false;
        }
        seen = true;
        return target;
    }

    private void lookAtSum(int row, double sum) {
        if (!(Math.abs(sum - 1) < ROUNDING)) {
            notOne = oneEach ? "those of row " + row + " add up to " + sum : notOne;
            oneEach = false;
        }
    }

    private static String word(int row, double target) {
        return "the target of row " + row + " is " + target;
    }

    /** Whether each is 0 or 1. */
    boolean areBits() {
        return bits && seen;
    }

    /** Whether those of each position add up to 1. */
    boolean haveOneEach() {
        return oneEach;
    }

    /** Whether each is from 0 to 1. */
    boolean areShares() {
        return shares;
    }

    /** Refuses targets of several classes that do not name one of them. */
    void requireOneEach(String asker) {
        if (notOne != null) {
            throw new IllegalArgumentException(
                    "%s expects targets that name one right class for each row, as the network tells classes that exclude each other, but %s: end a network that answers several questions at once with sigmoid() or, for binaryCrossEntropy(), with dense(…)"
                            .formatted(asker, notOne));
        }
    }

    String firstThatIsNoBit() {
        return noBit == null ? "the targets are numbers" : noBit;
    }

    /** Refuses numbers that stand for no class, being neither 0 nor 1 nor between. */
    void requireShares(String asker) {
        if (!shares) {
            throw new IllegalArgumentException(
                    "%s expects classes, or targets from 0 to 1, but %s: choose a label column, or measure and train with what is meant for numbers, such as meanSquaredError()"
                            .formatted(asker, noShare));
        }
    }
}
