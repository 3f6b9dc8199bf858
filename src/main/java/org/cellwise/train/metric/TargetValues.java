package org.cellwise.train.metric;

import java.util.function.IntToDoubleFunction;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;

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

    static TargetValues of(Dataset data) {
        TargetValues values = new TargetValues();
        int positions = data.schema().positions();
        for (int row = 0; row < data.size() && !data.isClassification(); row++) {
            double[] target = data.target(row);
            double[] weights = data.isWeighted() ? data.weightsOf(row) : null;
            int width = target.length / positions;
            for (int position = 0; position < positions; position++) {
                if (weights == null || weights[position] != 0) {
                    int from = position * width;
                    values.look(row, i -> target[from + i], width);
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
        int width = schema.targetWidth() / schema.positions();
        for (int position = 0; bits && position < rows * schema.positions(); position++) {
            if (weights == null || weights[position] != 0) {
                double sum = 0;
                for (int i = position * width; i < (position + 1) * width; i++) {
                    sum += targets[i];
                    bits &= targets[i] == 0 || targets[i] == 1;
                }
                oneEach &= sum == 1;
            }
        }
        seen = true;
        return !before || bits != bitsBefore || oneEach != oneEachBefore;
    }

    private void look(int row, IntToDoubleFunction target, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double t = target.applyAsDouble(i);
            sum += t;
            if (t != 0 && t != 1) {
                noBit = bits ? word(row, t) : noBit;
                bits = false;
            }
            if (!(t >= 0 && t <= 1)) {
                noShare = shares ? word(row, t) : noShare;
                shares = false;
            }
        }
        if (!(Math.abs(sum - 1) < ROUNDING)) {
            notOne = oneEach ? "those of row " + row + " add up to " + sum : notOne;
            oneEach = false;
        }
        seen = true;
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
