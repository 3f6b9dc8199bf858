package org.cellwise.model.rebuild;

import java.util.Arrays;
import java.util.List;
import org.cellwise.file.Fields;
import org.cellwise.layer.Description;
import org.cellwise.model.exchange.KerasPlace;
import org.cellwise.text.Names;

/** Convolutions and pools of Keras. */
record KerasWindows(KerasLayers layers, StepGraph<List<KerasPlace>> graph) {
    /** One number for both axes. */
    private int square(String step, String type, Fields config, String name, int otherwise) {
        if (!config.has(name)) {
            return otherwise;
        }
        int[] sizes =
                config.value(name) instanceof Long ? new int[] {KerasLayers.whole(config, name)} : config.sizes(name);
        int first = sizes.length == 0 ? 0 : sizes[0];
        layers.expect(
                step,
                type,
                first > 0 && Arrays.stream(sizes).allMatch(size -> size == first),
                "has for " + name + " " + Arrays.toString(sizes) + ", but layers here have one number for both");
        return first;
    }

    private void plainWindow(String step, String type, Fields config) {
        layers.expect(step, type, square(step, type, config, "dilation_rate", 1) == 1, "has dilations");
        layers.expect(step, type, !config.has("groups") || config.whole("groups") == 1, "has groups of channels");
    }

    private int padding(String step, String type, Fields config, int kernel, int stride) {
        String padding = config.text("padding");
        if (padding.equals("valid")) {
            return 0;
        }
        layers.expect(
                step,
                type,
                padding.equals("same") && kernel % 2 == 1 && stride == 1,
                "pads by \"" + Names.shorten(padding)
                        + "\" with a kernel of " + kernel + " and strides of " + stride
                        + ", which is uneven: here the kernel is odd and the stride 1, or the padding \"valid\"");
        return kernel / 2;
    }

    void conv2d(String step, String type, Fields config, String x, String to, KerasPlace place) {
        plainWindow(step, type, config);
        int kernel = square(step, type, config, "kernel_size", 1);
        int stride = square(step, type, config, "strides", 1);
        int padding = padding(step, type, config, kernel, type.equals("Conv2DTranspose") ? 2 : stride);
        boolean biased = KerasLayers.biased(config);
        Description layer;
        if (type.equals("DepthwiseConv2D")) {
            layers.expect(step, type, config.whole("depth_multiplier") == 1, "has several filters for each channel");
            layer = Kind.depthwise(kernel, stride, padding, biased);
        } else {
            int filters = KerasLayers.whole(config, "filters");
            boolean isTransposed = type.equals("Conv2DTranspose");
            layers.expect(
                    step, type, !isTransposed || !config.has("output_padding") && kernel >= stride, "pads its output");
            layer = isTransposed
                    ? Kind.transposedConv2d(filters, kernel, stride, padding, biased)
                    : Kind.conv2d(filters, kernel, stride, padding, biased);
        }
        graph.layer(step, layers.channelsFirst(x), to, layer, List.of(place));
        layers.isImage(to);
    }

    void conv1d(String step, String type, Fields config, String x, String to, KerasPlace place) {
        plainWindow(step, type, config);
        int kernel = square(step, type, config, "kernel_size", 1);
        int stride = square(step, type, config, "strides", 1);
        String padding = config.text("padding");
        boolean same = padding.equals("same");
        layers.expect(step, type, !same || stride == 1, "pads to the same size at a stride of " + stride);
        int before = same ? (kernel - 1) / 2 : padding.equals("causal") ? kernel - 1 : 0;
        int after = same ? kernel - 1 - before : 0;
        Description layer = Kind.of(
                "conv1d",
                "filters",
                KerasLayers.whole(config, "filters"),
                "kernel",
                kernel,
                "stride",
                stride,
                "before",
                before,
                "after",
                after,
                "biased",
                KerasLayers.biased(config));
        graph.layer(step, x, to, layer, List.of(place));
    }

    void pool(String step, String type, Fields config, String x, String to) {
        plainWindow(step, type, config);
        int size = square(step, type, config, "pool_size", 2);
        layers.expect(
                step,
                type,
                config.text("padding").equals("valid"),
                "pads, which Keras does unevenly, and leaves out of means");
        int stride = square(step, type, config, "strides", size);
        String kind = type.startsWith("Max") ? "max_pool" : "average_pool";
        graph.layer(step, layers.channelsFirst(x), to, Kind.pool(kind, size, stride, 0), null);
        layers.isImage(to);
    }
}
