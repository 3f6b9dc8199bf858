package org.cellwise;

import java.util.function.UnaryOperator;
import org.cellwise.layer.Custom;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.dense.SwiGlu;
import org.cellwise.layer.group.Branches;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.group.Sequential;
import org.cellwise.layer.image.AveragePool;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.DepthwiseConv2d;
import org.cellwise.layer.image.GlobalAveragePool;
import org.cellwise.layer.image.GlobalMaxPool;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.image.TransposedConv2d;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.GroupNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.norm.RmsNorm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.layer.shape.Permute;
import org.cellwise.layer.shape.Reshape;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/**
 * Layers, and the first weights of those that have weights. Shapes are those of one row of a batch; shapes that do not
 * fit are refused when the network is built.
 */
abstract class LayerFunctions extends ActivationFunctions {
    LayerFunctions() {}

    // -- layers: shapes are those of one row of a batch; shapes that do not fit are refused when the network is built

    /**
     * Every input joined to every unit, y = x W + b: (…, in) becomes (…, units): {@code dense(4)}, {@code
     * dense(4).noBias()}.
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    /** A dense layer of one unit for each name: {@code dense(outputs("a", "b"))}. */
    public static Dense dense(Outputs outputs) {
        return new Dense(
                Given.require(outputs, "dense", "outputs, such as outputs(\"a\", \"b\")")
                        .names()
                        .size(),
                true,
                null,
                outputs);
    }

    /**
     * In training sets each number to 0 with probability p and scales the others by 1 / (1 - p) (Srivastava et al., 2014):
     * {@code dropout(0.5)}.
     *
     * @throws IllegalArgumentException if the rate is not from 0 to below 1
     */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /**
     * Each feature of (features), or channel of (channels, height, width), to mean 0 and variance 1 over the batch, then
     * scaled and shifted by what is learned (Ioffe and Szegedy, 2015): {@code batchNorm().momentum(0.2)}. Sequences (length,
     * width) have their channels last: {@code network(inputs(8, 3), conv1d(4, 3), permute(2, 1), batchNorm(), permute(2, 1))}.
     */
    public static BatchNorm batchNorm() {
        return new BatchNorm();
    }

    /**
     * The last axis of (…, width) to mean 0 and variance 1, then scaled and shifted by what is learned (Ba et al., 2016):
     * {@code layerNorm()}.
     */
    public static LayerNorm layerNorm() {
        return new LayerNorm();
    }

    /**
     * The last axis of (…, width) to a mean square of 1, then scaled by what is learned (Zhang and Sennrich, 2019): {@code
     * rmsNorm()}.
     */
    public static RmsNorm rmsNorm() {
        return new RmsNorm();
    }

    /**
     * Groups of channels of (channels, …) to mean 0 and variance 1, whatever the batch, then scaled and shifted by what is
     * learned (Wu and He, 2018): {@code groupNorm(4)}.
     *
     * @throws IllegalArgumentException if there is no group; building fails where groups do not share the channels evenly
     */
    public static GroupNorm groupNorm(int groups) {
        return new GroupNorm(groups);
    }

    /**
     * Two dense maps, one of them through silu as a gate for the other (Shazeer, 2020): (…, in) becomes (…, units): {@code
     * residual(rmsNorm(), swiGlu(64).noBias(), dense(16).noBias())}.
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static SwiGlu swiGlu(int units) {
        return new SwiGlu(units, true);
    }

    /** Images or sequences as one row of numbers: (channels, height, width) becomes (numbers): {@code flatten()}. */
    public static Flatten flatten() {
        return new Flatten();
    }

    /**
     * The same numbers in another shape, such as rows of 784 as images: {@code reshape(1, 28, 28)}.
     *
     * @throws IllegalArgumentException if a size is below 0
     */
    public static Reshape reshape(int... sizes) {
        return new Reshape(Shape.of(sizes));
    }

    /**
     * Turns axes, counted from 1, such as images whose channels come last: {@code network(inputs(28, 28, 3), permute(3, 1,
     * 2))}.
     *
     * @throws IllegalArgumentException unless each axis is there once
     */
    public static Permute permute(int... axes) {
        return new Permute(Shape.of(axes));
    }

    /**
     * Filters over images, each giving a channel: (channels, height, width) becomes (filters, height', width') with height'
     * = (height + 2 padding - kernel) / stride + 1 (LeCun et al., 1989): {@code conv2d(16, 3).stride(2).padding(1)}, or
     * {@code conv2d(16, 3).same()} to keep the size.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static Conv2d conv2d(int filters, int kernel) {
        return new Conv2d(filters, kernel);
    }

    /**
     * A filter of its own for each channel: (channels, height, width) becomes (channels, height', width') (Howard et al.,
     * 2017): {@code sequential(depthwiseConv2d(3).same(), conv2d(16, 1))}.
     *
     * @throws IllegalArgumentException if the kernel is below 1
     */
    public static DepthwiseConv2d depthwiseConv2d(int kernel) {
        return new DepthwiseConv2d(kernel);
    }

    /**
     * Makes images larger, each number a patch of each filter: (channels, height, width) becomes (filters, height', width')
     * with height' = (height - 1) stride - 2 padding + kernel (Zeiler et al., 2010): {@code transposedConv2d(8,
     * 2).stride(2)}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static TransposedConv2d transposedConv2d(int filters, int kernel) {
        return new TransposedConv2d(filters, kernel);
    }

    /**
     * The largest number of each square: (channels, height, width) becomes (channels, height / size, width / size): {@code
     * maxPool(2)}, {@code maxPool(3).stride(2).padding(1)}.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static MaxPool maxPool(int size) {
        return new MaxPool(size);
    }

    /**
     * The mean of each square: (channels, height, width) becomes (channels, height / size, width / size): {@code
     * averagePool(2)}.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static AveragePool averagePool(int size) {
        return new AveragePool(size);
    }

    /** The mean over all places: images become (channels), sequences (width) (Lin et al., 2014): {@code globalAveragePool()}. */
    public static GlobalAveragePool globalAveragePool() {
        return new GlobalAveragePool();
    }

    /** The largest number over all places: images become (channels), sequences (width): {@code globalMaxPool()}. */
    public static GlobalMaxPool globalMaxPool() {
        return new GlobalMaxPool();
    }

    /** Layers in a row as one layer: {@code sequential(dense(8), relu())}. */
    public static Sequential sequential(Layer... layers) {
        return new Sequential(layers);
    }

    /** x + what layers that keep its shape make of it (He et al., 2016): {@code residual(dense(8), relu(), dense(8))}. */
    public static Residual residual(Layer... layers) {
        return new Residual(layers);
    }

    /**
     * Layers that read the same input, their outputs side by side, images by channels: {@code branches(dense(4),
     * sequential(dense(8), relu()))}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Branches branches(Layer... branches) {
        return new Branches(branches);
    }

    /**
     * A layer of your own without parameters, of batches (B, …): {@code layer("square", x -> Ops.square(x))}. One that ends
     * a network in probabilities says so with {@link Custom#puts}.
     *
     * @throws IllegalArgumentException if the name is blank or has a dot
     */
    public static Custom layer(String kind, UnaryOperator<Tensor> function) {
        return Custom.of(kind, function);
    }

    /**
     * A layer of your own with parameters, which have a name, a shape and first values: {@code layer("scale", (scope,
     * input) -> { var w = scope.weight("factor", shape(input.last()), constant(1)); return x -> Ops.multiply(x,
     * w.on(x.tape())); })}.
     *
     * @throws IllegalArgumentException if the name is blank or has a dot
     */
    public static Custom layer(String kind, Custom.Builder builder) {
        return new Custom(kind, builder);
    }

    // -- first weights, for layers with weights(…); by default he() before rectifiers and glorot() elsewhere

    /** Uniform with variance 2 / (in + out) (Glorot and Bengio, 2010): {@code dense(4).weights(glorot())}. */
    public static Initializer glorot() {
        return Initializer.glorot();
    }

    /** Normal with variance 2 / (in + out) (Glorot and Bengio, 2010): {@code dense(4).weights(glorotNormal())}. */
    public static Initializer glorotNormal() {
        return Initializer.glorotNormal();
    }

    /** Uniform with variance 2 / in (He et al., 2015): {@code dense(4).weights(he())}. */
    public static Initializer he() {
        return Initializer.he();
    }

    /** Normal with variance 2 / in (He et al., 2015): {@code conv2d(8, 3).weights(heNormal())}. */
    public static Initializer heNormal() {
        return Initializer.heNormal();
    }

    /** All 0: {@code dense(4).weights(zeros())}. */
    public static Initializer zeros() {
        return Initializer.zeros();
    }

    /** All the same: {@code dense(4).weights(constant(0.1))}. */
    public static Initializer constant(double value) {
        return Initializer.constant(value);
    }

    /**
     * Normal with mean 0: {@code dense(4).weights(normal(0.02))}.
     *
     * @throws IllegalArgumentException if the deviation is below 0 or not a number
     */
    public static Initializer normal(double deviation) {
        return Initializer.normal(deviation);
    }

    /**
     * Uniform in [low, high): {@code dense(4).weights(uniform(-1, 1))}.
     *
     * @throws IllegalArgumentException if the second number is below the first
     */
    public static Initializer uniform(double low, double high) {
        return Initializer.uniform(low, high);
    }

    /**
     * The given numbers, row by row, inputs by units: {@code dense(2).weights(numbers(1, 0, 0, 1))}. Building the network
     * fails if they are too many or too few.
     */
    public static Initializer numbers(double... given) {
        return Initializer.values(given);
    }
}
