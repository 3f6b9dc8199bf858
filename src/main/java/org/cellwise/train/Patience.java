package org.cellwise.train;

import java.util.function.BooleanSupplier;
import org.cellwise.data.Source;
import org.cellwise.text.Numbers;
import org.cellwise.train.state.Best;
import org.cellwise.train.state.TrainingState;

/**
 * Stops a training that no longer gets better, and puts the best weights back. The loss that counts is one that the
 * weights have as they are kept: on the validation rows, or on all training rows, measured after the epoch.
 */
final class Patience {
    private final int epochs;
    private final TrainingState state;
    private final Evaluator evaluator;
    private final Source watched;
    private final boolean training;
    private boolean begun;
    private double toBeat = Double.POSITIVE_INFINITY;
    private int beaten; // the epoch that last did

    /**
     * With rows to watch.
     *
     * @param training whether these are the rows that are learned from
     */
    Patience(int epochs, TrainingState state, Evaluator evaluator, Source watched, boolean training) {
        this.epochs = epochs;
        this.state = state;
        this.evaluator = evaluator;
        this.watched = watched;
        this.training = training;
        beaten = state.history().size();
        Best known = state.best();
        if (known != null && known.isOf(watched, watched.rowCount())) {
            toBeat = known.loss();
            begun = true;
        } else {
            state.forgetBest();
        }
    }

    /**
     * Takes the weights of the epochs before for the best so far, unless better ones are known; between two epochs.
     *
     * @param stop whether to leave off
     */
    void begin(BooleanSupplier stop) {
        if (begun) {
            return;
        }
        begun = true;
        if (state.history().size() > 0 && evaluator.run(watched, stop) && Double.isFinite(evaluator.loss())) {
            toBeat = evaluator.loss();
            state.best(toBeat, watched, watched.rowCount());
        }
    }

    /** Whether the loss must be measured, since {@code fit} has not done so. */
    boolean measuresItself() {
        return training;
    }

    /** After an epoch, whose weights have this loss. */
    void measured(double loss) {
        begun = true;
        if (loss < toBeat) {
            toBeat = loss;
            beaten = state.history().size();
            state.best(loss, watched, watched.rowCount());
        }
    }

    /** Whether it did not get better for too long. */
    boolean isOver() {
        return state.history().size() - beaten >= epochs;
    }

    /** Puts the best weights back; in a sentence, which these are, empty if they are in place already. */
    String putBack() {
        Best best = state.best();
        state.forgetBest();
        if (best == null || best.epochs() == state.history().size()) {
            return "";
        }
        state.putBack(best.snapshot());
        return "the weights of epoch %s are back, with loss %s%s"
                .formatted(best.epochs(), Numbers.significant(best.loss(), 4), training ? " on the training rows" : "");
    }

    /** {@code no better for 3 epochs}. */
    @Override
    public String toString() {
        return "no better for " + epochs + " epochs";
    }
}
