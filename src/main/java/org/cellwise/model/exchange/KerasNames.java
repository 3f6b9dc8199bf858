package org.cellwise.model.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.model.arrays.NamedArray;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;

/**
 * How Keras 3 calls what our layers have: {@code layers/dense_1/vars/0} is the kernel of the second dense layer (Keras's
 * {@code saving_lib.py}). Matrices are inputs by outputs, as ours.
 */
final class KerasNames {
    private static final String VARS = "/vars/";
    private static final Pattern PLACE = Pattern.compile("(.*/)?([a-z0-9_]+?)(_\\d+)?");

    /** Our kinds of layers, and Keras's. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("dense", "dense"),
            Map.entry("conv2d", "conv2d"),
            Map.entry("conv1d", "conv1d"),
            Map.entry("depthwise_conv2d", "depthwise_conv2d"),
            Map.entry("transposed_conv2d", "conv2d_transpose"),
            Map.entry("batch_norm", "batch_normalization"),
            Map.entry("layer_norm", "layer_normalization"),
            Map.entry("rms_norm", "rms_normalization"),
            Map.entry("group_norm", "group_normalization"),
            Map.entry("embedding", "embedding"),
            Map.entry("lstm", "lstm"),
            Map.entry("gru", "gru"),
            Map.entry("self_attention", "multi_head_attention"));

    private final Map<String, NamedArray> theirs;

    private KerasNames(Map<String, NamedArray> theirs) {
        this.theirs = theirs;
    }

    /** Whether a file has such names. */
    static boolean are(Map<String, NamedArray> theirs) {
        return !theirs.isEmpty() && theirs.keySet().stream().allMatch(name -> ("/" + name).contains(VARS));
    }

    /** By the order of layers of each kind. */
    static List<Row> propose(Network network, Map<String, NamedArray> theirs) {
        Map<String, List<String>> places = new HashMap<>();
        Map<String, String> all = new TreeMap<>(); // in the natural order of names
        for (String name : theirs.keySet()) {
            String path = name.substring(0, Math.max(0, ("/" + name).indexOf(VARS) - 1));
            String place = path.replaceAll("/(cell|query_dense|_query_dense|((forward|backward)_layer)/cell)$", "");
            all.put(TorchNames.naturally(place), place);
        }
        for (String place : all.values()) {
            Matcher matcher = PLACE.matcher(place);
            if (matcher.matches()) {
                places.computeIfAbsent(matcher.group(2), kind -> new ArrayList<>())
                        .add(place);
            }
        }
        Map<String, Integer> used = new HashMap<>();
        List<KerasPlace> given = new ArrayList<>();
        for (Leaf leaf : Leaf.of(network)) {
            String name = leaf.layer().name();
            boolean backward = name.endsWith(".backward");
            boolean directed = backward || name.endsWith(".forward");
            String kind = directed ? "bidirectional" : KINDS.get(leaf.kind());
            int which = backward ? used.get(kind) - 1 : used.merge(String.valueOf(kind), 1, Integer::sum) - 1;
            List<String> found = places.getOrDefault(kind, List.of());
            String way = directed ? (backward ? "/backward_layer" : "/forward_layer") : "";
            given.add(which < found.size() ? new KerasPlace(found.get(which) + way, true, true) : null);
        }
        return propose(network, theirs, given);
    }

    /** With a place, or null, for each layer that has parameters, in order. */
    static List<Row> propose(Network network, Map<String, NamedArray> theirs, List<KerasPlace> places) {
        KerasNames names = new KerasNames(theirs);
        Map<String, Row> rows = new HashMap<>();
        List<Leaf> leaves = Leaf.of(network);
        if (places.size() != leaves.size()) {
            throw new IllegalArgumentException("A network with " + leaves.size()
                    + " layers that have parameters expects a place for each, but got " + places.size());
        }
        for (int i = 0; i < leaves.size(); i++) {
            for (Parameter p : leaves.get(i).parameters()) {
                rows.put(p.name(), names.row(leaves.get(i), p, places.get(i)));
            }
        }
        return network.parameters().list().stream().map(p -> rows.get(p.name())).toList();
    }

    private Row row(Leaf leaf, Parameter ours, KerasPlace place) {
        if (place == null) {
            return Row.nothing(ours, "the file has no " + KINDS.getOrDefault(leaf.kind(), leaf.kind()) + " here");
        }
        String path = place.path() + VARS;
        String cell = place.path() + "/cell" + VARS;
        String end = leaf.end(ours);
        return switch (leaf.kind() + "." + end) {
            case "conv2d.weight", "transposed_conv2d.weight" -> one(ours, path + 0, Conversion.INPUTS_FIRST);
            case "depthwise_conv2d.weight" -> one(ours, path + 0, Conversion.CHANNELS_FIRST);
            case "batch_norm.weight", "layer_norm.weight", "group_norm.weight" -> scale(leaf, ours, place);
            case "batch_norm.bias", "layer_norm.bias", "group_norm.bias" -> shift(leaf, ours, place);
            case "batch_norm.running_mean" -> one(ours, path + (count(path) - 2), Conversion.AS_IS);
            case "batch_norm.running_var" -> one(ours, path + (count(path) - 1), Conversion.AS_IS);
            case "lstm.weight" -> one(ours, cell + 0, Conversion.AS_IS);
            case "lstm.state_weight" -> one(ours, cell + 1, Conversion.AS_IS);
            case "lstm.bias" -> theirs.containsKey(cell + 2) ? one(ours, cell + 2, Conversion.AS_IS) : zeros(ours);
            case "lstm.state_bias" -> zeros(ours);
            case "gru.weight" -> one(ours, cell + 0, Conversion.RESET_FIRST);
            case "gru.state_weight" -> one(ours, cell + 1, Conversion.RESET_FIRST);
            case "gru.bias" -> gruBias(ours, cell + 2, 0);
            case "gru.state_bias" -> gruBias(ours, cell + 2, 1);
            case "self_attention.in.weight" -> attention(leaf, ours, place, 0);
            case "self_attention.in.bias" -> attention(leaf, ours, place, 1);
            case "self_attention.out.weight" -> one(ours, part(place, "output") + 0, Conversion.MERGED);
            case "self_attention.out.bias" -> one(ours, part(place, "output") + 1, Conversion.AS_IS);
            default -> one(ours, path + (end.equals("bias") ? 1 : 0), Conversion.AS_IS);
        };
    }

    private Row one(Parameter ours, String name, Conversion how) {
        NamedArray array = theirs.get(name);
        if (array == null) {
            return Row.nothing(ours, "expected \"" + name + "\"");
        }
        Piece piece = Piece.whole(ours, array, how);
        return piece.fits(ours) ? Row.of(ours, piece) : Row.nothing(ours, "of another shape: " + array);
    }

    private static Row zeros(Parameter ours) {
        return Row.of(ours, Piece.whole(ours, null, Conversion.ZEROS));
    }

    private int count(String path) {
        int count = 0;
        while (theirs.containsKey(path + count)) {
            count++;
        }
        return count;
    }

    /** Of a norm, which may have a scale alone, or a shift alone, or none. */
    private Row scale(Leaf leaf, Parameter ours, KerasPlace place) {
        return norm(leaf, ours, place, place.scaled(), 0, Conversion.ONES);
    }

    private Row shift(Leaf leaf, Parameter ours, KerasPlace place) {
        return norm(leaf, ours, place, place.shifted(), place.scaled() ? 1 : 0, Conversion.ZEROS);
    }

    private Row norm(Leaf leaf, Parameter ours, KerasPlace place, boolean has, int which, Conversion otherwise) {
        int measured = leaf.kind().equals("batch_norm") ? 2 : 0;
        int learned = count(place.path() + VARS) - measured;
        boolean bare = place.scaled() && place.shifted() && learned == 0;
        if (!has || bare) {
            return Row.of(ours, Piece.whole(ours, null, otherwise));
        }
        int expected = (place.scaled() ? 1 : 0) + (place.shifted() ? 1 : 0);
        return learned == expected
                ? one(ours, place.path() + VARS + which, Conversion.AS_IS)
                : Row.nothing(ours, "it has " + learned + " arrays, so it lacks a scale or a shift, which is not said");
    }

    private Row gruBias(Parameter ours, String name, int which) {
        return theirs.containsKey(name) ? one(ours, name, Conversion.resetFirstOfRow(which)) : zeros(ours);
    }

    private String part(KerasPlace place, String which) {
        String old = place.path() + "/_" + which + "_dense" + VARS;
        return theirs.containsKey(old + 0) ? old : place.path() + "/" + which + "_dense" + VARS;
    }

    private Row attention(Leaf leaf, Parameter ours, KerasPlace place, int which) {
        List<NamedArray> arrays = new ArrayList<>();
        for (String part : List.of("query", "key", "value")) {
            NamedArray array = theirs.get(part(place, part) + which);
            if (array == null) {
                return Row.nothing(ours, "expected \"" + part(place, part) + which + "\"");
            }
            arrays.add(array);
        }
        List<Piece> pieces = leaf.pieces(ours, arrays, Conversion.MERGED);
        return pieces == null ? Row.nothing(ours, "of another shape: " + arrays.get(0)) : Row.of(ours, pieces);
    }
}
