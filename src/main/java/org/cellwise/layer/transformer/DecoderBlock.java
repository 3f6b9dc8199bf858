package org.cellwise.layer.transformer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.tensor.Shape;

/**
 * A block of a decoder: causal self-attention, {@link CrossAttention} to what the encoder made, two dense layers with gelu
 * between them, each around a residual connection that begins with layer normalisation (Vaswani et al., 2017). Input
 * (length, width), output the same.
 *
 * @param heads of both kinds of attention
 * @param hidden width between the two dense layers
 */
public record DecoderBlock(int heads, int hidden) implements Layer {
    public DecoderBlock {
        if (heads < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "decoderBlock expects at least 1 head and 1 hidden unit, but got " + heads + " and " + hidden);
        }
    }

    @Override
    public String kind() {
        return "decoder_block";
    }

    // the width of the second dense layer is that of the input, so it is not known here
    @Override
    public Description describe() {
        Description back = new Description("dense", Map.of(), List.of(), Flow.UNITS, List.of("dense"));
        List<Layer> layers = layers(1);
        List<String> names = Description.names(layers);
        return Description.of(this)
                .flow(Flow.CHAIN)
                .parts(IntStream.range(0, layers.size())
                        .mapToObj(i -> TransformerBlock.part(
                                names.get(i),
                                TransformerBlock.replaced(layers.get(i).describe(), "dense_2", back)))
                        .toList());
    }

    private List<Layer> layers(int width) {
        return List.of(
                new Residual(new LayerNorm(), new SelfAttention(heads).asCausal()),
                new Residual(new LayerNorm(), new CrossAttention(heads)),
                new Residual(
                        new LayerNorm(),
                        new Dense(hidden, true, null, null),
                        Activation.gelu(),
                        new Dense(width, true, null, null)));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("decoderBlock", input);
        return scope.build(layers(input.last()), input).forward();
    }
}
