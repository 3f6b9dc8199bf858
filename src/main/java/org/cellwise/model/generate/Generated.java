package org.cellwise.model.generate;

import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A text and what a network made follow it.
 *
 * @param prompt what it began with
 * @param text what follows
 * @param tokens how many tokens were drawn
 * @param end why no more were
 * @param seconds that it took
 */
public record Generated(String prompt, String text, int tokens, End end, double seconds) {
    /** Why a text ends. */
    public enum End {
        /** As many tokens as were asked for. */
        LENGTH,
        /** The text came that ends it. */
        STOP_TEXT,
        /** Somebody stopped it. */
        INTERRUPTED
    }

    /** Beginning and continuation. */
    public String all() {
        return prompt + text;
    }

    /** {@code 200 tokens in 0.4 s}. */
    public String pace() {
        return Names.count(tokens, "token") + " in " + Numbers.duration(seconds)
                + (end == End.INTERRUPTED ? ", interrupted" : "");
    }

    /** Beginning and continuation, as text. */
    @Override
    public String toString() {
        return all() + (end == End.INTERRUPTED ? " … (interrupted)" : "");
    }
}
