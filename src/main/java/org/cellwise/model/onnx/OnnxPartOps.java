package org.cellwise.model.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.model.onnx.OnnxOps.Call;
import org.cellwise.model.onnx.OnnxOps.Translation;
import org.cellwise.tensor.Shape;

/** The ops of newer parts: other norms, other convolutions, positions that turn, places put before others. */
final class OnnxPartOps {
    private OnnxPartOps() {}

    static void addTo(Map<String, Translation> all) {
        all.put("swi_glu", OnnxPartOps::swiGlu);
        all.put("rms_norm", OnnxPartOps::rmsNorm);
        all.put("group_norm", OnnxPartOps::groupNorm);
        all.put("conv1d", OnnxPartOps::conv1d);
        all.put("depthwise_conv2d", OnnxPartOps::depthwise);
        all.put("transposed_conv2d", OnnxPartOps::transposed);
        all.put("rotary", OnnxPartOps::rotary);
        all.put("linear_transposed", c -> c.pair("MatMul", c.in(0), c.transpose(c.in(1), 1, 0)));
        all.put("permute", c -> c.transpose(c.in(0), c.wholes("axes")));
        all.put("prepend", OnnxPartOps::prepend);
        all.put("present", OnnxPartOps::present);
        all.put(
                "reverse",
                c -> c.graph()
                        .node(
                                "Slice",
                                List.of(
                                        c.in(0),
                                        c.graph().wholes(-1),
                                        c.graph().wholes(-Integer.MAX_VALUE),
                                        c.graph().wholes(1),
                                        c.graph().wholes(-1))));
    }

    private static String swiGlu(Call c) {
        int half = c.step().output().shape().last();
        String gate = c.slice(c.in(0), -1, 0, half);
        String silu = c.pair("Mul", gate, c.node("Sigmoid", gate));
        return c.pair("Mul", silu, c.slice(c.in(0), -1, half, 2 * half));
    }

    private static String rmsNorm(Call c) {
        String squares = c.pair("Mul", c.in(0), c.in(0));
        String mean = c.graph().node("ReduceMean", List.of(squares, c.graph().wholes(-1)), "keepdims", 1);
        String root = c.node("Sqrt", c.plus(mean, c.number("epsilon")));
        return c.pair("Mul", c.pair("Div", c.in(0), root), c.in(1));
    }

    private static String groupNorm(Call c) {
        Shape x = c.shape(0);
        int groups = c.whole("groups");
        int size = x.elements() / x.size(0) / groups;
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        String name = c.step().output().name();
        String scale = c.graph().constant(name + "/ones", new int[] {size}, ones);
        String shift = c.graph().constant(name + "/zeros", new int[] {size}, new float[size]);
        String normal = c.graph()
                .node(
                        "LayerNormalization",
                        List.of(c.reshape(c.in(0), -1, groups, size), scale, shift),
                        "axis",
                        -1,
                        "epsilon",
                        c.number("epsilon"));
        int[] channels = new int[x.rank() - 1];
        Arrays.fill(channels, 1);
        channels[0] = x.size(1);
        String scaled = c.pair("Mul", c.reshape(normal, c.rows(x)), c.reshape(c.in(1), channels));
        return c.pair("Add", scaled, c.reshape(c.in(2), channels));
    }

    /** Weights (k, C, O) become (O, C, k). */
    private static String conv1d(Call c) {
        Shape w = c.shape(1);
        int kernel = w.size(0);
        int channels = w.size(1);
        int filters = w.last();
        String weights = c.weights(1, "/transposed", new int[] {filters, channels, kernel}, from -> {
            float[] to = new float[from.length];
            for (int i = 0; i < from.length; i++) {
                to[(i % filters * channels + i / filters % channels) * kernel + i / filters / channels] = from[i];
            }
            return to;
        });
        String y = c.graph()
                .node(
                        "Conv",
                        c.withWeights(c.transpose(c.in(0), 0, 2, 1), weights),
                        "strides",
                        new int[] {c.whole("stride")},
                        "pads",
                        new int[] {c.whole("before"), c.whole("after")});
        return c.transpose(y, 0, 2, 1);
    }

    private static String depthwise(Call c) {
        int channels = c.shape(0).size(1);
        int size = c.whole("size");
        String weights = c.weights(1, "/apart", new int[] {channels, 1, size, size}, from -> from);
        int padding = c.whole("padding");
        return c.graph()
                .node(
                        "Conv",
                        c.withWeights(c.in(0), weights),
                        "group",
                        channels,
                        "strides",
                        new int[] {c.whole("stride"), c.whole("stride")},
                        "pads",
                        new int[] {padding, padding, padding, padding});
    }

    /** Weights (O, k, k, C) become (C, O, k, k). */
    private static String transposed(Call c) {
        Shape x = c.shape(0);
        Shape y = c.step().output().shape();
        int channels = x.size(1);
        int size = c.whole("size");
        int stride = c.whole("stride");
        int padding = c.whole("padding");
        String weights = c.weights(1, "/transposed", new int[] {channels, y.size(1), size, size}, from -> {
            float[] to = new float[from.length];
            int patch = from.length / channels;
            for (int i = 0; i < from.length; i++) {
                to[i % channels * patch + i / channels] = from[i];
            }
            return to;
        });
        int[] more = new int[2]; // rows and columns that the windows do not reach
        Arrays.setAll(more, i -> y.size(2 + i) - ((x.size(2 + i) - 1) * stride - 2 * padding + size));
        return c.graph()
                .node(
                        "ConvTranspose",
                        c.withWeights(c.in(0), weights),
                        "strides",
                        new int[] {stride, stride},
                        "pads",
                        new int[] {padding, padding, padding, padding},
                        "output_padding",
                        more);
    }

    /** y = x cos + (its other half, with a sign) sin. */
    private static String rotary(Call c) {
        int length = c.shape(0).size(1);
        int width = c.shape(0).last();
        int depth = c.whole("depth");
        int turned = c.whole("turned");
        int half = depth / 2;
        float[] cos = new float[length * width];
        float[] sin = new float[length * width];
        int[] other = new int[width];
        for (int i = 0; i < width; i++) {
            boolean first = i % depth < half;
            other[i] = i >= turned ? i : first ? i + half : i - half;
            for (int t = 0; t < length; t++) {
                double angle = (t + c.whole("from")) * Math.pow(c.number("base"), -2.0 * (i % depth % half) / depth);
                cos[t * width + i] = i >= turned ? 1 : (float) StrictMath.cos(angle);
                sin[t * width + i] = i >= turned ? 0 : (float) (first ? -StrictMath.sin(angle) : StrictMath.sin(angle));
            }
        }
        String name = c.step().output().name();
        int[] table = {length, width};
        String swapped = c.graph().node("Gather", List.of(c.in(0), c.graph().wholes(other)), "axis", 2);
        return c.pair(
                "Add",
                c.pair("Mul", c.in(0), c.graph().constant(name + "/cos", table, cos)),
                c.pair("Mul", swapped, c.graph().constant(name + "/sin", table, sin)));
    }

    /** The places, once for each row: the first place of each row, times 0, brings the rows along. */
    private static String prepend(Call c) {
        String zeros = c.pair("Mul", c.slice(c.in(0), 1, 0, 1), c.graph().number(0));
        return c.graph().node("Concat", List.of(c.pair("Add", zeros, c.in(1)), c.in(0)), "axis", 1);
    }

    private static String present(Call c) {
        String sizes = c.node("Abs", c.in(0));
        int rank = c.shape(0).rank();
        if (rank > 2) {
            int[] axes = new int[rank - 2];
            Arrays.setAll(axes, i -> i + 2);
            sizes = c.graph().node("ReduceMax", List.of(sizes, c.graph().wholes(axes)), "keepdims", 0);
        }
        return c.node("Cast", c.pair("Greater", sizes, c.graph().number(0)), "to", 1);
    }
}
