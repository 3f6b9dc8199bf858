package org.cellwise.train.loss;

import java.util.Map;
import org.cellwise.network.Reading;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Tensor;

/**
 * How far predictions are from their targets, as one number to make smaller: the mean over rows of what each is off by.
 * A training keeps the sum of these losses and the sum of what rows weigh apart, so that its loss, Σ wᵢ lᵢ / Σ wᵢ, does
 * not depend on how rows are cut into batches.
 */
public interface Loss {
    /** In the field's words, such as {@code cross-entropy}. */
    String name();

    /** As what it reads outputs, and so what targets it is given. */
    Reading reads();

    /**
     * Composes ops: prediction (B, outputs), target as {@link #reads} says; out (B), the loss of each row, or (B, T) of
     * each position, times what it {@link #counts}. A loss of a batch as a whole gives a single number, which is taken for
     * the mean over its rows; rows cannot weigh differently then.
     */
    Tensor perRow(Tensor prediction, Tensor target);

    /** Composes ops as {@link #perRow}; out a single number, the mean over rows by what they count. */
    default Tensor apply(Tensor prediction, Tensor target) {
        Tensor losses = perRow(prediction, target);
        Tensor counts = counts(prediction, target);
        if (counts != null) {
            return Ops.divide(Ops.sum(losses), Ops.sum(counts));
        }
        return losses.shape().rank() == 0 ? losses : Ops.mean(losses);
    }

    /** Composes ops; out (B) or (B, T), how much each loss of {@link #perRow} counts in the mean; null where all count 1. */
    default Tensor counts(Tensor prediction, Tensor target) {
        return null;
    }

    /**
     * Kind and settings, plain values from which {@link Losses#of} makes the same loss again, on another machine.
     *
     * @throws IllegalStateException if it is a loss of one's own
     */
    default Map<String, Object> describe() {
        throw new IllegalStateException(
                "The loss " + name()
                        + " is your own, and cannot be told to other machines: use one of the library's, or train on one machine");
    }
}
