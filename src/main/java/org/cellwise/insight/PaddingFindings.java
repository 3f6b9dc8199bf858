package org.cellwise.insight;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.IndexEncoder;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/** Sequences of different length whose places behind the end are read as if something stood there. */
final class PaddingFindings {
    /** Layers to which it matters how many places there are, and which would leave some out. */
    private static final Set<String> READERS = Set.of(
            "lstm", "gru", "self_attention", "transformer_block", "conv1d", "global_average_pool", "global_max_pool");

    /** Layers that keep their state over places that are left out, so that it stands at the last one, too. */
    private static final Set<String> KEEPING = Set.of("lstm", "gru");

    private PaddingFindings() {}

    static List<String> find(Network network, Dataset data) {
        return Stream.concat(ofTexts(network, data).stream(), behindMasking(network, data).stream())
                .toList();
    }

    private static List<String> ofTexts(Network network, Dataset data) {
        List<BuiltLayer> layers =
                network.layers().stream().flatMap(BuiltLayer::all).toList();
        if (data.columns().size() != 1
                || !(data.columns().get(0) instanceof IndexEncoder column)
                || layers.stream().anyMatch(layer -> kind(layer).equals("masking"))
                || layers.stream().noneMatch(layer -> READERS.contains(kind(layer)))) {
            return List.of();
        }
        long ended = IntStream.range(0, data.size())
                .filter(row -> data.features(row)[column.length() - 1] == 0)
                .count();
        String first = layers.stream()
                .filter(layer -> kind(layer).equals("embedding"))
                .map(BuiltLayer::name)
                .findFirst()
                .orElse("the first layer");
        return ended == 0
                ? List.of()
                : List.of(
                        "\"%s\" ends before its %s places in %s of %s, and what stands behind is read as if it were text; put masking() before %s"
                                .formatted(
                                        Names.shorten(column.column()),
                                        column.length(),
                                        ended,
                                        Names.count(data.size(), "row"),
                                        first));
    }

    /** Layers that take places which masking() left out, since they know nothing of it. */
    private static List<String> behindMasking(Network network, Dataset data) {
        BuiltLayer masking = null;
        boolean kept = false;
        for (BuiltLayer layer : network.layers()) {
            if (kind(layer).equals("masking") && layer.input().equals(network.inputShape())) {
                masking = layer;
            }
            kept = KEEPING.contains(kind(layer)) || kept && !READERS.contains(kind(layer));
            boolean last =
                    kind(layer).equals("place") && ((Number) layer.description().setting("index")).intValue() < 0;
            boolean all = kind(layer).equals("flatten") && layer.input().rank() == 2;
            if (masking != null && !kept && (last || all)) {
                return taken(layer, last ? "takes the last place" : "takes all places", masking, data);
            }
        }
        return List.of();
    }

    private static List<String> taken(BuiltLayer layer, String takes, BuiltLayer masking, Dataset data) {
        int numbers = masking.input().elements();
        int width = numbers / masking.input().size(0);
        long ended = IntStream.range(0, data.size())
                .filter(row -> Arrays.stream(data.features(row), numbers - width, numbers)
                        .allMatch(number -> number == 0))
                .count();
        return ended == 0
                ? List.of()
                : List.of(
                        "%s %s of each row, of which %s leaves out the last in %s of %s; try globalAveragePool() in its place, which does not count what is left out"
                                .formatted(
                                        layer.name(), takes, masking.name(), ended, Names.count(data.size(), "row")));
    }

    private static String kind(BuiltLayer layer) {
        return layer.layer().kind();
    }
}
