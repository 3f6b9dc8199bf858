package org.cellwise.layer.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Outputs;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.GlobalAveragePool;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.sequence.Embedding;
import org.cellwise.layer.sequence.Place;
import org.cellwise.layer.sequence.Positions;
import org.cellwise.layer.transformer.ClassToken;
import org.cellwise.layer.transformer.PatchEmbedding;
import org.cellwise.layer.transformer.Segments;
import org.cellwise.layer.transformer.TransformerBlock;
import org.cellwise.layer.transformer.Unembedding;

/** The layers of networks that made a name for themselves, in any size. */
public final class Plans {
    private static final double DEVIATION = 0.02; // of first embeddings, as in GPT-2

    private static final int WIDER = 4; // times which a block is as wide within
    private static final int MOST_BLOCKS = 10_000;

    private Plans() {}

    /**
     * Embedding, learned positions, causal blocks with the norm first and four times as wide within, a last norm, and logits
     * by the embedding's table: GPT-2 and GPT-3.
     *
     * @param entries of the vocabulary
     * @throws IllegalArgumentException if a number is below 1 or too large
     */
    public static List<Layer> gpt(int entries, int blocks, int heads, int width) {
        check("gpt", blocks, width);
        List<Layer> layers = new ArrayList<>();
        layers.add(new Embedding(entries, width).weights(Initializer.normal(DEVIATION)));
        layers.add(new Positions());
        layers.addAll(Collections.nCopies(
                blocks, new TransformerBlock(heads, WIDER * width).asCausal().geluTanh()));
        layers.add(new LayerNorm());
        layers.add(new Unembedding(null));
        return layers;
    }

    /** Embedding, positions, segments, blocks with the norm last, and a pooled first place: BERT. */
    public static List<Layer> bert(int entries, int blocks, int heads, int width) {
        check("bert", blocks, width);
        double epsilon = 1e-12;
        List<Layer> layers = new ArrayList<>(List.of(
                new Embedding(entries, width).weights(Initializer.normal(DEVIATION)),
                new Positions(),
                new Segments(2),
                new LayerNorm(epsilon)));
        layers.addAll(Collections.nCopies(
                blocks,
                new TransformerBlock(heads, WIDER * width).epsilon(epsilon).normLast()));
        layers.addAll(List.of(new Place(0), unitsOf(width), Activation.tanh()));
        return layers;
    }

    /** Squares of an image, a class token, positions, blocks with the norm first, and a dense layer: the vision transformer. */
    public static List<Layer> vit(int patch, int blocks, int heads, int width, int classes) {
        check("vit", blocks, width);
        double epsilon = 1e-6;
        List<Layer> layers =
                new ArrayList<>(List.of(new PatchEmbedding(patch, width), new ClassToken(), new Positions()));
        layers.addAll(Collections.nCopies(blocks, new TransformerBlock(heads, WIDER * width).epsilon(epsilon)));
        layers.addAll(List.of(new LayerNorm(epsilon), new Place(0), unitsOf(classes)));
        return layers;
    }

    /** A stem, four stages of two residual pairs of convolutions, and a dense layer: the residual network of 18 layers. */
    public static List<Layer> resNet18(int classes) {
        List<Layer> layers = new ArrayList<>(List.of(
                new Conv2d(64, 7).stride(2).padding(3).noBias(),
                new BatchNorm(),
                Activation.relu(0),
                new MaxPool(3).stride(2).padding(1)));
        for (int stage = 0; stage < 4; stage++) {
            int filters = 64 << stage;
            layers.add(residual(filters, stage == 0 ? 1 : 2));
            layers.add(Activation.relu(0));
            layers.add(residual(filters, 1));
            layers.add(Activation.relu(0));
        }
        layers.addAll(List.of(new GlobalAveragePool(), unitsOf(classes)));
        return layers;
    }

    private static void check(String plan, int blocks, int width) {
        if (blocks < 1 || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException(plan + " expects 1 to " + MOST_BLOCKS + " blocks, but got " + blocks);
        }
        int most = Integer.MAX_VALUE / WIDER;
        if (width < 1 || width > most) {
            throw new IllegalArgumentException(plan + " expects a width from 1 to " + most + ", but got " + width);
        }
    }

    private static Layer residual(int filters, int stride) {
        Residual around = new Residual(
                new Conv2d(filters, 3).stride(stride).padding(1).noBias(),
                new BatchNorm(),
                Activation.relu(0),
                new Conv2d(filters, 3).same().noBias(),
                new BatchNorm());
        return stride == 1
                ? around
                : around.shortcut(new Conv2d(filters, 1).stride(stride).noBias(), new BatchNorm());
    }

    private static Dense unitsOf(int units) {
        return new Dense(units, true, null, (Outputs) null);
    }
}
