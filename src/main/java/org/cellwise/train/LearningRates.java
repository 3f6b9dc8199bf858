package org.cellwise.train;

/**
 * What a search for a learning rate found: rates that grow from step to step, and the loss at each.
 *
 * @param rates tried, ascending
 * @param losses smoothed loss at each rate; they end where it grew to four times the best
 * @param suggestion a tenth of the rate at which the loss was lowest: still steep, and far from where it explodes
 */
public record LearningRates(double[] rates, double[] losses, double suggestion) {
    @Override
    public String toString() {
        return "Learning rate %.2g suggested, a tenth of that with the lowest loss; tried %.1g to %.1g in %d steps"
                .formatted(suggestion, rates[0], rates[rates.length - 1], rates.length);
    }
}
