package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;

/** How layers are drawn where their units are not circles: by what they say of themselves. */
final class LayerGlyphs {
    private static final int OPS = 3;

    private final Network network;
    private final Overlay overlay;

    LayerGlyphs(Network network, Overlay overlay) {
        this.network = network;
        this.overlay = overlay;
    }

    /** A layer of the network. */
    Glyph of(BuiltLayer layer) {
        return of(layer.name(), layer.description());
    }

    private Glyph of(String name, Description layer) {
        return switch (layer.flow()) {
            case RESIDUAL ->
                new Glyphs.Residual(row(name, layer, "shortcut", false), row(name, layer, "shortcut", true));
            case BRANCHES ->
                new Glyphs.Branches(layer.parts().stream()
                        .map(part -> asRow(name + "." + part.name(), part.description()))
                        .toList());
            case CHAIN -> row(name, layer, "", false);
            case PASS, FUNCTION -> new Glyph.Bar(line(layer), 64);
            default -> new Glyph.Box(words(name, layer), layer.flow() == Description.Flow.RECURRENT, panels(name));
        };
    }

    private Glyphs.Row asRow(String name, Description layer) {
        return layer.flow() == Description.Flow.CHAIN
                ? row(name, layer, "", false)
                : new Glyphs.Row(List.of(of(name, layer)));
    }

    // the parts with a role, or all others
    private Glyphs.Row row(String name, Description layer, String role, boolean wanted) {
        List<Glyph> glyphs = new ArrayList<>();
        for (Description.Part part : layer.parts()) {
            if (part.role().equals(role) == wanted && !doesNothing(part.description())) {
                glyphs.add(of(name + "." + part.name(), part.description()));
            }
        }
        return new Glyphs.Row(glyphs);
    }

    private static boolean doesNothing(Description layer) {
        return layer.flow() == Description.Flow.PASS && Double.valueOf(0).equals(layer.setting("rate"));
    }

    private List<Panel> panels(String name) {
        return overlay.panels().getOrDefault(name, List.of());
    }

    /** What a layer is, in short lines; of a layer of one's own, the ops that it is made of. */
    private List<String> words(String name, Description layer) {
        List<String> lines = new ArrayList<>(layer.words());
        if (Boolean.TRUE.equals(layer.setting("own"))) {
            List<String> ops = Trace.structure(network).steps().stream()
                    .filter(step -> step.layer().equals(name))
                    .map(Trace.Step::op)
                    .map(op -> op.name().replace('_', ' '))
                    .toList();
            String more = ops.size() > OPS ? ", …" : "";
            lines.add(ops.stream().limit(OPS).collect(Collectors.joining(", ", "", more)));
        }
        return lines;
    }

    /** What a layer is, in one line. */
    static String line(Description layer) {
        return String.join(", ", layer.words());
    }
}
