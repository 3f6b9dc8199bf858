package org.cellwise.train.loss;

import org.cellwise.tensor.Tensor;

/** How far predictions are from their targets, as one number to make smaller. */
public interface Loss {
    /** What a loss reads as its targets. */
    enum Targets {
        /** One number for each output (B, outputs); classes come as 1 for the right one and 0 for the others. */
        VECTORS,
        /** The index of the right class (B), or a probability for each class (B, outputs): one output for each class. */
        CLASSES,
        /** The index of each row's class (B), where outputs do not stand for classes. */
        LABELS
    }

    /** In the field's words, such as {@code cross-entropy}. */
    String name();

    Targets targets();

    /** Whether it reads outputs as logits, which are above 0 for what is likelier than not. */
    default boolean logits() {
        return false;
    }

    /** Composes ops: prediction (B, outputs), target as in {@link #targets}; out a single number, the mean over rows. */
    Tensor apply(Tensor prediction, Tensor target);
}
