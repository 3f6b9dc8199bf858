package org.cellwise;

import java.util.List;
import java.util.function.BinaryOperator;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.data.table.TableData;
import org.cellwise.layer.Activation;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.notebook.Bridge;
import org.cellwise.notebook.LiveProgress;
import org.cellwise.notebook.Notebook;
import org.cellwise.op.Ops;
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

    /** So many inputs without names. */
    public static Inputs inputs(int count) {
        return Inputs.shaped(count);
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

    /** The threshold: 1 above 0, else 0. */
    public static Activation step() {
        return step(0);
    }

    /** The threshold: 1 above θ, else 0. It predicts, but has no slope to learn from. */
    public static Activation step(double theta) {
        return new Activation("step", Ops.step(theta), 1);
    }

    /** 1 / (1 + e⁻ˣ), the smooth threshold. */
    public static Activation sigmoid() {
        return new Activation("sigmoid", Ops.sigmoid(), 1);
    }

    /** The hyperbolic tangent, from -1 to 1. */
    public static Activation tanh() {
        return new Activation("tanh", Ops.tanh(), 1);
    }

    /** The rectifier: x above 0, else 0. */
    public static Activation relu() {
        return relu(0);
    }

    /** The rectifier with a threshold: x - θ above θ, else 0. */
    public static Activation relu(double theta) {
        return new Activation("relu", Ops.relu(theta), 2);
    }

    /** e^xᵢ / Σ e^xⱼ: outputs as probabilities that add up to 1. */
    public static Activation softmax() {
        return new Activation("softmax", Ops.softmax(), 1);
    }

    /** x above 0, else a small part of it, so that no unit is ever without a slope (Maas et al., 2013). */
    public static Activation leakyRelu(double alpha) {
        return new Activation("leaky_relu", Ops.leakyRelu(alpha), 2);
    }

    /** x above 0, else α (eˣ - 1) (Clevert et al., 2016). */
    public static Activation elu(double alpha) {
        return new Activation("elu", Ops.elu(alpha), 2);
    }

    /** The scaled elu that keeps mean 0 and variance 1 from layer to layer (Klambauer et al., 2017). */
    public static Activation selu() {
        return new Activation("selu", Ops.selu(), 1);
    }

    /** x times the normal distribution function of x, the rectifier of many language models (Hendrycks and Gimpel, 2016). */
    public static Activation gelu() {
        return new Activation("gelu", Ops.gelu(), 2);
    }

    /** The gelu as older models compute it, by a tanh. */
    public static Activation geluTanh() {
        return new Activation("gelu_tanh", Ops.geluTanh(), 2);
    }

    /** x times its sigmoid, also called swish. */
    public static Activation silu() {
        return new Activation("silu", Ops.silu(), 2);
    }

    /** log(1 + eˣ), the smooth rectifier. */
    public static Activation softplus() {
        return new Activation("softplus", Ops.softplus(), 2);
    }

    /** The logarithm of softmax. */
    public static Activation logSoftmax() {
        return new Activation("log_softmax", Ops.logSoftmax(), 1);
    }

    /** The threshold that learns as if it were not there: its slope is taken as 1 (Bengio et al., 2013). */
    public static Activation straightThroughStep(double theta) {
        return new Activation("step", Ops.straightThroughStep(theta), 1);
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

    // -- showing

    /** Shows values now, in the middle of a cell, as they would show themselves at its end. */
    public static void show(Object... values) {
        Notebook.show(values);
    }
}
