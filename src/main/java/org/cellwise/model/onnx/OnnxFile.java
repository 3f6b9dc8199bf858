package org.cellwise.model.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.file.NewFile;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.text.Numbers;

/**
 * Writes a network as an ONNX model (onnx.ai, opset {@value #OPSET}): the ops that a row goes through, as a trace of the
 * network has them, for any number of rows. Layers of a user's own are written too, as long as their ops are known.
 */
public final class OnnxFile {
    private static final int OPSET = 20;
    private static final int IR_VERSION = 9; // that which came with the opset
    private static final long MOST_BYTES = 1L << 30; // of Protocol Buffers' 2 GB, which an array of Java's has, too

    private OnnxFile() {}

    /**
     * Writes a network, as it predicts, with the input {@code input} and the output {@code output}.
     *
     * @throws IllegalArgumentException if an op has no counterpart; the message names its layer; or if the network is too
     *     large for one file
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path write(Network network, Path file) {
        byte[] bytes = bytes(network, false);
        NewFile.replace(file, out -> out.write(bytes));
        return file;
    }

    /**
     * As {@link #write}, for raw rows: the model has an input for each column, of doubles or texts (rows, 1), prepares them as
     * the rows that the network was trained on, and puts numbers out in the unit of the targets. What is missing is NaN or
     * an empty text; a category that is unknown makes outputs NaN.
     *
     * @throws IllegalStateException if the network was not trained on data that says how rows are prepared
     * @throws IllegalArgumentException if the preparation of a column has no counterpart; or as {@link #write}
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static Path writeRaw(Network network, Path file) {
        byte[] bytes = bytes(network, true);
        NewFile.replace(file, out -> out.write(bytes));
        return file;
    }

    static byte[] bytes(Network network) {
        return bytes(network, false);
    }

    static byte[] bytes(Network network, boolean raw) {
        long room = (long) Float.BYTES * network.parameters().values().length;
        if (room > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "An ONNX file holds weights of %s at most, but those of this network take %s: save it with net.save(…)"
                            .formatted(Numbers.bytes(MOST_BYTES), Numbers.bytes(room)));
        }
        Trace trace = Trace.of(network, new double[network.inputShape().elements()]);
        Graph graph = new Graph();
        Map<Trace.Value, String> names = new HashMap<>();
        OnnxRows rows = raw ? OnnxRows.of(network, graph) : null;
        int[] row = network.inputShape().sizes();
        String input = raw ? rows.inputs(row) : graph.input("input", Graph.Type.FLOATS, row);
        String output = graph.unique("output");
        names.put(trace.input(), input);
        for (Trace.Step step : trace.steps()) {
            graph.enter(step.output().name());
            names.put(step.output(), OnnxOps.add(graph, step, value -> name(graph, names, value)));
        }
        String result = name(graph, names, trace.output());
        graph.node("Identity", List.of(raw ? rows.outputs(result) : result), List.of(output));
        Message model = new Message()
                .whole(1, IR_VERSION)
                .text(2, "Cellwise")
                .message(
                        7,
                        graph.message("network", output, network.outputShape().sizes()))
                .message(8, new Message().text(1, "").whole(2, OPSET));
        if (raw) {
            model.message(8, new Message().text(1, OnnxRows.DOMAIN).whole(2, OnnxRows.VERSION));
        }
        network.training().forEach((name, value) -> {
            if (!(value instanceof Map)) { // curves are no text
                property(model, "training." + name, String.valueOf(value));
            }
        });
        property(model, "inputs", String.join("\n", network.inputNames()));
        property(model, "outputs", String.join("\n", network.outputNames()));
        property(model, "meaning", network.meaning().toString());
        return model.toBytes();
    }

    private static void property(Message model, String key, String value) {
        model.message(14, new Message().text(1, key).text(2, value));
    }

    private static String name(Graph graph, Map<Trace.Value, String> names, Trace.Value value) {
        return names.computeIfAbsent(
                value, v -> graph.constant(v.name(), v.shape().sizes(), OnnxOps.floats(v)));
    }
}
