package org.cellwise.layer.activation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.Ops;
import org.cellwise.op.activation.LogSoftmax;
import org.cellwise.op.activation.Sigmoid;
import org.cellwise.op.activation.Softmax;
import org.cellwise.op.activation.StraightThroughStep;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;

/**
 * A function of each number by itself, or of each row: what makes a network more than one matrix. Shapes stay as they
 * are.
 *
 * @param kind its name
 * @param op the function and its slope
 * @param gain how much larger the variance of the weights before it should be than Glorot's
 */
public record Activation(String kind, Op op, double gain) implements Layer {
    private static final double RECTIFIER = 2;

    /** 1 where x exceeds θ, else 0: predicts, but has no slope to train with. */
    public static Activation step(double threshold) {
        return new Activation("step", Ops.step(finite("step", threshold)), 1);
    }

    /** 1 where x exceeds θ, else 0; training pretends to a slope of 1 within 1 of θ (Bengio et al., 2013). */
    public static Activation straightThroughStep(double threshold) {
        return new Activation("step", Ops.straightThroughStep(finite("straightThroughStep", threshold)), 1);
    }

    /** 1 / (1 + e⁻ˣ), between 0 and 1. */
    public static Activation sigmoid() {
        return new Activation("sigmoid", Ops.sigmoid(), 1);
    }

    /** The hyperbolic tangent, between -1 and 1. */
    public static Activation tanh() {
        return new Activation("tanh", Ops.tanh(), 1);
    }

    /** x - θ where x exceeds θ, else 0. */
    public static Activation relu(double threshold) {
        return new Activation("relu", Ops.relu(finite("relu", threshold)), RECTIFIER);
    }

    /** x where it exceeds 0, else α x (Maas et al., 2013). */
    public static Activation leakyRelu(double alpha) {
        return new Activation("leaky_relu", Ops.leakyRelu(finite("leakyRelu", alpha)), RECTIFIER / (1 + alpha * alpha));
    }

    /** x where it exceeds 0, else α (eˣ - 1) (Clevert et al., 2016). */
    public static Activation elu(double alpha) {
        return new Activation("elu", Ops.elu(finite("elu", alpha)), RECTIFIER);
    }

    /** Elu scaled so that mean 0 and variance 1 stay from layer to layer (Klambauer et al., 2017). */
    public static Activation selu() {
        return new Activation("selu", Ops.selu(), 1);
    }

    /** x Φ(x), with Φ the normal distribution (Hendrycks and Gimpel, 2016). */
    public static Activation gelu() {
        return new Activation("gelu", Ops.gelu(), RECTIFIER);
    }

    /** {@link #gelu} with Φ approximated by tanh. */
    public static Activation geluTanh() {
        return new Activation("gelu_tanh", Ops.geluTanh(), RECTIFIER);
    }

    /** x σ(x), with σ the sigmoid; also called swish (Elfwing et al., 2018). */
    public static Activation silu() {
        return new Activation("silu", Ops.silu(), RECTIFIER);
    }

    /** log(1 + eˣ), a relu without a corner (Dugas et al., 2001). */
    public static Activation softplus() {
        return new Activation("softplus", Ops.softplus(), RECTIFIER);
    }

    /** e^xᵢ / Σ e^xⱼ over the last axis: probabilities. */
    public static Activation softmax() {
        return new Activation("softmax", Ops.softmax(), 1);
    }

    /** The logarithm of {@link #softmax}. */
    public static Activation logSoftmax() {
        return new Activation("log_softmax", Ops.logSoftmax(), 1);
    }

    @Override
    public Op activation() {
        return op;
    }

    @Override
    public boolean isStepwise() {
        return true;
    }

    @Override
    public Description describe() {
        Map<String, Object> settings = new LinkedHashMap<>(op.attributes());
        if (op instanceof StraightThroughStep) {
            settings.put("straightThrough", true); // of the same kind as one without a slope
        }
        return Description.of(this).settings(settings).flow(Flow.FUNCTION);
    }

    private static double finite(String activation, double setting) {
        if (!Double.isFinite(setting)) {
            throw new IllegalArgumentException(activation + " expects a finite number, but got " + setting);
        }
        return setting;
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        if (readsRows() && input.last() == 1) {
            throw new IllegalArgumentException(kind + " of a single number is always "
                    + (op instanceof Softmax ? "1" : "0")
                    + ": use sigmoid(), or two units or more in the layer before");
        }
        String refusal = Ops.whyNoSlope(op);
        if (refusal == null) {
            return x -> x.tape().apply(op, x);
        }
        String name = scope.name();
        return x -> {
            if (x.needsGradient()) {
                throw new IllegalStateException(name + ": " + refusal);
            }
            return x.tape().apply(op, x);
        };
    }

    @Override
    public Scale scale(Scale incoming) {
        if (op instanceof Sigmoid) {
            return Scale.PROBABILITIES;
        }
        if (readsRows()) {
            return op instanceof Softmax ? Scale.DISTRIBUTION : Scale.LOG_DISTRIBUTION;
        }
        return kind.equals("step") ? Scale.BITS : Scale.OPEN;
    }

    @Override
    public double gain(double following) {
        return gain;
    }

    /** The function at a point, such as {@code sigmoid().value(0)}, which is 0.5. */
    public double value(double x) {
        return values(x)[0];
    }

    /** The function at several points; of functions of a row, such as softmax, the points are one row. */
    public double[] values(double... x) {
        Tape tape = tape(Tape.Mode.PREDICT);
        return tape.apply(op, tape.input(Shape.of(1, x.length), floats(x))).values();
    }

    /** The slope at a point; that of {@code step} is 0 everywhere. */
    public double slope(double x) {
        return slopes(x)[0];
    }

    /** The slopes at several points: how much each value changes with its own x. */
    public double[] slopes(double... x) {
        double[] slopes = new double[x.length];
        if (Ops.whyNoSlope(op) != null) {
            return slopes;
        }
        Tape tape = tape(Tape.Mode.TRAIN);
        float[] points = floats(x);
        float[] gradient = new float[x.length];
        float[] upstream = new float[x.length];
        for (int i = 0; i < x.length; i++) { // one value after the other, since those of a row hang together
            tape.rewind();
            Arrays.fill(gradient, 0);
            upstream[i] = 1;
            tape.backward(tape.apply(op, tape.input(Shape.of(1, x.length), points, gradient)), upstream);
            upstream[i] = 0;
            slopes[i] = gradient[i];
        }
        return slopes;
    }

    /** As {@link #curve(double, double)}, from -{@value Curve#REACH} to {@value Curve#REACH}. */
    public Curve curve() {
        return curve(-Curve.REACH, Curve.REACH);
    }

    /**
     * The function and its slope at points evenly spaced from one number to another, such as {@code tanh().curve(-3, 3)}.
     * Of functions of a row, such as softmax, it is the first of two numbers, the other being 0.
     *
     * @throws IllegalArgumentException unless from is below to, and both are finite
     */
    public Curve curve(double from, double to) {
        return Curve.of(this, from, to);
    }

    /** Whether each value depends on its whole row rather than on one number alone. */
    boolean readsRows() {
        return op instanceof Softmax || op instanceof LogSoftmax;
    }

    private static Tape tape(Tape.Mode mode) {
        return new Tape(mode, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(0));
    }

    private static float[] floats(double[] x) {
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return floats;
    }

    /** With its settings, {@code relu[threshold=0.5]}. */
    @Override
    public String toString() {
        String text = op.toString();
        int settings = text.indexOf('[');
        return settings < 0 || text.endsWith("[]") ? kind : kind + text.substring(settings);
    }
}
