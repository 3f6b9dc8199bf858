package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.network.Network;
import org.cellwise.train.optimizer.Finite;
import org.cellwise.train.state.TrainingState;

/** Finds weights to continue with when a training has diverged. */
final class Rescue {
    private Rescue() {}

    /**
     * Puts the newest state back that is kept and gives a finite loss on a batch, with weights, optimizer, random numbers
     * and history; the oldest if none does, since then it is not the weights' fault.
     *
     * @return whether any is kept
     */
    static boolean rescue(Step step, Passes passes, Evaluator evaluator, Batch batch) {
        TrainingState state = step.state();
        if (!state.keepsAny()) {
            step.forget();
            passes.moveTo(null);
            return false;
        }
        passes.moveTo(state.rewindToKept());
        while (hasFiniteFeatures(step.network(), batch) && !evaluator.isFinite(batch) && state.dropNewest()) {
            passes.moveTo(state.rewindToKept());
        }
        return true;
    }

    private static boolean hasFiniteFeatures(Network network, Batch batch) {
        return Finite.all(
                batch.features(), 0, batch.count() * network.inputShape().elements());
    }
}
