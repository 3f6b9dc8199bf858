package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.layer.Activation;
import org.cellwise.layer.AveragePool;
import org.cellwise.layer.BatchNorm;
import org.cellwise.layer.Branches;
import org.cellwise.layer.Conv2d;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Dropout;
import org.cellwise.layer.Embedding;
import org.cellwise.layer.Flatten;
import org.cellwise.layer.Gru;
import org.cellwise.layer.Layer;
import org.cellwise.layer.LayerNorm;
import org.cellwise.layer.Lstm;
import org.cellwise.layer.MaxPool;
import org.cellwise.layer.Positions;
import org.cellwise.layer.Reshape;
import org.cellwise.layer.Residual;
import org.cellwise.layer.SelfAttention;
import org.cellwise.layer.Sequential;
import org.cellwise.layer.TransformerBlock;
import org.cellwise.text.Numbers;

/** How each kind of layer is drawn where its units are not circles. */
final class LayerGlyphs {
    private LayerGlyphs() {}

    /** The layer by itself, without knowing what goes in. */
    static Glyph of(Layer layer) {
        if (layer instanceof Residual residual) {
            return new Glyphs.Residual(row(residual.layers()), row(residual.shortcut()));
        }
        if (layer instanceof Branches branches) {
            return new Glyphs.Branches(
                    branches.branches().stream().map(LayerGlyphs::asRow).toList());
        }
        if (layer instanceof Sequential sequential) {
            return row(sequential.layers());
        }
        if (layer instanceof TransformerBlock block) {
            return row(insideOf(block));
        }
        return isBar(layer) ? new Glyph.Bar(line(layer), 64) : new Glyph.Box(words(layer), isRecurrent(layer));
    }

    /** Whether it has a shape of its own that says what it is, rather than a box with its name. */
    static boolean isNest(Layer layer) {
        return layer instanceof Residual
                || layer instanceof Branches
                || layer instanceof Sequential
                || layer instanceof TransformerBlock;
    }

    /** Whether it is a narrow bar: what has few words and lets numbers through. */
    static boolean isBar(Layer layer) {
        return layer instanceof Dropout
                || layer instanceof BatchNorm
                || layer instanceof LayerNorm
                || layer instanceof Flatten
                || layer instanceof Reshape
                || layer instanceof Positions
                || layer instanceof Activation;
    }

    private static boolean isRecurrent(Layer layer) {
        return layer instanceof Lstm || layer instanceof Gru;
    }

    private static Glyphs.Row asRow(Layer layer) {
        return layer instanceof Sequential sequential ? row(sequential.layers()) : row(List.of(layer));
    }

    private static Glyphs.Row row(List<Layer> layers) {
        List<Glyph> glyphs = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer instanceof Dropout dropout && dropout.rate() == 0) {
                continue;
            }
            glyphs.add(of(layer));
        }
        return new Glyphs.Row(glyphs);
    }

    // what its build method composes
    private static List<Layer> insideOf(TransformerBlock block) {
        Layer dropout = new Dropout(block.dropout());
        SelfAttention attention = new SelfAttention(block.heads(), block.causal());
        Dense wide = new Dense(block.hidden(), true, null, null);
        return List.of(
                new Residual(new LayerNorm(), attention, dropout),
                new Residual(new LayerNorm(), wide, Activation.gelu(), new Width(), dropout));
    }

    /** Stands for the dense layer that brings a transformer block back to its width. */
    private record Width() implements Layer {
        @Override
        public String kind() {
            return "dense";
        }

        @Override
        public Forward build(org.cellwise.layer.Scope scope, org.cellwise.tensor.Shape input) {
            return x -> x;
        }
    }

    /** What the layer is and its numbers, in short lines. */
    static List<String> words(Layer layer) {
        if (layer instanceof Conv2d conv) {
            return lines("conv2d", conv.filters() + " of " + square(conv.kernel()) + stride(conv.stride(), 1));
        }
        if (layer instanceof MaxPool pool) {
            return lines("max pool", square(pool.size()) + stride(pool.stride(), pool.size()));
        }
        if (layer instanceof AveragePool pool) {
            return lines("average pool", square(pool.size()) + stride(pool.stride(), pool.size()));
        }
        if (layer instanceof Dense dense) {
            return lines("dense", dense.units() + (dense.units() == 1 ? " unit" : " units"));
        }
        if (layer instanceof SelfAttention attention) {
            String heads = attention.heads() + (attention.heads() == 1 ? " head" : " heads");
            return lines("attention", heads, attention.causal() ? "causal" : "");
        }
        if (layer instanceof Lstm lstm) {
            return lines("lstm", lstm.units() + " units", lstm.lastOnly() ? "last state" : "");
        }
        if (layer instanceof Gru gru) {
            return lines("gru", gru.units() + " units", gru.lastOnly() ? "last state" : "");
        }
        if (layer instanceof Embedding embedding) {
            return lines("embedding", embedding.entries() + " x " + embedding.width());
        }
        if (layer instanceof Dropout dropout) {
            return lines("dropout " + Numbers.significant(dropout.rate(), 3));
        }
        return lines(layer.kind().replace('_', ' '));
    }

    /** As {@link #words}, in one line. */
    static String line(Layer layer) {
        return String.join(", ", words(layer));
    }

    private static List<String> lines(String... lines) {
        return List.of(lines).stream().filter(line -> !line.isEmpty()).toList();
    }

    private static String square(int side) {
        return side + " x " + side;
    }

    private static String stride(int stride, int usual) {
        return stride == usual ? "" : ", stride " + stride;
    }
}
