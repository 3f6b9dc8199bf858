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
            "Add", "Sub", "Mul", "Div", "Pow", "Sqrt", "Erf", "Exp", "Neg", "Relu", "Sigmoid", "Tanh", "Softplus", "LeakyRelu",
            "Elu", "Selu", "Gelu", "Greater");

    private static final List<String> OTHERS = List.of(
            "Identity", "Dropout", "Cast", "Gemm", "MatMul", "Conv", "MaxPool", "AveragePool", "GlobalAveragePool",
            "GlobalMaxPool", "ReduceMean", "BatchNormalization", "LayerNormalization", "Softmax", "LogSoftmax", "Flatten",
            "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Gather", "Concat", "Pad", "Shape", "Constant");

    private final String what;
    private final OnnxModel model;
    private final Map<String, Padded> padded = new HashMap<>();
    private final Map<String, OnnxTensor> constants;
    private final OnnxTerms terms = new OnnxTerms();
    private final StepGraph<List<float[]>> graph;

    /** Images with zeros around them, which the next step is to do. */
    record Padded(String from, int zeros) {}

    OnnxSteps(String what, OnnxModel model) {
        this.what = what;
        this.model = model;
        constants = new HashMap<>(model.constants());
        int[] row = Arrays.copyOfRange(model.sizes(), 1, model.sizes().length);
        graph = new StepGraph<>(what, model.input(), Shape.of(row));
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

    private FileFormatException refused(Node node, String why) {
        return new FileFormatException(what + ": " + node.words() + " " + why);
    }

    private void add(Node node) {
        if (node.outputs().isEmpty() || node.inputs().isEmpty() && !node.op().equals("Constant")) {
            throw refused(node, "has no input or no output");
        }
        boolean isFixed = node.inputs().stream().allMatch(name -> name.isEmpty() || constants.containsKey(name));
        if (isFixed) {
            constants.put(out(node), fixed(node).named(out(node)));
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
            case "Flatten" -> flatten(node);
            case "Reshape" -> reshape(node);
            case "Squeeze" -> squeeze(node);
            case "Transpose" -> transpose(node);
            case "Gather" -> gather(node);
            case "Concat" -> concat(node);
            case "Pad" -> pad(node);
            case "Shape" -> shape(node);
            default -> elementwise(node);
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

    /** One number for each unit or channel. */
    float[] vector(Node node, int i, int size) {
        OnnxTensor numbers = weights(node, i);
        if (numbers.floats().length != size || numbers.rank() > 1) {
            throw refused(node, "expects " + Names.count(size, "number") + " as input " + (i + 1) + ", but has " + numbers);
        }
        return numbers.floats();
    }

    void expect(Node node, boolean isSo, String why) {
        if (!isSo) {
            throw refused(node, why);
        }
    }

    private void expectWhole(Node node, String attribute, long only) {
        expect(node, node.whole(attribute, only) == only, "has " + attribute + " = " + node.whole(attribute, only)
                + ", but only " + only + " is known");
    }

    private void layer(Node node, Description layer, List<float[]> weights) {
        graph.layer(node.words(), in(node, 0), out(node), layer, weights);
    }

    // -- numbers made of numbers

    private OnnxTensor fixed(Node node) {
        if (node.op().equals("Constant")) {
            Object value = node.attributes().get("value");
            if (value instanceof OnnxTensor tensor) {
                return tensor;
            }
            if (node.attributes().get("value_float") instanceof Float number) {
                return new OnnxTensor("", new int[0], new float[] {number});
            }
            if (node.attributes().get("value_int") instanceof Long number) {
                return new OnnxTensor("", new int[0], new float[] {number});
            }
            int[] wholes = node.wholes("value_ints");
            expect(node, wholes != null, "holds a value that is no numbers");
            float[] floats = new float[wholes.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = wholes[i];
            }
            return new OnnxTensor("", new int[] {wholes.length}, floats);
        }
        OnnxTensor x = weights(node, 0);
        return switch (node.op()) {
            case "Identity", "Cast" -> x;
            case "Transpose" -> {
                int[] order = node.wholes("perm");
                int[] turned = order == null
                        ? IntStream.range(0, x.rank()).map(i -> x.rank() - 1 - i).toArray()
                        : order;
                int[] sorted = turned.clone();
                Arrays.sort(sorted);
                expect(node, Arrays.equals(sorted, IntStream.range(0, x.rank()).toArray()), "turns axes that " + x
                        + " does not have");
                yield x.permuted(turned);
            }
            case "Reshape" -> new OnnxTensor("", sizes(node, weights(node, 1).wholes(), x), x.floats());
            case "Gather" -> {
                float[] places = weights(node, 1).floats();
                float[] picked = new float[places.length];
                for (int i = 0; i < picked.length; i++) {
                    int at = places[i] < 0 ? (int) places[i] + x.floats().length : (int) places[i];
                    expect(node, x.rank() == 1 && at >= 0 && at < x.floats().length, "takes what is not there");
                    picked[i] = x.floats()[at];
                }
                yield new OnnxTensor("", weights(node, 1).sizes(), picked);
            }
            case "Concat" -> {
                List<Float> all = new ArrayList<>();
                for (int i = 0; i < node.inputs().size(); i++) {
                    expect(node, weights(node, i).rank() == 1, "puts tables of fixed numbers together");
                    for (float number : weights(node, i).floats()) {
                        all.add(number);
                    }
                }
                float[] joined = new float[all.size()];
                for (int i = 0; i < joined.length; i++) {
                    joined[i] = all.get(i);
                }
                yield new OnnxTensor("", new int[] {joined.length}, joined);
            }
            case "Unsqueeze", "Squeeze" -> new OnnxTensor("", new int[] {x.floats().length}, x.floats());
            default -> throw refused(node, "computes with fixed numbers in a way that is not known");
        };
    }

    private int[] sizes(Node node, int[] wanted, OnnxTensor x) {
        int[] sizes = wanted.clone();
        long product = 1;
        int open = -1;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 0 && i < x.rank() ? x.sizes()[i] : sizes[i];
            if (sizes[i] < 0) {
                open = i;
            } else {
                product *= Math.max(1, sizes[i]);
            }
        }
        if (open >= 0) {
            sizes[open] = (int) (x.floats().length / product);
            product *= sizes[open];
        }
        expect(node, product == x.floats().length, "brings " + x + " into another shape than it can have");
        return sizes;
    }

    // -- dense layers

    private void gemm(Node node) {
        expect(node, node.number("alpha", 1) == 1 && node.number("beta", 1) == 1, "scales what it adds up");
        expectWhole(node, "transA", 0);
        OnnxTensor w = weights(node, 1);
        expect(node, w.rank() == 2 && graph.shape(in(node, 0)).rank() == 1, "multiplies no rows with a matrix");
        OnnxTensor ours = node.whole("transB", 0) == 0 ? w : w.permuted(1, 0);
        int units = ours.sizes()[1];
        List<float[]> weights = new ArrayList<>(List.of(ours.floats()));
        if (node.has(2)) {
            weights.add(bias(node, weights(node, 2), units));
        }
        layer(node, Kind.dense(units, node.has(2)), weights);
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
        expect(node, w != null && w.rank() == 2, "multiplies two values with one another, or fixed numbers from the left,"
                + " which no layer here does but attention, which is not read from ONNX");
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
        if (axes != null && rank == 3 && Arrays.equals(positive(axes, 4), new int[] {2, 3})) {
            new OnnxImages(this, graph).globalPool(node);
        } else if (axes != null && rank == 2 && Arrays.equals(positive(axes, 3), new int[] {1})
                && node.whole("keepdims", 1) == 0) {
            layer(node, Kind.of("global_average_pool"), null);
        } else if (last && rank == 2 && node.whole("keepdims", 1) == 0) {
            String turned = out(node) + "/turned";
            graph.layer(node.words(), in(node, 0), turned, swap(), null);
            graph.layer(node.words(), turned, out(node), Kind.of("global_average_pool"), null);
        } else {
            expect(node, rank < 0 || last && node.whole("keepdims", 1) == 1, "is over axes that no layer here takes a mean of");
            found(node, terms.add(node, "Mean", Arrays.asList((String) null)));
        }
    }

    private static Description swap() {
        return Kind.of("permute", "order", List.of(2, 1));
    }

    private static int[] positive(int[] axes, int rank) {
        return Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray();
    }

    // -- shapes

    private void flatten(Node node) {
        expectWhole(node, "axis", 1);
        flat(node);
    }

    /** Rows that are flat already stay as they are, as after a global pool. */
    private void flat(Node node) {
        String from = in(node, 0);
        Description before = graph.layer(from);
        boolean undone = before != null
                && before.kind().equals("reshape")
                && graph.shape(graph.source(from)).rank() == 1;
        if (undone || graph.shape(from).rank() == 1) {
            graph.alias(node.words(), undone ? graph.source(from) : from, out(node));
        } else {
            layer(node, Kind.of("flatten"), null);
        }
    }

    private void reshape(Node node) {
        int[] wanted = weights(node, 1).wholes();
        Shape row = graph.shape(in(node, 0));
        boolean rows = wanted.length > 1 && (wanted[0] == -1 || wanted[0] == 0 || wanted[0] == model.sizes()[0]);
        expect(node, rows, "puts numbers of one row into another, to " + Arrays.toString(wanted));
        int[] sizes = Arrays.copyOfRange(wanted, 1, wanted.length);
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 0 && i < row.rank() ? row.size(i) : sizes[i];
        }
        sizes = sizes(node, sizes, new OnnxTensor("a row", row.sizes(), new float[row.elements()]));
        if (sizes.length == 1) {
            flat(node);
        } else {
            layer(node, Kind.of("reshape", "shape", Arrays.stream(sizes).boxed().toList()), null);
        }
    }

    /** The number of rows, which is open, stands as 0: that of what is reshaped. */
    private void shape(Node node) {
        int[] row = graph.shape(in(node, 0)).sizes();
        float[] sizes = new float[row.length + 1];
        for (int i = 0; i < row.length; i++) {
            sizes[i + 1] = row[i];
        }
        constants.put(out(node), new OnnxTensor(out(node), new int[] {sizes.length}, sizes));
    }

    private void pad(Node node) {
        OnnxTensor given = constant(node, 1);
        int[] pads = given == null ? node.wholes("pads") : given.wholes();
        OnnxTensor value = constant(node, 2);
        boolean zeros = node.text("mode", "constant").equals("constant")
                && node.number("value", 0) == 0
                && (!node.has(2) || value != null && value.floats()[0] == 0);
        expect(node, zeros && pads != null, "puts other numbers around than zeros");
        if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
            graph.alias(node.words(), in(node, 0), out(node));
            return;
        }
        int around = pads.length == 8 ? pads[2] : -1;
        expect(node, around > 0 && Arrays.equals(pads, new int[] {0, 0, around, around, 0, 0, around, around}),
                "pads by " + Arrays.toString(pads) + ", but layers here pad height and width evenly");
        padded.put(out(node), new Padded(in(node, 0), around));
    }

    /** What a step reads, without the zeros that it is to put around it by itself. */
    Padded source(Node node) {
        return padded.getOrDefault(in(node, 0), new Padded(in(node, 0), 0));
    }

    private void squeeze(Node node) {
        Shape row = graph.shape(in(node, 0));
        OnnxTensor given = constant(node, 1);
        int[] axes = given == null ? node.wholes("axes") : given.wholes();
        expect(node, axes != null, "drops axes that it does not name");
        List<Integer> left = new ArrayList<>();
        int[] dropped = positive(axes, row.rank() + 1);
        for (int i = 0; i < row.rank(); i++) {
            if (Arrays.binarySearch(dropped, i + 1) < 0) {
                left.add(row.size(i));
            } else {
                expect(node, row.size(i) == 1, "drops an axis of " + row.size(i) + " numbers");
            }
        }
        expect(node, Arrays.binarySearch(dropped, 0) < 0, "drops the axis of the rows");
        if (left.size() == 1) {
            flat(node);
        } else {
            layer(node, Kind.of("reshape", "shape", left), null);
        }
    }

    private void transpose(Node node) {
        int[] order = node.wholes("perm");
        expect(node, order != null && order.length > 1 && order[0] == 0, "turns rows and features");
        layer(
                node,
                Kind.of("permute", "order", Arrays.stream(order).skip(1).boxed().toList()),
                null);
    }

    private void concat(Node node) {
        List<String> from = node.inputs();
        Shape row = graph.shape(in(node, 0));
        long axis = node.whole("axis", 1);
        long ours = row.rank() == 2 ? 2 : 1;
        expect(node, axis == ours || axis == ours - row.rank() - 1, "puts values side by side along axis " + axis
                + ", but branches(…) do so along " + ours);
        for (int i = 0; i < from.size(); i++) {
            expect(node, constant(node, i) == null, "puts fixed numbers beside values");
            expect(node, graph.shape(from.get(i)).rank() == row.rank(), "puts values of several ranks side by side");
        }
        graph.concat(node.words(), from, out(node));
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
            expect(node, place != null && place.rank() == 0 && node.whole("axis", 0) == 1,
                    "takes more than one place, or from no table");
            layer(node, Kind.of("place", "index", (int) place.floats()[0]), null);
        }
    }

    /** Numbers of another type, which changes nothing here; but a comparison becomes 0 and 1. */
    private void cast(Node node) {
        if (graph.has(in(node, 0))) {
            graph.alias(node.words(), in(node, 0), out(node));
        } else {
            found(node, terms.add(node, "Cast", Arrays.asList((String) null)));
        }
    }

    // -- number by number

    private void elementwise(Node node) {
        if (node.op().equals("Add") && sums(node)) {
            return;
        }
        if (node.op().equals("Mul") && scales(node)) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            OnnxTensor fixed = constant(node, i);
            expect(node, fixed == null || fixed.isSingle(), "computes with " + fixed + ", which is no weight of a layer here");
            parts.add(fixed == null ? null : OnnxTerms.text(fixed.floats()[0]));
        }
        String op = switch (node.op()) {
            case "LeakyRelu" -> "LeakyRelu[" + OnnxTerms.text(node.number("alpha", 0.01)) + "]";
            case "Elu" -> "Elu[" + OnnxTerms.text(node.number("alpha", 1)) + "]";
            case "Selu" -> "Selu[" + OnnxTerms.text(node.number("alpha", 1.67326)) + "]["
                    + OnnxTerms.text(node.number("gamma", 1.0507)) + "]";
            case "Gelu" -> "Gelu[" + node.text("approximate", "none") + "]";
            default -> node.op();
        };
        found(node, terms.add(node, op, parts));
    }

    /** The layer that a value is of an earlier one; where there is none, one is made by a later node, or none. */
    private void found(Node node, List<OnnxTerms.Found> found) {
        for (OnnxTerms.Found each : found) {
            if (graph.has(each.base())) {
                List<float[]> weights = weightsOfNorm(each.layer(), each.base());
                graph.layer(node.words(), each.base(), out(node), each.layer(), weights);
                return;
            }
        }
    }

    private List<float[]> weightsOfNorm(Description layer, String from) {
        int width = graph.shape(from).last();
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        return switch (layer.kind()) {
            case "layer_norm" -> List.of(ones, new float[width]);
            case "rms_norm" -> List.of(ones);
            default -> null;
        };
    }

    /** A bias, a shift of a norm, positions, or branches that are added. */
    private boolean sums(Node node) {
        int fixed = constant(node, 0) != null ? 0 : 1;
        OnnxTensor numbers = constant(node, fixed);
        String from = in(node, 1 - fixed);
        if (!graph.has(from)) {
            return false;
        }
        if (numbers == null) {
            if (graph.has(in(node, 0)) && graph.has(in(node, 1))) {
                graph.add(node.words(), node.inputs(), out(node));
                return true;
            }
            return false;
        }
        Description before = graph.layer(from);
        Shape row = graph.shape(from);
        String kind = before == null ? "" : before.kind();
        boolean plain = kind.equals("dense") && Boolean.FALSE.equals(before.setting("biased"));
        boolean vector = numbers.floats().length == row.last() && numbers.sizes()[numbers.rank() - 1] == row.last();
        if (numbers.rank() > 0 && plain && vector) {
            int units = row.last();
            graph.layer(
                    node.words(),
                    graph.source(from),
                    out(node),
                    Kind.dense(units, true),
                    List.of(graph.weights(from).get(0), numbers.floats()));
            return true;
        }
        if (numbers.rank() > 0 && kind.equals("layer_norm") && vector) {
            float[] shift = graph.weights(from).get(1).clone();
            for (int i = 0; i < shift.length; i++) {
                shift[i] += numbers.floats()[i];
            }
            graph.layer(
                    node.words(), graph.source(from), out(node), before, List.of(graph.weights(from).get(0), shift));
            return true;
        }
        if (row.rank() == 2 && numbers.floats().length == row.elements() && numbers.rank() > 1) {
            graph.layer(node.words(), from, out(node), Kind.of("positions"), List.of(numbers.floats()));
            return true;
        }
        return false;
    }

    /** The scale of a norm. */
    private boolean scales(Node node) {
        int fixed = constant(node, 0) != null ? 0 : 1;
        OnnxTensor numbers = constant(node, fixed);
        String from = in(node, 1 - fixed);
        Description before = graph.layer(from);
        if (numbers == null || before == null || numbers.rank() == 0) {
            return false;
        }
        boolean isNorm = before.kind().equals("layer_norm") || before.kind().equals("rms_norm");
        if (!isNorm || numbers.floats().length != graph.shape(from).last()) {
            return false;
        }
        List<float[]> weights = new ArrayList<>();
        for (float[] old : graph.weights(from)) {
            float[] scaled = old.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= numbers.floats()[i];
            }
            weights.add(scaled);
        }
        graph.layer(node.words(), graph.source(from), out(node), before, weights);
        return true;
    }
}
