package org.cellwise.model.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** Each op as a call of a function of {@code steps.txt}, for one row: a new one is a line here. */
final class StepSource {
    private static final int MOST_KEYS = 4096; // beyond which sums of blocks depend on how queries are cut into tiles

    /** The expression for what a step puts out. */
    private interface Translation {
        String of(Call call);
    }

    private static final Map<String, Translation> ALL = new HashMap<>();

    static {
        functions();
        arithmetic();
        shapes();
        layers();
        images();
        sequences();
    }

    private StepSource() {}

    /** The expression for the output of a step. */
    static String of(Trace.Step step, Function<Trace.Value, String> names) {
        Translation translation = ALL.get(step.op().name());
        Call call = new Call(step, names);
        if (translation == null) {
            throw new IllegalArgumentException(
                    "Java source has nothing for the op " + step.op().name() + " of "
                            + call.layer() + " here: there are "
                            + Names.list(ALL.keySet().stream().sorted().toList())
                            + "; save the network with net.save(…), or write onnx(net, …)");
        }
        return call.after(translation.of(call));
    }

    private static void functions() {
        for (String same : List.of("sigmoid", "tanh", "gelu", "silu", "softplus")) {
            ALL.put(same, c -> c.call(same, c.in(0)));
        }
        ALL.put("gelu_tanh", c -> c.call("geluTanh", c.in(0)));
        ALL.put("relu", c -> c.call("relu", c.in(0), c.number("threshold")));
        ALL.put("leaky_relu", c -> c.call("leakyRelu", c.in(0), c.number("alpha")));
        ALL.put("elu", c -> c.call("elu", c.in(0), c.number("alpha"), c.number("scale")));
        ALL.put("step", c -> c.call("step", c.in(0), c.number("threshold")));
        ALL.put("straight_through_step", ALL.get("step"));
        ALL.put("softmax", c -> c.call("softmax", c.in(0), c.shape(0).last()));
        ALL.put("log_softmax", c -> c.call("logSoftmax", c.in(0), c.shape(0).last()));
        ALL.put("swi_glu", c -> c.call("swiGlu", c.in(0), c.out().last()));
        ALL.put("dropout", c -> c.in(0));
    }

    private static void arithmetic() {
        each("absolute", c -> "Math.abs(v)");
        each("exponential", c -> "(float) Math.exp(v)");
        each("logarithm", c -> "(float) Math.log(v)");
        each("square", c -> "v * v");
        each("square_root", c -> "(float) Math.sqrt(v)");
        each("affine", c -> c.number("factor") + " * v + " + c.number("shift"));
        each("clip", c -> "Math.max(" + c.number("low") + ", Math.min(" + c.number("high") + ", v))");
        both("add", "a + b");
        both("subtract", "a - b");
        both("multiply", "a * b");
        both("divide", "a / b");
        both("max", "Math.max(a, b)");
        both("min", "-Math.max(-a, -b)");
        ALL.put("linear", c -> c.call("linear", c.ins(3), c.out().rows(), c.size(1, 0), c.size(1, 1)));
        ALL.put(
                "linear_transposed",
                c -> c.call("linearTransposed", c.ins(2), c.out().rows(), c.size(1, 1), c.size(1, 0)));
        ALL.put("matmul", c -> {
            int m = c.size(0, -2);
            int n = c.out().last();
            return c.call("matmul", c.ins(2), c.out().elements() / (m * n), m, c.size(0, -1), n, c.set("transposed"));
        });
        ALL.put("sum", c -> {
            int rank = c.shape(0).rank();
            int first = c.axis(rank);
            long end = Math.min(rank, (long) first + c.whole("count"));
            return c.call("sums", c.in(0), c.out().elements(), inner(c.shape(0), (int) end), c.set("mean"));
        });
        ALL.put("largest", c -> {
            int after = c.axis(c.shape(0).rank()) + 1;
            return c.call("largestOf", c.in(0), c.out().elements(), inner(c.shape(0), after));
        });
    }

    private static void each(String op, Function<Call, String> function) {
        ALL.put(op, c -> c.call("each", c.in(0), "v -> " + function.apply(c)));
    }

    private static void both(String op, String function) {
        ALL.put(op, c -> c.call("both", c.spread(0), c.spread(1), "(a, b) -> " + function));
    }

    private static void shapes() {
        ALL.put("reshape", c -> c.in(0));
        ALL.put("transpose", c -> {
            int[] axes = new int[c.shape(0).rank()];
            Arrays.setAll(axes, i -> i);
            axes[axes.length - 1] = axes.length - 2;
            axes[axes.length - 2] = axes.length - 1;
            return c.permuted(axes);
        });
        ALL.put(
                "permute",
                c -> c.permuted(((List<?>) c.set("axes"))
                        .stream().mapToInt(axis -> ((Number) axis).intValue()).toArray()));
        ALL.put("concat", c -> {
            int axis = c.axis(c.shape(0).rank());
            return c.call("concat", c.ins(2), inner(c.shape(0), axis), inner(c.shape(1), axis));
        });
        ALL.put("slice", c -> {
            int axis = c.axis(c.shape(0).rank());
            int step = inner(c.shape(0), axis + 1);
            return c.call("slice", c.in(0), inner(c.shape(0), axis), c.whole("from") * step, c.whole("to") * step);
        });
        ALL.put(
                "prepend",
                c -> c.call(
                        "concat",
                        c.in(1),
                        c.in(0),
                        c.shape(1).elements(),
                        c.shape(0).elements()));
        ALL.put("reverse", c -> c.call("reverse", c.in(0), c.size(0, 1)));
    }

    private static int inner(Shape shape, int axis) {
        int product = 1;
        for (int i = axis; i < shape.rank(); i++) {
            product *= shape.size(i);
        }
        return product;
    }

    private static void layers() {
        ALL.put("batch_norm", c -> c.call("batchNorm", c.ins(5), c.size(0, 1), c.number("epsilon")));
        ALL.put("layer_norm", c -> c.call("layerNorm", c.ins(3), c.shape(0).last(), c.number("epsilon")));
        ALL.put("group_norm", c -> c.call("groupNorm", c.ins(3), c.whole("groups"), c.number("epsilon")));
        ALL.put("rms_norm", c -> c.call("rmsNorm", c.ins(2), c.shape(0).last(), c.number("epsilon")));
        ALL.put("embedding", c -> c.call("embedding", c.ins(2), c.shape(1).last()));
    }

    private static void images() {
        ALL.put(
                "conv2d",
                c -> c.call("conv2d", c.ins(3), c.row(c.shape(0)), c.shape(1).last(), c.window()));
        ALL.put(
                "transposed_conv2d",
                c -> c.call("transposedConv2d", c.ins(3), c.row(c.shape(0)), c.row(c.out()), c.window()));
        ALL.put("depthwise_conv2d", c -> c.call("depthwiseConv2d", c.ins(3), c.row(c.shape(0)), c.window()));
        ALL.put("max_pool", c -> c.call("maxPool", c.in(0), c.row(c.shape(0)), c.window()));
        ALL.put("average_pool", c -> c.call("averagePool", c.in(0), c.row(c.shape(0)), c.window()));
    }

    private static void sequences() {
        ALL.put(
                "conv1d",
                c -> c.call(
                        "conv1d",
                        c.ins(3),
                        c.row(c.shape(0)),
                        c.size(1, 0),
                        c.shape(1).last(),
                        c.whole("stride"),
                        c.whole("before"),
                        c.whole("after")));
        for (String recurrent : List.of("gru", "lstm")) {
            ALL.put(
                    recurrent,
                    c -> c.call(recurrent, c.ins(4), c.size(0, 1), c.out().last()));
        }
        ALL.put(
                "rotary",
                c -> c.call(
                        "rotary",
                        c.in(0),
                        c.size(0, 1),
                        c.whole("depth"),
                        c.whole("turned"),
                        c.set("base"),
                        c.whole("from")));
        ALL.put("present", c -> c.call("present", c.in(0), c.out().last()));
        ALL.put("places_that_count", c -> c.call("placesThatCount", c.ins(2), c.size(0, 1), c.set("largest")));
        ALL.put("attention", c -> {
            boolean crossed = (boolean) c.set("crossed");
            boolean masked = (boolean) c.set("masked");
            int heads = c.whole("heads");
            int keys = c.size(crossed ? 1 : 0, 1);
            if (keys > MOST_KEYS) {
                throw new IllegalArgumentException(
                        "Java source holds attention over %s places at most, but %s looks at %s: write onnx(net, …)"
                                .formatted(MOST_KEYS, c.layer(), keys));
            }
            return c.call(
                    "attention",
                    c.in(0),
                    crossed ? c.in(1) : c.in(0),
                    masked ? c.in(c.step.inputs().size() - 1) : "null",
                    c.size(0, 1),
                    keys,
                    heads,
                    c.whole("groups"),
                    c.out().last() / heads,
                    c.set("causal"),
                    crossed);
        });
    }

    /** One step on its way into source. */
    private record Call(Trace.Step step, Function<Trace.Value, String> names) {
        String layer() {
            return step.layer().isEmpty() ? "the network" : step.layer();
        }

        /** The name of an input; null where there is none. */
        String in(int i) {
            return i < step.inputs().size() ? names.apply(step.inputs().get(i)) : "null";
        }

        /** The first inputs, so many, as arguments. */
        String ins(int count) {
            return IntStream.range(0, count).mapToObj(this::in).collect(Collectors.joining(", "));
        }

        Shape shape(int i) {
            return step.inputs().get(i).shape();
        }

        int size(int input, int axis) {
            return shape(input).size(axis);
        }

        Shape out() {
            return step.output().shape();
        }

        /** The sizes of a shape as arguments, but for that of the rows. */
        String row(Shape shape) {
            return Arrays.stream(shape.sizes())
                    .skip(1)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(", "));
        }

        /** Of a convolution or a pool, as arguments. */
        String window() {
            return whole("size") + ", " + whole("stride") + ", " + whole("padding");
        }

        Object set(String name) {
            Object value = step.attributes().get(name);
            if (value == null) {
                throw new IllegalArgumentException(
                        "The op " + step.op().name() + " is expected to have the setting " + name);
            }
            return value;
        }

        int whole(String name) {
            return ((Number) set(name)).intValue();
        }

        int axis(int rank) {
            return whole("axis") < 0 ? rank + whole("axis") : whole("axis");
        }

        String number(String name) {
            return JavaNames.number(((Number) set(name)).floatValue());
        }

        String call(String function, Object... arguments) {
            return Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", function + "(", ")"));
        }

        String permuted(int... axes) {
            List<Object> arguments = new ArrayList<>(List.of(in(0), sizes(shape(0))));
            Arrays.stream(axes).forEach(arguments::add);
            return call("permute", arguments.toArray());
        }

        private static String sizes(Shape shape) {
            return Arrays.stream(shape.sizes())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(", ", "new int[] {", "}"));
        }

        /** An input in the shape of the output. */
        String spread(int i) {
            return shape(i).elements() == out().elements()
                    ? in(i)
                    : call("spread", in(i), sizes(shape(i)), sizes(out()));
        }

        /** With the activation that the step ends in, if any. */
        String after(String y) {
            if (!(step.attributes().get("after") instanceof Map<?, ?> op)) {
                return y;
            }
            String name = String.valueOf(op.get("op"));
            return name.equals("relu")
                    ? call("relu", y, JavaNames.number(((Number) op.get("threshold")).floatValue()))
                    : call(name, y);
        }
    }
}
