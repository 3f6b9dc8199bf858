package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.text.Numbers;

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
        return "Learning rate %s suggested, a tenth of that with the lowest loss; tried %s to %s in %s steps%s"
                .formatted(
                        Numbers.significant(suggestion, 2),
                        Numbers.significant(rates[0], 1),
                        Numbers.significant(rates[rates.length - 1], 1),
                        rates.length,
                        isUnclear()
                                ? "; but the loss hardly fell at any rate, so that this is chance: standardize() the"
                                        + " features, and look whether they tell the targets at all"
                                : "");
    }
}
