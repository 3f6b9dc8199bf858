package org.cellwise.network;

import java.util.List;
import java.util.function.BiConsumer;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/** Layers one after the other, with their weights: maps rows of inputs to rows of outputs. */
public final class Network extends DerivedNetworks {
    private final List<BuiltLayer> layers;
    private final Parameters parameters = new Parameters();
    private final NetworkNames names;
    private final Layer.Forward forward;
    private final Compute compute;
    private final Predictor predictor;
    private final OutputMeaning built;
    private OutputMeaning meaning;
    private boolean settled;

    /**
     * Builds a network; mistakes in how layers fit together show here.
     *
     * @throws IllegalArgumentException if a layer does not fit the one before it, or a norm over channels reads a
     *     sequence, or a layer for sequences what such a norm made; the message names the layer
     */
    public Network(Seed seed, Compute compute, Inputs inputs, List<Layer> layers) {
        this(
                compute,
                inputs,
                layers,
                (scope, parameters) -> scope.initialize(
                        Given.require(seed, "network", "a seed, such as seed(1)")
                                .random(),
                        p -> true));
        AxesCheck.check(this.layers);
    }

    /**
     * As the other, with first values from elsewhere.
     *
     * @param start is given the scope once all is declared, and the parameters, which have no values yet
     */
    Network(Compute compute, Inputs inputs, List<Layer> layers, BiConsumer<Scope, Parameters> start) {
        Given.require(inputs, "network", "inputs, such as inputs(4)");
        this.compute = compute;
        Scope scope = Scope.of(parameters);
        Scope.Row row = scope.build(Layer.some("A network", layers), inputs.shape());
        this.layers = row.layers();
        forward = row.forward();
        start.accept(scope, parameters);
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

    /**
     * The layers of a name, or of a pattern in which a star stands for any letters: {@code conv2d_*}; those inside others too.
     *
     * @throws IllegalArgumentException if there is none
     */
    public List<BuiltLayer> layersLike(String pattern) {
        return names.matching(pattern);
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
        Network copy = new Network(compute, names.inputs(), same, (scope, blank) -> {
            blank.allocate();
            blank.take(parameters);
        });
        copy.meaning = meaning;
        copy.settled = settled;
        copy.keep(this);
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
        return predictor.run(names.inputs(), asInputs(rows));
    }

    /** As {@link #predict(double...)}, of what are inputs for certain. */
    double[] answer(double... inputs) {
        return predictor.run(names.inputs(), new double[][] {inputs})[0];
    }

    /** As {@link Trace#of(Network, double...)}. */
    public Trace trace(double... row) {
        return Trace.of(this, asInputs(row)[0]);
    }

    /**
     * Outputs (rows, output) for features (rows, input), both row by row.
     *
     * @throws IllegalArgumentException if there are no features for so many rows
     */
    public float[] predict(float[] features, int rows) {
        float[] outputs =
                new float[Math.multiplyExact(Math.max(0, rows), outputShape().elements())];
        predict(features, rows, outputs);
        return outputs;
    }

    /**
     * As {@link #predict(float[], int)}, into an array of one's own: what many threads serve answers with, since it
     * allocates nothing once it is warm.
     *
     * @throws IllegalArgumentException if an array is too short for so many rows
     */
    public void predict(float[] features, int rows, float[] outputs) {
        if (rows < 0
                || features.length < (long) rows * inputShape().elements()
                || outputs.length < (long) rows * outputShape().elements()) {
            throw new IllegalArgumentException(
                    "predict expects room for %s rows of %s inputs and %s outputs, but got arrays of %s and %s"
                            .formatted(
                                    rows,
                                    inputShape().elements(),
                                    outputShape().elements(),
                                    features.length,
                                    outputs.length));
        }
        predictor.run(features, rows, outputs);
    }

    Inputs inputs() {
        return names.inputs();
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
        return classifyInputs(asInputs(row)[0]);
    }

    /** As {@link #classify}, for each position of a row. */
    public List<Classification> classifyEach(double... row) {
        return classifications(asInputs(row)[0]);
    }

    /** As {@link #classify}, of what are inputs for certain. */
    Classification classifyInputs(double... inputs) {
        meaning.requireOne("classify");
        return classifications(inputs).get(0);
    }

    private List<Classification> classifications(double... inputs) {
        return meaning.toClassify(outputNames()).classifications(predict(features(inputs), 1));
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
     * @throws IllegalStateException if another thread is training the network
     */
    public void setWeights(String layer, double[][] matrix) {
        NetworkFile.checkAtRest("setWeights", this);
        names.setMatrix(layer, matrix);
    }

    /**
     * Sets a parameter such as {@code dense_1.bias}, row by row.
     *
     * @throws IllegalArgumentException if there is no such parameter, or it holds another number of numbers
     * @throws IllegalStateException if another thread is training the network
     */
    public void setValues(String parameterName, double... numbers) {
        NetworkFile.checkAtRest("setValues", this);
        names.setValues(parameterName, numbers);
    }

    /**
     * Stops the learning of layers by name, such as {@code dense_1}, or {@code residual_1.dense_2} for a layer inside
     * another, or by pattern, such as {@code conv2d_*}; without names, all of them. Nothing is computed backward below the
     * lowest layer that learns.
     *
     * @throws IllegalArgumentException if there is no such layer
     * @throws IllegalStateException if another thread is training the network
     */
    public Network freeze(String... layers) {
        NetworkFile.checkAtRest("freeze", this);
        names.freeze(true, layers);
        return this;
    }

    /** Lets frozen layers learn again; without names, all of them. */
    public Network unfreeze(String... layers) {
        NetworkFile.checkAtRest("unfreeze", this);
        names.freeze(false, layers);
        return this;
    }

    /** What was saved with it. */
    void restore(OutputMeaning saved, boolean taught, List<String> outputs) {
        meaning = saved;
        settled = taught;
        names.adopt(List.of(), outputs);
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
