package org.cellwise.train;

import java.util.function.BinaryOperator;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Tensor;

/** The losses by name. */
public final class Losses {
    private Losses() {}

    private record Named(String name, Loss.Targets targets, boolean logits, BinaryOperator<Tensor> function)
            implements Loss {
        @Override
        public Tensor apply(Tensor prediction, Tensor target) {
            return function.apply(prediction, target);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Mean of (prediction - target)² over all outputs of all rows. */
    public static Loss meanSquaredError() {
        return new Named("mean squared error", Loss.Targets.VECTORS, false, Ops::meanSquaredError);
    }

    /** Cross-entropy of softmax on logits, for one right class among several. */
    public static Loss crossEntropy() {
        return new Named("cross-entropy", Loss.Targets.CLASSES, true, Ops.crossEntropy(0));
    }
}
