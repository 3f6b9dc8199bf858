package org.cellwise.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.layer.Activation;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Parameters;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Names;

/** Layers one after the other, with their weights: maps rows of inputs to rows of outputs. */
public final class Network {
    private final Inputs inputs;
    private final List<String> outputNames;
    private final List<Block> blocks = new ArrayList<>();
    private final Parameters parameters = new Parameters();
    private final Layer.Forward forward;
    private final Compute compute;
    private final Tape predictions;
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
        double[] gains = Scope.gains(layers, 1);
        Shape shape = inputs.shape();
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String name = layer.kind() + "_" + counts.merge(layer.kind(), 1, Integer::sum);
            int before = parameters.list().size();
            Scope.Built built = scope.build(name, layer, gains[i + 1], shape);
            shape = built.output();
            List<Parameter> own =
                    parameters.list().subList(before, parameters.list().size());
            blocks.add(new Block(name, layer, built.forward(), shape, List.copyOf(own)));
        }
        forward = Scope.inOrder(layers, blocks.stream().map(Block::forward).toList());
        scope.initialize(seed.random());
        outputNames = outputNames(layers, shape);
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
        return blocks.get(blocks.size() - 1).output();
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
    public List<Block> layers() {
        return List.copyOf(blocks);
    }

    /** The layer of a name such as {@code dense_1}. */
    public Block layer(String name) {
        return blocks.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network has no layer " + name + ": "
                        + Names.hint(name, blocks.stream().map(Block::name).toList())));
    }

    /** All its numbers, live. */
    public Parameters parameters() {
        return parameters;
    }

    /** How many numbers training may change. */
    public long parameterCount() {
        return blocks.stream().mapToLong(Block::parameterCount).sum();
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
                Seed.DEFAULT, compute, inputs, blocks.stream().map(Block::layer).toList());
        System.arraycopy(parameters.values(), 0, copy.parameters.values(), 0, parameters.size());
        for (int i = 0; i < parameters.list().size(); i++) {
            copy.parameters.list().get(i).freeze(parameters.list().get(i).isFrozen());
        }
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
        int width = inputs.shape().elements();
        int size = Math.multiplyExact(rows.length, width);
        if (inputBuffer.length < size) {
            inputBuffer = new float[size];
        }
        for (int i = 0; i < rows.length; i++) {
            checkRow(rows, i);
            toFloats(rows[i], inputBuffer, i * width);
        }
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
     * The forward pass of one row with every number: sums and activations, layer by layer.
     *
     * @throws IllegalArgumentException if the row has not as many numbers as the network has inputs, or one is not finite
     */
    public Explanation explain(double... row) {
        checkRow(new double[][] {row}, 0);
        Tape tape = new Tape(Tape.Mode.PREDICT, compute, Seed.DEFAULT.random());
        float[] features = new float[row.length];
        toFloats(row, features, 0);
        Tensor x = tape.input(inputs.shape().prepend(1), features);
        List<double[]> outputs = new ArrayList<>();
        Tensor y = x;
        for (Block block : blocks) {
            y = block.forward().apply(y);
            outputs.add(y.values());
        }
        return Explanation.of(this, row, outputs);
    }

    private void checkRow(double[][] rows, int i) {
        int width = inputs.shape().elements();
        if (rows[i].length != width) {
            throw new IllegalArgumentException("The network expects " + width + " inputs ("
                    + Names.list(inputNames()) + "), but " + (rows.length == 1 ? "the row" : "row " + i) + " has "
                    + rows[i].length
                    + ": give one number for each input");
        }
        int odd = firstNotFinite(rows[i]);
        if (odd < width) {
            throw new IllegalArgumentException("The network expects finite numbers, but input "
                    + inputNames().get(odd) + " of row " + i + " is " + rows[i][odd]
                    + ": drop the row or fill the value in");
        }
    }

    /** The index of the first number that is not finite, or how many numbers there are. */
    private static int firstNotFinite(double[] row) {
        for (int i = 0; i < row.length; i++) {
            if (!Double.isFinite(row[i])) {
                return i;
            }
        }
        return row.length;
    }

    private static void toFloats(double[] row, float[] to, int at) {
        for (int i = 0; i < row.length; i++) {
            to[at + i] = (float) row[i];
        }
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

    /**
     * What class the network takes a row for. Logits are turned into probabilities by softmax; outputs of a softmax or
     * sigmoid layer are probabilities already. A single output is the probability of the second of two classes.
     */
    public Classification classify(double... row) {
        double[] p = probabilities(predict(row));
        List<String> names =
                p.length == outputNames.size() ? outputNames : List.of("not " + outputNames.get(0), outputNames.get(0));
        return new Classification(names, Arrays.stream(p).boxed().toList());
    }

    /**
     * The outputs for one row as probabilities of the classes, the way {@link #classify} takes them: two for a single
     * output.
     */
    public double[] probabilities(double... outputs) {
        Layer last = blocks.get(blocks.size() - 1).layer();
        boolean sigmoid = last instanceof Activation a && a.op().equals(Ops.sigmoid());
        boolean softmax = last instanceof Activation b && b.op().equals(Ops.softmax());
        if (outputs.length == 1) {
            double p = threshold() == 0.5 ? outputs[0] : 1 / (1 + Math.exp(-outputs[0]));
            return new double[] {1 - p, p};
        }
        double[] p = outputs.clone();
        double most = Arrays.stream(p).max().orElse(0);
        if (!sigmoid && !softmax) {
            Arrays.setAll(p, i -> Math.exp(outputs[i] - most));
        }
        double sum = Arrays.stream(p).sum();
        Arrays.setAll(p, i -> p[i] / sum);
        return p;
    }

    /**
     * What a single output must exceed for the second of two classes to be the likelier one: a half after sigmoid or
     * step, else 0, as for a logit.
     */
    public double threshold() {
        Layer last = blocks.get(blocks.size() - 1).layer();
        boolean halves = last instanceof Activation a
                && (a.op().equals(Ops.sigmoid()) || a.kind().equals("step"));
        return halves ? 0.5 : 0;
    }

    /** The weight matrix of a layer, inputs x units, as a copy. */
    public Matrix weights(String layer) {
        return matrix(weight(layer), parameters.values());
    }

    private Matrix matrix(Parameter weight, float[] numbers) {
        int columns = weight.shape().last();
        int rows = weight.shape().rows();
        double[][] values = new double[rows][columns];
        for (int i = 0; i < weight.size(); i++) {
            values[i / columns][i % columns] = numbers[weight.offset() + i];
        }
        String name = weight.name().replaceFirst("\\.weight$", "");
        boolean first = blocks.get(0).name().equals(name);
        boolean last = columns == outputNames.size() && isLastWithWeights(name);
        return new Matrix(
                name,
                first && rows == inputNames().size() ? inputNames() : Inputs.numbered("", rows),
                last ? outputNames : Inputs.numbered("", columns),
                values);
    }

    /**
     * All weight matrices, those inside of residual and other layers too, from numbers that are laid out as the
     * parameters are: the weights themselves, or their gradients.
     */
    public List<Matrix> matrices(float[] numbers) {
        return parameters.list().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .map(p -> matrix(p, numbers))
                .toList();
    }

    private boolean isLastWithWeights(String layer) {
        return blocks.stream()
                .filter(b -> !b.parameters().isEmpty())
                .reduce((a, b) -> b)
                .map(b -> b.name().equals(layer))
                .orElse(false);
    }

    /** Numbers of a parameter such as {@code dense_1.bias}, row by row, as a copy. */
    public double[] values(String parameterName) {
        Parameter p = parameter(parameterName);
        double[] copy = new double[p.size()];
        Arrays.setAll(copy, i -> parameters.values()[p.offset() + i]);
        return copy;
    }

    /**
     * Sets the weight matrix of a layer, inputs x units.
     *
     * @throws IllegalArgumentException if the matrix has another shape
     */
    public void setWeights(String layer, double[][] matrix) {
        Parameter weight = weight(layer);
        int rows = weight.shape().rows();
        int columns = weight.shape().last();
        if (matrix.length != rows || Arrays.stream(matrix).anyMatch(row -> row.length != columns)) {
            throw new IllegalArgumentException(weight.name() + " expects " + rows + " rows of " + columns
                    + " numbers, but got " + matrix.length + " rows of " + (matrix.length == 0 ? 0 : matrix[0].length));
        }
        setValues(
                weight.name(),
                Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray());
    }

    /** Sets a parameter such as {@code dense_1.bias}, row by row. */
    public void setValues(String parameterName, double... numbers) {
        Parameter p = parameter(parameterName);
        if (numbers.length != p.size()) {
            throw new IllegalArgumentException(p + " expects " + p.size() + " numbers, but got " + numbers.length);
        }
        for (int i = 0; i < numbers.length; i++) {
            parameters.values()[p.offset() + i] = (float) numbers[i];
        }
    }

    private Parameter weight(String layer) {
        if (blocks.stream()
                .anyMatch(b -> b.name().equals(layer) && b.parameters().isEmpty())) {
            throw new IllegalArgumentException("%s has no weights: choose one of %s"
                    .formatted(
                            layer,
                            Names.list(matrices(parameters.values()).stream()
                                    .map(Matrix::name)
                                    .toList())));
        }
        return parameter(layer + ".weight");
    }

    private Parameter parameter(String name) {
        return parameters.list().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The network has no parameter " + name + ": "
                        + Names.hint(
                                name,
                                parameters.list().stream().map(Parameter::name).toList())));
    }

    /**
     * Stops the learning of layers by name, such as {@code dense_1}, or {@code residual_1.dense_2} for a layer inside
     * another; without names, all of them. Nothing is computed backward below the lowest layer that learns.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Network freeze(String... layers) {
        return freeze(true, layers);
    }

    /** Lets frozen layers learn again; without names, all of them. */
    public Network unfreeze(String... layers) {
        return freeze(false, layers);
    }

    private Network freeze(boolean stop, String... layers) {
        List<Parameter> chosen = layers.length == 0
                ? parameters.list()
                : Arrays.stream(layers).flatMap(name -> within(name).stream()).toList();
        chosen.forEach(p -> p.freeze(stop));
        return this;
    }

    /** The parameters of a layer, also of one inside another. */
    private List<Parameter> within(String name) {
        List<Parameter> own = parameters.list().stream()
                .filter(p -> p.name().startsWith(name + "."))
                .toList();
        return own.isEmpty() ? layer(name).parameters() : own;
    }

    /** The layers as a table. */
    public Summary summary() {
        return new Summary(
                inputs.shape(),
                blocks.stream()
                        .map(b -> new Summary.Row(b.name(), b.output(), b.parameterCount(), b.trainable()))
                        .toList());
    }

    @Override
    public String toString() {
        return summary().toString();
    }
}
