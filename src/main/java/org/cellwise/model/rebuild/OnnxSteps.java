package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Description;
import org.cellwise.model.rebuild.OnnxModel.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** The nodes of an ONNX graph as steps that are layers of ours. */
final class OnnxSteps {
    private static final List<String> NUMBER_BY_NUMBER = List.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Sqrt",
            "Erf",
            "Exp",
            "Neg",
            "Relu",
            "Sigmoid",
            "Tanh",
            "Softplus",
            "LeakyRelu",
            "Elu",
            "Selu",
            "Gelu",
            "Greater");

    private static final List<String> OTHERS = List.of(
            "Identity",
            "Dropout",
            "Cast",
            "Gemm",
            "MatMul",
            "Conv",
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "ReduceMean",
            "BatchNormalization",
            "LayerNormalization",
            "Softmax",
            "LogSoftmax",
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Gather",
            "Concat",
            "Pad",
            "Shape",
            "Constant");

    private final String what;
    private final OnnxModel model;
    private final Map<String, Padded> padded = new HashMap<>();
    private final Map<String, OnnxTensor> constants;
    private final StepGraph<List<float[]>> graph;
    private final OnnxNumbers numbers;
    private final OnnxShapes shapes;

    /** Images with zeros around them, which the next step is to do. */
    record Padded(String from, int zeros) {}

    OnnxSteps(String what, OnnxModel model) {
        this.what = what;
        this.model = model;
        constants = new HashMap<>(model.constants());
        int[] row = Arrays.copyOfRange(model.sizes(), 1, model.sizes().length);
        graph = new StepGraph<>(what, model.input(), Shape.of(row));
        numbers = new OnnxNumbers(this, graph);
        shapes = new OnnxShapes(this, graph, model.sizes()[0]);
    }

    /** The layers, and the numbers of each. */
    StepGraph.Layers<List<float[]>> layers() {
        for (Node node : model.nodes()) {
            if (!OTHERS.contains(node.op()) && !NUMBER_BY_NUMBER.contains(node.op())) {
                throw refused(
                        node,
                        "is nothing that a layer here does: there are Gemm, MatMul, Add, Conv, MaxPool, AveragePool,"
                                + " GlobalAveragePool, BatchNormalization, LayerNormalization, Flatten, Reshape, Transpose,"
                                + " Gather, Concat, Dropout and activations");
            }
        }
        model.nodes().forEach(this::add);
        return graph.upTo(model.output());
    }

    FileFormatException refused(Node node, String why) {
        return new FileFormatException(what + ": " + node.words() + " " + why);
    }

    private void add(Node node) {
        if (node.outputs().isEmpty() || node.inputs().isEmpty() && !node.op().equals("Constant")) {
            throw refused(node, "has no input or no output");
        }
        boolean isFixed = node.inputs().stream().allMatch(name -> name.isEmpty() || constants.containsKey(name));
        if (isFixed) {
            constants.put(out(node), OnnxFixed.of(this, node).named(out(node)));
            return;
        }
        switch (node.op()) {
            case "Identity", "Dropout" -> graph.alias(node.words(), in(node, 0), out(node));
            case "Cast" -> cast(node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> matmul(node);
            case "Conv" -> new OnnxImages(this, graph).conv(node);
            case "MaxPool", "AveragePool" -> new OnnxImages(this, graph).pool(node);
            case "GlobalAveragePool", "GlobalMaxPool" -> new OnnxImages(this, graph).globalPool(node);
            case "ReduceMean" -> mean(node);
            case "BatchNormalization" -> batchNorm(node);
            case "LayerNormalization" -> layerNorm(node);
            case "Softmax", "LogSoftmax" -> softmax(node);
            case "Flatten" -> shapes.flatten(node);
            case "Reshape" -> shapes.reshape(node);
            case "Squeeze" -> shapes.squeeze(node);
            case "Transpose" -> shapes.transpose(node);
            case "Gather" -> gather(node);
            case "Concat" -> shapes.concat(node);
            case "Pad" -> shapes.pad(node);
            case "Shape" -> shapes.shape(node);
            default -> numbers.add(node);
        }
    }

    // -- what a node reads and makes

    String in(Node node, int i) {
        if (!node.has(i)) {
            throw refused(node, "has no input " + (i + 1));
        }
        return node.inputs().get(i);
    }

    static String out(Node node) {
        return node.outputs().get(0);
    }

    /** Numbers that do not change; null for others. */
    OnnxTensor constant(Node node, int i) {
        return node.has(i) ? constants.get(node.inputs().get(i)) : null;
    }

    OnnxTensor weights(Node node, int i) {
        OnnxTensor weights = constant(node, i);
        if (weights == null) {
            throw refused(node, "has no fixed numbers as input " + (i + 1) + ", as a layer here has");
        }
        return weights;
    }

    /** Notes numbers that do not change. */
    void fix(Node node, OnnxTensor numbers) {
        constants.put(out(node), numbers);
    }

    /** Notes images with zeros around them. */
    void pad(Node node, int zeros) {
        padded.put(out(node), new Padded(in(node, 0), zeros));
    }

    /** One number for each unit or channel. */
    float[] vector(Node node, int i, int size) {
        OnnxTensor numbers = weights(node, i);
        if (numbers.floats().length != size || numbers.rank() > 1) {
            throw refused(
                    node, "expects " + Names.count(size, "number") + " as input " + (i + 1) + ", but has " + numbers);
        }
        return numbers.floats();
    }

    void expect(Node node, boolean isSo, String why) {
        if (!isSo) {
            throw refused(node, why);
        }
    }

    void expectWhole(Node node, String attribute, long only) {
        expect(
                node,
                node.whole(attribute, only) == only,
                "has " + attribute + " = " + node.whole(attribute, only) + ", but only " + only + " is known");
    }

    private void layer(Node node, Description layer, List<float[]> weights) {
        graph.layer(node.words(), in(node, 0), out(node), layer, weights);
    }

    // -- dense layers

    private void gemm(Node node) {
        expect(node, node.number("alpha", 1) == 1 && node.number("beta", 1) == 1, "scales what it adds up");
        expectWhole(node, "transA", 0);
        OnnxTensor w = weights(node, 1);
        expect(node, w.rank() == 2 && graph.shape(in(node, 0)).rank() == 1, "multiplies no rows with a matrix");
        OnnxTensor ours = node.whole("transB", 0) == 0 ? w : w.permuted(1, 0);
        expectInputs(node, ours);
        int units = ours.sizes()[1];
        List<float[]> weights = new ArrayList<>(List.of(ours.floats()));
        if (node.has(2)) {
            weights.add(bias(node, weights(node, 2), units));
        }
        layer(node, Kind.dense(units, node.has(2)), weights);
    }

    /** Before layers are built, which take memory as they are told. */
    private void expectInputs(Node node, OnnxTensor matrix) {
        int inputs = graph.shape(in(node, 0)).last();
        expect(node, matrix.sizes()[0] == inputs, "multiplies rows of " + inputs + " numbers with " + matrix);
    }

    private float[] bias(Node node, OnnxTensor bias, int units) {
        float[] all = bias.floats();
        if (all.length == 1 && units > 1) {
            all = new float[units];
            Arrays.fill(all, bias.floats()[0]);
        }
        expect(node, all.length == units, "adds " + bias + " to rows of " + units);
        return all;
    }

    private void matmul(Node node) {
        OnnxTensor w = constant(node, 1);
        expect(
                node,
                w != null && w.rank() == 2,
                "multiplies two values with one another, or fixed numbers from the left,"
                        + " which no layer here does but attention, which is not read from ONNX");
        expectInputs(node, w);
        layer(node, Kind.dense(w.sizes()[1], false), List.of(w.floats()));
    }

    // -- norms

    private void batchNorm(Node node) {
        expectWhole(node, "training_mode", 0);
        int channels = graph.shape(in(node, 0)).size(0);
        List<float[]> weights = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> vector(node, i, channels))
                .toList();
        layer(node, Kind.batchNorm(0.1, node.number("epsilon", 1e-5)), weights);
    }

    private void layerNorm(Node node) {
        Shape row = graph.shape(in(node, 0));
        long axis = node.whole("axis", -1);
        expect(node, axis == -1 || axis == row.rank(), "is over several axes, but layerNorm() is over the last");
        float[] shift = node.has(2) ? vector(node, 2, row.last()) : new float[row.last()];
        layer(
                node,
                Kind.of("layer_norm", "epsilon", node.number("epsilon", 1e-5)),
                List.of(vector(node, 1, row.last()), shift));
    }

    private void softmax(Node node) {
        int rank = graph.shape(in(node, 0)).rank();
        long axis = node.whole("axis", model.opset() >= 13 ? -1 : 1);
        expect(node, axis == -1 || axis == rank, "is over another axis than the last");
        layer(node, Kind.of(node.op().equals("Softmax") ? "softmax" : "log_softmax"), null);
    }

    private void mean(Node node) {
        OnnxTensor given = constant(node, 1);
        int[] axes = given == null ? node.wholes("axes") : given.wholes();
        Shape row = graph.has(in(node, 0)) ? graph.shape(in(node, 0)) : null;
        int rank = row == null ? -1 : row.rank();
        boolean last = axes != null && axes.length == 1 && (axes[0] == -1 || axes[0] == rank);
        if (axes != null && rank == 3 && Arrays.equals(OnnxShapes.positive(axes, 4), new int[] {2, 3})) {
            new OnnxImages(this, graph).globalPool(node);
        } else if (axes != null
                && rank == 2
                && Arrays.equals(OnnxShapes.positive(axes, 3), new int[] {1})
                && node.whole("keepdims", 1) == 0) {
            layer(node, Kind.of("global_average_pool"), null);
        } else if (last && rank == 2 && node.whole("keepdims", 1) == 0) {
            String turned = out(node) + "/turned";
            graph.layer(node.words(), in(node, 0), turned, swap(), null);
            graph.layer(node.words(), turned, out(node), Kind.of("global_average_pool"), null);
        } else {
            expect(
                    node,
                    rank < 0 || last && node.whole("keepdims", 1) == 1,
                    "is over axes that no layer here takes a mean of");
            numbers.add(node, "Mean", Arrays.asList((String) null));
        }
    }

    private static Description swap() {
        return Kind.of("permute", "order", List.of(2, 1));
    }

    /** What a step reads, without the zeros that it is to put around it by itself. */
    Padded source(Node node) {
        return padded.getOrDefault(in(node, 0), new Padded(in(node, 0), 0));
    }

    // -- sequences

    private void gather(Node node) {
        OnnxTensor table = constant(node, 0);
        OnnxTensor place = constant(node, 1);
        if (table != null && table.rank() == 2 && node.whole("axis", 0) == 0) {
            graph.layer(
                    node.words(),
                    in(node, 1),
                    out(node),
                    Kind.of("embedding", "entries", table.sizes()[0], "width", table.sizes()[1]),
                    List.of(table.floats()));
        } else {
            expect(
                    node,
                    place != null && place.rank() == 0 && node.whole("axis", 0) == 1,
                    "takes more than one place, or from no table");
            layer(node, Kind.of("place", "index", (int) place.floats()[0]), null);
        }
    }

    /** Numbers of another type, which changes nothing here; but a comparison becomes 0 and 1. */
    private void cast(Node node) {
        if (graph.has(in(node, 0))) {
            graph.alias(node.words(), in(node, 0), out(node));
        } else {
            numbers.add(node, "Cast", Arrays.asList((String) null));
        }
    }
}
