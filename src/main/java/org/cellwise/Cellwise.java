package org.cellwise;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.cellwise.chart.Boundary;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.layer.Activation;
import org.cellwise.layer.AveragePool;
import org.cellwise.layer.BatchNorm;
import org.cellwise.layer.Branches;
import org.cellwise.layer.Conv2d;
import org.cellwise.layer.Custom;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Dropout;
import org.cellwise.layer.Embedding;
import org.cellwise.layer.Flatten;
import org.cellwise.layer.GlobalAveragePool;
import org.cellwise.layer.Gru;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.LayerNorm;
import org.cellwise.layer.Lstm;
import org.cellwise.layer.MaxPool;
import org.cellwise.layer.Outputs;
import org.cellwise.layer.Positions;
import org.cellwise.layer.Reshape;
import org.cellwise.layer.Residual;
import org.cellwise.layer.SelfAttention;
import org.cellwise.layer.Sequential;
import org.cellwise.layer.TransformerBlock;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.notebook.Bridge;
import org.cellwise.notebook.LiveProgress;
import org.cellwise.notebook.Notebook;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.Adagrad;
import org.cellwise.train.Adam;
import org.cellwise.train.BinaryCrossEntropyLoss;
import org.cellwise.train.CrossEntropyLoss;
import org.cellwise.train.Epochs;
import org.cellwise.train.Loss;
import org.cellwise.train.Losses;
import org.cellwise.train.Metric;
import org.cellwise.train.Metrics;
import org.cellwise.train.Optimizer;
import org.cellwise.train.Predictions;
import org.cellwise.train.RmsProp;
import org.cellwise.train.Sgd;
import org.cellwise.train.Trainer;
import tech.tablesaw.api.Table;

/**
 * Everything a cell needs, by one import: {@code import static org.cellwise.Cellwise.*;}. Each function makes a value,
 * and a value shows itself as the last expression of a cell.
 */
public final class Cellwise {
    /** One pool of threads for all networks of a notebook. */
    private static final Compute COMPUTE = Compute.standard();

    static {
        Bridge.install();
    }

    private Cellwise() {}

    /** Where random numbers start: the same seed gives the same split, weights and training. */
    public static Seed seed(long value) {
        return new Seed(value);
    }

    // -- data

    /** Rows of a table on their way to a network: choose features and a label, then split. */
    public static TableData dataset(Table table) {
        return TableData.of(table);
    }

    /** A mapping of vectors to vectors: one row of inputs and one row of targets for each example. */
    public static Dataset dataset(double[][] inputs, double[][] targets) {
        return Dataset.of(inputs, targets);
    }

    // -- networks

    /** A network of layers in a row, with weights from the default seed. */
    public static Network network(Inputs inputs, Layer... layers) {
        return network(Seed.DEFAULT, inputs, layers);
    }

    /** A network of layers in a row, with weights from the seed. */
    public static Network network(Seed seed, Inputs inputs, Layer... layers) {
        return new Network(seed, COMPUTE, inputs, List.of(layers));
    }

    /** So many inputs without names, or rows of a shape such as images of one channel, {@code inputs(1, 28, 28)}. */
    public static Inputs inputs(int... sizes) {
        return Inputs.shaped(sizes);
    }

    /** One input for each name. */
    public static Inputs inputs(String... names) {
        return Inputs.named(List.of(names));
    }

    /** The features of the data, by name. */
    public static Inputs inputs(Split split) {
        return new Inputs(split.train().inputShape(), split.train().inputNames());
    }

    /** Names for the units of the last dense layer, {@code dense(outputs("a", "b"))}. */
    public static Outputs outputs(String... names) {
        return new Outputs(List.of(names));
    }

    /** The classes or numeric targets of the data, by name. */
    public static Outputs outputs(Split split) {
        return new Outputs(split.train().outputNames());
    }

    /** Every input joined to every one of so many units, with a bias for each. */
    public static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    /** Every input joined to one unit for each name, with a bias for each. */
    public static Dense dense(Outputs outputs) {
        return new Dense(outputs.names().size(), true, null, outputs);
    }

    // -- activations

    /** 1 where x exceeds 0, else 0; predicts, but has no slope to train with: {@code step()}. */
    public static Activation step() {
        return step(0);
    }

    /** 1 where x exceeds θ, else 0; predicts, but has no slope to train with: {@code step(0.5)}. */
    public static Activation step(double theta) {
        return Activation.step(theta);
    }

    /** A step at θ that training takes for a line of slope 1 within 1 of θ (Bengio et al., 2013): {@code straightThroughStep(0)}. */
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

    /** x where it exceeds 0, else 0: {@code relu()}. */
    public static Activation relu() {
        return relu(0);
    }

    /** x - θ where x exceeds θ, else 0: {@code relu(0.5)}. */
    public static Activation relu(double theta) {
        return Activation.relu(theta);
    }

    /** x where it exceeds 0, else 0.01 x (Maas et al., 2013): {@code leakyRelu()}. */
    public static Activation leakyRelu() {
        return leakyRelu(0.01);
    }

    /** x where it exceeds 0, else α x (Maas et al., 2013): {@code leakyRelu(0.1)}. */
    public static Activation leakyRelu(double alpha) {
        return Activation.leakyRelu(alpha);
    }

    /** x where it exceeds 0, else eˣ - 1 (Clevert et al., 2016): {@code elu()}. */
    public static Activation elu() {
        return elu(1);
    }

    /** x where it exceeds 0, else α (eˣ - 1) (Clevert et al., 2016): {@code elu(0.5)}. */
    public static Activation elu(double alpha) {
        return Activation.elu(alpha);
    }

    /** Elu scaled so that mean 0 and variance 1 stay from layer to layer (Klambauer et al., 2017): {@code selu()}. */
    public static Activation selu() {
        return Activation.selu();
    }

    /** x Φ(x), with Φ the normal distribution, by the error function (Hendrycks and Gimpel, 2016): {@code gelu()}. */
    public static Activation gelu() {
        return Activation.gelu();
    }

    /** x Φ(x), with Φ approximated by tanh, as in GPT-2: {@code geluTanh()}. */
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

    /** e^xᵢ / Σ e^xⱼ over each row: probabilities that add up to 1: {@code softmax().values(1, 2, 3)}. */
    public static Activation softmax() {
        return Activation.softmax();
    }

    /** The logarithm of softmax: {@code logSoftmax()}. */
    public static Activation logSoftmax() {
        return Activation.logSoftmax();
    }

    // -- layers

    /** In training sets each number to 0 with this probability (Srivastava et al., 2014): {@code dropout(0.5)}. */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /** Each feature, or channel of images, to mean 0 and variance 1 over the batch (Ioffe and Szegedy, 2015): {@code batchNorm()}. */
    public static BatchNorm batchNorm() {
        return new BatchNorm();
    }

    /** The last axis of each row to mean 0 and variance 1 (Ba et al., 2016): {@code layerNorm()}. */
    public static LayerNorm layerNorm() {
        return new LayerNorm();
    }

    /** A learned row of numbers for each of 0 … entries - 1: (length) becomes (length, width): {@code embedding(1000, 32)}. */
    public static Embedding embedding(int entries, int width) {
        return new Embedding(entries, width);
    }

    /** Adds a learned row to each place of a sequence (length, width): {@code positions()}. */
    public static Positions positions() {
        return new Positions();
    }

    /** One row of numbers of each image or sequence: {@code flatten()}. */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** The same numbers in another shape, such as rows of 784 as images: {@code reshape(1, 28, 28)}. */
    public static Reshape reshape(int... sizes) {
        return new Reshape(Shape.of(sizes));
    }

    /** Filters over images (channels, height, width), each giving a channel: {@code conv2d(16, 3).stride(2).padding(1)}, {@code conv2d(16, 3).same()}. */
    public static Conv2d conv2d(int filters, int kernel) {
        return new Conv2d(filters, kernel);
    }

    /** Halves images for size 2, keeping the largest of each square: {@code maxPool(2)}. */
    public static MaxPool maxPool(int size) {
        return new MaxPool(size);
    }

    /** Halves images for size 2, taking the mean of each square: {@code averagePool(2)}. */
    public static AveragePool averagePool(int size) {
        return new AveragePool(size);
    }

    /** The mean over all places: images become (channels), sequences (width): {@code globalAveragePool()}. */
    public static GlobalAveragePool globalAveragePool() {
        return new GlobalAveragePool();
    }

    /** Layers in a row as one layer: {@code sequential(dense(8), relu())}. */
    public static Sequential sequential(Layer... layers) {
        return new Sequential(layers);
    }

    /** x + what the layers make of it (He et al., 2016): {@code residual(dense(8), relu(), dense(8))}. */
    public static Residual residual(Layer... layers) {
        return new Residual(layers);
    }

    /** Layers that read the same input, their outputs side by side: {@code branches(dense(4), sequential())}. */
    public static Branches branches(Layer... branches) {
        return new Branches(branches);
    }

    /** Each place of a sequence (length, width) gathers from all places (Vaswani et al., 2017): {@code selfAttention(4).asCausal()}. */
    public static SelfAttention selfAttention(int heads) {
        return new SelfAttention(heads);
    }

    /** Self-attention and two dense layers, norm first, each around a residual connection: {@code transformerBlock(4, 128).dropout(0.1)}. */
    public static TransformerBlock transformerBlock(int heads, int hidden) {
        return new TransformerBlock(heads, hidden);
    }

    /** Long short-term memory over sequences (Hochreiter and Schmidhuber, 1997): {@code lstm(32).last()} for the last state only. */
    public static Lstm lstm(int units) {
        return new Lstm(units);
    }

    /** Gated recurrent units over sequences (Cho et al., 2014): {@code gru(32).last()} for the last state only. */
    public static Gru gru(int units) {
        return new Gru(units);
    }

    /** A layer of your own without parameters: {@code layer("square", x -> Ops.square(x))}. */
    public static Custom layer(String kind, UnaryOperator<Tensor> function) {
        return Custom.of(kind, function);
    }

    /**
     * A layer of your own with parameters: {@code layer("scale", (scope, input) -> { var w = scope.weight("factor",
     * Shape.of(input.last()), constant(1)); return x -> Ops.multiply(x, w.on(x.tape())); })}.
     */
    public static Custom layer(String kind, Custom.Builder builder) {
        return new Custom(kind, builder);
    }

    // -- first weights, for dense(4).weights(…) and conv2d(8, 3).weights(…)

    /** Uniform with variance 2 / (in + out) (Glorot and Bengio, 2010): {@code dense(4).weights(glorot())}. */
    public static Initializer glorot() {
        return Initializer.glorot();
    }

    /** Uniform with variance 2 / in (He et al., 2015): {@code dense(4).weights(he())}. */
    public static Initializer he() {
        return Initializer.he();
    }

    /** All 0: {@code dense(4).weights(zeros())}. */
    public static Initializer zeros() {
        return Initializer.zeros();
    }

    /** All the same: {@code dense(4).weights(constant(0.1))}. */
    public static Initializer constant(double value) {
        return Initializer.constant(value);
    }

    /** Normal with mean 0: {@code dense(4).weights(normal(0.02))}. */
    public static Initializer normal(double deviation) {
        return Initializer.normal(deviation);
    }

    /** Uniform in [low, high): {@code dense(4).weights(uniform(-1, 1))}. */
    public static Initializer uniform(double low, double high) {
        return Initializer.uniform(low, high);
    }

    /** The given numbers, row by row, inputs by units: {@code dense(2).weights(numbers(1, 0, 0, 1))}. */
    public static Initializer numbers(double... given) {
        return Initializer.values(given);
    }

    // -- training

    /** A trainer that shows its progress live in the notebook. */
    public static Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer).listen(new LiveProgress());
    }

    /** So many passes over the training rows; {@code .patience(5)} and {@code .untilLoss(0.01)} stop earlier. */
    public static Epochs epochs(int most) {
        return new Epochs(most);
    }

    /** Mean of (output - target)². */
    public static Loss meanSquaredError() {
        return Losses.meanSquaredError();
    }

    /** Cross-entropy for one right class among several, on logits: end the network with a dense layer. */
    public static CrossEntropyLoss crossEntropy() {
        return Losses.crossEntropy();
    }

    /** Mean of |output - target|. */
    public static Loss meanAbsoluteError() {
        return Losses.meanAbsoluteError();
    }

    /** Squared error near the target, absolute error beyond δ: outliers count for less. */
    public static Loss huber(double delta) {
        return Losses.huber(delta);
    }

    /** Mean over rows of the Euclidean distance from output to target. */
    public static Loss euclideanDistance() {
        return Losses.euclideanDistance();
    }

    /** Mean over rows of 1 - cos of the angle between output and target. */
    public static Loss cosineDistance() {
        return Losses.cosineDistance();
    }

    /** Cross-entropy for yes or no at each output, on logits. */
    public static BinaryCrossEntropyLoss binaryCrossEntropy() {
        return Losses.binaryCrossEntropy();
    }

    /** A loss of your own, composed of {@link Ops}: predictions and targets in, a single number out. */
    public static Loss loss(String name, BinaryOperator<Tensor> function) {
        return Losses.loss(name, function);
    }

    /** Stochastic gradient descent; {@code .momentum(0.9)}, {@code .nesterov(0.9)}, {@code .weightDecay(1e-4)}. */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /** Adam; with {@code .weightDecay(0.01)} it is AdamW. */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate);
    }

    /** RMSprop: each weight steps by its gradient over the root of its mean squared gradient. */
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate);
    }

    /** Adagrad: each weight steps by its gradient over the root of all its squared gradients so far. */
    public static Adagrad adagrad(double learningRate) {
        return new Adagrad(learningRate);
    }

    // -- measuring

    /** Part of the rows whose likeliest class is the right one. */
    public static Metric accuracy() {
        return Metrics.accuracy();
    }

    /** Part of the rows of a dataset that a network classifies rightly, from 0 to 1. */
    public static double accuracy(Network network, Dataset data) {
        return Metrics.accuracy().measure(predictions(network, data));
    }

    /** A network's outputs beside the targets, for all rows of a dataset: what metrics measure. */
    public static Predictions predictions(Network network, Dataset data) {
        return Predictions.run(network, data);
    }

    // -- pictures of decisions

    /** What a network says over two features, with the rows as points: {@code boundary(net, data)}. */
    public static Boundary boundary(Network network, Dataset data) {
        return Boundary.of(network, data);
    }

    /** The same over two chosen features, the others at their means: {@code boundary(net, data, "mass", "length")}. */
    public static Boundary boundary(Network network, Dataset data, String across, String up) {
        return Boundary.of(network, data, across, up);
    }

    // -- showing

    /** Shows values now, in the middle of a cell, as they would show themselves at its end. */
    public static void show(Object... values) {
        Notebook.show(values);
    }
}
