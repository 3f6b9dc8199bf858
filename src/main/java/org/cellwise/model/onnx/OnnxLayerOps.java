package org.cellwise.model.onnx;

import java.util.List;
import java.util.Map;
import org.cellwise.model.onnx.OnnxOps.Call;
import org.cellwise.model.onnx.OnnxOps.Translation;
import org.cellwise.tensor.Shape;

/** The ops of dense layers, images and normalisation. */
final class OnnxLayerOps {
    private OnnxLayerOps() {}

    static void addTo(Map<String, Translation> all) {
        all.put("linear", OnnxLayerOps::linear);
        all.put("conv2d", OnnxLayerOps::conv2d);
        all.put("max_pool", c -> pool(c, "MaxPool"));
        all.put("average_pool", c -> pool(c, "AveragePool", "count_include_pad", 1));
        all.put(
                "batch_norm",
                c -> c.graph().node("BatchNormalization", c.with(0, 1, 2, 3, 4), "epsilon", c.number("epsilon")));
        all.put(
                "layer_norm",
                c -> c.graph().node("LayerNormalization", c.with(0, 1, 2), "axis", -1, "epsilon", c.number("epsilon")));
        all.put("embedding", c -> c.pair("Gather", c.in(1), c.node("Cast", c.in(0), "to", 7)));
        all.put("dropout", c -> c.in(0));
    }

    private static String linear(Call c) {
        String product = c.pair("MatMul", c.in(0), c.in(1));
        return c.after(c.has(2) ? c.pair("Add", product, c.in(2)) : product);
    }

    /** Weights (C, k, k, O) become (O, C, k, k). */
    private static String conv2d(Call c) {
        Shape w = c.shape(1);
        int kernel = c.whole("size");
        int channels = c.shape(0).size(1);
        int filters = w.last();
        int patch = w.elements() / filters;
        String weights = c.weights(1, "/transposed", new int[] {filters, channels, kernel, kernel}, from -> {
            float[] to = new float[from.length];
            for (int i = 0; i < patch; i++) {
                for (int o = 0; o < filters; o++) {
                    to[o * patch + i] = from[i * filters + o];
                }
            }
            return to;
        });
        List<String> inputs = c.has(2) ? List.of(c.in(0), weights, c.in(2)) : List.of(c.in(0), weights);
        int padding = c.whole("padding");
        return c.after(c.graph()
                .node(
                        "Conv",
                        inputs,
                        "kernel_shape",
                        new int[] {kernel, kernel},
                        "strides",
                        new int[] {c.whole("stride"), c.whole("stride")},
                        "pads",
                        new int[] {padding, padding, padding, padding}));
    }

    private static String pool(Call c, String op, Object... more) {
        int size = c.whole("size");
        int stride = c.whole("stride");
        int padding = c.whole("padding");
        Object[] attributes = new Object[6 + more.length];
        attributes[0] = "kernel_shape";
        attributes[1] = new int[] {size, size};
        attributes[2] = "strides";
        attributes[3] = new int[] {stride, stride};
        attributes[4] = "pads";
        attributes[5] = new int[] {padding, padding, padding, padding};
        System.arraycopy(more, 0, attributes, 6, more.length);
        return c.node(op, c.in(0), attributes);
    }
}
