package org.cellwise.network;

import java.util.List;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Layers one after the other, with their weights: maps rows of inputs to rows of outputs. */
public final class Network {
    private final List<BuiltLayer> layers;
    private final Parameters parameters = new Parameters();
    private final NetworkNames names;
    private final Layer.Forward forward;
    private final Compute compute;
    private final Predictor predictor;
    private final OutputMeaning built;
    private OutputMeaning meaning;
    private boolean settled;
    private Preparation preparation;

    /**
     * Builds a network; mistakes in how layers fit together show here.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it; the message names the layer
     */
    public Network(Seed seed, Compute compute, Inputs inputs, List<Layer> layers) {
        this.compute = compute;
        Scope scope = Scope.of(parameters);
        Scope.Row row = scope.build(Layer.some("A network", layers), inputs.shape());
        this.layers = row.layers();
        forward = row.forward();
        scope.initialize(seed.random());
        names = new NetworkNames(parameters, this.layers, inputs);
        built = OutputMeaning.of(row.scale(), row.output());
        meaning = built;
        predictor = new Predictor(this);
    }

    /** Shape of one row that the network reads. */
    public Shape inputShape() {
        return names.inputs().shape();
    }

    /** Shape of one row that the network puts out. */
    public Shape outputShape() {
        return layers.get(layers.size() - 1).output();
    }

    /** One name for each input, {@code x1, x2, …} if none were given. */
    public List<String> inputNames() {
        return names.inputs().namesOrNumbers();
    }

    /** One name for each output, {@code y1, y2, …} if none were given. */
    public List<String> outputNames() {
        return names.outputs();
    }

    /** The layers in order, activations included. */
    public List<BuiltLayer> layers() {
        return layers;
    }

    /** The layer of a name such as {@code dense_1}, or {@code residual_1.dense_2} for one inside another. */
    public BuiltLayer layer(String name) {
        return names.layer(name);
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
        List<Layer> same = layers.stream().map(BuiltLayer::layer).toList();
        Network copy = new Network(Seed.DEFAULT, compute, names.inputs(), same);
        copy.parameters.take(parameters);
        copy.meaning = meaning;
        copy.settled = settled;
        copy.preparation = preparation;
        copy.names.adopt(inputNames(), outputNames());
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
    public double[][] predict(double[][] rows) {
        return predictor.run(names.inputs(), rows);
    }

    /** As {@link Trace#of(Network, double...)}. */
    public Trace trace(double... row) {
        return Trace.of(this, row);
    }

    /** Outputs (rows, output) for features (rows, input), both row by row. */
    public float[] predict(float[] features, int rows) {
        return predictor.run(features, rows);
    }

    float[] features(double... row) {
        return names.inputs().features(row);
    }

    /** What its outputs mean: as its layers say, and once a trainer was made for it or it was trained, as training says. */
    public OutputMeaning meaning() {
        return meaning;
    }

    /** Whether it is training that said so. */
    public boolean isTaught() {
        return settled;
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

    /** What training makes of its outputs, and names for inputs (or none) and outputs where it was built without. */
    public void settle(OutputMeaning decided, List<String> features) {
        meaning = decided;
        settled = true;
        names.adopt(features, decided.names());
    }

    /**
     * What class the network takes a row for, or which of several questions it answers with yes, as {@link #meaning} says;
     * where nothing says it, outputs are logits of classes, a single one that of the second of two.
     *
     * @throws IllegalStateException if its outputs are numbers, or one row has several answers
     */
    public Classification classify(double... row) {
        meaning.requireOne("classify");
        return classifyEach(row).get(0);
    }

    /** As {@link #classify}, for each position of a row. */
    public List<Classification> classifyEach(double... row) {
        return meaning.toClassify(outputNames()).classifications(predict(features(row), 1));
    }

    /** How raw rows become its inputs, as the data it was trained on last says; null where none says it. */
    public Preparation preparation() {
        return preparation;
    }

    /**
     * That its rows are prepared in this way.
     *
     * @throws IllegalArgumentException if that does not give a number for each input
     */
    public void prepare(Preparation fitted) {
        int inputs = inputShape().elements();
        if (fitted.inputNames().size() != inputs) {
            throw new IllegalArgumentException("The network expects " + inputs + " inputs, but rows are prepared to "
                    + fitted.inputNames().size());
        }
        preparation = fitted;
    }

    /**
     * The answer to one raw row, such as {@code net.predictRaw("Torgersen", 39.1, 18.7)}: prepared as the rows that the
     * network was trained on; numbers come in the unit of the targets, other outputs as {@link #predict(double...)} gives
     * them.
     *
     * @param raw a value for each column of {@link #preparation}, or one map with a value for each by name
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared
     * @throws IllegalArgumentException if a value is missing, too many, or not such as its column holds
     */
    public double[] predictRaw(Object... raw) {
        double[] outputs = predict(RawRow.encode(preparation, raw));
        return meaning.kind() == OutputMeaning.Kind.NUMBERS ? preparation.decode(outputs) : outputs;
    }

    /** As {@link #classify}, of one raw row: see {@link #predictRaw}. */
    public Classification classifyRaw(Object... raw) {
        return classify(RawRow.encode(preparation, raw));
    }

    /**
     * The outputs for one row as probabilities of the classes, the way {@link #classify} takes them: two for a single
     * output; of several questions the probability of yes for each.
     */
    public double[] probabilities(double... outputs) {
        return meaning.orClasses().probabilities(outputs);
    }

    /**
     * The weight matrix of a layer, inputs x units, as a copy.
     *
     * @throws IllegalArgumentException if there is no such layer, or it has no matrix
     */
    public Matrix weights(String layer) {
        return names.matrix(layer);
    }

    /** All weight matrices, of layers in layers too, from numbers laid out as the parameters: weights, or gradients. */
    public List<Matrix> matrices(float[] numbers) {
        return names.matrices(numbers);
    }

    /**
     * Numbers of a parameter such as {@code dense_1.bias}, row by row, as a copy.
     *
     * @throws IllegalArgumentException if there is no such parameter
     */
    public double[] values(String parameterName) {
        return names.values(parameterName);
    }

    /**
     * Sets the weight matrix of a layer, inputs x units.
     *
     * @throws IllegalArgumentException if there is no such layer, or the matrix has another shape
     */
    public void setWeights(String layer, double[][] matrix) {
        names.setMatrix(layer, matrix);
    }

    /**
     * Sets a parameter such as {@code dense_1.bias}, row by row.
     *
     * @throws IllegalArgumentException if there is no such parameter, or it holds another number of numbers
     */
    public void setValues(String parameterName, double... numbers) {
        names.setValues(parameterName, numbers);
    }

    /**
     * Stops the learning of layers by name, such as {@code dense_1}, or {@code residual_1.dense_2} for a layer inside
     * another; without names, all of them. Nothing is computed backward below the lowest layer that learns.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Network freeze(String... layers) {
        names.freeze(true, layers);
        return this;
    }

    /** Lets frozen layers learn again; without names, all of them. */
    public Network unfreeze(String... layers) {
        names.freeze(false, layers);
        return this;
    }

    /** The layers as a table. */
    public Summary summary() {
        return Summary.of(this);
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
