package org.cellwise.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Given;

/**
 * What a network would say next at each place if it stopped after each of its layers: the numbers that go from block to
 * block (the residual stream), read by the layers that follow the last block (nostalgebraist, "interpreting GPT: the
 * logit lens", 2020).
 *
 * @param tokens that it read, one for each place
 * @param rows for each layer, in order
 */
public record LogitLens(List<String> tokens, List<Row> rows) {
    /**
     * After one layer.
     *
     * @param layer that was the last
     * @param likeliest token at each place
     * @param shares how likely it is
     */
    public record Row(String layer, List<String> likeliest, double[] shares) {}

    /**
     * Of a text, which may be shorter than the network's length.
     *
     * @throws IllegalArgumentException if the network does not predict the tokens at each place, has no blocks whose output
     *     its last layers could read, or the text is empty or too long
     */
    public static LogitLens of(Network network, Tokenizer tokenizer, String text) {
        Given.require(network, "logitLens", "a network, as network(…) makes it");
        Given.require(tokenizer, "logitLens", "a tokenizer, such as characters(text)");
        Shape out = network.outputShape();
        if (out.rank() != 2 || out.last() != tokenizer.size()) {
            throw new IllegalArgumentException("logitLens expects a network that predicts the " + tokenizer.size()
                    + " tokens of the tokenizer at each place, but this one puts out " + out
                    + ": use the tokenizer that its training data was made with");
        }
        float[] ids = AttentionMap.ids("logitLens", network, tokenizer, text);
        List<BuiltLayer> layers = network.layers();
        int head = layers.size();
        while (head > 0 && layers.get(head - 1).parts().isEmpty()) {
            head--;
        }
        if (head == 0) {
            throw new IllegalArgumentException(
                    "logitLens expects a network with blocks, such as transformerBlock(…), but this one has none");
        }
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        List<Trace.Call> calls =
                Trace.of(network, tape.input(Shape.of(1, ids.length), ids)).calls();
        TokenShares shares = new TokenShares(network);
        Shape stream = layers.get(head - 1).output();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            if (layers.get(i).output().equals(stream)) {
                Tensor logits = read(network, layers.subList(head, layers.size()), calls.get(i));
                rows.add(row(layers.get(i).name(), logits, shares, tokenizer.names()));
            }
        }
        List<String> names = tokenizer.names();
        List<String> read =
                Arrays.stream(tokenizer.encode(text)).mapToObj(names::get).toList();
        return new LogitLens(read, List.copyOf(rows));
    }

    private static Tensor read(Network network, List<BuiltLayer> head, Trace.Call call) {
        Tensor y = call.output().tensor();
        float[] values = Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
        Tape tape = new Tape(Tape.Mode.PREDICT, network.compute(), new SeededRandom(0));
        Tensor x = tape.input(y.shape(), values);
        for (BuiltLayer layer : head) {
            x = layer.forward().apply(x);
        }
        return x;
    }

    private static Row row(String layer, Tensor logits, TokenShares reader, List<String> names) {
        int tokens = logits.shape().last();
        int places = logits.size() / tokens;
        List<String> likeliest = new ArrayList<>();
        double[] shares = new double[places];
        for (int place = 0; place < places; place++) {
            double[] each = reader.of(logits.data(), logits.offset() + place * tokens, tokens);
            int best = 0;
            for (int i = 1; i < tokens; i++) {
                best = each[i] > each[best] ? i : best;
            }
            likeliest.add(names.get(best));
            shares[place] = each[best];
        }
        return new Row(layer, List.copyOf(likeliest), shares);
    }
}
