package org.cellwise.insight;

import java.util.Objects;
import java.util.function.Predicate;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;

/**
 * Stops {@code fit} at the very step after which a condition on the weights of a layer holds, once; then all is open to
 * look at, and {@code resume()} goes on. A loop over {@code batches} of one's own is not stopped: test the condition in it.
 */
public final class Watch implements TrainingListener {
    private final Network network;
    private final String layer;
    private final Predicate<double[][]> condition;
    private boolean asking = true;
    private String held; // where it did; null before
    private Matrix weights; // then

    private Watch(Network network, String layer, Predicate<double[][]> condition) {
        this.network = network;
        this.layer = layer;
        this.condition = condition;
    }

    /**
     * Watches from now on. An exception of the condition ends {@code fit}, and the condition is asked no more.
     *
     * @param layer whose weights (in, out) the condition is given, after each batch of {@code fit}
     * @throws IllegalArgumentException if there is no such layer with weights
     */
    public static Watch of(Trainer trainer, String layer, Predicate<double[][]> condition) {
        Objects.requireNonNull(
                condition, "watch expects a condition on weights, such as w -> w[0][1] > 1, but got null");
        trainer.network().weights(layer);
        Watch watch = new Watch(trainer.network(), layer, condition);
        trainer.listen(watch);
        return watch;
    }

    @Override
    public boolean wantsBatch() {
        return asking;
    }

    @Override
    public void batchEnded(Progress progress) {
        Matrix now = network.weights(layer);
        asking = false; // stays so where the condition throws, or no fit could go on any more
        asking = !condition.test(now.values());
        if (!asking) {
            held = "epoch %s, batch %s of %s".formatted(progress.epoch(), progress.batch(), progress.batches());
            weights = now;
            Thread.currentThread().interrupt(); // as the stop button does
        }
    }

    /** Whether the condition has held. */
    public boolean held() {
        return held != null;
    }

    /**
     * The weights (in, out) at that step.
     *
     * @throws IllegalStateException if the condition has not held yet
     */
    public Matrix weights() {
        if (held == null) {
            throw new IllegalStateException(
                    asking
                            ? "The condition on " + layer + " has not held yet: train on with fit"
                            : "The condition on " + layer + " has failed: watch with another one");
        }
        return weights;
    }

    /** {@code Watch on dense_1: the condition held after epoch 2, batch 5 of 18; resume() goes on}. */
    @Override
    public String toString() {
        return "Watch on " + layer + ": "
                + (asking
                        ? "the condition has not held yet"
                        : held == null
                                ? "the condition has failed and is asked no more; watch with another one"
                                : "the condition held after " + held + "; resume() goes on");
    }
}
