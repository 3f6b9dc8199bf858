package org.cellwise.train.loss;

import org.cellwise.network.Reading;
import org.cellwise.tensor.Tensor;

/** How far predictions are from their targets, as one number to make smaller. */
public interface Loss {
    /** In the field's words, such as {@code cross-entropy}. */
    String name();

    /** As what it reads outputs, and so what targets it is given. */
    Reading reads();

    /** Composes ops: prediction (B, outputs), target as {@link #reads} says; out a single number, the mean over rows. */
    Tensor apply(Tensor prediction, Tensor target);
}
