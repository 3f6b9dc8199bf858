package org.cellwise.insight;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.text.Given;

/**
 * How much each place of a sequence takes from each other in one head of attention.
 *
 * @param layer of the network, such as {@code transformer_block_1.residual_1.self_attention_1}
 * @param head counted from 1
 * @param weights by the place that looks, then the place that is looked at; each row adds up to 1
 */
public record AttentionMap(String layer, int head, double[][] weights) {
    private static final String WEIGHTS = "weights"; // as attention calls what is worth a look

    /**
     * Of all heads for one row of inputs, in order.
     *
     * @throws IllegalArgumentException if the network has no attention, or the row is not such as it reads
     */
    public static List<AttentionMap> of(Network network, double... row) {
        return of(Trace.of(network, row));
    }

    /**
     * Of all heads for a text, which may be shorter than the network's length.
     *
     * @throws IllegalArgumentException if the network has no attention, or the text is longer than its length
     */
    public static List<AttentionMap> of(Network network, Tokenizer tokenizer, String text) {
        float[] ids = ids("attention", network, tokenizer, text);
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        return of(Trace.of(network, tape.input(Shape.of(1, ids.length), ids)));
    }

    /** The tokens of a text as a network reads them, refused where there are too few or too many. */
    static float[] ids(String who, Network network, Tokenizer tokenizer, String text) {
        Given.require(network, who, "a network, as network(…) makes it");
        int[] tokens = tokenizer.encode(text);
        Shape shape = network.inputShape();
        if (shape.rank() != 1 || tokens.length < 1 || tokens.length > shape.size(0)) {
            throw new IllegalArgumentException(who + " expects a text of 1 to "
                    + (shape.rank() == 1 ? shape.size(0) : 0) + " tokens, as the network reads, but got "
                    + tokens.length);
        }
        float[] ids = new float[tokens.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens[i];
        }
        return ids;
    }

    private static List<AttentionMap> of(Trace trace) {
        List<AttentionMap> maps = new ArrayList<>();
        for (Trace.Step step : trace.steps()) {
            for (Op.Inner inner : step.inner()) {
                if (inner.name().equals(WEIGHTS) && inner.shape().rank() == 4) {
                    add(step.layer(), inner, maps);
                }
            }
        }
        if (maps.isEmpty()) {
            throw new IllegalArgumentException("attention expects a network with attention, but this one has none: add"
                    + " selfAttention(…) or transformerBlock(…)");
        }
        return maps;
    }

    private static void add(String layer, Op.Inner inner, List<AttentionMap> maps) {
        int queries = inner.shape().size(2);
        int keys = inner.shape().size(3);
        for (int head = 0; head < inner.shape().size(1); head++) {
            double[][] weights = new double[queries][keys];
            for (int i = 0; i < queries; i++) {
                System.arraycopy(inner.values(), (head * queries + i) * keys, weights[i], 0, keys);
            }
            maps.add(new AttentionMap(layer, head + 1, weights));
        }
    }
}
