package org.cellwise;

import org.cellwise.layer.activation.Activation;

/** Activations: shapes stay; each tells its value, slope and curve, as in {@code sigmoid().slope(0)}. */
abstract class ActivationFunctions extends NetworkFunctions {
    ActivationFunctions() {}

    /** 1 where x exceeds 0, else 0; predicts, but has no slope to train with: {@code step()}. */
    public static Activation step() {
        return step(0);
    }

    /**
     * 1 where x exceeds θ, else 0; predicts, but has no slope to train with: {@code step(0.5)}.
     *
     * @throws IllegalArgumentException if θ is not finite
     */
    public static Activation step(double theta) {
        return Activation.step(theta);
    }

    /**
     * A step at θ that training takes for a line of slope 1 within 1 of θ (Bengio et al., 2013): {@code
     * straightThroughStep(0)}.
     *
     * @throws IllegalArgumentException if θ is not finite
     */
    public static Activation straightThroughStep(double theta) {
        return Activation.straightThroughStep(theta);
    }

    /** 1 / (1 + e⁻ˣ), between 0 and 1: {@code sigmoid().value(0)} is 0.5. */
    public static Activation sigmoid() {
        return Activation.sigmoid();
    }

    /** The hyperbolic tangent, between -1 and 1: {@code tanh().slope(0)} is 1. */
    public static Activation tanh() {
        return Activation.tanh();
    }

    /** x where it exceeds 0, else 0 (Nair and Hinton, 2010): {@code relu().curve(-2, 2)}. */
    public static Activation relu() {
        return relu(0);
    }

    /**
     * x - θ where x exceeds θ, else 0: {@code relu(0.5)}.
     *
     * @throws IllegalArgumentException if θ is not finite
     */
    public static Activation relu(double theta) {
        return Activation.relu(theta);
    }

    /** x where it exceeds 0, else 0.01 x (Maas et al., 2013): {@code leakyRelu()}. */
    public static Activation leakyRelu() {
        return leakyRelu(0.01);
    }

    /**
     * x where it exceeds 0, else α x (Maas et al., 2013): {@code leakyRelu(0.1)}.
     *
     * @throws IllegalArgumentException if α is not finite
     */
    public static Activation leakyRelu(double alpha) {
        return Activation.leakyRelu(alpha);
    }

    /** x where it exceeds 0, else eˣ - 1 (Clevert et al., 2016): {@code elu()}. */
    public static Activation elu() {
        return elu(1);
    }

    /**
     * x where it exceeds 0, else α (eˣ - 1) (Clevert et al., 2016): {@code elu(0.5)}.
     *
     * @throws IllegalArgumentException if α is not finite
     */
    public static Activation elu(double alpha) {
        return Activation.elu(alpha);
    }

    /** 1.0507 times elu(1.6733), so that mean 0 and variance 1 stay from layer to layer (Klambauer et al., 2017): {@code selu()}. */
    public static Activation selu() {
        return Activation.selu();
    }

    /** x Φ(x), with Φ the normal distribution, by the error function (Hendrycks and Gimpel, 2016): {@code gelu()}. */
    public static Activation gelu() {
        return Activation.gelu();
    }

    /** x Φ(x), with Φ approximated by tanh, as in GPT-2 (Hendrycks and Gimpel, 2016): {@code geluTanh()}. */
    public static Activation geluTanh() {
        return Activation.geluTanh();
    }

    /** x / (1 + e⁻ˣ), also called swish (Elfwing et al., 2018): {@code silu()}. */
    public static Activation silu() {
        return Activation.silu();
    }

    /** log(1 + eˣ), a relu without a corner (Dugas et al., 2001): {@code softplus()}. */
    public static Activation softplus() {
        return Activation.softplus();
    }

    /** e^xᵢ / Σ e^xⱼ over each row, probabilities that add up to 1: {@code softmax().values(1, 2, 3)}. */
    public static Activation softmax() {
        return Activation.softmax();
    }

    /** xᵢ - log Σ e^xⱼ over each row, the logarithm of softmax: {@code logSoftmax()}. */
    public static Activation logSoftmax() {
        return Activation.logSoftmax();
    }
}
