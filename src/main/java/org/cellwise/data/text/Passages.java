package org.cellwise.data.text;

import org.cellwise.data.Dataset;
import org.cellwise.text.Given;

/** Passages of a text as rows to learn from: at each place, which token comes next. */
public final class Passages {
    private Passages() {}

    /**
     * Passages of one length, beginning a step apart; features are tokens (length), targets the token that follows each.
     *
     * @throws IllegalArgumentException if a number is below 1, the text is no longer than a passage, or has a character
     *     that the tokenizer does not know
     */
    public static Dataset of(String text, Tokenizer tokenizer, int length, int step) {
        if (length < 1 || step < 1) {
            throw new IllegalArgumentException(
                    "passages expect a length and a step of at least 1, but got " + length + " and " + step);
        }
        Given.require(tokenizer, "passages", "a tokenizer, such as characters(text)");
        if (tokenizer.size() < 2) {
            throw new IllegalArgumentException(
                    "passages expect a tokenizer of two tokens or more, since there is nothing to predict with one");
        }
        int[] tokens = tokenizer.encode(text);
        int count = tokens.length <= length ? 0 : (tokens.length - 1 - length) / step + 1;
        if (count == 0) {
            throw new IllegalArgumentException(
                    "passages of " + length + " tokens, each with the one that follows, expect a"
                            + " text of " + (length + 1) + " or more, but it has " + tokens.length
                            + ": choose shorter passages, or a longer text");
        }
        double[][] features = new double[count][length];
        int[][] next = new int[count][length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                features[i][j] = tokens[i * step + j];
                next[i][j] = tokens[i * step + j + 1];
            }
        }
        return Dataset.ofClasses(features, next, tokenizer.names().toArray(String[]::new))
                .tokens(tokenizer.describe());
    }
}
