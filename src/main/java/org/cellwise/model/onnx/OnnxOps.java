package org.cellwise.model.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** Each op as nodes of a graph: a new one is a line here. */
final class OnnxOps {
    /** Adds the nodes of one step, and gives the name of what they put out. */
    interface Translation {
        String add(Call call);
    }

    private static final Map<String, Translation> ALL = new HashMap<>();

    static {
        elementwise();
        arithmetic();
        ALL.put("reshape", c -> c.reshape(c.in(0), c.rows(c.step.output().shape())));
        ALL.put("flatten", ALL.get("reshape"));
        ALL.put(
                "transpose",
                c -> c.node("Transpose", c.in(0), "perm", swapped(c.shape(0).rank())));
        ALL.put("concat", c -> c.graph.node("Concat", List.of(c.in(0), c.in(1)), "axis", c.whole("axis")));
        ALL.put("slice", c -> c.slice(c.in(0), c.whole("axis"), c.whole("from"), c.whole("to")));
        OnnxLayerOps.addTo(ALL);
        OnnxSequenceOps.addTo(ALL);
        OnnxPartOps.addTo(ALL);
    }

    private OnnxOps() {}

    static String add(Graph graph, Trace.Step step, Function<Trace.Value, String> names) {
        Translation translation = ALL.get(step.op().name());
        if (translation == null) {
            throw new IllegalArgumentException(
                    "ONNX has nothing for the op " + step.op().name() + " of "
                            + (step.layer().isEmpty() ? "the network" : step.layer()) + " here: there are "
                            + Names.list(ALL.keySet().stream().sorted().toList()));
        }
        return translation.add(new Call(graph, step, names));
    }

    /** The ops that can be written. */
    static List<String> known() {
        return ALL.keySet().stream().sorted().toList();
    }

    private static void elementwise() {
        for (String[] same : new String[][] {
            {"sigmoid", "Sigmoid"},
            {"tanh", "Tanh"},
            {"softplus", "Softplus"},
            {"absolute", "Abs"},
            {"exponential", "Exp"},
            {"logarithm", "Log"},
            {"square_root", "Sqrt"}
        }) {
            ALL.put(same[0], c -> c.node(same[1], c.in(0)));
        }
        ALL.put("softmax", c -> c.node("Softmax", c.in(0), "axis", -1));
        ALL.put("log_softmax", c -> c.node("LogSoftmax", c.in(0), "axis", -1));
        ALL.put("gelu", c -> c.node("Gelu", c.in(0)));
        ALL.put("gelu_tanh", c -> c.node("Gelu", c.in(0), "approximate", "tanh"));
        ALL.put("leaky_relu", c -> c.node("LeakyRelu", c.in(0), "alpha", c.number("alpha")));
        ALL.put("silu", c -> c.pair("Mul", c.in(0), c.node("Sigmoid", c.in(0))));
        ALL.put("square", c -> c.pair("Mul", c.in(0), c.in(0)));
        ALL.put("elu", c -> c.times(c.node("Elu", c.in(0), "alpha", c.number("alpha")), c.number("scale")));
        ALL.put("relu", c -> c.node("Relu", c.plus(c.in(0), -c.number("threshold"))));
        Translation step =
                c -> c.node("Cast", c.pair("Greater", c.in(0), c.graph.number(c.number("threshold"))), "to", 1);
        ALL.put("step", step);
        ALL.put("straight_through_step", step);
        ALL.put("affine", c -> c.plus(c.times(c.in(0), c.number("factor")), c.number("shift")));
        ALL.put(
                "clip",
                c -> c.graph.node(
                        "Clip", List.of(c.in(0), c.graph.number(c.number("low")), c.graph.number(c.number("high")))));
    }

    private static void arithmetic() {
        ALL.put("add", c -> c.pair(c.number("sign") > 0 ? "Add" : "Sub", c.in(0), c.in(1)));
        ALL.put("subtract", c -> c.pair("Sub", c.in(0), c.in(1)));
        ALL.put("multiply", c -> c.pair("Mul", c.in(0), c.in(1)));
        ALL.put("divide", c -> c.pair("Div", c.in(0), c.in(1)));
        ALL.put("max", c -> c.pair("Max", c.in(0), c.in(1)));
        ALL.put("min", c -> c.pair("Min", c.in(0), c.in(1)));
        ALL.put(
                "matmul",
                c -> c.pair(
                        "MatMul",
                        c.in(0),
                        c.flag("transposed")
                                ? c.node(
                                        "Transpose",
                                        c.in(1),
                                        "perm",
                                        swapped(c.shape(1).rank()))
                                : c.in(1)));
        ALL.put(
                "largest",
                c -> c.graph.node("ReduceMax", List.of(c.in(0), c.graph.wholes(c.whole("axis"))), "keepdims", 0));
        ALL.put("sum", OnnxOps::sum);
    }

    private static String sum(Call c) {
        int rank = c.shape(0).rank();
        int first = c.whole("axis") < 0 ? rank + c.whole("axis") : c.whole("axis");
        int count = (int) Math.min(c.whole("count"), rank - (long) first);
        int[] axes = IntStream.range(first, first + count).toArray();
        String op = c.flag("mean") ? "ReduceMean" : "ReduceSum";
        return c.graph.node(op, List.of(c.in(0), c.graph.wholes(axes)), "keepdims", 0);
    }

    private static int[] swapped(int rank) {
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 1] = rank - 2;
        order[rank - 2] = rank - 1;
        return order;
    }

    static float[] floats(Trace.Value value) {
        float[] copy = new float[value.shape().elements()];
        System.arraycopy(value.tensor().data(), value.tensor().offset(), copy, 0, copy.length);
        return copy;
    }

    /** One step on its way into a graph. */
    record Call(Graph graph, Trace.Step step, Function<Trace.Value, String> names) {
        String in(int i) {
            return names.apply(step.inputs().get(i));
        }

        boolean has(int i) {
            return i < step.inputs().size();
        }

        Shape shape(int i) {
            return step.inputs().get(i).shape();
        }

        private Object setting(String name) {
            Object value = step.attributes().get(name);
            if (value == null) {
                throw new IllegalArgumentException(
                        "The op " + step.op().name() + " is expected to have the setting " + name);
            }
            return value;
        }

        int whole(String name) {
            return ((Number) setting(name)).intValue();
        }

        /** A setting that may be missing. */
        Object setting(String name, Object otherwise) {
            return step.attributes().getOrDefault(name, otherwise);
        }

        int[] wholes(String name) {
            return ((List<?>) setting(name))
                    .stream().mapToInt(item -> ((Number) item).intValue()).toArray();
        }

        double number(String name) {
            return ((Number) setting(name)).doubleValue();
        }

        boolean flag(String name) {
            return (boolean) setting(name);
        }

        String node(String op, String x, Object... attributes) {
            return graph.node(op, List.of(x), attributes);
        }

        String pair(String op, String a, String b) {
            return graph.node(op, List.of(a, b));
        }

        String times(String x, double factor) {
            return factor == 1 ? x : pair("Mul", x, graph.number(factor));
        }

        String plus(String x, double amount) {
            return amount == 0 ? x : pair("Add", x, graph.number(amount));
        }

        String slice(String x, int axis, int from, int to) {
            return graph.node("Slice", List.of(x, graph.wholes(from), graph.wholes(to), graph.wholes(axis)));
        }

        String reshape(String x, int... sizes) {
            return pair("Reshape", x, graph.wholes(sizes));
        }

        String transpose(String x, int... order) {
            return node("Transpose", x, "perm", order);
        }

        /** Sizes for any number of rows. */
        int[] rows(Shape batch) {
            int[] sizes = batch.sizes();
            sizes[0] = -1;
            return sizes;
        }

        /** Weights under their name; what is made of them is made here, where they do not change. */
        String weights(int i, String suffix, int[] shape, Function<float[], float[]> made) {
            Trace.Value value = step.inputs().get(i);
            return graph.constant(value.name() + suffix, shape, made.apply(floats(value)));
        }

        /** An activation that the step ends in, if any. */
        String after(String y) {
            Object after = step.attributes().get("after");
            if (!(after instanceof Map<?, ?> op)) {
                return y;
            }
            return switch (String.valueOf(op.get("op"))) {
                case "relu" -> node("Relu", plus(y, -((Number) op.get("threshold")).doubleValue()));
                case "sigmoid" -> node("Sigmoid", y);
                default -> node("Tanh", y);
            };
        }

        /** An input, weights, and the bias if there is one. */
        List<String> withWeights(String x, String weights) {
            return has(2) ? List.of(x, weights, in(2)) : List.of(x, weights);
        }

        List<String> with(int... inputs) {
            List<String> all = new ArrayList<>();
            Arrays.stream(inputs).filter(this::has).forEach(i -> all.add(in(i)));
            return all;
        }
    }
}
