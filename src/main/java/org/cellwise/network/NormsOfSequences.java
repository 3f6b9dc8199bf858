package org.cellwise.network;

import java.util.List;
import java.util.Set;
import org.cellwise.layer.BuiltLayer;

/**
 * Finds norms over channels that read sequences. Channels stand first, (channels, …), but in sequences (length, width) the
 * features stand last: such a norm would take each place for a channel, which fits and is hardly ever meant.
 */
final class NormsOfSequences {
    private static final Set<String> NORMS = Set.of("batch_norm", "group_norm");

    /** Kinds of layers that put out sequences, where they put out (…, …). */
    private static final Set<String> SEQUENCES = Set.of(
            "embedding",
            "positions",
            "segments",
            "class_token",
            "patch_embedding",
            "conv1d",
            "lstm",
            "gru",
            "bidirectional",
            "self_attention",
            "transformer_block",
            "decoder_block",
            "encoder_decoder");

    /** Kinds that pass numbers on in another order or shape. */
    private static final Set<String> TURNING = Set.of("permute", "reshape", "flatten", "place");

    private NormsOfSequences() {}

    /**
     * Refuses layers in a row of which a norm reads a sequence.
     *
     * @throws IllegalArgumentException if one does
     */
    static void check(List<BuiltLayer> layers) {
        follow(layers, null);
    }

    /**
     * Goes through layers in a row.
     *
     * @param source which layer made what they read, if that is a sequence; null where it is not known to be one
     * @return the same of what they put out
     */
    private static BuiltLayer follow(List<BuiltLayer> layers, BuiltLayer source) {
        BuiltLayer from = source;
        for (BuiltLayer layer : layers) {
            String kind = layer.description().kind();
            if (from != null && NORMS.contains(kind)) {
                throw refused(layer, from);
            }
            if (SEQUENCES.contains(kind)) {
                from = layer;
            } else if (kind.equals("sequential")) {
                from = follow(layer.parts(), from);
            } else if (kind.equals("residual")) {
                follow(layer.parts(), from);
            } else if (TURNING.contains(kind) || !layer.description().passes() && !kind.equals("dense")) {
                from = null;
            }
            from = layer.output().rank() == 2 ? from : null;
        }
        return from;
    }

    private static IllegalArgumentException refused(BuiltLayer norm, BuiltLayer from) {
        String function = norm.description().kind().equals("batch_norm") ? "batchNorm" : "groupNorm";
        return new IllegalArgumentException(
                "%s: %s reads (channels, …), but %s makes sequences (length x width), here %s, of which it would take each place for a channel: put permute(2, 1) before it and behind it, or take layerNorm() instead"
                        .formatted(norm.name(), function, from.name(), norm.input()));
    }
}
