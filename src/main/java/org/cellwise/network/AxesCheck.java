package org.cellwise.network;

import java.util.List;
import java.util.stream.Stream;
import org.cellwise.layer.Axes;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description.Flow;

/**
 * Finds layers that take the axes of rows (n, m) for others than they are. Norms over channels read (channels, …), but in
 * sequences (length, width) features stand last: a norm would take each place for a channel, which fits and is hardly ever
 * meant.
 */
final class AxesCheck {
    private AxesCheck() {}

    /**
     * What is known of the axes of rows.
     *
     * @param axes sequence, channels or free
     * @param from the layer that made them so; null where they are free
     */
    private record Known(Axes axes, BuiltLayer from) {
        static final Known NOTHING = new Known(Axes.FREE, null);
    }

    /**
     * Refuses layers in a row of which a norm over channels reads a sequence, or a layer for sequences what such a norm made.
     *
     * @throws IllegalArgumentException if one does
     */
    static void check(List<BuiltLayer> layers) {
        follow(layers, Known.NOTHING);
    }

    private static Known follow(List<BuiltLayer> layers, Known before) {
        Known known = before;
        for (BuiltLayer layer : layers) {
            Known read = layer.input().rank() == 2 ? known : Known.NOTHING;
            Axes axes = layer.layer().axes();
            if (axes == Axes.CHANNELS && read.axes == Axes.SEQUENCE) {
                throw normOfSequence(layer, read.from);
            }
            if (axes == Axes.SEQUENCE && read.axes == Axes.CHANNELS) {
                throw sequenceOfNorm(layer, read.from);
            }
            Known made = made(layer, axes, read);
            known = layer.output().rank() == 2 ? made : Known.NOTHING;
        }
        return known;
    }

    private static Known made(BuiltLayer layer, Axes axes, Known read) {
        boolean says = axes == Axes.SEQUENCE || axes == Axes.CHANNELS;
        Known own = says ? new Known(axes, layer) : Known.NOTHING;
        List<BuiltLayer> parts = layer.parts();
        Known inside = parts(layer, says ? own : read);
        if (axes != Axes.KEPT) {
            return own;
        }
        boolean all = layer.description().flow() == Flow.BRANCHES
                || !parts.isEmpty() && parts.get(parts.size() - 1).output().equals(layer.output());
        if (all) {
            return inside;
        }
        return layer.input().rank() == 2 ? read : new Known(Axes.SEQUENCE, layer); // that it made of other rows
    }

    /** Follows what a layer is made of. */
    private static Known parts(BuiltLayer layer, Known read) {
        List<BuiltLayer> parts = layer.parts();
        Flow flow = layer.description().flow();
        if (flow == Flow.BRANCHES) {
            return any(parts.stream().map(part -> follow(List.of(part), read)));
        }
        if (flow == Flow.RESIDUAL && !parts.isEmpty()) {
            int last = parts.size() - 1; // what goes around the others
            return any(Stream.of(parts.subList(0, last), parts.subList(last, last + 1))
                    .map(way -> follow(way, read)));
        }
        return follow(parts, read);
    }

    /** What is known by any of several ways, each of which is followed. */
    private static Known any(Stream<Known> ways) {
        return ways.toList().stream()
                .filter(way -> way.axes != Axes.FREE)
                .findFirst()
                .orElse(Known.NOTHING);
    }

    private static IllegalArgumentException normOfSequence(BuiltLayer norm, BuiltLayer from) {
        return new IllegalArgumentException(
                "%s: it reads (channels, …), but %s makes sequences (length x width), here %s, of which it would take each place for a channel: put permute(2, 1) before it and behind it, or take layerNorm() instead; if they are channels all the same, reshape(%s) before it says so"
                        .formatted(norm.name(), from.name(), norm.input(), sizes(norm)));
    }

    private static IllegalArgumentException sequenceOfNorm(BuiltLayer reader, BuiltLayer norm) {
        return new IllegalArgumentException(
                "%s: it reads sequences (length x width), but %s before it reads (channels, …) and took each of the %s places of %s for a channel: put permute(2, 1) before %s and behind it, or take layerNorm() instead; if they are channels all the same, reshape(%s) behind it says so"
                        .formatted(
                                reader.name(),
                                norm.name(),
                                norm.input().size(0),
                                norm.input(),
                                norm.name(),
                                sizes(norm)));
    }

    private static String sizes(BuiltLayer norm) {
        return norm.input().size(0) + ", " + norm.input().size(1);
    }
}
