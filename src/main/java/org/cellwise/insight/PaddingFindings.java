package org.cellwise.insight;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.IndexEncoder;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/** Texts of different length whose places behind the end are read as if words stood there. */
final class PaddingFindings {
    /** Layers to which it matters how many places there are, and which would leave some out. */
    private static final Set<String> READERS = Set.of(
            "lstm", "gru", "self_attention", "transformer_block", "conv1d", "global_average_pool", "global_max_pool");

    private PaddingFindings() {}

    static List<String> find(Network network, Dataset data) {
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

    private static String kind(BuiltLayer layer) {
        return layer.layer().kind();
    }
}
