package org.cellwise.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Names;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.metric.Measures;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.state.Checkpoint;
import org.cellwise.train.state.CheckpointFile;
import org.cellwise.train.state.History;
import org.cellwise.train.state.Snapshot;

/**
 * Trains a network, and keeps optimizer state and history between calls of {@code fit}: each call goes on where the
 * last one stopped, whether it ended by itself or by the stop button. The setters change this trainer, also between
 * two calls of {@code fit}, and return it.
 */
public final class Trainer {
    private static final int BATCH_SIZE = 32;

    private final Network network;
    private final Optimizer optimizer;
    private final Learner learner;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private Seed seed;
    private int batchSize = BATCH_SIZE;
    private List<Metric> metrics;
    private Fit fit;

    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        this.network = Objects.requireNonNull(network, "A trainer expects a network, but got null");
        this.optimizer = Objects.requireNonNull(optimizer, "A trainer expects an optimizer, but got null");
        Objects.requireNonNull(loss, "A trainer expects a loss, but got null");
        learner = new Learner(network, loss, optimizer);
        seed(Seed.DEFAULT);
    }

    /** Rows a step learns from at once. */
    public int batchSize() {
        return batchSize;
    }

    /** Rows a step learns from at once; {@value #BATCH_SIZE} unless set. */
    public Trainer batchSize(int rows) {
        batchSize = atLeastOne("batchSize", "row", rows);
        return this;
    }

    /** Moves the weights only after so many batches, along the mean gradient of their rows: large batches in little memory. */
    public Trainer accumulate(int batches) {
        learner.accumulate(atLeastOne("accumulate", "batch", batches));
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
        learner.state().seed(start);
        return this;
    }

    /**
     * What to measure after each epoch; accuracy on data with classes unless set.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Trainer metrics(Metric... chosen) {
        long names = Stream.of(chosen).map(Metric::name).distinct().count();
        if (names < chosen.length) {
            throw new IllegalArgumentException("metrics expects metrics of different names, but got "
                    + Names.list(Stream.of(chosen).map(Metric::name).toList()));
        }
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
        learner.learningRate(Optimizer.checkLearningRate("learningRate", rate));
        return this;
    }

    /** How the learning rate changes over training; it stays the same unless set. */
    public Trainer schedule(Schedule course) {
        learner.schedule(course);
        return this;
    }

    /** Scales the gradient of all weights down to this length where it is longer (Pascanu et al., 2013). */
    public Trainer clipNorm(double most) {
        learner.updater().gradients().clipNorm(positive("clipNorm", most));
        return this;
    }

    /** Cuts each number of the gradient to this size. */
    public Trainer clipValue(double most) {
        learner.updater().gradients().clipValue(positive("clipValue", most));
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
        learner.updater().gradients().penalty(l1, l2);
        return this;
    }

    /** Lets weight decay and penalties touch biases and norms too, as PyTorch's do. */
    public Trainer decayBiases() {
        learner.updater().decayAll(true);
        return this;
    }

    public Network network() {
        return network;
    }

    public Loss loss() {
        return learner.loss();
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** The rows of the last {@code fit}; null before the first. */
    public Dataset data() {
        return learner.data();
    }

    /** What was measured so far, over all calls of {@code fit}. */
    public History history() {
        return learner.history();
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
     * @throws IllegalStateException if another call is training the same network, or no layer has weights that may move
     * @throws DivergedException if the loss is no longer finite; the last good weights are put back
     */
    public Progress fit(Dataset data, Dataset validation, Epochs epochs) {
        return exclusively(() -> {
            checkTrainable();
            EpochRun epoch = learner.epoch(data, batchSize);
            if (validation != null) {
                learner.evaluator().check(validation);
            }
            List<Metric> measured = metricsFor(data);
            Meeting meeting = learner.stepper().meeting();
            Measures.start(measured, meeting);
            if (validation != null) {
                Measures.start(measured, meeting.on(validation));
            }
            fit = new Fit(learner, listeners, epoch, validation, epochs, measured);
            return fit.run();
        });
    }

    private void checkTrainable() {
        if (network.parameters().list().stream().noneMatch(Parameter::trainable)) {
            boolean frozen = network.parameterCount() > 0;
            throw new IllegalStateException("fit expects weights to train, but "
                    + (frozen
                            ? "all layers are frozen: call unfreeze(…) for those that should learn"
                            : "the network has none: add a layer such as dense(4)"));
        }
    }

    private List<Metric> metricsFor(Dataset data) {
        return metrics != null ? metrics : suited(data);
    }

    /** What is measured where nothing else was asked for: accuracy where outputs stand for classes. */
    private List<Metric> suited(Dataset data) {
        boolean classes = data.isClassification() && loss().reads() != Reading.LABELS;
        return classes ? List.of(Metrics.accuracy()) : List.of();
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
            float value = learner.learn(batch);
            if (!Float.isFinite(value)) {
                throw new DivergedException(NonFinite.message("The loss of this batch", value, network, batch));
            }
            return value;
        } finally {
            network.parameters().release();
        }
    }

    /** The rows of a dataset as batches in random order, a new order each time; the batch is refilled in place. */
    public Iterable<Batch> batches(Dataset data) {
        return () -> {
            EpochRun pass = learner.pass(data, batchSize);
            pass.begin(learner.state().order());
            return pass.iterator();
        };
    }

    /** Loss and metrics on rows that are not learned from, by name; the metrics of {@code fit} unless some are given. */
    public Map<String, Double> evaluate(Dataset data, Metric... chosen) {
        List<Metric> measured = chosen.length > 0 ? List.of(chosen) : metricsFor(data);
        Evaluator evaluator = learner.evaluator();
        evaluator.run(data, measured, () -> false);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", evaluator.loss());
        values.putAll(evaluator.measures().values());
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
            learner.state().rewind(epochs);
            learner.beginAnew();
            fit = null;
            return this;
        });
    }

    /** The state at this moment, to {@link #restore} later; it takes as much memory as the weights and the optimizer. */
    public Checkpoint checkpoint() {
        return learner.state().checkpoint();
    }

    /**
     * Goes back, or over to another branch: weights, optimizer, random numbers and history become those of the
     * checkpoint, which must be this trainer's.
     */
    public Trainer restore(Checkpoint checkpoint) {
        return exclusively(() -> {
            learner.state().restore(checkpoint);
            learner.beginAnew();
            fit = null;
            return this;
        });
    }

    /**
     * Writes weights, optimizer, random numbers and history into a file, to {@link #load} into a trainer of the same
     * layers and optimizer in another session. An older file is replaced only when the new one is whole.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Trainer save(Path file) {
        return exclusively(() -> {
            Checkpoint now = checkpoint();
            CheckpointFile.write(file, owner(), now.snapshot(), now.history());
            return this;
        });
    }

    /**
     * Goes on from a file that {@link #save} wrote: the next {@code fit} does what it would have done then.
     *
     * @throws IllegalArgumentException if the file is damaged, or of other layers or another optimizer
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Trainer load(Path file) {
        return restore(learner.state().checkpoint(file, owner()));
    }

    /** What a saved state must fit: names and shapes of parameters, and what the optimizer remembers. */
    private String owner() {
        String parameters = network.parameters().list().stream()
                .map(Parameter::toString)
                .limit(100)
                .collect(Collectors.joining(", "));
        return "%s with %s numbers (%s)"
                .formatted(optimizer.name(), network.parameters().size(), parameters);
    }

    /**
     * Looks for a learning rate: trains with rates that grow from step to step until the loss explodes, and puts
     * everything back as it was (Smith, 2017).
     *
     * @throws IllegalStateException if another call is training the same network
     */
    public LearningRates findLearningRate(Dataset data) {
        return undone(l -> new RateFinder(l, () -> batches(data).iterator()).run());
    }

    /** As {@link #findLearningRate(Dataset)}, on the training part. */
    public LearningRates findLearningRate(Split split) {
        return findLearningRate(split.train());
    }

    /**
     * Runs something exclusively and puts everything back as it was: weights, optimizer, random numbers.
     *
     * @throws IllegalStateException if another call is training the same network
     */
    public <T> T undone(Function<Learner, T> work) {
        return exclusively(() -> {
            Snapshot before = learner.state().snapshot();
            try {
                return work.apply(learner);
            } finally {
                learner.state().putBack(before);
            }
        });
    }

    /** A short proof of what was trained how: two runs with equal receipts did the same. */
    public Receipt receipt() {
        return Receipt.of(learner.data(), seed, settings(), network.parameters().values());
    }

    private String settings() {
        String layers = network.layers().stream()
                .map(block -> block.name() + " " + block.layer() + " " + block.output() + " " + block.trainable())
                .collect(Collectors.joining(", "));
        return "%s; %s; %s, batches of %s, %s epochs, %s steps"
                .formatted(
                        network.inputShape(),
                        layers,
                        learner,
                        batchSize,
                        history().size(),
                        history().steps());
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

    @Override
    public String toString() {
        return "Trainer with %s, %s at %s, batches of %s; %s"
                .formatted(learner.loss().name(), optimizer.name(), learner.rate(), batchSize, history());
    }
}
