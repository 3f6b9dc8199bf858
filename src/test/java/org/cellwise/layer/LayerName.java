package org.cellwise.layer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.Reference;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.image.AveragePool;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Gru;
import org.cellwise.layer.sequence.Lstm;
import org.cellwise.layer.transformer.SelfAttention;
import org.cellwise.layer.transformer.TransformerBlock;

/**
 * The name of a reference case, such as {@code conv2d 3->4 kernel 3 stride 2 padding 1} or {@code self attention 8, 2
 * heads, causal}: a kind, sizes, and options with or without a number. What stands in brackets is a remark. Also knows
 * how the parameters of PyTorch's modules are called and laid out here.
 */
final class LayerName {
    private static final Pattern SIZES = Pattern.compile("(?: (\\d+)(?:->(\\d+))?)?(.*)");

    private static final List<String> KINDS = List.of(
            "linear",
            "conv2d",
            "maxpool",
            "avgpool",
            "batchnorm1d",
            "batchnorm2d",
            "layernorm",
            "embedding",
            "self attention",
            "transformer encoder block",
            "lstm",
            "gru");

    /** PyTorch's names of parameters, and ours below the layer's; all others are the same. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("weight_ih_l0", "weight"),
            Map.entry("bias_ih_l0", "bias"),
            Map.entry("weight_hh_l0", "state_weight"),
            Map.entry("bias_hh_l0", "state_bias"),
            Map.entry("in_proj_weight", "in.weight"),
            Map.entry("in_proj_bias", "in.bias"),
            Map.entry("out_proj.weight", "out.weight"),
            Map.entry("out_proj.bias", "out.bias"),
            Map.entry("norm1", "residual_1.layer_norm_1"),
            Map.entry("self_attn", "residual_1.self_attention_1"),
            Map.entry("norm2", "residual_2.layer_norm_1"),
            Map.entry("linear1", "residual_2.dense_1"),
            Map.entry("linear2", "residual_2.dense_2"));

    private final String name;
    private final String kind;
    private final int in;
    private final int out;
    private final Map<String, Integer> options;

    private LayerName(String name, String kind, int in, int out, Map<String, Integer> options) {
        this.name = name;
        this.kind = kind;
        this.in = in;
        this.out = out;
        this.options = options;
    }

    static LayerName parse(String name) {
        String plain = name.replaceAll("\\s*\\([^)]*\\)", "").trim();
        String kind = KINDS.stream()
                .filter(k -> plain.equals(k) || plain.startsWith(k + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no layer for the case " + name));
        Matcher rest = SIZES.matcher(plain.substring(kind.length()));
        rest.matches();
        return new LayerName(name, kind, number(rest.group(1)), number(rest.group(2)), options(rest.group(3)));
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    /** {@code kernel 3} and {@code 2 heads} alike, and words without a number. */
    private static Map<String, Integer> options(String text) {
        Map<String, Integer> options = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            Deque<String> words = new ArrayDeque<>(List.of(part.trim().split("\\s+")));
            while (!words.isEmpty() && !words.peek().isEmpty()) {
                String first = words.poll();
                if (first.matches("\\d+")) {
                    options.put(words.poll(), Integer.valueOf(first));
                } else if (!words.isEmpty() && words.peek().matches("\\d+")) {
                    options.put(first, Integer.valueOf(words.poll()));
                } else {
                    options.put(first, 1);
                }
            }
        }
        return options;
    }

    /** The layer that the case is about. */
    Layer build(JsonObject parameters) {
        Map<String, Integer> left = new LinkedHashMap<>(options);
        Layer layer = switch (kind) {
            case "linear" -> new Dense(out, parameters.has("bias"), null, null);
            case "conv2d" ->
                new Conv2d(
                        out,
                        left.remove("kernel"),
                        take(left, "stride", 1),
                        take(left, "padding", 0),
                        parameters.has("bias"),
                        null);
            case "maxpool" -> new MaxPool(in, take(left, "stride", in), take(left, "padding", 0));
            case "avgpool" -> new AveragePool(in, take(left, "stride", in), take(left, "padding", 0));
            case "batchnorm1d", "batchnorm2d" -> batchNorm(left);
            case "layernorm" -> new LayerNorm();
            case "embedding" -> new Embedding(in, out);
            case "self attention" -> attention(left);
            case "transformer encoder block" -> block(left);
            case "lstm" -> new Lstm(out);
            case "gru" -> new Gru(out);
            default -> throw new IllegalArgumentException("There is no layer for the case " + name);
        };
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "The case " + name + " has options that are not known: " + left.keySet());
        }
        return layer;
    }

    private static int take(Map<String, Integer> left, String option, int otherwise) {
        Integer value = left.remove(option);
        return value == null ? otherwise : value;
    }

    private static Layer batchNorm(Map<String, Integer> left) {
        boolean evaluation = take(left, "evaluation", 0) == 1;
        left.remove("training");
        return evaluation ? new BatchNorm().fixedStatistics() : new BatchNorm();
    }

    /** Gelu and the norm first are what the block is made of; a case without them asks for another one. */
    private Layer block(Map<String, Integer> left) {
        if (left.remove("gelu") == null || left.remove("norm") == null || left.remove("first") == null) {
            throw new IllegalArgumentException("There is no layer for the case " + name);
        }
        TransformerBlock block = new TransformerBlock(left.remove("heads"), left.remove("wide"));
        return take(left, "causal", 0) == 1 ? block.asCausal() : block;
    }

    private static Layer attention(Map<String, Integer> left) {
        SelfAttention attention = new SelfAttention(left.remove("heads"));
        return take(left, "causal", 0) == 1 ? attention.asCausal() : attention;
    }

    /** The case whose training left the running statistics that this one uses. */
    Optional<String> trainedAs() {
        return options.containsKey("evaluation")
                ? Optional.of(name.replace("evaluation", "training"))
                : Optional.empty();
    }

    /** Our name of a parameter, below that of the layer. */
    String nameOfOurs(String theirs) {
        String ours = theirs.startsWith("a.") ? theirs.substring(2) : theirs;
        for (Map.Entry<String, String> entry : NAMES.entrySet()) {
            boolean whole = ours.equals(entry.getKey());
            if (whole || ours.startsWith(entry.getKey() + ".")) {
                return nameOfOurs(
                        entry.getValue(), ours.substring(entry.getKey().length()));
            }
        }
        return ours;
    }

    private String nameOfOurs(String start, String end) {
        return end.isEmpty() ? start : start + "." + nameOfOurs(end.substring(1));
    }

    /** PyTorch's matrices are out x in, ours in x out; a table of rows is the same in both. */
    JsonElement toOurs(JsonElement theirs) {
        return kind.equals("embedding") || Reference.shape(theirs).rank() < 2 ? theirs : firstAxisToLast(theirs);
    }

    private static JsonArray firstAxisToLast(JsonElement theirs) {
        double[] numbers = Reference.numbers(theirs);
        int first = Reference.shape(theirs).size(0);
        List<Double> moved = new ArrayList<>();
        for (int i = 0; i < numbers.length / first; i++) {
            for (int j = 0; j < first; j++) {
                moved.add(numbers[j * (numbers.length / first) + i]);
            }
        }
        JsonArray ours = new JsonArray();
        moved.forEach(v -> ours.add(new JsonPrimitive(v)));
        return ours;
    }
}
