package org.cellwise.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Tape;

/**
 * Trains a network, and keeps optimizer state and history between calls of {@code fit}: each call goes on where the
 * last one stopped, whether it ended by itself or by the stop button.
 */
public final class Trainer {
    private static final int BATCH_SIZE = 32;

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final History history = new History();
    private final Updater updater;
    private final Evaluator evaluator;
    private Stepper stepper;
    private SeededRandom order;
    private int batchSize = BATCH_SIZE;
    private List<Metric> metrics;
    private EpochRun epoch;

    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        this.updater = new Updater(network.compute(), network.parameters(), optimizer);
        this.evaluator = new Evaluator(network, loss);
        seed(Seed.DEFAULT);
    }

    /** Rows a step learns from at once; {@value #BATCH_SIZE} unless set. */
    public Trainer batchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("batchSize expects at least 1 row, but got " + rows);
        }
        batchSize = rows;
        return this;
    }

    /** Where the order of batches, and all else that is random in training, starts. */
    public Trainer seed(Seed seed) {
        order = seed.random();
        stepper = new Stepper(network, loss, Tape.Mode.TRAIN, order.split());
        return this;
    }

    /** What to measure after each epoch; accuracy on data with classes unless set. */
    public Trainer metrics(Metric... chosen) {
        metrics = List.of(chosen);
        return this;
    }

    /** Adds somebody who hears of training as it goes. */
    public Trainer listen(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return loss;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** What was measured so far, over all calls of {@code fit}. */
    public History history() {
        return history;
    }

    /** Trains on the training part and watches the validation part. */
    public History fit(Split split, Epochs epochs) {
        return fit(split.train(), split.validation(), epochs);
    }

    /** Trains on all rows, watching none. */
    public History fit(Dataset data, Epochs epochs) {
        return fit(data, null, epochs);
    }

    /**
     * Trains until the epochs are done, or the stop button is pressed: then it ends within a batch, keeps everything,
     * and the next call goes on from there.
     *
     * @param validation rows to measure on after each epoch; null for none
     * @return the history of all calls so far
     * @throws IllegalArgumentException if the data does not fit the network or the loss
     * @throws IllegalStateException if another call is training the same network
     * @throws DivergedException if the loss is no longer finite; the last good weights are put back
     */
    public History fit(Dataset data, Dataset validation, Epochs epochs) {
        return exclusively(() -> {
            stepper.check(data);
            if (epoch == null || !epoch.fits(data, batchSize)) {
                epoch = new EpochRun(network, data, batchSize);
            }
            List<Metric> measured = metrics != null
                    ? metrics
                    : data.isClassification() ? List.of(Metrics.accuracy()) : List.<Metric>of();
            new Fit(this, epoch, validation, epochs, measured).run();
            return history;
        });
    }

    /**
     * One step on one batch, for a loop of your own: forward, backward, move the weights.
     *
     * @return the batch's mean loss before the weights moved
     * @throws DivergedException if that loss is not finite; the weights are left as they are
     */
    public double step(Batch batch) {
        float value = learn(batch);
        if (!Float.isFinite(value)) {
            throw new DivergedException(NonFinite.message("The loss of this batch", value, network, batch));
        }
        return value;
    }

    /** The step itself: the weights move only if the loss is finite. */
    float learn(Batch batch) {
        float value = stepper.forwardBackward(batch);
        if (Float.isFinite(value)) {
            updater.update(optimizer.learningRate());
        }
        return value;
    }

    /** The rows of a dataset as batches in random order, a new order each time; the batch is refilled in place. */
    public Iterable<Batch> batches(Dataset data) {
        return () -> {
            EpochRun pass = new EpochRun(network, data, batchSize);
            pass.begin(order);
            return pass.iterator();
        };
    }

    /** Loss and metrics on rows that are not learned from, by name. */
    public Map<String, Double> evaluate(Dataset data, Metric... chosen) {
        evaluator.run(data);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", evaluator.loss());
        for (Metric metric : chosen) {
            values.put(metric.name(), metric.measure(evaluator.predictions()));
        }
        return values;
    }

    private <T> T exclusively(Supplier<T> work) {
        if (!network.parameters().acquire()) {
            throw new IllegalStateException("This network is being trained by another fit: wait until that one has"
                    + " ended, or stop it, then call fit again");
        }
        try {
            return work.get();
        } finally {
            network.parameters().release();
        }
    }

    Updater updater() {
        return updater;
    }

    Stepper stepper() {
        return stepper;
    }

    SeededRandom order() {
        return order;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    List<TrainingListener> listeners() {
        return listeners;
    }

    @Override
    public String toString() {
        return "Trainer with %s, %s at %s, batches of %d; %s"
                .formatted(loss.name(), optimizer.name(), optimizer.learningRate(), batchSize, history);
    }
}
