package org.cellwise.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Sequential;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/** Layers one after the other, with their weights: maps rows of inputs to rows of outputs. */
public final class Network {
    private Inputs inputs;
    private List<String> outputNames;
    private final List<BuiltLayer> layers;
    private final Parameters parameters = new Parameters();
    private NamedWeights named;
    private final Layer.Forward forward;
    private final Compute compute;
    private final Tape predictions;
    private final OutputMeaning built;
    private OutputMeaning meaning;
    private boolean settled;
    /** Inputs in hand, kept so that a prediction allocates next to nothing. */
    private float[] inputBuffer = {};

    /**
     * Builds a network; mistakes in how layers fit together show here.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public Network(Seed seed, Compute compute, Inputs inputs, List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("A network expects at least one layer, such as dense(4), but got none");
        }
        this.inputs = inputs;
        this.compute = compute;
        Scope scope = Scope.of(parameters);
        Scope.Row row = scope.build(layers, inputs.shape());
        this.layers = row.layers();
        forward = row.forward();
        scope.initialize(seed.random());
        outputNames = outputNames(layers, row.output());
        named = new NamedWeights(parameters, this.layers, inputNames(), outputNames);
        built = OutputMeaning.of(new Sequential(layers).scale(Scale.OPEN), row.output());
        meaning = built;
        predictions = new Tape(Tape.Mode.PREDICT, compute, seed.random());
    }

    private static List<String> outputNames(List<Layer> layers, Shape output) {
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i).outputs() != null) {
                List<String> names = layers.get(i).outputs().names();
                if (names.size() == output.elements()) {
                    return names;
                }
                break;
            }
        }
        return Inputs.numbered("y", output.elements());
    }

    /** Shape of one row that the network reads. */
    public Shape inputShape() {
        return inputs.shape();
    }

    /** Shape of one row that the network puts out. */
    public Shape outputShape() {
        return layers.get(layers.size() - 1).output();
    }

    /** One name for each input, {@code x1, x2, …} if none were given. */
    public List<String> inputNames() {
        return inputs.namesOrNumbers();
    }

    /** One name for each output, {@code y1, y2, …} if none were given. */
    public List<String> outputNames() {
        return outputNames;
    }

    /** The layers in order, activations included. */
    public List<BuiltLayer> layers() {
        return layers;
    }

    /** The layer of a name such as {@code dense_1}, or {@code residual_1.dense_2} for one inside another. */
    public BuiltLayer layer(String name) {
        return named.layer(name);
    }

    /** All its numbers, live. */
    public Parameters parameters() {
        return parameters;
    }

    /** How many numbers training may change. */
    public long parameterCount() {
        return layers.stream().mapToLong(BuiltLayer::parameterCount).sum();
    }

    /** Where its loops run. */
    public Compute compute() {
        return compute;
    }

    /** All layers on a tape: x (B, input shape), out (B, output shape). */
    public Tensor forward(Tensor x) {
        return forward.apply(x);
    }

    /** The same network with weights of its own, so that what is done to one leaves the other alone. */
    public Network copy() {
        Network copy = new Network(
                Seed.DEFAULT,
                compute,
                inputs,
                layers.stream().map(BuiltLayer::layer).toList());
        System.arraycopy(parameters.values(), 0, copy.parameters.values(), 0, parameters.size());
        for (int i = 0; i < parameters.list().size(); i++) {
            copy.parameters.list().get(i).freeze(parameters.list().get(i).isFrozen());
        }
        copy.meaning = meaning;
        copy.settled = settled;
        copy.outputNames = outputNames;
        copy.named = new NamedWeights(copy.parameters, copy.layers, inputNames(), outputNames);
        return copy;
    }

    /** The outputs for one row of inputs; what the last layer gives, so logits where that is a dense layer. */
    public double[] predict(double... row) {
        return predict(new double[][] {row})[0];
    }

    /**
     * The outputs for each row of inputs.
     *
     * @throws IllegalArgumentException if a row has not as many numbers as the network has inputs, or one is not finite
     */
    public synchronized double[][] predict(double[][] rows) {
        int size = Math.multiplyExact(rows.length, inputs.shape().elements());
        if (inputBuffer.length < size) {
            inputBuffer = new float[size];
        }
        inputs.copy(rows, inputBuffer);
        double[][] result = new double[rows.length][outputShape().elements()];
        if (rows.length > 0) {
            Tensor y = outputs(inputBuffer, rows.length);
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < result[i].length; j++) {
                    result[i][j] = y.data()[y.offset() + i * result[i].length + j];
                }
            }
        }
        return result;
    }

    /**
     * One forward pass of a row, as in prediction: every layer, op and number of it.
     *
     * @throws IllegalArgumentException if the row has not as many numbers as the network has inputs, or one is not finite
     */
    public Trace trace(double... row) {
        float[] features = new float[row.length];
        inputs.copy(new double[][] {row}, features);
        return trace(features, 1);
    }

    /** As {@link #trace(double...)}, for features (rows, input), row by row. */
    public Trace trace(float[] features, int rows) {
        Tape tape = new Tape(Tape.Mode.PREDICT, compute, Seed.DEFAULT.random());
        return Trace.of(this, tape.input(inputs.shape().prepend(rows), features));
    }

    /** The ops that a row would go through and the shapes that they put out, without numbers. */
    public Trace structure() {
        return Trace.of(this, Tape.shapes().input(inputs.shape().prepend(1), new float[0]));
    }

    /** Outputs (rows, output) for features (rows, input), both row by row. */
    public synchronized float[] predict(float[] features, int rows) {
        if (rows == 0) {
            return new float[0];
        }
        Tensor y = outputs(features, rows);
        return Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
    }

    /** Valid until the next call. */
    private Tensor outputs(float[] features, int rows) {
        predictions.rewind();
        return forward(predictions.input(inputs.shape().prepend(rows), features));
    }

    /** What its outputs mean: as its layers say, and once a trainer was made for it or it was trained, as training says. */
    public OutputMeaning meaning() {
        return meaning;
    }

    /** What its outputs mean as far as its layers decide it. */
    public OutputMeaning builtMeaning() {
        return built;
    }

    /** That a loss is going to read its outputs, which says what they mean until it is trained. */
    public void read(Reading reading) {
        if (!settled) {
            meaning = built.read(reading);
        }
    }

    /**
     * What training makes of its outputs, and the names that go with them; a network that was built with names keeps its
     * own.
     *
     * @param features names of the inputs; none where they have none
     */
    public void settle(OutputMeaning decided, List<String> features) {
        meaning = decided;
        settled = true;
        if (inputs.names().isEmpty() && features.size() == inputs.shape().elements()) {
            inputs = new Inputs(inputs.shape(), features);
        }
        if (Inputs.areNumbers("y", outputNames) && decided.names().size() == outputNames.size()) {
            outputNames = decided.names();
        }
        named = new NamedWeights(parameters, layers, inputNames(), outputNames);
    }

    /**
     * What class the network takes a row for, or which of several questions it answers with yes, as {@link #meaning} says.
     * Where nothing says what outputs mean, they are taken for logits of classes: of a single output for that of the
     * second of two.
     *
     * @throws IllegalStateException if its outputs are numbers, or one row has several answers
     */
    public Classification classify(double... row) {
        OutputMeaning classes = meaning.orClasses();
        if (classes.positions() > 1) {
            throw new IllegalStateException("classify gives one answer for a row, but the network answers for each of "
                    + classes.positions() + " positions: use classifyEach(…)");
        }
        return classifyEach(row).get(0);
    }

    /** As {@link #classify}, for each position of a row. */
    public List<Classification> classifyEach(double... row) {
        float[] features = new float[row.length];
        inputs.copy(new double[][] {row}, features);
        float[] outputs = predict(features, 1);
        OutputMeaning named = meaning.orClasses().named(outputNames);
        return IntStream.range(0, named.positions())
                .mapToObj(position -> named.classification(outputs, position * named.width()))
                .toList();
    }

    /**
     * The outputs for one row as probabilities of the classes, the way {@link #classify} takes them: two for a single
     * output; of several questions the probability of yes for each.
     */
    public double[] probabilities(double... outputs) {
        return meaning.orClasses().probabilities(outputs);
    }

    /** The weight matrix of a layer, inputs x units, as a copy. */
    public Matrix weights(String layer) {
        return named.matrix(layer);
    }

    /**
     * All weight matrices, those inside of residual and other layers too, from numbers that are laid out as the
     * parameters are: the weights themselves, or their gradients.
     */
    public List<Matrix> matrices(float[] numbers) {
        return named.matrices(numbers);
    }

    /** Numbers of a parameter such as {@code dense_1.bias}, row by row, as a copy. */
    public double[] values(String parameterName) {
        return named.values(parameterName);
    }

    /**
     * Sets the weight matrix of a layer, inputs x units.
     *
     * @throws IllegalArgumentException if there is no such layer, or the matrix has another shape
     */
    public void setWeights(String layer, double[][] matrix) {
        named.setMatrix(layer, matrix);
    }

    /**
     * Sets a parameter such as {@code dense_1.bias}, row by row.
     *
     * @throws IllegalArgumentException if there is no such parameter, or it holds another number of numbers
     */
    public void setValues(String parameterName, double... numbers) {
        named.setValues(parameterName, numbers);
    }

    /**
     * Stops the learning of layers by name, such as {@code dense_1}, or {@code residual_1.dense_2} for a layer inside
     * another; without names, all of them. Nothing is computed backward below the lowest layer that learns.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Network freeze(String... layers) {
        named.freeze(true, layers);
        return this;
    }

    /** Lets frozen layers learn again; without names, all of them. */
    public Network unfreeze(String... layers) {
        named.freeze(false, layers);
        return this;
    }

    /** The layers as a table. */
    public Summary summary() {
        return new Summary(
                inputs.shape(),
                layers.stream()
                        .map(b -> new Summary.Row(b.name(), b.output(), b.parameterCount(), b.trainable()))
                        .toList());
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
