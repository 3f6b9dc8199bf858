package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.text.Numbers;

/**
 * What a search for a learning rate found: rates that grow from step to step, and the loss at each.
 *
 * @param rates tried, ascending
 * @param losses smoothed loss at each rate; they end where it grew to four times the best
 * @param suggestion a tenth of the rate at which the loss was lowest: still steep, and far from where it explodes; never
 *     below the lowest rate tried
 */
public record LearningRates(double[] rates, double[] losses, double suggestion) {
    /** Part by which the loss must fall for the suggestion to mean something. */
    private static final double CLEAR = 0.05;

    /** With the suggestion that follows from losses at rates. */
    static LearningRates of(double[] rates, double[] losses) {
        int lowest = 0;
        for (int i = 1; i < losses.length; i++) {
            lowest = losses[i] < losses[lowest] ? i : lowest;
        }
        return new LearningRates(rates, losses, Math.max(rates[0], rates[lowest] / 10));
    }

    /** Whether no rate made the loss fall clearly, so that the suggestion is chance. */
    public boolean isUnclear() {
        double fall =
                losses[0] - Arrays.stream(losses).filter(Double::isFinite).min().orElse(losses[0]);
        return !(fall > 0 && fall >= CLEAR * Math.abs(losses[0]));
    }

    @Override
    public String toString() {
        return "Learning rate %s suggested, %s; tried %s to %s in %s steps%s"
                .formatted(
                        Numbers.significant(suggestion, 2),
                        suggestion > rates[0]
                                ? "a tenth of that with the lowest loss"
                                : "the lowest tried, since the loss was lowest within ten times that",
                        Numbers.significant(rates[0], 1),
                        Numbers.significant(rates[rates.length - 1], 1),
                        rates.length,
                        isUnclear()
                                ? "; but the loss hardly fell at any rate, so that this is chance: the network may have"
                                        + " learned already, or the features tell nothing of the targets, or are to"
                                        + " be brought to about -1 to 1 (a table: standardize())"
                                : "");
    }
}
