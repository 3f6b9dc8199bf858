package org.cellwise.model.rebuild;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.layer.Description;
import org.cellwise.model.exchange.KerasPlace;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * Layers of Keras as steps that are layers of ours. Keras's images have their channels last, ours first, so that they are
 * turned before the first layer that reads images, and back where it matters.
 */
final class KerasLayers {
    private static final Description CHANNELS_FIRST = Kind.of("permute", "order", List.of(3, 1, 2));
    private static final Description CHANNELS_LAST = Kind.of("permute", "order", List.of(2, 3, 1));
    private static final Description SWAPPED = Kind.of("permute", "order", List.of(2, 1));

    private final String what;
    private final StepGraph<List<KerasPlace>> graph;
    private final Set<String> images = new HashSet<>(); // values whose channels stand first
    private final KerasWindows windows;
    private boolean causal;

    KerasLayers(String what, StepGraph<List<KerasPlace>> graph) {
        this.what = what;
        this.graph = graph;
        windows = new KerasWindows(this, graph);
    }

    /** That the next attention sees no later places. */
    void causal(boolean is) {
        causal = is;
    }

    private FileFormatException refused(String step, String type, String why) {
        return new FileFormatException("%s: %s (%s) %s".formatted(what, step, Names.shorten(type), why));
    }

    void expect(String step, String type, boolean isSo, String why) {
        if (!isSo) {
            throw refused(step, type, why);
        }
    }

    /** The value with its channels last, if it is an image. */
    String channelsLast(String value) {
        if (!images.contains(value)) {
            return value;
        }
        String turned = value + "/channels last";
        if (!graph.has(turned)) {
            graph.layer(value, value, turned, CHANNELS_LAST, null);
        }
        return turned;
    }

    String channelsFirst(String value) {
        if (images.contains(value)) {
            return value;
        }
        String turned = value + "/channels first";
        if (!graph.has(turned)) {
            graph.layer(value, value, turned, CHANNELS_FIRST, null);
            images.add(turned);
        }
        return turned;
    }

    /**
     * Adds a layer.
     *
     * @param place where its arrays are
     */
    void add(String step, String type, Fields config, List<String> from, String to, String place) {
        if (type.equals("Add") || type.equals("Concatenate")) {
            join(step, type, config, from, to);
            return;
        }
        boolean isAttention = type.equals("MultiHeadAttention");
        expect(step, type, !"channels_first".equals(config.values().get("data_format")), "has its channels first");
        expect(
                step,
                type,
                !from.isEmpty() && (isAttention || from.size() == 1),
                "reads " + Names.count(from.size(), "value") + ", but layers here read one");
        expect(step, type, from.stream().allMatch(one -> graph.has(one)), "reads what comes after it");
        expect(
                step,
                type,
                from.stream().distinct().count() == 1,
                "attends to another value than its own, which only" + " encoderDecoder(…) does");
        String x = from.get(0);
        KerasPlace plain = new KerasPlace(place, true, true);
        String made = to + "/layer";
        switch (type) {
            case "Dense" -> {
                expect(
                        step,
                        type,
                        !images.contains(x),
                        "reads images, but dense(…) rows or sequences: flatten them first");
                graph.layer(step, x, made, Kind.dense(whole(config, "units"), biased(config)), List.of(plain));
            }
            case "Conv2D", "DepthwiseConv2D", "Conv2DTranspose" -> windows.conv2d(step, type, config, x, made, plain);
            case "Conv1D" -> windows.conv1d(step, type, config, x, made, plain);
            case "MaxPooling2D", "AveragePooling2D" -> windows.pool(step, type, config, x, made);
            case "GlobalAveragePooling2D", "GlobalMaxPooling2D", "GlobalAveragePooling1D", "GlobalMaxPooling1D" -> {
                expect(step, type, !isSet(config, "keepdims"), "keeps axes of size 1");
                graph.layer(step, type.endsWith("2D") ? channelsFirst(x) : x, made, global(type), null);
            }
            case "BatchNormalization", "LayerNormalization" -> norm(step, type, config, x, made, place);
            case "Embedding" -> {
                expect(
                        step,
                        type,
                        !isSet(config, "mask_zero"),
                        "leaves out zeros: put masking()" + " before embedding(…) in a network of your own");
                graph.layer(
                        step,
                        x,
                        made,
                        Kind.of(
                                "embedding",
                                "entries",
                                whole(config, "input_dim"),
                                "width",
                                whole(config, "output_dim")),
                        List.of(plain));
            }
            case "LSTM", "GRU" -> graph.layer(step, x, made, recurrent(step, type, config), List.of(plain));
            case "Bidirectional" -> bidirectional(step, type, config, x, made, place);
            case "MultiHeadAttention" -> attention(step, type, config, x, made, plain);
            case "Flatten" -> graph.layer(step, channelsLast(x), made, Kind.of("flatten"), null);
            case "Reshape" -> {
                Description shape = Kind.of("reshape", "shape", wholes(config, "target_shape"));
                graph.layer(step, channelsLast(x), made, shape, null);
            }
            case "Permute" ->
                graph.layer(step, channelsLast(x), made, Kind.of("permute", "order", wholes(config, "dims")), null);
            case "Dropout" -> {
                graph.layer(step, x, made, Kind.of("dropout", "rate", config.number("rate")), null);
                same(x, made);
            }
            default -> {
                Description activation = KerasActivations.layer(type, config);
                if (activation == null) {
                    throw refused(
                            step,
                            type,
                            "is no layer of ours: there are Dense, Conv1D, Conv2D, Conv2DTranspose,"
                                    + " DepthwiseConv2D, pools, BatchNormalization, LayerNormalization, Embedding, LSTM, GRU,"
                                    + " Bidirectional, MultiHeadAttention, Flatten, Reshape, Permute, Dropout, Add, Concatenate and"
                                    + " activations");
                }
                activation(step, type, x, made, activation);
            }
        }
        boolean recurrent = type.equals("LSTM") || type.equals("GRU");
        Object name = recurrent ? null : config.values().get("activation");
        boolean own = !type.equals("Activation") && name != null;
        Description then = own ? KerasActivations.named(what + ": " + step, name) : null;
        if (then != null) {
            activation(step, type, made, to, then);
        } else {
            graph.alias(step, made, to);
            same(made, to);
        }
    }

    private void activation(String step, String type, String x, String to, Description activation) {
        boolean overRows =
                activation.kind().equals("softmax") || activation.kind().equals("log_softmax");
        expect(step, type, !overRows || !images.contains(x), "is softmax over the channels of images");
        graph.layer(step, x, to, activation, null);
        same(x, to);
    }

    /** That the channels of a value stand first. */
    void isImage(String value) {
        images.add(value);
    }

    private void same(String x, String to) {
        if (images.contains(x)) {
            images.add(to);
        }
    }

    static int whole(Fields config, String name) {
        return config.whole(name, 1, 1 << 24);
    }

    private static List<Integer> wholes(Fields config, String name) {
        int[] sizes = config.sizes(name);
        return Arrays.stream(sizes).boxed().toList();
    }

    static boolean biased(Fields config) {
        return !config.has("use_bias") || config.flag("use_bias");
    }

    private static boolean isSet(Fields config, String flag) {
        return Boolean.TRUE.equals(config.values().get(flag));
    }

    private static Description global(String type) {
        return Kind.of(type.startsWith("GlobalMax") ? "global_max_pool" : "global_average_pool");
    }

    private void norm(String step, String type, Fields config, String x, String to, String place) {
        Shape row = graph.shape(x);
        Object axis = config.values().get("axis");
        Object only = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
        boolean last = only instanceof Long number && (number == -1 || number == row.rank());
        expect(step, type, last, "is over the axis " + axis + ", but the last one is known");
        List<KerasPlace> at = List.of(new KerasPlace(place, config.flag("scale"), config.flag("center")));
        double epsilon = config.number("epsilon");
        if (type.equals("LayerNormalization")) {
            expect(step, type, !images.contains(x), "is over the channels of images");
            expect(step, type, !isSet(config, "rms_scaling"), "takes no mean away, as rmsNorm() does");
            graph.layer(step, x, to, Kind.of("layer_norm", "epsilon", epsilon), at);
            return;
        }
        Description layer = Kind.batchNorm(1 - config.number("momentum"), epsilon);
        if (images.contains(x) || row.rank() == 3) {
            graph.layer(step, channelsFirst(x), to, layer, at);
            images.add(to);
        } else if (row.rank() == 2) { // the channels of a sequence stand last
            graph.layer(step, x, to + "/turned", SWAPPED, null);
            graph.layer(step, to + "/turned", to + "/normal", layer, at);
            graph.layer(step, to + "/normal", to, SWAPPED, null);
        } else {
            graph.layer(step, x, to, layer, at);
        }
    }

    private Description recurrent(String step, String type, Fields config) {
        boolean usual = "tanh".equals(config.values().get("activation"))
                && "sigmoid".equals(config.values().get("recurrent_activation"));
        expect(step, type, usual, "has other activations than tanh and sigmoid");
        expect(step, type, !isSet(config, "go_backwards"), "reads backwards");
        expect(step, type, !isSet(config, "return_state"), "puts out its state");
        expect(
                step,
                type,
                !type.equals("GRU") || config.flag("reset_after"),
                "resets before it multiplies, as old ones do");
        boolean all = isSet(config, "return_sequences");
        return Kind.of(type.equals("GRU") ? "gru" : "lstm", "units", whole(config, "units"), "lastOnly", !all);
    }

    private void bidirectional(String step, String type, Fields config, String x, String to, String place) {
        Fields inner = config.object("layer");
        String innerType = inner.text("class_name");
        expect(step, type, innerType.equals("LSTM") || innerType.equals("GRU"), "is of " + Names.shorten(innerType));
        expect(
                step,
                type,
                "concat".equals(config.values().get("merge_mode")),
                "puts its two sides together by " + config.values().get("merge_mode")
                        + ", but here they stand side by side");
        Description each = recurrent(step, innerType, inner.object("config"));
        Description both = Kind.around("bidirectional", Map.of("layer", List.of(each)));
        graph.layer(
                step,
                x,
                to,
                both,
                List.of(
                        new KerasPlace(place + "/forward_layer", true, true),
                        new KerasPlace(place + "/backward_layer", true, true)));
    }

    private void attention(String step, String type, Fields config, String x, String to, KerasPlace place) {
        int heads = whole(config, "num_heads");
        long depth = config.whole("key_dim");
        boolean even = heads * depth == graph.shape(x).last()
                && (!config.has("value_dim") || config.whole("value_dim") == depth);
        expect(
                step,
                type,
                even,
                "has heads that do not share the width " + graph.shape(x).last() + " evenly");
        expect(step, type, !isSet(config, "use_gate"), "has a gate");
        Description layer = Kind.of(
                "self_attention",
                "heads",
                heads,
                "groups",
                heads,
                "causal",
                causal,
                "rotaryBase",
                0.0,
                "dropout",
                config.has("dropout") ? config.number("dropout") : 0.0,
                "biased",
                biased(config));
        causal = false;
        graph.layer(step, x, to, layer, List.of(place));
    }

    private void join(String step, String type, Fields config, List<String> from, String to) {
        expect(step, type, from.size() > 1, "joins " + Names.count(from.size(), "value"));
        expect(step, type, from.stream().allMatch(graph::has), "reads what comes after it");
        boolean asImages = from.stream().anyMatch(images::contains);
        List<String> alike = asImages ? from.stream().map(this::channelsFirst).toList() : from;
        if (type.equals("Add")) {
            String sum = alike.get(0);
            for (int i = 1; i < alike.size(); i++) {
                String next = i == alike.size() - 1 ? to : to + "/" + i;
                graph.add(step, List.of(sum, alike.get(i)), next);
                sum = next;
            }
        } else {
            long axis = config.whole("axis");
            expect(
                    step,
                    type,
                    axis == -1 || axis == graph.shape(from.get(0)).rank(),
                    "joins along another axis than the last");
            expect(step, type, asImages || graph.shape(from.get(0)).rank() < 3, "joins images that no layer has read");
            graph.concat(step, alike, to);
        }
        if (asImages) {
            images.add(to);
        }
    }
}
