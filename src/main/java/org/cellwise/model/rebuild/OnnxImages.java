package org.cellwise.model.rebuild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.layer.Description;
import org.cellwise.model.rebuild.OnnxModel.Node;
import org.cellwise.tensor.Shape;

/** Convolutions and pools of an ONNX graph. */
record OnnxImages(OnnxSteps steps, StepGraph<List<float[]>> graph) {
    /** The side of a square window, its stride and its padding. */
    private record Window(int size, int stride, int padding) {}

    private Window window(Node node, int[] kernel) {
        OnnxSteps.Padded source = steps.source(node);
        steps.expect(node, graph.shape(source.from()).rank() == 3, "reads no images (channels, height, width)");
        steps.expect(
                node,
                kernel != null && kernel.length == 2 && kernel[0] == kernel[1] && kernel[0] > 0,
                "has a window of " + Arrays.toString(kernel) + ", but those of layers here are square");
        int[] strides = node.wholes("strides");
        int[] stride = strides == null ? new int[] {1, 1} : strides;
        steps.expect(
                node,
                stride.length == 2 && stride[0] == stride[1],
                "has strides of " + Arrays.toString(stride) + ", but layers here have one");
        int[] dilations = node.wholes("dilations");
        steps.expect(node, dilations == null || Arrays.stream(dilations).allMatch(d -> d == 1), "has dilations");
        steps.expect(node, node.whole("ceil_mode", 0) == 0, "rounds sizes up");
        String auto = node.text("auto_pad", "NOTSET");
        int[] pads = node.wholes("pads");
        int padding = pads == null ? 0 : pads[0];
        if (auto.startsWith("SAME")) {
            steps.expect(
                    node,
                    kernel[0] % 2 == 1 && stride[0] == 1,
                    "pads to the same size, which an odd window of stride 1" + " does evenly");
            padding = kernel[0] / 2;
        }
        int even = padding;
        steps.expect(
                node,
                pads == null || Arrays.stream(pads).allMatch(p -> p == even),
                "has paddings of " + Arrays.toString(pads) + ", but layers here have one");
        steps.expect(
                node,
                source.zeros() == 0 || !node.op().equals("MaxPool"),
                "takes the largest of numbers and zeros around");
        return new Window(kernel[0], stride[0], padding + source.zeros());
    }

    /** Weights (O, C, k, k) become (C, k, k, O); those of a filter for each channel, (C, 1, k, k), (C, k, k). */
    void conv(Node node) {
        OnnxTensor w = steps.weights(node, 1);
        steps.expect(node, w.rank() == 4, "is no convolution of images");
        Window window = window(node, new int[] {w.sizes()[2], w.sizes()[3]});
        int filters = w.sizes()[0];
        long groups = node.whole("group", 1);
        int channels = graph.shape(steps.source(node).from()).size(0);
        boolean apart = groups > 1 && groups == channels && filters == channels && w.sizes()[1] == 1;
        steps.expect(node, apart || groups == 1, "shares filters among " + groups + " groups of channels");
        steps.expect(
                node,
                apart || w.sizes()[1] == channels,
                "has filters for " + w.sizes()[1] + " channels, but reads " + channels);
        boolean biased = node.has(2);
        Description layer = apart
                ? Kind.depthwise(window.size, window.stride, window.padding, biased)
                : Kind.conv2d(filters, window.size, window.stride, window.padding, biased);
        List<float[]> weights = new ArrayList<>(
                List.of(apart ? w.floats() : w.permuted(1, 2, 3, 0).floats()));
        if (biased) {
            weights.add(steps.vector(node, 2, filters));
        }
        graph.layer(node.words(), steps.source(node).from(), OnnxSteps.out(node), layer, weights);
    }

    void pool(Node node) {
        boolean mean = node.op().equals("AveragePool");
        Window window = window(node, node.wholes("kernel_shape"));
        steps.expect(
                node,
                !mean || window.padding == steps.source(node).zeros() || node.whole("count_include_pad", 0) == 1,
                "leaves padding out of its means, which averagePool(…) counts as zeros");
        steps.expect(node, node.outputs().size() == 1, "puts out where the largest numbers were");
        graph.layer(
                node.words(),
                steps.source(node).from(),
                OnnxSteps.out(node),
                Kind.pool(mean ? "average_pool" : "max_pool", window.size, window.stride, window.padding),
                null);
    }

    /** A mean or a maximum of each channel; as an image of one pixel, where that is asked for. */
    void globalPool(Node node) {
        String kind = node.op().equals("GlobalMaxPool") ? "global_max_pool" : "global_average_pool";
        Shape row = graph.shape(steps.in(node, 0));
        steps.expect(node, row.rank() == 3, "reads no images (channels, height, width)");
        boolean flat = node.op().equals("ReduceMean") && node.whole("keepdims", 1) == 0;
        String pooled = flat ? OnnxSteps.out(node) : OnnxSteps.out(node) + "/pooled";
        graph.layer(node.words(), steps.in(node, 0), pooled, Kind.of(kind), null);
        if (!flat) {
            Description image = Kind.of("reshape", "shape", List.of(row.size(0), 1, 1));
            graph.layer(node.words(), pooled, OnnxSteps.out(node), image, null);
        }
    }
}
