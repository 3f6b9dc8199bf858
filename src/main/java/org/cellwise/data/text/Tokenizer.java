package org.cellwise.data.text;

import java.util.List;
import java.util.Map;

/** Text as whole numbers 0 … size - 1, called tokens, and back. */
public interface Tokenizer {
    /** How many tokens there are. */
    int size();

    /**
     * The tokens of a text.
     *
     * @throws IllegalArgumentException if it has what no token stands for
     */
    int[] encode(String text);

    /** The text of tokens, one after the other. */
    String decode(int... tokens);

    /** A name for each token that can be seen, such as {@code space} for a space; no two are the same. */
    List<String> names();

    /** Kind and settings, plain values from which {@link Tokenizers#of} makes it again; empty where nothing could. */
    default Map<String, Object> describe() {
        return Map.of();
    }
}
