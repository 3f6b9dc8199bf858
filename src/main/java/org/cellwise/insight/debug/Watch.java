package org.cellwise.insight.debug;

import java.util.Objects;
import java.util.function.Predicate;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;

/**
 * Stops {@code fit} at the very step after which a condition holds, once; then all is open to look at, and {@code resume()}
 * goes on. In a loop over {@code batches} of one's own, {@link #holds} asks: {@code if (watch.holds()) break;}, and the next
 * loop, or fit, goes on within the epoch.
 */
public final class Watch implements TrainingListener {
    private final Trainer trainer;
    private final String what; // is looked at, in words
    private final String layer; // null where the condition is on all
    private final Predicate<AfterStep> condition;
    private boolean asking = true;
    private String held; // where it did; null before
    private Network then;

    private Watch(Trainer trainer, String layer, Predicate<AfterStep> condition) {
        this.trainer = trainer;
        this.layer = layer;
        this.condition = condition;
        what = layer == null ? "" : " on " + layer;
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
        Given.require(trainer, "watch", "a trainer, as trainer(net, loss, optimizer) makes it")
                .network()
                .weights(layer);
        return start(new Watch(trainer, layer, AfterStep.onWeights(layer, condition)));
    }

    /** The same with a condition on all that there is after a step. */
    public static Watch of(Trainer trainer, Predicate<AfterStep> condition) {
        Objects.requireNonNull(condition, "watch expects a condition, such as at -> at.loss() > 3, but got null");
        return start(new Watch(
                Given.require(trainer, "watch", "a trainer, as trainer(net, loss, optimizer) makes it"),
                null,
                condition));
    }

    private static Watch start(Watch watch) {
        watch.trainer.listen(watch);
        return watch;
    }

    @Override
    public boolean wantsBatch() {
        return asking;
    }

    @Override
    public void batchEnded(Progress progress) {
        AfterStep now = new AfterStep(
                trainer.network(),
                trainer.data(),
                progress.epoch(),
                progress.batch(),
                progress.batches(),
                trainer.history().lastStepLoss());
        if (ask(now, "epoch %s, batch %s of %s".formatted(progress.epoch(), progress.batch(), progress.batches()))) {
            Thread.currentThread().interrupt(); // as the stop button does
        }
    }

    private boolean ask(AfterStep now, String where) {
        asking = false; // stays so where the condition throws, or no fit could go on any more
        asking = !condition.test(now);
        if (!asking) {
            held = where;
            then = trainer.network().copy();
        }
        return !asking;
    }

    /**
     * Asks now, for a loop of your own, after {@code trainer.step(batch)}: whether the condition holds, for the first time.
     * It is asked no more once it has held.
     */
    public boolean holds() {
        if (!asking) {
            return false;
        }
        int steps = trainer.history().steps();
        int epoch = trainer.history().size() + 1;
        double loss = steps == 0 ? Double.NaN : trainer.history().lastStepLoss();
        return ask(
                new AfterStep(trainer.network(), trainer.data(), steps == 0 ? 0 : epoch, 0, 0, loss),
                "epoch %s, step %s of the training".formatted(epoch, steps));
    }

    /** Whether the condition has held. */
    public boolean held() {
        return held != null;
    }

    /**
     * The network at that step, as a copy.
     *
     * @throws IllegalStateException if the condition has not held yet
     */
    public Network network() {
        if (held == null) {
            throw new IllegalStateException(
                    asking
                            ? "The condition" + what + " has not held yet: train on with fit"
                            : "The condition" + what + " has failed: watch with another one");
        }
        return then;
    }

    /**
     * The weights (in, out) at that step.
     *
     * @throws IllegalStateException if the condition has not held yet, or is not on the weights of a layer
     */
    public Matrix weights() {
        Network network = network();
        if (layer == null) {
            throw new IllegalStateException(
                    "weights expects a watch on one layer, but this one is on all: call network().weights(\"…\")");
        }
        return network.weights(layer);
    }

    /** {@code Watch on dense_1: the condition held after epoch 2, batch 5 of 18; resume() goes on}. */
    @Override
    public String toString() {
        return "Watch" + what + ": "
                + (asking
                        ? "the condition has not held yet"
                        : held == null
                                ? "the condition has failed and is asked no more; watch with another one"
                                : "the condition held after " + held + "; resume() goes on");
    }
}
