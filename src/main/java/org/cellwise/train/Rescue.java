package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.network.Network;
import org.cellwise.train.optimizer.Finite;
import org.cellwise.train.state.TrainingState;

/** Finds weights to continue with when a training has diverged. */
final class Rescue {
    private Rescue() {}

    /**
     * Puts the newest state back that is kept and shows no {@link Ruin}, neither by the loss after its epochs nor by that
     * on a batch, with weights, optimizer, random numbers and history. Where the batch is bad for all of them, it is not
     * the weights' fault, and the loss after the epochs decides.
     *
     * @return which weights are in place now, in a sentence
     */
    static String rescue(Step step, Passes passes, Evaluator evaluator, Batch batch) {
        TrainingState state = step.state();
        if (!state.keepsAny()) {
            step.forget();
            passes.moveTo(null);
            return "No earlier state with finite weights is kept, so they are left as they are: load(…) a saved state, or"
                    + " build network and trainer anew";
        }
        Ruin ruin = new Ruin(state.history());
        int chosen = choose(ruin, step, evaluator, batch);
        passes.moveTo(state.rewindToKept(chosen));
        String which = "The weights are those from before epoch " + (chosen + 1)
                + (chosen == 0 ? "" : ", with " + ruin.lossAfter(chosen));
        return ruin.isShownBy(ruin.loss(chosen))
                ? which + ", the best that are kept, but " + ruin.farAbove()
                        + ": load(…) a saved state, or build network and trainer anew"
                : which + ", and training continues from there";
    }

    private static int choose(Ruin ruin, Step step, Evaluator evaluator, Batch batch) {
        TrainingState state = step.state();
        boolean tells = hasFiniteFeatures(step.network(), batch);
        int sane = -1;
        int lowest = -1;
        for (int epochs : state.kept()) {
            double loss = ruin.loss(epochs);
            lowest = lowest < 0 || loss < ruin.loss(lowest) ? epochs : lowest;
            if (!ruin.isShownBy(loss)) {
                sane = sane < 0 ? epochs : sane;
                state.putBackKept(epochs);
                if (!tells || !ruin.isShownBy(evaluator.loss(batch))) {
                    return epochs;
                }
            }
        }
        return sane < 0 ? lowest : sane;
    }

    private static boolean hasFiniteFeatures(Network network, Batch batch) {
        return Finite.all(
                batch.features(), 0, batch.count() * network.inputShape().elements());
    }
}
