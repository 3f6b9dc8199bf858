package org.cellwise.model.generate;

import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.text.Numbers;

/**
 * What a network takes for likely to follow a text.
 *
 * @param text that it read
 * @param candidates all tokens, the likeliest first
 */
public record NextTokens(String text, List<Candidate> candidates) {
    private static final int SHOWN = 5;

    /** A token by its name, and its probability. */
    public record Candidate(String token, double probability) {}

    public NextTokens {
        candidates = List.copyOf(candidates);
    }

    /** {@code after "th": e 71 %, a 12 %, …}. */
    @Override
    public String toString() {
        return candidates.stream()
                .limit(SHOWN)
                .map(c -> c.token() + " " + Numbers.percent(c.probability(), 2))
                .collect(Collectors.joining(", ", "after \"" + text + "\": ", candidates.size() > SHOWN ? ", …" : ""));
    }
}
