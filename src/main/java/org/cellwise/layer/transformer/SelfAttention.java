package org.cellwise.layer.transformer;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Lets each place of a sequence gather from all places what its query matches (Vaswani et al., 2017): softmax(Q Kᵀ / √d) V
 * in several heads, between two dense maps. Input (length, width), output the same. Parameters: {@code in.weight} (width,
 * 3 width) with queries, keys and values side by side, {@code in.bias}, {@code out.weight} (width, width),
 * {@code out.bias}.
 *
 * @param heads how many, each width / heads wide
 * @param causal whether a place sees only itself and those before it
 */
public record SelfAttention(int heads, boolean causal) implements Layer {
    public SelfAttention {
        if (heads < 1) {
            throw new IllegalArgumentException("selfAttention expects at least 1 head, but got " + heads);
        }
    }

    public SelfAttention(int heads) {
        this(heads, false);
    }

    /** So that no place sees a later one, as for predicting what comes next. */
    public SelfAttention asCausal() {
        return new SelfAttention(heads, true);
    }

    @Override
    public String kind() {
        return "self_attention";
    }

    @Override
    public Description describe() {
        return Description.of(this)
                .words("attention", heads + (heads == 1 ? " head" : " heads"), causal ? "causal" : "");
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("selfAttention", input);
        int width = input.last();
        if (width % heads != 0) {
            throw new IllegalArgumentException("selfAttention expects a width that its " + heads
                    + " heads share evenly, but each row has shape " + input + ": choose a width of "
                    + (width / heads + 1) * heads + ", or another number of heads");
        }
        Weight in = scope.weight("in.weight", Shape.of(width, 3 * width), Initializer.glorot(), width, width);
        Weight inBias = scope.bias("in.bias", Shape.of(3 * width), Initializer.zeros());
        Weight out = scope.weight("out.weight", Shape.of(width, width), Initializer.glorot());
        Weight outBias = scope.bias("out.bias", Shape.of(width), Initializer.zeros());
        Op attention = Ops.attention(heads, causal);
        return x -> {
            Tensor queriesKeysValues = Ops.linear(x, in.on(x.tape()), inBias.on(x.tape()));
            Tensor gathered = x.tape().apply(attention, queriesKeysValues);
            return Ops.linear(gathered, out.on(x.tape()), outBias.on(x.tape()));
        };
    }
}
