package org.cellwise;

import java.nio.file.Path;
import java.util.Arrays;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Split;
import org.cellwise.data.table.Answers;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.model.exchange.NameMap;
import org.cellwise.model.exchange.WeightTables;
import org.cellwise.model.onnx.OnnxFile;
import org.cellwise.model.rebuild.ModelFiles;
import org.cellwise.model.source.JavaSource;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.notebook.card.ModelCard;
import org.cellwise.text.Given;
import tech.tablesaw.api.Table;

/** Networks, their inputs and outputs. */
abstract class NetworkFunctions extends DataFunctions {
    /** One pool of threads for all networks of a notebook. */
    static final Compute COMPUTE = Compute.standard();

    NetworkFunctions() {}

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
        return new Network(
                seed, COMPUTE, inputs, Arrays.asList(Given.require(layers, "network", "layers, such as dense(4)")));
    }

    /**
     * The network that net.save(…) wrote, or the one in a file that a trainer saved, with all that it
     * knows: {@code network("net.safetensors")}. An ONNX or Keras file of other software becomes
     * layers of ours with its weights; the latter needs the library io.jhdf:jhdf.
     *
     * @throws IllegalArgumentException if it is no such file, is damaged, is of a newer version, or has what no layer here
     *     does; the message names it
     * @throws IllegalStateException if it is a file of Keras's, and the library that reads it is not there
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Network network(String file) {
        return network(Path.of(file));
    }

    /** As {@link #network(String)}: {@code network(Path.of("net.safetensors"))}. */
    public static Network network(Path file) {
        return ModelFiles.read(file, COMPUTE, RowEncoder::of);
    }

    /**
     * A copy of a table with what the network answers to its rows: the likeliest class and its probability, or numbers in the
     * unit of the targets: {@code trainer(net, crossEntropy(),
     * adam(0.01)).fit(split, 1); predict(net, penguins);}. Rows that miss a value have no answer.
     *
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared
     * @throws IllegalArgumentException if the table misses a column
     */
    public static Table predict(Network network, Table table) {
        return Answers.beside(network, table);
    }

    /**
     * Which arrays of a file of other software become which parameters, as a table that can be changed before it is applied:
     * {@code weightsFrom(net, "model.safetensors").with("dense_1.bias", "fc.bias").apply()}. Read are safetensors and its
     * index files, npz, npy, GGUF, and Keras's .weights.h5 and .keras, which need the library io.jhdf:jhdf. The names of
     * GPT-2, BERT, ViT, Llama, ResNet and Keras's layers are known; others are matched by order and shapes.
     *
     * @throws IllegalArgumentException if it is no such file, or damaged
     * @throws IllegalStateException if it is a file of Keras's, and the library that reads it is not there
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static NameMap weightsFrom(Network network, String file) {
        return NameMap.of(network, Path.of(file));
    }

    /**
     * Writes the network as an ONNX model, as it predicts, for ONNX Runtime and others: {@code onnx(net, "net.onnx")}. Its
     * input is called "input", its output "output".
     *
     * @throws IllegalArgumentException if an op has no counterpart in ONNX
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path onnx(Network network, String file) {
        return OnnxFile.write(network, Path.of(file));
    }

    /**
     * {@link #onnx} for raw rows: the model has an input for each column, doubles or texts (rows, 1), and prepares them itself:
     * {@code onnxRaw(net, "net.onnx")}. A category that is unknown makes outputs NaN.
     *
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared
     * @throws IllegalArgumentException if the preparation of a column, or an op, has no counterpart in ONNX
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path onnxRaw(Network network, String file) {
        return OnnxFile.writeRaw(network, Path.of(file));
    }

    /**
     * Writes what there is to know of a network in a file as one page: its drawing, layers, data and training: {@code
     * modelCard("net.safetensors", "net.html")}.
     *
     * @throws IllegalArgumentException if it is no file of a network, or damaged
     * @throws java.io.UncheckedIOException if a file cannot be read or written
     */
    public static Path modelCard(String file, String page) {
        Path path = Path.of(file);
        return ModelCard.write(network(path), String.valueOf(path.getFileName()), Path.of(page));
    }

    /**
     * Writes all weights for other software: {@code saveWeights(net, "weights.npz")} for NumPy, an array for each parameter by its
     * name; weights.csv for a line with each number and its place; weights.safetensors.
     *
     * @throws IllegalArgumentException if the name ends otherwise
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path saveWeights(Network network, String file) {
        return WeightTables.write(network, Path.of(file));
    }

    /**
     * The network as one class in plain Java without dependencies, which answers as the network does on plain loops, to the
     * bit: {@code toJava(net, "Predictor")}, to be saved by its save(…). The next cell has it after
     * %load Predictor.java; elsewhere, java Predictor.java reads rows from standard input. Where the network knows how rows
     * are prepared, the class takes raw ones.
     *
     * @throws IllegalArgumentException if it is no name for a class, or the network is too large or has an op that cannot
     *     be written
     */
    public static JavaSource toJava(Network network, String className) {
        return JavaSource.of(network, className);
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
        return Inputs.named(Arrays.asList(names));
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
        return new Outputs(Arrays.asList(names));
    }

    /** The classes or numeric targets of the data, by name: {@code dense(outputs(split))}. */
    public static Outputs outputs(Split split) {
        return new Outputs(split.train().outputNames());
    }
}
