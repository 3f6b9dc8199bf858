package org.cellwise.op.loss;

import java.util.function.BinaryOperator;
import org.cellwise.op.Ops;
import org.cellwise.op.arithmetic.Affine;
import org.cellwise.op.arithmetic.Ternary;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tensor;

/** The losses of {@link RowLosses} as means over all rows: from predictions and targets to a single number. */
public final class LossOps {
    private LossOps() {}

    /** Mean of (prediction - target)² over all numbers. */
    public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
        return Ops.mean(RowLosses.squaredError(prediction, target));
    }

    /** Mean of |prediction - target| over all numbers. */
    public static Tensor meanAbsoluteError(Tensor prediction, Tensor target) {
        return Ops.mean(RowLosses.absoluteError(prediction, target));
    }

    /** Mean over all numbers of e² / 2 up to |e| = δ and of a straight line beyond, of predictions and targets. */
    public static BinaryOperator<Tensor> huber(double delta) {
        return mean(RowLosses.huber(delta));
    }

    /** Sigmoid and cross-entropy on logits and targets from 0 to 1, which count w₀ for 0 and w₁ for 1; the mean. */
    public static BinaryOperator<Tensor> binaryCrossEntropy(double smoothing, double weight0, double weight1) {
        return mean(RowLosses.binaryCrossEntropy(smoothing, weight0, weight1));
    }

    /** Mean of {@link RowLosses#crossEntropy}. */
    public static BinaryOperator<Tensor> crossEntropy(double smoothing) {
        return mean(RowLosses.crossEntropy(smoothing));
    }

    /** Mean of {@link RowLosses#weightedCrossEntropy} in which each row counts as its class, as in PyTorch. */
    public static Ternary weightedCrossEntropy(double smoothing) {
        Ternary losses = RowLosses.weightedCrossEntropy(smoothing);
        return (logits, targets, weights) -> Ops.divide(
                Ops.sum(losses.apply(logits, targets, weights)),
                Ops.sum(RowLosses.classWeights(logits, targets, weights)));
    }

    /** Mean over rows of the Euclidean distance. */
    public static Tensor euclideanDistance(Tensor prediction, Tensor target) {
        return Ops.mean(RowLosses.euclideanDistance(prediction, target));
    }

    /** Mean over rows of 1 - cosine of the angle; an error where a row is all zeros. */
    public static Tensor cosineDistance(Tensor prediction, Tensor target) {
        return Ops.mean(RowLosses.cosineDistance(prediction, target));
    }

    private static final Op BEYOND_ONE = Ops.relu(1);
    private static final Op PLUS_ONE = new Affine(1, 1);

    /** Mean over the anchors that have a triplet in the batch; 0 if none has. */
    public static BinaryOperator<Tensor> hardTriplets(double margin) {
        BinaryOperator<Tensor> losses = RowLosses.hardTriplets(margin);
        return (embeddings, classes) -> {
            Tensor count = Ops.sum(RowLosses.tripletCounts(classes));
            Tensor atLeastOne = count.tape().apply(PLUS_ONE, count.tape().apply(BEYOND_ONE, count));
            return Ops.divide(Ops.sum(losses.apply(embeddings, classes)), atLeastOne);
        };
    }

    private static BinaryOperator<Tensor> mean(BinaryOperator<Tensor> losses) {
        return (a, b) -> Ops.mean(losses.apply(a, b));
    }
}
