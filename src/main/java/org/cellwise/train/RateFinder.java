package org.cellwise.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Supplier;
import org.cellwise.data.Batch;

/** Looks for a learning rate by a run in which the rate grows from step to step (Smith, 2017). */
final class RateFinder {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final int STEPS = 120;
    private static final double KEPT = 0.8; // of the smoothed loss from step to step
    private static final double TOO_MUCH = 4; // times the best loss

    private final Learner learner;
    private final Supplier<Iterator<Batch>> passes;
    private final double[] rates = new double[STEPS];
    private final double[] losses = new double[STEPS];
    private Iterator<Batch> batches;
    private int steps;

    RateFinder(Learner learner, Supplier<Iterator<Batch>> passes) {
        this.learner = learner;
        this.passes = passes;
        this.batches = passes.get();
    }

    /** Leaves the trainer changed: its state is put back by whoever calls. */
    LearningRates run() {
        double mean = 0;
        double best = Double.POSITIVE_INFINITY;
        while (steps < STEPS) {
            double rate = LOWEST * StrictMath.pow(HIGHEST / LOWEST, steps / (STEPS - 1.0));
            double loss = learner.learn(next(), rate);
            mean = KEPT * mean + (1 - KEPT) * loss;
            double smoothed = mean / (1 - StrictMath.pow(KEPT, steps + 1)); // the mean begins at 0
            if (!Double.isFinite(smoothed) || smoothed > TOO_MUCH * best) {
                break;
            }
            best = Math.min(best, smoothed);
            rates[steps] = rate;
            losses[steps++] = smoothed;
        }
        if (steps < 3) {
            throw new IllegalStateException("findLearningRate expects a network whose loss is finite, but it was not"
                    + " from the first steps on: check the features, and standardize() them");
        }
        return new LearningRates(Arrays.copyOf(rates, steps), Arrays.copyOf(losses, steps), rates[lowest()] / 10);
    }

    private Batch next() {
        if (!batches.hasNext()) {
            batches = passes.get();
        }
        return batches.next();
    }

    private int lowest() {
        int found = 0;
        for (int i = 1; i < steps; i++) {
            found = losses[i] < losses[found] ? i : found;
        }
        return found;
    }
}
