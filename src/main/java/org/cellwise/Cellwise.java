package org.cellwise;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.decision.CalibrationChart;
import org.cellwise.chart.decision.ClassCurves;
import org.cellwise.chart.decision.Confusion;
import org.cellwise.chart.decision.EmbeddingChart;
import org.cellwise.chart.decision.FittedCurve;
import org.cellwise.chart.decision.Residuals;
import org.cellwise.chart.decision.UnitBoundaries;
import org.cellwise.chart.learning.CurveChart;
import org.cellwise.chart.learning.Film;
import org.cellwise.chart.learning.Histograms;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.learning.LossSurface;
import org.cellwise.chart.learning.WhatIf;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.WeightImages;
import org.cellwise.chart.network.WeightPanels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.plot.Range;
import org.cellwise.data.Dataset;
import org.cellwise.data.IdxFiles;
import org.cellwise.data.Split;
import org.cellwise.data.ToyData;
import org.cellwise.data.table.TableData;
import org.cellwise.insight.Diagnosis;
import org.cellwise.insight.GradientFlow;
import org.cellwise.insight.Mistakes;
import org.cellwise.insight.StepExplanation;
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
import org.cellwise.math.Distances;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.notebook.Bridge;
import org.cellwise.notebook.LiveProgress;
import org.cellwise.notebook.Notebook;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.Epochs;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.BinaryCrossEntropyLoss;
import org.cellwise.train.loss.CrossEntropyLoss;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.loss.MeanError;
import org.cellwise.train.metric.ClassReport;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.metric.Predictions;
import org.cellwise.train.optimizer.Adagrad;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.RmsProp;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;
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

    /**
     * Where random numbers start: the same seed gives the same split, weights and training, on every JDK and any number
     * of threads: {@code table.split(0.8, seed(7))}.
     */
    public static Seed seed(long value) {
        return new Seed(value);
    }

    /**
     * Sizes along axes, for parameters of a layer of your own: {@code shape(3, 4)} is 3 x 4.
     *
     * @throws IllegalArgumentException if a size is below 0, or the numbers are too many for an array
     */
    public static Shape shape(int... sizes) {
        return Shape.of(sizes);
    }

    /**
     * The differentiable steps that layers and losses of your own are composed of: {@code layer("square", x ->
     * Ops.square(x))}. It is here so that the one import brings it along.
     */
    public static final class Ops extends org.cellwise.op.Ops {
        private Ops() {}
    }

    // -- data

    /** Rows of a table on their way to a network: {@code dataset(penguins).dropMissing().label("species").split(0.8)}. */
    public static TableData dataset(Table table) {
        return TableData.of(table);
    }

    /**
     * A mapping of vectors to vectors, one row of inputs and one of targets for each example: {@code dataset(new
     * double[][] {{0, 0}, {0, 1}}, new double[][] {{0}, {1}})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, or a number is not finite
     */
    public static Dataset dataset(double[][] inputs, double[][] targets) {
        return Dataset.of(inputs, targets);
    }

    /**
     * A mapping of vectors to a single number: {@code dataset(new double[][] {{1}, {2}}, new double[] {1.5, 3})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, or a number is not finite
     */
    public static Dataset dataset(double[][] inputs, double[] targets) {
        return Dataset.of(inputs, targets);
    }

    /**
     * Rows that belong to classes 0, 1, …, which may have names: {@code dataset(points, new int[] {0, 1, 1}, "no", "yes")}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, a number is not finite, or a class has no name
     */
    public static Dataset dataset(double[][] inputs, int[] classes, String... classNames) {
        return Dataset.ofClasses(inputs, classes, classNames);
    }

    /**
     * Rows that belong to named classes, one output for each in alphabetical order, or in that of the names given:
     * {@code dataset(points, new String[] {"no", "yes", "yes"})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, a number is not finite, or a label is no class
     */
    public static Dataset dataset(double[][] inputs, String[] labels, String... classNames) {
        return Dataset.ofClasses(inputs, labels, classNames);
    }

    /**
     * Images and their classes from a pair of idx files, gzipped or not, as of MNIST: rows of shape 1 x height x width
     * from 0 to 1, classes 0 to 9; {@code images(Path.of("train-images-idx3-ubyte.gz"),
     * Path.of("train-labels-idx1-ubyte.gz"))}.
     *
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public static Dataset images(Path images, Path labels) {
        return IdxFiles.read(images, labels);
    }

    // -- toy data: points (x, y) in the plane; the same seed gives the same points

    /** Exclusive or: 1 where just one of two inputs is 1; four rows: {@code xor()}. */
    public static Dataset xor() {
        return ToyData.xor();
    }

    /**
     * Two half circles that reach into each other, with normal noise of this deviation: {@code moons(400, 0.1, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset moons(int rows, double noise, Seed seed) {
        return ToyData.moons(rows, noise, seed);
    }

    /**
     * Two spirals wound around each other within a circle of radius 1: {@code spirals(400, 0.02, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset spirals(int rows, double noise, Seed seed) {
        return ToyData.spirals(rows, noise, seed);
    }

    /**
     * A circle of radius a half within one of radius 1: {@code circles(400, 0.05, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset circles(int rows, double noise, Seed seed) {
        return ToyData.circles(rows, noise, seed);
    }

    /**
     * Heaps of points around centres spread evenly on a circle of radius 2: {@code blobs(300, 3, 0.5, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 classes, or fewer rows than classes
     */
    public static Dataset blobs(int rows, int classes, double noise, Seed seed) {
        return ToyData.blobs(rows, classes, noise, seed);
    }

    // -- networks

    /**
     * A network of layers in a row, with weights from the default seed: {@code network(inputs("x", "y"), dense(4), relu(),
     * dense(outputs("a", "b")))}.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Network network(Inputs inputs, Layer... layers) {
        return network(Seed.DEFAULT, inputs, layers);
    }

    /**
     * A network of layers in a row, with weights from the seed: {@code network(seed(7), inputs(4), dense(3))}.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public static Network network(Seed seed, Inputs inputs, Layer... layers) {
        return new Network(seed, COMPUTE, inputs, List.of(layers));
    }

    /**
     * So many inputs without names, {@code inputs(4)}, or rows of a shape such as images of one channel, {@code inputs(1,
     * 28, 28)}.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public static Inputs inputs(int... sizes) {
        return Inputs.shaped(sizes);
    }

    /**
     * One input for each name: {@code inputs("x", "y")}.
     *
     * @throws IllegalArgumentException if there is no name, or one is there twice
     */
    public static Inputs inputs(String... names) {
        return Inputs.named(List.of(names));
    }

    /** The features of the data, by name and shape: {@code network(inputs(split), dense(outputs(split)))}. */
    public static Inputs inputs(Split split) {
        return new Inputs(split.train().inputShape(), split.train().inputNames());
    }

    /**
     * Names for the units of the last dense layer: {@code dense(outputs("a", "b"))}.
     *
     * @throws IllegalArgumentException if there is no name, or one is there twice
     */
    public static Outputs outputs(String... names) {
        return new Outputs(List.of(names));
    }

    /** The classes or numeric targets of the data, by name: {@code dense(outputs(split))}. */
    public static Outputs outputs(Split split) {
        return new Outputs(split.train().outputNames());
    }

    // -- activations: shapes stay; each tells its value, slope and curve, as in sigmoid().slope(0)

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

    /** x where it exceeds 0, else 0 (Nair and Hinton, 2010): {@code relu().curve(-2, 2)}. */
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

    // -- layers: shapes are those of one row of a batch; whoever builds the network hears of shapes that do not fit

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
        return new Dense(outputs.names().size(), true, null, outputs);
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
     * scaled and shifted by what is learned (Ioffe and Szegedy, 2015): {@code batchNorm().momentum(0.2)}.
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
     * A learned row of numbers for each of 0 … entries - 1: (length) becomes (length, width): {@code embedding(1000, 32)}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static Embedding embedding(int entries, int width) {
        return new Embedding(entries, width);
    }

    /** Adds a learned row to each place of a sequence (length, width): {@code positions()}. */
    public static Positions positions() {
        return new Positions();
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
     * Each place of a sequence (length, width) gathers from all places, softmax(Q Kᵀ / √d) V in each head (Vaswani et al.,
     * 2017): {@code selfAttention(4)}, {@code selfAttention(4).asCausal()}.
     *
     * @throws IllegalArgumentException if there is no head; building fails where heads do not share the width evenly
     */
    public static SelfAttention selfAttention(int heads) {
        return new SelfAttention(heads);
    }

    /**
     * Self-attention and two dense layers with gelu between them, norm first, each around a residual connection; (length,
     * width) stays (Vaswani et al., 2017): {@code transformerBlock(4, 128).dropout(0.1)}.
     *
     * @throws IllegalArgumentException if a number is below 1
     */
    public static TransformerBlock transformerBlock(int heads, int hidden) {
        return new TransformerBlock(heads, hidden);
    }

    /**
     * Long short-term memory: sequences (length, width) become (length, units), with {@code lstm(32).last()} only the last
     * state (units) (Hochreiter and Schmidhuber, 1997).
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static Lstm lstm(int units) {
        return new Lstm(units);
    }

    /**
     * Gated recurrent units: sequences (length, width) become (length, units), with {@code gru(32).last()} only the last
     * state (units) (Cho et al., 2014).
     *
     * @throws IllegalArgumentException if there are fewer than 1 unit
     */
    public static Gru gru(int units) {
        return new Gru(units);
    }

    /**
     * A layer of your own without parameters, of batches (B, …): {@code layer("square", x -> Ops.square(x))}.
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

    // -- first weights, for layers with weights(…); unless told, he() before rectifiers and glorot() elsewhere

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

    /** Normal with mean 0: {@code dense(4).weights(normal(0.02))}. */
    public static Initializer normal(double deviation) {
        return Initializer.normal(deviation);
    }

    /** Uniform in [low, high): {@code dense(4).weights(uniform(-1, 1))}. */
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

    // -- losses: means over the rows of a batch, of outputs p and targets t, both (rows, outputs)

    /** Mean of (p - t)² over all outputs; also a metric: {@code trainer(net, meanSquaredError(), adam(0.01))}. */
    public static MeanError meanSquaredError() {
        return Losses.meanSquaredError();
    }

    /** Mean of |p - t| over all outputs; also a metric: {@code trainer.metrics(meanAbsoluteError())}. */
    public static MeanError meanAbsoluteError() {
        return Losses.meanAbsoluteError();
    }

    /**
     * Mean of e² / 2 where |e| = |p - t| is at most δ, else δ (|e| - δ / 2), so that outliers count for less (Huber, 1964):
     * {@code huber(1)}.
     *
     * @throws IllegalArgumentException if δ is not above 0
     */
    public static Loss huber(double delta) {
        return Losses.huber(delta);
    }

    /** Mean over rows of the Euclidean distance √Σ (p - t)²: {@code euclideanDistance()}. */
    public static Loss euclideanDistance() {
        return Losses.euclideanDistance();
    }

    /** Mean over rows of 1 - p·t / (|p| |t|); training refuses rows that are all zeros: {@code cosineDistance()}. */
    public static Loss cosineDistance() {
        return Losses.cosineDistance();
    }

    /**
     * Cross-entropy -log softmax(p)ₜ of the right class t, or -Σ t log softmax(p) where t are probabilities, on logits p:
     * end the network with a dense layer: {@code crossEntropy()}, {@code crossEntropy().smoothing(0.1)}, {@code
     * crossEntropy().classWeights(1, 5, 1)}.
     */
    public static CrossEntropyLoss crossEntropy() {
        return Losses.crossEntropy();
    }

    /**
     * Cross-entropy -t log σ(p) - (1 - t) log(1 - σ(p)) for yes or no at each output, on logits p: end the network with a
     * dense layer: {@code binaryCrossEntropy().classWeights(1, 10)}.
     */
    public static BinaryCrossEntropyLoss binaryCrossEntropy() {
        return Losses.binaryCrossEntropy();
    }

    /**
     * The triplet loss of outputs taken for places of a map: max(0, a - b + margin) with a the distance to the farthest row
     * of the same class in the batch, b that to the nearest of another (Hermans et al., 2017): {@code triplet(0.2)}.
     *
     * @throws IllegalArgumentException if the margin is not above 0
     */
    public static Loss triplet(double margin) {
        return Losses.triplet(margin);
    }

    /** A loss of your own, a single number made of p and t by ops: {@code loss("mine", (p, t) -> Ops.mean(Ops.abs(Ops.subtract(p, t))))}. */
    public static Loss loss(String name, BinaryOperator<Tensor> function) {
        return Losses.loss(name, function);
    }

    /**
     * How much each class must count for all to count the same, rows / (classes · rows of the class): {@code
     * crossEntropy().classWeights(balancedWeights(data))}.
     *
     * @throws IllegalStateException if the data has numeric targets
     */
    public static double[] balancedWeights(Dataset data) {
        return Losses.balancedWeights(data);
    }

    // -- optimizers; each refuses a learning rate that is not above 0

    /**
     * Stochastic gradient descent, w -= rate · gradient: {@code sgd(0.1)}, {@code sgd(0.1).momentum(0.9)}, {@code
     * sgd(0.1).nesterov(0.9).weightDecay(1e-4)} (Sutskever et al., 2013).
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /**
     * Each weight steps by its mean gradient over the root of its mean squared gradient (Kingma and Ba, 2015): {@code
     * adam(0.001)}, {@code adam(0.001).betas(0.9, 0.99)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate);
    }

    /**
     * Adam where weights also shrink by rate · decay each step, past the means (Loshchilov and Hutter, 2019): {@code
     * adamW(0.001, 0.01)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0 or the decay below 0
     */
    public static Adam adamW(double learningRate, double weightDecay) {
        return new Adam(learningRate).weightDecay(weightDecay);
    }

    /**
     * Each weight steps by its gradient over the root of its mean squared gradient (Tieleman and Hinton, 2012): {@code
     * rmsProp(0.001).keep(0.9)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate);
    }

    /**
     * Each weight steps by its gradient over the root of the sum of its squared gradients so far (Duchi et al., 2011):
     * {@code adagrad(0.01)}.
     *
     * @throws IllegalArgumentException if the rate is not above 0
     */
    public static Adagrad adagrad(double learningRate) {
        return new Adagrad(learningRate);
    }

    // -- schedules: factors on the learning rate, by epochs counted over all calls of fit

    /** The same rate throughout: {@code trainer.schedule(constant())}. */
    public static Schedule constant() {
        return Schedules.constant();
    }

    /**
     * Times a factor after every so many epochs: {@code trainer.schedule(stepDecay(10, 0.5))}.
     *
     * @throws IllegalArgumentException if there is no epoch, or the factor is not above 0 and at most 1
     */
    public static Schedule stepDecay(int epochs, double factor) {
        return Schedules.step(epochs, factor);
    }

    /**
     * Times a factor with every epoch, factor^epoch, bit by bit: {@code trainer.schedule(exponentialDecay(0.95))}.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1
     */
    public static Schedule exponentialDecay(double factor) {
        return Schedules.exponential(factor);
    }

    /**
     * Half a wave of the cosine from 1 to 0, (1 + cos(π epoch / epochs)) / 2, and 0 after (Loshchilov and Hutter, 2017):
     * {@code trainer.schedule(cosineDecay(20))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule cosineDecay(int epochs) {
        return Schedules.cosine(epochs);
    }

    /**
     * From near 0 up to the full rate in a straight line, then another schedule from its own beginning on: {@code
     * trainer.schedule(warmUp(2, cosineDecay(18)))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule warmUp(int epochs, Schedule after) {
        return Schedules.warmUp(epochs, after);
    }

    /**
     * One cycle: from 1/25 up to 1 over 30 % of the epochs, then down to 1/250,000, in half waves of the cosine (Smith and
     * Topin, 2018): {@code trainer.schedule(oneCycle(20))}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Schedule oneCycle(int epochs) {
        return Schedules.oneCycle(epochs);
    }

    /**
     * Times a factor whenever the validation loss (training loss without validation) has not got better for more than so
     * many epochs: {@code trainer.schedule(reduceOnPlateau(0.5, 3))}.
     *
     * @throws IllegalArgumentException if the factor is not above 0 and at most 1, or the patience below 0
     */
    public static Schedule reduceOnPlateau(double factor, int patience) {
        return Schedules.reduceOnPlateau(factor, patience);
    }

    /**
     * A schedule of your own, a factor made of the epochs done, such as 2.25, and the history: {@code schedule("root",
     * (epoch, history) -> 1 / Math.sqrt(1 + epoch))}.
     */
    public static Schedule schedule(String name, Schedule course) {
        return Schedules.schedule(name, course);
    }

    // -- training

    /**
     * A trainer that shows its progress live in the notebook: {@code trainer(net, crossEntropy(), adam(0.01)).batchSize(16)}.
     * Fitting refuses data that does not fit network or loss, and says why.
     */
    public static Trainer trainer(Network network, Loss loss, Optimizer optimizer) {
        return new Trainer(network, loss, optimizer).listen(new LiveProgress());
    }

    /**
     * So many passes over the training rows, or fewer: {@code epochs(20)}, {@code epochs(100).patience(5)}, {@code
     * epochs(100).untilLoss(0.01)}.
     *
     * @throws IllegalArgumentException if there is no epoch
     */
    public static Epochs epochs(int most) {
        return new Epochs(most);
    }

    // -- metrics: measured after each epoch, not trained on

    /** Part of the rows whose likeliest class is the right one, from 0 to 1: {@code trainer.metrics(accuracy())}. */
    public static Metric accuracy() {
        return Metrics.accuracy();
    }

    /**
     * Part of the rows of a dataset that a network classifies rightly: {@code accuracy(net, split.test())}.
     *
     * @throws IllegalArgumentException if the network's inputs or outputs are not those of the data
     */
    public static double accuracy(Network network, Dataset data) {
        return predictions(network, data).accuracy();
    }

    /**
     * Part of the rows whose right class is among the k likeliest: {@code trainer.metrics(topK(2))}.
     *
     * @throws IllegalArgumentException if k is below 1; fit refuses as many as there are classes
     */
    public static Metric topK(int k) {
        return Metrics.topK(k);
    }

    /** How many of the rows taken for a class are of it, the mean over the classes: {@code trainer.metrics(precision())}. */
    public static Metric precision() {
        return Metrics.precision();
    }

    /** How many of the rows taken for one class are of it: {@code trainer.metrics(precision("Gentoo"))}; fit refuses unknown classes. */
    public static Metric precision(String className) {
        return Metrics.precision(className);
    }

    /** How many of a class's rows are found, the mean over the classes: {@code trainer.metrics(recall())}. */
    public static Metric recall() {
        return Metrics.recall();
    }

    /** How many of one class's rows are found: {@code trainer.metrics(recall("Gentoo"))}; fit refuses unknown classes. */
    public static Metric recall(String className) {
        return Metrics.recall(className);
    }

    /** 2 / (1 / precision + 1 / recall), the mean over the classes: {@code trainer.metrics(f1())}. */
    public static Metric f1() {
        return Metrics.f1();
    }

    /** 2 / (1 / precision + 1 / recall) of one class: {@code trainer.metrics(f1("Gentoo"))}; fit refuses unknown classes. */
    public static Metric f1(String className) {
        return Metrics.f1(className);
    }

    /** R² = 1 - Σ (t - p)² / Σ (t - mean)², 1 for perfect, 0 for no better than the mean: {@code trainer.metrics(rSquared())}. */
    public static Metric rSquared() {
        return Metrics.rSquared();
    }

    /** A metric of your own, of outputs beside targets: {@code metric("first output", p -> p.output(0, 0))}. */
    public static Metric metric(String name, ToDoubleFunction<Predictions> function) {
        return Metrics.metric(name, function);
    }

    /**
     * A network's outputs beside the targets, for all rows of a dataset, which metrics measure: {@code
     * rSquared().measure(predictions(net, split.test()))}.
     *
     * @throws IllegalArgumentException if the rows have not the shape that the network reads
     */
    public static Predictions predictions(Network network, Dataset data) {
        return Predictions.run(network, data);
    }

    /**
     * Precision, recall and F1 of each class: {@code classReport(net, split.test())}.
     *
     * @throws IllegalArgumentException if the network's inputs or outputs are not those of the data
     */
    public static ClassReport classReport(Network network, Dataset data) {
        return predictions(network, data).report();
    }

    // -- pictures of a network

    /**
     * The network as the textbook draws it, with the weights that it has now: {@code draw(net)}; with
     * {@code draw(net).interactive()} each weight shows where the reader hovers.
     */
    public static Picture draw(Network network) {
        return NetworkDrawing.of(network).picture();
    }

    /** The drawn network with the activation of every unit for one row of inputs: {@code activations(net, 0.5, -1)}. */
    public static Picture activations(Network network, double... row) {
        return NetworkDrawing.activations(network, row).picture();
    }

    /** All weight matrices of a network beside one another, on one scale: {@code weights(net)}. */
    public static Picture weights(Network network) {
        return WeightPanels.of(network).picture();
    }

    /**
     * What each unit of the first layer looks for in images, here of 8 x 8 pixels: {@code weightImages(network(inputs(64),
     * dense(10)), 8, 8)}; without a size where the network reads images.
     */
    public static Picture weightImages(Network network, int... size) {
        return WeightImages.of(network, size).picture();
    }

    /**
     * The drawn network with gradients on its lines, their size below each layer, and units in grey that are flat on a
     * few hundred of the rows: {@code gradientFlow(trainer, split.train())}.
     */
    public static Picture gradientFlow(Trainer trainer, Dataset data) {
        return NetworkDrawing.of(GradientFlow.of(trainer, data)).picture();
    }

    /** The gradients of all weight matrices on a few hundred of the rows: {@code gradients(trainer, split.train())}. */
    public static Picture gradients(Trainer trainer, Dataset data) {
        return WeightPanels.of(GradientFlow.of(trainer, data)).picture();
    }

    /** Keeps the weights as they change, for histograms and films; say so before you train: {@code recording(trainer)}. */
    public static Recording recording(Trainer trainer) {
        return Recording.of(trainer);
    }

    /** How the weights of each layer spread as the network learned: {@code histograms(recording(trainer))}. */
    public static Picture histograms(Recording recording) {
        return Histograms.of(recording).picture();
    }

    /** A film of what was recorded, with a slider and a play button: network, loss and weights: {@code film(recording(trainer))}. */
    public static Film film(Recording recording) {
        return Film.of(recording);
    }

    /** The same with the decision boundary over two features: {@code film(recording(trainer), split.train())}. */
    public static Film film(Recording recording, Dataset data) {
        return Film.of(recording, data);
    }

    // -- what a trained network shows, as numbers; weights and all else stay as they are

    /**
     * Looks for what commonly goes wrong, on the rows of the last {@code fit}: {@code diagnose(trainer)}.
     *
     * @throws IllegalStateException if there was no fit
     */
    public static Diagnosis diagnose(Trainer trainer) {
        return Diagnosis.of(trainer);
    }

    /** Looks for what commonly goes wrong, on a few hundred of these rows: {@code diagnose(trainer, data)}. */
    public static Diagnosis diagnose(Trainer trainer, Dataset data) {
        return Diagnosis.of(trainer, data);
    }

    /** Looks for what commonly goes wrong, on the training part: {@code diagnose(trainer, split)}. */
    public static Diagnosis diagnose(Trainer trainer, Split split) {
        return Diagnosis.of(trainer, split.train());
    }

    /**
     * One step of back-propagation on one example, with every number; the target is a number for each output: {@code
     * explainStep(trainer, new double[] {1, 2}, 0, 1, 0)}.
     *
     * @throws IllegalArgumentException if the row or the target has not as many numbers as the network
     */
    public static StepExplanation explainStep(Trainer trainer, double[] input, double... target) {
        return StepExplanation.of(trainer, input, target);
    }

    /** One step of back-propagation on the first of these rows: {@code explainStep(trainer, data.rows(3))}. */
    public static StepExplanation explainStep(Trainer trainer, Dataset example) {
        return StepExplanation.of(trainer, example);
    }

    // -- vectors: distances of two vectors of the same length, else an IllegalArgumentException

    /** √Σ (aᵢ - bᵢ)², the straight way: {@code euclidean(a, b)}. */
    public static double euclidean(double[] a, double[] b) {
        return Distances.euclidean(a, b);
    }

    /** Σ (aᵢ - bᵢ)²: {@code squaredEuclidean(a, b)}. */
    public static double squaredEuclidean(double[] a, double[] b) {
        return Distances.squaredEuclidean(a, b);
    }

    /** Σ |aᵢ - bᵢ|, the way along the axes: {@code manhattan(a, b)}. */
    public static double manhattan(double[] a, double[] b) {
        return Distances.manhattan(a, b);
    }

    /**
     * 1 - a·b / (|a| |b|), from 0 for the same direction to 2 for opposite ones: {@code cosine(a, b)}.
     *
     * @throws IllegalArgumentException if a vector is all zeros, since it has no direction
     */
    public static double cosine(double[] a, double[] b) {
        return Distances.cosine(a, b);
    }

    /** Σ aᵢ bᵢ, 0 at right angles: {@code dot(a, b)}. */
    public static double dot(double[] a, double[] b) {
        return Distances.dotProduct(a, b);
    }

    /**
     * The rows closest to a vector by Euclidean distance, the closest first: {@code nearest(a, points, 3)}.
     *
     * @throws IllegalArgumentException if the count is below 1, or rows are not as long as the vector
     */
    public static List<Distances.Neighbor> nearest(double[] vector, double[][] rows, int count) {
        return Distances.nearest(vector, rows, count);
    }

    /**
     * The rows closest to a vector by a distance of your choice: {@code nearest(a, points, 3, (p, q) -> manhattan(p, q))}.
     *
     * @throws IllegalArgumentException if the count is below 1, or the distance refuses a row
     */
    public static List<Distances.Neighbor> nearest(
            double[] vector, double[][] rows, int count, ToDoubleBiFunction<double[], double[]> distance) {
        return Distances.nearest(vector, rows, count, distance);
    }

    // -- pictures of decisions

    /** What a network says over two features, with the rows as points: {@code boundary(net, data)}. */
    public static Boundary boundary(Network network, Dataset data) {
        return Boundary.of(network, data);
    }

    /** The same over two chosen features, the others at their means: {@code boundary(net, data, "body_mass_g", "bill_length_mm")}. */
    public static Boundary boundary(Network network, Dataset data, String across, String up) {
        return Boundary.of(network, data, across, up);
    }

    /** What every hidden unit says over two features, from inputs to output: {@code unitBoundaries(net, data)}. */
    public static UnitBoundaries unitBoundaries(Network network, Dataset data) {
        return UnitBoundaries.of(network, data);
    }

    /** The same over two chosen features: {@code unitBoundaries(net, data, "body_mass_g", "bill_length_mm")}. */
    public static UnitBoundaries unitBoundaries(Network network, Dataset data, String across, String up) {
        return UnitBoundaries.of(network, data, across, up);
    }

    /** What a network says of a number over its one feature: {@code fitted(line, heights)}. */
    public static FittedCurve fitted(Network network, Dataset data) {
        return FittedCurve.of(network, data);
    }

    /** The same over a chosen feature, the others at their means: {@code fitted(line, heights, "age")}. */
    public static FittedCurve fitted(Network network, Dataset data, String feature) {
        return FittedCurve.of(network, data, feature);
    }

    /** What a network says of a number beside the truth, and how far it is off: {@code residuals(line, heights)}. */
    public static Residuals residuals(Network network, Dataset data) {
        return Residuals.of(network, data);
    }

    /** How often each class is taken for each class: {@code confusion(net, data)}. */
    public static Confusion confusion(Network network, Dataset data) {
        return Confusion.of(network, data);
    }

    /** Rows found over rows taken wrongly, as the threshold falls, with the area below: {@code roc(net, data)}. */
    public static ClassCurves roc(Network network, Dataset data) {
        return ClassCurves.roc(network, data);
    }

    /** Precision over recall, as the threshold falls: {@code precisionRecall(net, data)}. */
    public static ClassCurves precisionRecall(Network network, Dataset data) {
        return ClassCurves.precisionRecall(network, data);
    }

    /** Whether a network is as often right as it is sure: {@code calibration(net, data)}. */
    public static CalibrationChart calibration(Network network, Dataset data) {
        return CalibrationChart.of(network, data);
    }

    /** The rows told wrong, worst first, as a table or as images: {@code mistakes(net, data)}. */
    public static Mistakes mistakes(Network network, Dataset data) {
        return Mistakes.of(network, data);
    }

    /** Rows as the last hidden layer sees them, in two dimensions: {@code embedding(net, data)}. */
    public static EmbeddingChart embedding(Network network, Dataset data) {
        return EmbeddingChart.of(network, data);
    }

    // -- pictures of learning

    /** Losses of several trainings over each other: {@code compare("first", trainer.history()).and("again", trainer.history())}. */
    public static LossChart compare(String name, History history) {
        return LossChart.of(name, history);
    }

    // -- curves

    /** Activations with their slopes: {@code curve(relu(), gelu(), sigmoid())}. */
    public static CurveChart curve(Activation... functions) {
        return CurveChart.of(functions);
    }

    /** Activations with their slopes over a range: {@code curve(-1, 1, tanh())}. */
    public static CurveChart curve(double from, double to, Activation... functions) {
        return CurveChart.of(from, to, functions);
    }

    /** Losses with their slopes, by how far an output is off: {@code curve(meanSquaredError(), huber(1))}. */
    public static CurveChart curve(Loss... losses) {
        return CurveChart.of(losses);
    }

    /** The loss around the weights along two random directions: {@code lossSurface(trainer, data)}. */
    public static LossSurface lossSurface(Trainer trainer, Dataset data) {
        return LossSurface.of(trainer, data, Seed.DEFAULT);
    }

    /** The same along the directions of a seed: {@code lossSurface(trainer, data, seed(7))}. */
    public static LossSurface lossSurface(Trainer trainer, Dataset data, Seed seed) {
        return LossSurface.of(trainer, data, seed);
    }

    /** From one number to a larger one: {@code range(-3, 3)}. */
    public static Range range(double from, double to) {
        return new Range(from, to);
    }

    /**
     * Loss, predictions and boundary as the weight from an input to a unit of a layer moves, on a copy:
     * {@code whatIf(trainer, data, "dense_1", 0, 2, range(-3, 3))}.
     */
    public static WhatIf whatIf(Trainer trainer, Dataset data, String layer, int input, int unit, Range range) {
        return WhatIf.of(trainer, data, layer, input, unit, range);
    }

    // -- showing

    /** Shows values now, in the middle of a cell, as they would show themselves at its end: {@code show(penguins, net)}. */
    public static void show(Object... values) {
        Notebook.show(values);
    }
}
