package org.cellwise.op;

import java.util.List;
import org.cellwise.math.Patches;
import org.cellwise.math.Window;
import org.cellwise.op.activation.Dropout;
import org.cellwise.op.activation.Elu;
import org.cellwise.op.activation.Epilogue;
import org.cellwise.op.activation.Gelu;
import org.cellwise.op.activation.GeluTanh;
import org.cellwise.op.activation.LeakyRelu;
import org.cellwise.op.activation.LogSoftmax;
import org.cellwise.op.activation.Relu;
import org.cellwise.op.activation.Sigmoid;
import org.cellwise.op.activation.Silu;
import org.cellwise.op.activation.Softmax;
import org.cellwise.op.activation.Softplus;
import org.cellwise.op.activation.Step;
import org.cellwise.op.activation.StraightThroughStep;
import org.cellwise.op.activation.SwiGlu;
import org.cellwise.op.activation.Tanh;
import org.cellwise.op.arithmetic.Largest;
import org.cellwise.op.arithmetic.Linear;
import org.cellwise.op.arithmetic.LinearTransposed;
import org.cellwise.op.arithmetic.Sum;
import org.cellwise.op.image.AveragePool;
import org.cellwise.op.image.Conv2d;
import org.cellwise.op.image.DepthwiseConv2d;
import org.cellwise.op.image.MaxPool;
import org.cellwise.op.image.TransposedConv2d;
import org.cellwise.op.norm.BatchNorm;
import org.cellwise.op.norm.GroupNorm;
import org.cellwise.op.norm.LayerNorm;
import org.cellwise.op.norm.RmsNorm;
import org.cellwise.op.sequence.Attention;
import org.cellwise.op.sequence.Conv1d;
import org.cellwise.op.sequence.PlacesThatCount;
import org.cellwise.op.sequence.Present;
import org.cellwise.op.sequence.Rotary;
import org.cellwise.op.shape.Concat;
import org.cellwise.op.shape.Permute;
import org.cellwise.op.shape.Prepend;
import org.cellwise.op.shape.Reshape;
import org.cellwise.op.shape.Reverse;
import org.cellwise.op.shape.Slice;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * The differentiable steps as ops, which are values without tensors: what layers hold, and put on any tape with {@link
 * org.cellwise.tensor.Tape#apply}. {@link Ops} has them as functions of tensors.
 */
class LayerOps {
    LayerOps() {}

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

    /**
     * x W + b and the activation after it as one step, which spares a pass over memory each way; null where the
     * activation has to stay a step of its own. Inputs: x (…, in), w (in, out), b (out) or none; out (…, out).
     *
     * @param activation null for none
     */
    public static Op linear(Op activation) {
        if (activation == null) {
            return new Linear(null);
        }
        return activation instanceof Epilogue after ? new Linear(after) : null;
    }

    /** x where it exceeds 0, else α x. */
    public static Op leakyRelu(double alpha) {
        return new LeakyRelu((float) alpha);
    }

    /** x where it exceeds 0, else α (eˣ - 1). */
    public static Op elu(double alpha) {
        return new Elu((float) alpha, 1);
    }

    /** Elu with the α and the scale that keep mean 0 and variance 1 from layer to layer. */
    public static Op selu() {
        return Elu.SELU;
    }

    /** x Φ(x), with Φ the normal distribution by the error function. */
    public static Op gelu() {
        return new Gelu();
    }

    /** x Φ(x), with Φ approximated by tanh. */
    public static Op geluTanh() {
        return new GeluTanh();
    }

    /** x σ(x), also called swish. */
    public static Op silu() {
        return new Silu();
    }

    /** log(1 + eˣ). */
    public static Op softplus() {
        return new Softplus();
    }

    /** log(e^xᵢ / Σ e^xⱼ) over the last axis. */
    public static Op logSoftmax() {
        return new LogSoftmax();
    }

    /** 1 where x exceeds θ, else 0; backward pretends to a slope of 1 within 1 of θ. */
    public static Op straightThroughStep(double threshold) {
        return new StraightThroughStep((float) threshold);
    }

    /** Why an op cannot be trained through, as {@link #step} cannot; null for ops that can. */
    public static String whyNoSlope(Op op) {
        return op instanceof Step ? Step.NO_SLOPE : null;
    }

    /** Sets each number to 0 with probability {@code rate}, and scales the others by 1 / (1 - rate); also in prediction. */
    public static Op dropout(double rate) {
        return new Dropout((float) rate);
    }

    /** The same numbers with each row of the batch in another shape. */
    public static Op reshape(Shape row) {
        return new Reshape(row);
    }

    /** The part of an axis from (inclusive) to (exclusive). */
    public static Op slice(int axis, int from, int to) {
        return new Slice(axis, from, to);
    }

    /** Means over so many of the last axes: x (…, A, B) with 1 gives (…, A), with 2 (…). */
    public static Op meanOfLast(int count) {
        return new Sum(-count, count, true);
    }

    /** One part behind the other along an axis (negative ones count from the last): a function of two tensors. */
    public static Op concat(int axis) {
        return new Concat(axis);
    }

    /** The largest number of each window: x (B, C, H, W), out (B, C, H', W'). */
    public static Op maxPool(int size, int stride, int padding) {
        return new MaxPool(new Window(size, stride, padding));
    }

    /** The mean of each window, padding counted as zeros: x (B, C, H, W), out (B, C, H', W'). */
    public static Op averagePool(int size, int stride, int padding) {
        return new AveragePool(new Window(size, stride, padding));
    }

    /**
     * Convolution of images of one shape {@code image} (C, H, W): x (B, C, H, W), w (C, kernel, kernel, O), b (O) or none, out (B, O,
     * H', W').
     */
    public static Op conv2d(Shape image, int kernel, int stride, int padding) {
        return conv2d(image, kernel, stride, padding, null);
    }

    /**
     * {@link #conv2d(Shape, int, int, int)} and the activation after it (null for none) as one step; null where the
     * activation has to stay a step of its own.
     */
    public static Op conv2d(Shape image, int kernel, int stride, int padding, Op activation) {
        if (activation != null && !(activation instanceof Epilogue)) {
            return null;
        }
        if (image.rank() != 3) {
            throw new IllegalArgumentException(
                    "conv2d expects images (channels x height x width), but got shape " + image);
        }
        Window window = new Window(kernel, stride, padding);
        return new Conv2d(new Patches(window, image.size(0), image.size(1), image.size(2)), (Epilogue) activation);
    }

    /** Rows to mean 0 and variance 1, then scaled and shifted: x (…, E), w (E), b (E), out (…, E). */
    public static Op layerNorm(double epsilon) {
        return new LayerNorm((float) epsilon);
    }

    /**
     * Channels to mean 0 and variance 1, then scaled and shifted: x (B, C, …), w (C), b (C), running mean (C), running
     * variance (C), out (B, C, …).
     *
     * @param momentum how far the running numbers move towards those of a batch
     * @param fixed whether the running numbers are used and stay in training too
     */
    public static Op batchNorm(double momentum, double epsilon, boolean fixed) {
        return new BatchNorm((float) momentum, (float) epsilon, fixed);
    }

    /** Scaled dot-product attention: x (B, T, 3 E), queries, keys and values side by side, out (B, T, E). */
    public static Op attention(int heads, boolean causal) {
        return new Attention(heads, heads, causal, false, false, 0);
    }

    /**
     * {@link #attention(int, boolean)} of heads that share keys and values in groups, x (B, T, (heads + 2 groups) d), or
     * across sequences, queries (B, T, heads d) and keys and values (B, S, 2 groups d); then perhaps a mask (B, S).
     *
     * @param dropout share of the weights that training sets to 0
     */
    public static Op attention(int heads, int groups, boolean causal, boolean crossed, boolean masked, double dropout) {
        return new Attention(heads, groups, causal, crossed, masked, (float) dropout);
    }

    /** Queries and keys turned by their places: x (B, T, E), of which the first {@code turned} are heads of {@code depth}. */
    public static Op rotary(int depth, int turned, double base, int from) {
        return new Rotary(depth, turned, base, from);
    }

    /** 1 for places of sequences that hold anything but zeros: x (B, T, …), out (B, T). */
    public static Op present() {
        return new Present();
    }

    /** Convolution along sequences: x (B, T, C), w (kernel, C, O), b (O) or none, out (B, T', O). */
    public static Op conv1d(int stride, int before, int after) {
        return new Conv1d(stride, before, after);
    }

    /** A filter for each channel: x (B, C, H, W), w (C, kernel, kernel), b (C) or none, out (B, C, H', W'). */
    public static Op depthwiseConv2d(int kernel, int stride, int padding) {
        return new DepthwiseConv2d(new Window(kernel, stride, padding));
    }

    /**
     * The convolution that goes the other way, to images of the shape {@code image} (O, H, W): x (B, C, h, w), weights (O,
     * kernel, kernel, C), b (O) or none, out (B, O, H, W).
     */
    public static Op transposedConv2d(Shape image, int kernel, int stride, int padding) {
        Window window = new Window(kernel, stride, padding);
        return new TransposedConv2d(new Patches(window, image.size(0), image.size(1), image.size(2)));
    }

    /** Rows to a mean square of 1, then scaled: x (…, E), w (E), out (…, E). */
    public static Op rmsNorm(double epsilon) {
        return new RmsNorm((float) epsilon);
    }

    /** Groups of channels to mean 0 and variance 1, then scaled and shifted: x (B, C, …), w (C), b (C), out (B, C, …). */
    public static Op groupNorm(int groups, double epsilon) {
        return new GroupNorm(groups, (float) epsilon);
    }

    /** The first half of a row through silu, times the second: x (…, 2 H), out (…, H). */
    public static Op swiGlu() {
        return new SwiGlu();
    }

    /** x Wᵀ: x (…, in), w (out, in), out (…, out). */
    public static Op linearTransposed() {
        return new LinearTransposed();
    }

    /** Axes in another order, that of the batch, 0, first. */
    public static Op permute(List<Integer> axes) {
        return new Permute(axes);
    }

    /** The same places before each sequence: x (B, T, E), p (n, E), out (B, n + T, E). */
    public static Op prepend() {
        return new Prepend();
    }

    /** Each sequence from its end to its beginning: x (B, T, …). */
    public static Op reverse() {
        return new Reverse();
    }

    /** The largest of each of the last axis: x (…, n), out (…). */
    public static Op largestOfLast() {
        return new Largest(-1);
    }

    /** The mean over places that count: x (B, T, E), m (B, T) with 0 for those that do not, out (B, E). */
    public static Op meanOfPlaces() {
        return new PlacesThatCount(false);
    }

    /** The largest over places that count: x (B, T, E), m (B, T) with 0 for those that do not, out (B, E). */
    public static Op largestOfPlaces() {
        return new PlacesThatCount(true);
    }
}
