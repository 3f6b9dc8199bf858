package org.cellwise.train;

import org.cellwise.text.Numbers;
import org.cellwise.train.state.History;
import org.cellwise.train.state.TrainingState;

/** Which losses show that weights are ruined, finite as they may be: those far above the best, and above the first. */
final class Ruin {
    private static final double FAR = 1000; // times the best loss

    /** That watched, by epochs trained; the first is that of the first step. */
    private final double[] losses;

    private final int best;
    private final double limit;

    /** By what a training has seen so far. */
    Ruin(History history) {
        int epochs = history.size();
        losses = new double[epochs + 1];
        losses[0] = history.steps() == 0 ? Double.POSITIVE_INFINITY : history.stepLoss()[0];
        int lowest = 0;
        for (int i = 1; i <= epochs; i++) {
            losses[i] = history.watchedLoss(i - 1);
            lowest = losses[i] < losses[lowest] ? i : lowest;
        }
        best = lowest;
        limit = Math.max(FAR * Math.abs(losses[best]), Math.abs(losses[0]));
    }

    /** Whether a loss is that of ruined weights. */
    boolean isShownBy(double loss) {
        return !(loss <= limit);
    }

    /** The loss after so many epochs. */
    double loss(int epochs) {
        return losses[epochs];
    }

    /** {@code with loss 0.04 after epoch 7}. */
    String lossAfter(int epochs) {
        return "loss " + Numbers.significant(losses[epochs], 4)
                + (epochs == 0 ? " at the beginning" : " after epoch " + epochs);
    }

    /** {@code far above the best, loss 0.04 after epoch 7}. */
    String farAbove() {
        return "far above the best, " + lossAfter(best);
    }

    /** What to say where training ends with such a loss, and what to do; empty where the loss is none of ruined weights. */
    String sentence(double loss, TrainingState state) {
        if (!isShownBy(loss)) {
            return "";
        }
        int back = -1;
        for (int epochs : state.kept()) {
            boolean better = state.keepsWhole(epochs) && !isShownBy(losses[epochs]);
            back = better && (back < 0 || losses[epochs] < losses[back]) ? epochs : back;
        }
        return "the loss is " + Numbers.significant(loss, 4) + ", " + farAbove()
                + ", so that the learning rate must be far too large: "
                + (back < 0 ? "build network and trainer anew" : "rewind(" + back + ") the trainer")
                + ", and give it a smaller learningRate(…), such as findLearningRate(…) suggests";
    }
}
