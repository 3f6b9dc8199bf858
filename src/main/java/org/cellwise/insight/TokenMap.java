package org.cellwise.insight;

import java.util.List;
import org.cellwise.data.text.Tokenizer;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * The rows of an embedding's table, one for each token, in the two directions in which they spread most.
 *
 * @param parameter the table
 * @param tokens their names
 * @param components where they are
 */
public record TokenMap(String parameter, List<String> tokens, Components components) {
    private static final String TABLE = "(.*\\.)?embedding_\\d+\\.weight";

    /**
     * Of the table that has a row for each token.
     *
     * @throws IllegalArgumentException if the network has no such embedding, or its numbers are not finite
     */
    public static TokenMap of(Network network, Tokenizer tokenizer) {
        Given.require(network, "tokenMap", "a network, as network(…) makes it");
        Given.require(tokenizer, "tokenMap", "a tokenizer, such as characters(text)");
        List<Parameter> tables = network.parameters().list().stream()
                .filter(p -> p.name().matches(TABLE) && p.shape().size(0) == tokenizer.size())
                .toList();
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(
                    "tokenMap expects a network with an embedding of the " + Names.count(tokenizer.size(), "token")
                            + " of the tokenizer: use the one that its training data was made with");
        }
        Parameter table = tables.get(0);
        int width = table.shape().last();
        float[] values = network.parameters().values();
        double[][] rows = new double[tokenizer.size()][width];
        for (int i = 0; i < rows.length * width; i++) {
            rows[i / width][i % width] = values[table.offset() + i];
            if (!Double.isFinite(rows[i / width][i % width])) {
                throw new IllegalArgumentException(
                        "tokenMap expects finite numbers, but %s has others: the network's weights may have diverged; train again with a smaller learning rate"
                                .formatted(table.name()));
            }
        }
        return new TokenMap(table.name(), tokenizer.names(), Components.of(rows));
    }
}
