package org.cellwise.layer.transformer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Adapter;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.norm.LayerNorm;
import org.cellwise.layer.sequence.Sequences;
import org.cellwise.tensor.Shape;

/**
 * Self-attention, then two dense layers with gelu between them, each around a residual connection that begins with layer
 * normalisation: x + attention(norm(x)), then x + dense(gelu(dense(norm(x)))) (Vaswani et al., 2017, with the norm first
 * as in GPT-2). Input (length, width), output the same.
 *
 * @param heads of the attention
 * @param hidden width between the two dense layers, often 4 times that of the sequence
 * @param causal whether a place sees only itself and those before it
 * @param dropout rate of dropout before each addition
 * @param tanh whether gelu is that by tanh, as in GPT-2
 * @param epsilon of the normalisation
 * @param postNorm whether each addition is normalised instead of what goes into it, as in the original and in BERT
 * @param adapter weights of low rank beside those of its attention and of both dense layers; null for none
 */
public record TransformerBlock(
        int heads,
        int hidden,
        boolean causal,
        double dropout,
        boolean tanh,
        double epsilon,
        boolean postNorm,
        Adapter adapter)
        implements Layer {
    public TransformerBlock {
        if (heads < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "transformerBlock expects at least 1 head and 1 hidden unit, but got " + heads + " and " + hidden);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "transformerBlock expects a dropout from 0 and below 1, but got " + dropout);
        }
    }

    public TransformerBlock(int heads, int hidden) {
        this(heads, hidden, false, 0, false, LayerNorm.EPSILON, false, null);
    }

    /** So that no place sees a later one, as for predicting what comes next. */
    public TransformerBlock asCausal() {
        return new TransformerBlock(heads, hidden, true, dropout, tanh, epsilon, postNorm, adapter);
    }

    /** With dropout before each addition. */
    public TransformerBlock dropout(double rate) {
        return new TransformerBlock(heads, hidden, causal, rate, tanh, epsilon, postNorm, adapter);
    }

    /** With gelu by tanh, as in GPT-2. */
    public TransformerBlock geluTanh() {
        return new TransformerBlock(heads, hidden, causal, dropout, true, epsilon, postNorm, adapter);
    }

    /** With another epsilon in the normalisation, such as ViT's 10⁻⁶. */
    public TransformerBlock epsilon(double small) {
        return new TransformerBlock(heads, hidden, causal, dropout, tanh, small, postNorm, adapter);
    }

    /** With each addition normalised instead of what goes into it, as in BERT. */
    public TransformerBlock normLast() {
        return new TransformerBlock(heads, hidden, causal, dropout, tanh, epsilon, true, adapter);
    }

    @Override
    public String kind() {
        return "transformer_block";
    }

    @Override
    public boolean isStepwise() {
        return causal;
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
                        .mapToObj(i -> part(names.get(i), replaced(layers.get(i).describe(), "dense_2", back)))
                        .toList());
    }

    static Description.Part part(String name, Description description) {
        return new Description.Part("layers", name, description);
    }

    static Description replaced(Description around, String name, Description part) {
        return around.parts(around.parts().stream()
                .map(p -> p.name().equals(name) ? part(name, part) : p)
                .toList());
    }

    private List<Layer> layers(int width) {
        SelfAttention plain = new SelfAttention(heads).adapter(adapter);
        SelfAttention attention = causal ? plain.asCausal() : plain;
        Layer up = new Dense(hidden, true, null, null, adapter);
        Layer gelu = tanh ? Activation.geluTanh() : Activation.gelu();
        Layer down = new Dense(width, true, null, null, adapter);
        Layer norm = new LayerNorm(epsilon);
        Layer drop = new Dropout(dropout);
        return postNorm
                ? List.of(new Residual(attention, drop), norm, new Residual(up, gelu, down, drop), norm)
                : List.of(new Residual(norm, attention, drop), new Residual(norm, up, gelu, down, drop));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("transformerBlock", input);
        return scope.build(layers(input.last()), input).forward();
    }
}
