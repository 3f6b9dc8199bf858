package org.cellwise.train;

import java.util.Arrays;

/**
 * What a search for a learning rate found: rates that grow from step to step, and the loss at each.
 *
 * @param rates tried, ascending
 * @param losses smoothed loss at each rate; they end where it grew to four times the best
 * @param suggestion a tenth of the rate at which the loss was lowest: still steep, and far from where it explodes
 */
public record LearningRates(double[] rates, double[] losses, double suggestion) {
    /** Part by which the loss must fall for the suggestion to mean something. */
    private static final double CLEAR = 0.05;

    /** Whether no rate made the loss fall clearly, so that the suggestion is chance. */
    public boolean isUnclear() {
        return Arrays.stream(losses).min().orElse(0) > (1 - CLEAR) * losses[0];
    }

    @Override
    public String toString() {
        return "Learning rate %.2g suggested, a tenth of that with the lowest loss; tried %.1g to %.1g in %s steps%s"
                .formatted(
                        suggestion,
                        rates[0],
                        rates[rates.length - 1],
                        rates.length,
                        isUnclear()
                                ? "; but the loss hardly fell at any rate, so that this is chance: standardize() the"
                                        + " features, and look whether they tell the targets at all"
                                : "");
    }
}
