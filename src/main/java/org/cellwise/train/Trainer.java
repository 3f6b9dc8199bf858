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
 * last one stopped, whether it ended by itself or by the stop button. The setters change this trainer, also between
 * two calls of {@code fit}, and return it.
 */
public final class Trainer {
    private static final int BATCH_SIZE = 32;

    private final Network network;
    private final Loss loss;
    private final Optimizer optimizer;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final History history = new History();
    private final SeededRandom order = new SeededRandom(0);
    private final Updater updater;
    private final Stepper stepper;
    private final Evaluator evaluator;
    private final Snapshots snapshots;
    private Schedule schedule = Schedules.constant();
    private Seed seed;
    private double learningRate;
    private int batchSize = BATCH_SIZE;
    private int accumulate = 1;
    private int gathered;
    private List<Metric> metrics;
    private EpochRun epoch;
    private Fit fit;

    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = network;
        this.loss = loss;
        this.optimizer = optimizer;
        learningRate = optimizer.learningRate();
        updater = new Updater(network.compute(), network.parameters(), optimizer);
        stepper = new Stepper(network, loss, Tape.Mode.TRAIN, new SeededRandom(0));
        evaluator = new Evaluator(network, loss);
        snapshots = new Snapshots(network.parameters().size(), optimizer.slots());
        seed(Seed.DEFAULT);
    }

    /** Rows a step learns from at once; {@value #BATCH_SIZE} unless set. */
    public Trainer batchSize(int rows) {
        batchSize = atLeastOne("batchSize", "row", rows);
        return this;
    }

    /** Moves the weights only after so many batches, along the mean gradient of their rows: large batches in little memory. */
    public Trainer accumulate(int batches) {
        flush();
        accumulate = atLeastOne("accumulate", "batch", batches);
        return this;
    }

    private static int atLeastOne(String setter, String unit, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(setter + " expects at least 1 " + unit + ", but got " + number);
        }
        return number;
    }

    /** Where the order of batches, and all else that is random in training, starts. */
    public Trainer seed(Seed start) {
        seed = start;
        SeededRandom random = start.random();
        stepper.random().restore(random.split().state());
        order.restore(random.state());
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

    /** Another learning rate from the next step on; what the optimizer remembers stays. */
    public Trainer learningRate(double rate) {
        learningRate = Optimizer.checkLearningRate("learningRate", rate);
        return this;
    }

    /** How the learning rate changes over training; it stays the same unless set. */
    public Trainer schedule(Schedule course) {
        schedule = course;
        return this;
    }

    /** Scales the gradient of all weights down to this length where it is longer (Pascanu et al., 2013). */
    public Trainer clipNorm(double most) {
        updater.gradients().clipNorm(positive("clipNorm", most));
        return this;
    }

    /** Cuts each number of the gradient to this size. */
    public Trainer clipValue(double most) {
        updater.gradients().clipValue(positive("clipValue", most));
        return this;
    }

    private static double positive(String setter, double number) {
        if (!(number > 0)) {
            throw new IllegalArgumentException(setter + " expects a number above 0, but got " + number);
        }
        return number;
    }

    /**
     * Adds l1 Σ|w| + l2/2 Σw² over the weights to what training makes small; the losses reported are without it. Biases
     * and the scales and shifts of norms are left out unless {@link #decayBiases} is set.
     */
    public Trainer penalty(double l1, double l2) {
        if (!(l1 >= 0 && l2 >= 0)) {
            throw new IllegalArgumentException("penalty expects numbers from 0, but got l1 " + l1 + " and l2 " + l2);
        }
        updater.gradients().penalty(l1, l2);
        return this;
    }

    /** Lets weight decay and penalties touch biases and norms too, as PyTorch's do. */
    public Trainer decayBiases() {
        updater.decayAll(true);
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
    public Progress fit(Split split, Epochs epochs) {
        return fit(split.train(), split.validation(), epochs);
    }

    /** Trains on all rows, watching none. */
    public Progress fit(Dataset data, Epochs epochs) {
        return fit(data, null, epochs);
    }

    /**
     * Trains until the epochs are done, or the stop button is pressed: then it ends within a batch, keeps everything,
     * and the next call on the same data goes on within the epoch.
     *
     * @param validation rows to measure on after each epoch; null for none
     * @return how it ended, with the history of all calls so far
     * @throws IllegalArgumentException if the data does not fit the network or the loss
     * @throws IllegalStateException if another call is training the same network
     * @throws DivergedException if the loss is no longer finite; the last good weights are put back
     */
    public Progress fit(Dataset data, Dataset validation, Epochs epochs) {
        return exclusively(() -> {
            stepper.check(data);
            if (validation != null) {
                evaluator.check(validation);
            }
            if (epoch == null || !epoch.fits(data, batchSize)) {
                epoch = new EpochRun(network, loss, data, batchSize);
            }
            fit = new Fit(this, epoch, validation, epochs, metricsFor(data));
            return fit.run();
        });
    }

    private List<Metric> metricsFor(Dataset data) {
        return metrics != null ? metrics : Metrics.suited(loss, data);
    }

    /**
     * Runs the last call of {@code fit} to its end, after the stop button cut it.
     *
     * @throws IllegalStateException if it was not cut, or training was rewound since
     */
    public Progress resume() {
        return exclusively(() -> {
            if (fit == null || !fit.interrupted()) {
                throw new IllegalStateException("resume expects a fit that was stopped, but there is none: call fit");
            }
            return fit.run();
        });
    }

    /**
     * One step on one batch, for a loop of your own: forward, backward, move the weights.
     *
     * @return the batch's mean loss before the weights moved
     * @throws DivergedException if that loss is not finite; the weights are left as they are
     */
    public double step(Batch batch) {
        acquire();
        try {
            float value = learn(batch);
            if (!Float.isFinite(value)) {
                throw new DivergedException(NonFinite.message("The loss of this batch", value, network, batch));
            }
            return value;
        } finally {
            network.parameters().release();
        }
    }

    /** The step itself: the weights move only if the loss is finite. */
    float learn(Batch batch) {
        float weight = accumulate == 1 ? 1 : batch.count();
        float value = stepper.forwardBackward(batch, weight);
        if (!Float.isFinite(value)) {
            return value;
        }
        history.addStep(value, rate());
        updater.gather(weight);
        gathered++;
        if (gathered >= accumulate) {
            flush();
        }
        return value;
    }

    /** Moves the weights along what was gathered since they last moved. */
    void flush() {
        if (gathered > 0) {
            updater.update(rate());
            gathered = 0;
        }
    }

    private double rate() {
        double position = history.size() + (epoch == null ? 0 : epoch.fraction());
        return learningRate * schedule.factor(position, history);
    }

    /** The rows of a dataset as batches in random order, a new order each time; the batch is refilled in place. */
    public Iterable<Batch> batches(Dataset data) {
        return () -> {
            EpochRun pass = new EpochRun(network, loss, data, batchSize);
            pass.begin(order);
            return pass.iterator();
        };
    }

    /** Loss and metrics on rows that are not learned from, by name; the metrics of {@code fit} unless some are given. */
    public Map<String, Double> evaluate(Dataset data, Metric... chosen) {
        evaluator.run(data, () -> false);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", evaluator.loss());
        for (Metric metric : chosen.length > 0 ? List.of(chosen) : metricsFor(data)) {
            values.put(metric.name(), metric.measure(evaluator.predictions()));
        }
        return values;
    }

    /**
     * Goes back to the state after so many epochs, exactly: weights, optimizer, random numbers and history. As many of
     * the last epochs are kept as fit into 64 MB, two at least and a hundred at most.
     *
     * @param epochs 0 for the state before the first
     * @throws IllegalArgumentException if that state is not kept
     */
    public Trainer rewind(int epochs) {
        return exclusively(() -> {
            goTo(snapshots.at(epochs));
            return this;
        });
    }

    private void goTo(Snapshot snapshot) {
        putBack(snapshot);
        history.truncate(snapshot.epochs(), snapshot.steps());
        snapshots.dropAfter(snapshot.epochs());
        if (epoch != null) {
            epoch.reset();
        }
        fit = null;
    }

    /** After divergence, back to before the epoch; to before the last one if this one began with ruined weights. */
    void backToGood(boolean fromTheStart) {
        int before = history.size() - 1;
        goTo(snapshots.at(fromTheStart && snapshots.has(before) ? before : history.size()));
    }

    /** Keeps the state as that after the epochs so far. */
    void saveState() {
        save(snapshots.after(history.size()));
    }

    Snapshot snapshot() {
        return new Snapshot(network.parameters().size(), optimizer.slots());
    }

    void save(Snapshot snapshot) {
        snapshot.take(updater, order, stepper.random(), history);
    }

    /** Everything but the history. */
    void putBack(Snapshot snapshot) {
        snapshot.putBack(updater, order, stepper.random());
        gathered = 0;
    }

    private <T> T exclusively(Supplier<T> work) {
        acquire();
        try {
            return work.get();
        } finally {
            network.parameters().release();
        }
    }

    private void acquire() {
        if (!network.parameters().acquire()) {
            throw new IllegalStateException("This network is being trained by another fit: wait until that one has"
                    + " ended, or stop it, then call fit again");
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
                .formatted(loss.name(), optimizer.name(), learningRate, batchSize, history);
    }
}
