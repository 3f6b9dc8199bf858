package org.cellwise.layer.transformer;

import org.cellwise.layer.Description;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Memory;
import org.cellwise.layer.Scope;
import org.cellwise.layer.Weight;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;

/**
 * Lets each place of a decoder's sequence gather from the encoder's sequence what its query matches (Vaswani et al.,
 * 2017). Stands within the decoder of {@link EncoderDecoder}. Input (length, width), output the same. Parameters: {@code
 * query.weight} (width, width), {@code memory.weight} (memory's width, 2 width) with keys and values side by side, {@code
 * out.weight} (width, width), and a bias of each.
 *
 * @param heads how many, each width / heads wide
 */
public record CrossAttention(int heads) implements Layer {
    public CrossAttention {
        if (heads < 1) {
            throw new IllegalArgumentException("crossAttention expects at least 1 head, but got " + heads);
        }
    }

    @Override
    public String kind() {
        return "cross_attention";
    }

    @Override
    public Description describe() {
        return Description.of(this).words("cross attention", heads + (heads == 1 ? " head" : " heads"));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("crossAttention", input);
        SelfAttention.depth("crossAttention", heads, input);
        Memory memory = scope.memory();
        if (memory == null) {
            throw new IllegalArgumentException("crossAttention looks at what an encoder made, but there is none: put it"
                    + " within the decoder of encoderDecoder(…)");
        }
        int width = input.last();
        int other = memory.shape().last();
        Weight query = scope.weight("query.weight", Shape.of(width, width), Initializer.glorot());
        Weight queryBias = scope.bias("query.bias", Shape.of(width), Initializer.zeros());
        Weight keys = scope.weight("memory.weight", Shape.of(other, 2 * width), Initializer.glorot(), other, width);
        Weight keysBias = scope.bias("memory.bias", Shape.of(2 * width), Initializer.zeros());
        Weight out = scope.weight("out.weight", Shape.of(width, width), Initializer.glorot());
        Weight outBias = scope.bias("out.bias", Shape.of(width), Initializer.zeros());
        Op open = Ops.attention(heads, heads, false, true, false, 0);
        Op masked = Ops.attention(heads, heads, false, true, true, 0);
        return x -> {
            Tape tape = x.tape();
            Tensor of = memory.on(tape, x.shape().size(0));
            Tensor places = memory.mask() == null ? null : memory.mask().on(tape);
            Tensor queries = Ops.linear(x, query.on(tape), queryBias.on(tape));
            Tensor keysValues = Ops.linear(of, keys.on(tape), keysBias.on(tape));
            Tensor gathered = places == null
                    ? tape.apply(open, queries, keysValues)
                    : tape.apply(masked, queries, keysValues, places);
            return Ops.linear(gathered, out.on(tape), outBias.on(tape));
        };
    }
}
