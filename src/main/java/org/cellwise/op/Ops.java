package org.cellwise.op;

import java.util.function.BinaryOperator;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Tensor;

/**
 * The differentiable steps as functions of tensors: what layers and losses are composed of, and what a layer or loss of
 * your own is written in.
 */
public final class Ops {
    private Ops() {}

    /** The logistic sigmoid, 1 / (1 + e⁻ˣ). */
    public static Op sigmoid() {
        return new Sigmoid();
    }

    /** The hyperbolic tangent. */
    public static Op tanh() {
        return new Tanh();
    }

    /** x - θ where x exceeds θ, else 0. */
    public static Op relu(double threshold) {
        return new Relu((float) threshold);
    }

    /** 1 where x exceeds θ, else 0. */
    public static Op step(double threshold) {
        return new Step((float) threshold);
    }

    /** e^xᵢ / Σ e^xⱼ over the last axis. */
    public static Op softmax() {
        return new Softmax();
    }

    private static final Op LINEAR = new Linear();

    /** x W + b: x (…, in), w (in, out), b (out) or null, out (…, out). */
    public static Tensor linear(Tensor x, Tensor w, Tensor b) {
        return x.tape().apply(LINEAR, x, w, b);
    }

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
}
