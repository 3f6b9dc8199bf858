package org.cellwise.op.loss;

import java.util.function.BinaryOperator;
import org.cellwise.op.arithmetic.Ternary;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tensor;

/**
 * The losses as functions of tensors that give one loss for each row, or each position of a sequence: predictions (B, C)
 * give (B), predictions (B, T, C) give (B, T). Given weights as upstream numbers, {@link
 * org.cellwise.tensor.Tape#backward(Tensor, float[])} adds Σ wᵢ ∇xᵢ, which does not depend on how rows are cut into batches.
 *
 * <p>A row whose weight is 0 does not count: it adds nothing, and gets no gradient.
 */
public final class RowLosses {
    private static final Op SQUARED_ERROR = new SquaredError();
    private static final Op ABSOLUTE_ERROR = new AbsoluteError();
    private static final Op EUCLIDEAN_DISTANCE = new EuclideanDistance();
    private static final Op COSINE_DISTANCE = new CosineDistance();
    private static final Op CLASS_WEIGHTS = new ClassWeights();
    private static final Op TRIPLET_COUNTS = new TripletCounts(true);
    private static final Op PAIR_COUNTS = new TripletCounts(false);

    private RowLosses() {}

    /** Mean over the outputs of a row of (prediction - target)². */
    public static Tensor squaredError(Tensor prediction, Tensor target) {
        return prediction.tape().apply(SQUARED_ERROR, prediction, target);
    }

    /** Mean over the outputs of a row of |prediction - target|. */
    public static Tensor absoluteError(Tensor prediction, Tensor target) {
        return prediction.tape().apply(ABSOLUTE_ERROR, prediction, target);
    }

    /** Mean over the outputs of a row of e² / 2 up to |e| = δ and of a straight line beyond, of predictions and targets. */
    public static BinaryOperator<Tensor> huber(double delta) {
        return pairwise(new Huber((float) delta));
    }

    /**
     * Sigmoid and cross-entropy on logits and targets from 0 to 1, which count w₀ for 0 and w₁ for 1; the mean over the
     * outputs of a row.
     */
    public static BinaryOperator<Tensor> binaryCrossEntropy(double smoothing, double weight0, double weight1) {
        return pairwise(new BinaryCrossEntropy((float) smoothing, (float) weight0, (float) weight1));
    }

    /**
     * Softmax and cross-entropy on logits (…, K) in one step.
     *
     * @param smoothing share of each target that is spread over all classes, 0 for none
     * @return a function of logits and targets: class indices (…) or probabilities (…, K)
     */
    public static BinaryOperator<Tensor> crossEntropy(double smoothing) {
        return pairwise(new CrossEntropy((float) smoothing));
    }

    /**
     * As {@link #crossEntropy}, of logits, targets, and how much each class counts (K): losses are times the weight of
     * their class. What a row then counts for in a mean is {@link #classWeights}.
     */
    public static Ternary weightedCrossEntropy(double smoothing) {
        Op op = new CrossEntropy((float) smoothing);
        return (logits, targets, weights) -> logits.tape().apply(op, logits, targets, weights);
    }

    /**
     * How much each row counts in the mean of {@link #weightedCrossEntropy}, as in PyTorch: the weight of its class, or 1
     * where targets are probabilities; of logits, targets, and how much each class counts (K).
     */
    public static Tensor classWeights(Tensor logits, Tensor targets, Tensor weights) {
        return logits.tape().apply(CLASS_WEIGHTS, logits, targets, weights);
    }

    /** The Euclidean distance of each row. */
    public static Tensor euclideanDistance(Tensor prediction, Tensor target) {
        return prediction.tape().apply(EUCLIDEAN_DISTANCE, prediction, target);
    }

    /** 1 - cosine of the angle of each row; an error where a row is all zeros. */
    public static Tensor cosineDistance(Tensor prediction, Tensor target) {
        return prediction.tape().apply(COSINE_DISTANCE, prediction, target);
    }

    /** max(0, |a - p| - |a - n| + margin) of each row, of anchors, positives and negatives, each (B, width). */
    public static Ternary triplet(double margin) {
        Op op = new Triplet((float) margin);
        return (anchor, positive, negative) -> anchor.tape().apply(op, anchor, positive, negative);
    }

    /**
     * The triplet loss of embeddings (B, width) and classes (B), with the hardest triplet of each anchor in the batch; 0 for
     * anchors without one. What a row counts for in a mean is {@link #tripletCounts}.
     */
    public static BinaryOperator<Tensor> hardTriplets(double margin) {
        return pairwise(new HardTriplets((float) margin));
    }

    /** Which rows have a triplet in a batch of classes (B): 1 for those that have, else 0. */
    public static Tensor tripletCounts(Tensor classes) {
        return classes.tape().apply(TRIPLET_COUNTS, classes);
    }

    /**
     * InfoNCE of embeddings (B, width) and classes (B): cross-entropy of softmax over the cosines of a row with all others,
     * divided by a temperature, for those of its class; 0 for rows without one. What a row counts for in a mean is {@link
     * #pairCounts}.
     */
    public static BinaryOperator<Tensor> contrast(double temperature) {
        return pairwise(new Contrast((float) temperature));
    }

    /** Which rows have another of their class in a batch of classes (B): 1 for those that have, else 0. */
    public static Tensor pairCounts(Tensor classes) {
        return classes.tape().apply(PAIR_COUNTS, classes);
    }

    private static BinaryOperator<Tensor> pairwise(Op op) {
        return (a, b) -> a.tape().apply(op, a, b);
    }
}
