package org.cellwise.layer.transformer;

import java.util.List;
import java.util.Map;
import org.cellwise.layer.Description;
import org.cellwise.layer.Description.Flow;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scope;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
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
 */
public record TransformerBlock(int heads, int hidden, boolean causal, double dropout) implements Layer {
    public TransformerBlock {
        if (heads < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "transformerBlock expects at least 1 head and 1 hidden unit, but got " + heads + " and " + hidden);
        }
    }

    public TransformerBlock(int heads, int hidden) {
        this(heads, hidden, false, 0);
    }

    /** So that no place sees a later one, as for predicting what comes next. */
    public TransformerBlock asCausal() {
        return new TransformerBlock(heads, hidden, true, dropout);
    }

    /** With dropout before each addition. */
    public TransformerBlock dropout(double rate) {
        return new TransformerBlock(heads, hidden, causal, rate);
    }

    @Override
    public String kind() {
        return "transformer_block";
    }

    // the width of the second dense layer is that of the input, so it is not known here
    @Override
    public Description describe() {
        Description back = new Description("dense", Map.of(), List.of(), Flow.UNITS, List.of("dense"));
        return Description.of(this)
                .flow(Flow.CHAIN)
                .parts(List.of(
                        part("residual_1", attention().describe()),
                        part("residual_2", replaced(dense(1).describe(), "dense_2", back))));
    }

    private static Description.Part part(String name, Description description) {
        return new Description.Part("layers", name, description);
    }

    private static Description replaced(Description around, String name, Description part) {
        return around.parts(around.parts().stream()
                .map(p -> p.name().equals(name) ? part(name, part) : p)
                .toList());
    }

    private Layer attention() {
        return new Residual(new LayerNorm(), new SelfAttention(heads, causal), new Dropout(dropout));
    }

    private Layer dense(int width) {
        return new Residual(
                new LayerNorm(),
                new Dense(hidden, true, null, null),
                Activation.gelu(),
                new Dense(width, true, null, null),
                new Dropout(dropout));
    }

    @Override
    public Forward build(Scope scope, Shape input) {
        Sequences.check("transformerBlock", input);
        return scope.build(List.of(attention(), dense(input.last())), input).forward();
    }
}
