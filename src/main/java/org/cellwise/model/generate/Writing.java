package org.cellwise.model.generate;

import java.util.List;

/**
 * A text as a network wrote it, token by token.
 *
 * @param prompt what it began with
 * @param text all of it in the end
 * @param steps one for each token; none where it was stopped at once
 */
public record Writing(String prompt, String text, List<Step> steps) {
    /**
     * One token.
     *
     * @param next what stood there, and how likely each token was to be drawn
     * @param token the one that was
     */
    public record Step(NextTokens next, String token) {}

    public Writing {
        steps = List.copyOf(steps);
    }
}
