package org.cellwise.train;

import java.util.Arrays;

/** Looks for a learning rate by a run in which the rate grows from step to step (Smith, 2017). */
final class RateFinder {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final int STEPS = 120;
    private static final double KEPT = 0.8; // of the smoothed loss from step to step
    private static final double TOO_MUCH = 4; // times the best loss

    private final Step step;
    private final Epoch epoch;
    private final double[] rates = new double[STEPS];
    private final double[] losses = new double[STEPS];
    private int steps;

    RateFinder(Step step, Epoch epoch) {
        this.step = step;
        this.epoch = epoch;
    }

    /** Leaves the trainer changed: the caller puts its state back. */
    LearningRates run() {
        double mean = 0;
        double best = Double.POSITIVE_INFINITY;
        boolean finite = true;
        step.forget();
        while (steps < STEPS && finite) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("findLearningRate was stopped after " + steps + " of " + STEPS
                        + " steps; weights and all else are as they were");
            }
            if (!epoch.hasNext()) {
                epoch.begin(step.order());
            }
            double rate = LOWEST * StrictMath.pow(HIGHEST / LOWEST, steps / (STEPS - 1.0));
            finite = step.learn(epoch.nextBatch(), rate);
            mean = KEPT * mean + (1 - KEPT) * step.forward().mean();
            double smoothed = mean / (1 - StrictMath.pow(KEPT, steps + 1)); // the mean begins at 0
            if (!Double.isFinite(smoothed) || smoothed - best > (TOO_MUCH - 1) * Math.abs(best)) {
                break;
            }
            best = Math.min(best, smoothed);
            rates[steps] = rate;
            losses[steps++] = smoothed;
        }
        if (steps < 3) {
            throw new IllegalStateException("findLearningRate expects a network whose loss is finite, but it was not"
                    + " from the first steps on: look for values that are not finite, and " + Unscaled.FEATURES);
        }
        return LearningRates.of(Arrays.copyOf(rates, steps), Arrays.copyOf(losses, steps));
    }
}
