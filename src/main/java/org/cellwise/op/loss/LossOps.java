package org.cellwise.op.loss;

import java.util.function.BinaryOperator;
import org.cellwise.op.arithmetic.Ternary;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tensor;

/** The losses as functions of tensors: from predictions and targets to a single number, a mean. */
public final class LossOps {
    private LossOps() {}

    private static final Op MEAN_SQUARED_ERROR = new MeanSquaredError();

    /** Mean of (prediction - target)² over all numbers. */
    public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
        return prediction.tape().apply(MEAN_SQUARED_ERROR, prediction, target);
    }

    /**
     * Softmax and cross-entropy on logits (…, K) in one step.
     *
     * @param smoothing share of each target that is spread over all classes, 0 for none
     * @return a function of logits and targets: class indices (…) or probabilities (…, K)
     */
    public static BinaryOperator<Tensor> crossEntropy(double smoothing) {
        Op op = new CrossEntropy((float) smoothing);
        return (logits, targets) -> logits.tape().apply(op, logits, targets);
    }

    /** As {@link #crossEntropy}, of logits, targets, and how much each class counts (K). */
    public static Ternary weightedCrossEntropy(double smoothing) {
        Op op = new CrossEntropy((float) smoothing);
        return (logits, targets, weights) -> logits.tape().apply(op, logits, targets, weights);
    }

    /** Sigmoid and cross-entropy on logits and targets from 0 to 1, which count w₀ for 0 and w₁ for 1; the mean. */
    public static BinaryOperator<Tensor> binaryCrossEntropy(double smoothing, double weight0, double weight1) {
        return pairwise(new BinaryCrossEntropy((float) smoothing, (float) weight0, (float) weight1));
    }

    private static final Op MEAN_ABSOLUTE_ERROR = new MeanAbsoluteError();

    /** Mean of |prediction - target| over all numbers. */
    public static Tensor meanAbsoluteError(Tensor prediction, Tensor target) {
        return prediction.tape().apply(MEAN_ABSOLUTE_ERROR, prediction, target);
    }

    /** Mean over all numbers of e² / 2 up to |e| = δ and of a straight line beyond, of predictions and targets. */
    public static BinaryOperator<Tensor> huber(double delta) {
        return pairwise(new Huber((float) delta));
    }

    private static final Op EUCLIDEAN_DISTANCE = new EuclideanDistance();

    /** Mean over rows of the Euclidean distance. */
    public static Tensor euclideanDistance(Tensor prediction, Tensor target) {
        return prediction.tape().apply(EUCLIDEAN_DISTANCE, prediction, target);
    }

    private static final Op COSINE_DISTANCE = new CosineDistance();

    /** Mean over rows of 1 - cosine of the angle; an error where a row is all zeros. */
    public static Tensor cosineDistance(Tensor prediction, Tensor target) {
        return prediction.tape().apply(COSINE_DISTANCE, prediction, target);
    }

    /** Mean over rows of max(0, |a - p| - |a - n| + margin), of anchors, positives and negatives, each (B, width). */
    public static Ternary triplet(double margin) {
        Op op = new Triplet((float) margin);
        return (anchor, positive, negative) -> anchor.tape().apply(op, anchor, positive, negative);
    }

    /** The triplet loss of embeddings (B, width) and classes (B), with the hardest triplet of each anchor. */
    public static BinaryOperator<Tensor> hardTriplets(double margin) {
        return pairwise(new HardTriplets((float) margin));
    }

    private static BinaryOperator<Tensor> pairwise(Op op) {
        return (a, b) -> a.tape().apply(op, a, b);
    }
}
