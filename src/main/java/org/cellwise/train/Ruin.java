package org.cellwise.train;

import org.cellwise.text.Numbers;
import org.cellwise.train.state.History;
import org.cellwise.train.state.TrainingState;

/** Which losses show that weights are ruined, finite as they may be: those far above the best, and above the first. */
final class Ruin {
    private static final double FAR = 1000; // times the best loss

    private final History history;
    private final double beginning; // loss of the first step
    private final int best; // epochs trained
    private final double limit;

    /** By what a training has seen so far. */
    Ruin(History history) {
        this.history = history;
        beginning = history.steps() == 0 ? Double.POSITIVE_INFINITY : history.firstStepLoss();
        int lowest = history.best();
        best = lowest >= 0 && history.watchedLoss(lowest) < beginning ? lowest + 1 : 0;
        limit = Math.max(FAR * Math.abs(loss(best)), Math.abs(beginning));
    }

    /** Whether a loss is that of ruined weights. */
    boolean isShownBy(double loss) {
        return !(loss <= limit);
    }

    /** The loss watched after so many epochs; that of the first step after none. */
    double loss(int epochs) {
        return epochs == 0 ? beginning : history.watchedLoss(epochs - 1);
    }

    /** {@code with loss 0.04 after epoch 7}. */
    String lossAfter(int epochs) {
        return "loss " + Numbers.significant(loss(epochs), 4)
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
            boolean better = state.keepsWhole(epochs) && !isShownBy(loss(epochs));
            back = better && (back < 0 || loss(epochs) < loss(back)) ? epochs : back;
        }
        return "the loss is " + Numbers.significant(loss, 4) + ", " + farAbove()
                + ", so that the learning rate must be far too large: "
                + (back < 0 ? "build network and trainer anew" : "rewind(" + back + ") the trainer")
                + ", and give it a smaller learningRate(…), such as findLearningRate(…) suggests";
    }
}
