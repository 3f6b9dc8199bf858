package org.cellwise.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.cellwise.data.Batch;
import org.cellwise.data.PreparedOtherwise;
import org.cellwise.data.Source;
import org.cellwise.data.Split;
import org.cellwise.file.Fields;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Measures;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;

/**
 * Trains a network, and keeps optimizer state and history between calls of {@code fit}: each call continues where the
 * last one stopped, whether it ended by itself or by the stop button. The setters change this trainer, also between
 * two calls of {@code fit} or in a listener, and return it; while another thread trains the network they are refused.
 */
public final class Trainer extends TrainerState {
    private static final int LONGEST_CURVE = 1_000; // epochs that a file keeps the losses of

    private final Evaluator evaluator; // of fit alone, so that nothing else comes between
    private final Evaluator other;
    private FrozenCache kept; // of the last fit; null for none
    private FrozenCache keptWatched;

    public Trainer(Network network, Loss loss, Optimizer optimizer) {
        super(network, loss, optimizer);
        evaluator = new Evaluator(network, loss);
        other = new Evaluator(network, loss);
    }

    /**
     * A trainer of a network with the settings that {@link #describe} told of another one.
     *
     * @throws IllegalArgumentException if they make no sense
     */
    public static Trainer of(Network network, Map<String, Object> settings) {
        Fields fields = new Fields("The settings of a trainer", settings);
        Trainer trainer = new Trainer(
                network,
                Losses.of(fields.object("loss").values()),
                Optimizer.of(fields.object("optimizer").values()));
        trainer.step.schedule(Schedules.of((List<?>) fields.value("schedule")));
        trainer.batchSize((int) fields.whole("batch_size"))
                .seed(new Seed(fields.whole("seed")))
                .learningRate(fields.number("learning_rate"))
                .accumulate((int) fields.whole("accumulate"))
                .shards((int) fields.whole("shards"));
        if (fields.has("metrics")) {
            trainer.metrics(((List<?>) fields.value("metrics"))
                    .stream().map(one -> metric((List<?>) one)).toArray(Metric[]::new));
        }
        trainer.step.updater().set(fields);
        return trainer;
    }

    private static Metric metric(List<?> described) {
        List<String> texts = described.stream().map(String::valueOf).toList();
        return switch (texts.get(0)) {
            case "mean squared error" -> Losses.meanSquaredError();
            case "mean absolute error" -> Losses.meanAbsoluteError();
            default -> Metrics.of(texts);
        };
    }

    /** As {@link #fit(Source, Source, Epochs)}: trains on the training part and watches the validation part. */
    public Progress fit(Split split, Epochs epochs) {
        Objects.requireNonNull(split, "fit expects a split of data, but got null");
        return fit(split.train(), split.validation(), epochs);
    }

    /** As {@link #fit(Split, Epochs)}, for so many epochs. */
    public Progress fit(Split split, int epochs) {
        return fit(split, new Epochs(epochs));
    }

    /** As {@link #fit(Source, Source, Epochs)}: trains on all rows, watching none. */
    public Progress fit(Source data, Epochs epochs) {
        return fit(data, null, epochs);
    }

    /** As {@link #fit(Source, Epochs)}, for so many epochs. */
    public Progress fit(Source data, int epochs) {
        return fit(data, new Epochs(epochs));
    }

    /** As {@link #fit(Source, Source, Epochs)}, for so many epochs. */
    public Progress fit(Source data, Source validation, int epochs) {
        return fit(data, validation, new Epochs(epochs));
    }

    /**
     * Trains until the epochs are done, or the stop button is pressed: then it ends within a batch, keeps everything,
     * and the next call on the same data continues within the epoch.
     *
     * @param data a dataset, or another source of rows
     * @param validation rows to measure on after each epoch; null for none
     * @return how it ended, with the history of all calls so far; its message says so where the network was trained on rows
     *     prepared otherwise before
     * @throws IllegalArgumentException if the data does not fit the network or the loss, or all rows weigh 0
     * @throws IllegalStateException if another call is training the same network, or no layer has weights that may move
     * @throws DivergedException if loss or weights are no longer finite; the last good weights are put back,
     *     from before the loss rose far above its best
     */
    public Progress fit(Source data, Source validation, Epochs epochs) {
        Objects.requireNonNull(data, "fit expects data to learn from, but got null");
        Objects.requireNonNull(epochs, "fit expects a number of epochs, but got null");
        return Claim.exclusively("fit", network, () -> {
            checkTrainable();
            shardAs(step.sharding());
            step.forward().check(data);
            if (validation != null) { // before the pass, since one that was cut stays where a call is refused
                evaluator.check(validation);
                Measures.start(metricsFor(data), step.forward().meeting().on(validation));
            }
            cacheFor(data, validation);
            Optional<String> otherwise = PreparedOtherwise.find(network.preparation(), data);
            Epoch epoch = passes.open(data, batchSize, metricsFor(data));
            fit = new Fit(step, passes, evaluator, listeners, epoch, validation, metricsFor(data), epochs);
            otherwise.ifPresent(what -> fit.remark("before, the network was trained on rows prepared otherwise (" + what
                    + "); from now on it reads rows as they are prepared here"));
            return run(fit);
        });
    }

    private void shardAs(Sharding sharding) {
        if (sharding != null && cachesFrozen()) {
            throw new IllegalStateException(
                    "cacheFrozen keeps what layers put out in the order of a dataset, which shards do"
                            + " not follow: leave cacheFrozen() or shards(…) out");
        }
        evaluator.shard(sharding);
        other.shard(sharding);
    }

    private void cacheFor(Source data, Source validation) {
        kept = cachesFrozen() ? FrozenCache.of(network, data, kept) : null;
        keptWatched = cachesFrozen() && validation != null ? FrozenCache.of(network, validation, keptWatched) : null;
        step.forward().cache(kept);
        evaluator.cache(keptWatched);
    }

    private Progress run(Fit call) {
        try {
            return call.run();
        } catch (DivergedException e) {
            moved();
            throw e;
        } finally {
            step.forward().cache(null); // what others do with batches and weights is nothing it could know
            evaluator.cache(null);
            network.trained(training());
        }
    }

    /**
     * What was trained how, in plain values: loss, optimizer, seed, epochs, last losses and metrics. A network keeps it for
     * whoever finds it in a file.
     */
    public Map<String, Object> training() {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("loss", loss().name());
        words.put("optimizer", optimizer().name());
        words.put("learning_rate", optimizer().learningRate());
        words.put("batch_size", (long) batchSize);
        words.put("seed", seed.value());
        if (passes.data() != null) {
            words.put("rows", passes.data().rowCount());
        }
        words.put("epochs", (long) history().size());
        words.put("steps", (long) history().steps());
        if (history().size() > 0) {
            History.Epoch last = history().last();
            putFinite(words, "training_loss", last.loss());
            putFinite(words, "validation_loss", last.validationLoss());
            last.metrics().forEach((name, value) -> putFinite(words, "training_" + name, value));
            last.validationMetrics().forEach((name, value) -> putFinite(words, "validation_" + name, value));
            putCurve(words);
        }
        return words;
    }

    /** Losses by epoch, where there are not too many and all are finite. */
    private void putCurve(Map<String, Object> words) {
        Map<String, Object> curve = new LinkedHashMap<>();
        List<History.Epoch> epochs = history().epochs();
        if (epochs.size() <= LONGEST_CURVE && Curve.isFinite(epochs, History.Epoch::loss)) {
            curve.put("loss", new Curve(epochs, History.Epoch::loss));
            if (Curve.isFinite(epochs, History.Epoch::validationLoss)) {
                curve.put("validation_loss", new Curve(epochs, History.Epoch::validationLoss));
            }
            words.put("curve", curve);
        }
    }

    private static void putFinite(Map<String, Object> words, String name, double value) {
        if (Double.isFinite(value)) {
            words.put(name, value);
        }
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

    /**
     * Runs the last call of {@code fit} to its end, after the stop button cut it.
     *
     * @throws IllegalStateException if it was not cut, or training was rewound or went on by another call since
     */
    public Progress resume() {
        return Claim.exclusively("resume", network, () -> {
            if (fit == null || !fit.interrupted() || !passes.isUnderWay(fit.pass())) {
                throw new IllegalStateException("resume expects a fit that was stopped, but there is none: call fit");
            }
            return run(fit);
        });
    }

    /**
     * One step on one batch, for a loop of your own: forward, backward, move the weights.
     *
     * @return the batch's mean loss before the weights moved; 0 where all its rows weigh 0, so that nothing moves
     * @throws IllegalStateException if another call is training the same network
     * @throws DivergedException if that loss is not finite, when the weights are left as they are; or if the weights are
     *     not after the step, when those from before the pass are put back, or from before an earlier one
     */
    public double step(Batch batch) {
        Objects.requireNonNull(batch, "step expects a batch, but got null");
        if (!network.parameters().acquire()) {
            throw Claim.refused("step");
        }
        try {
            passes.learns(batch);
            float value = step.learn(batch);
            if (!Float.isFinite(value) || step.isRuined()) {
                throw diverged(value, batch);
            }
            passes.learned(batch);
            return value;
        } finally {
            network.parameters().release();
        }
    }

    private DivergedException diverged(float loss, Batch batch) {
        if (!step.isRuined()) {
            return new DivergedException(NonFinite.message("The loss of this batch", loss, network, batch));
        }
        String text = NonFinite.weights("This step", network);
        String rescued = Rescue.rescue(step, passes, evaluator, batch);
        moved();
        return new DivergedException(text + ". " + rescued);
    }

    /**
     * The step in its parts, for training on several threads or machines: gradients without moving weights, and moves by
     * gradients from elsewhere.
     */
    public Step step() {
        return step;
    }

    /**
     * The rows of a dataset as batches in random order, a new order each time; the batch is refilled in place. A pass
     * whose batches were given to {@link #step(Batch)} is an epoch, as in {@code fit}: schedules follow it, the history
     * has it once it was run to its end, and one that was left early is continued by the next loop or {@code fit} on
     * the same rows.
     *
     * @throws IllegalArgumentException if the data does not fit the network or the loss
     * @throws IllegalStateException if another call is training the same network
     */
    public Iterable<Batch> batches(Source data) {
        Objects.requireNonNull(data, "batches expects data, but got null");
        return () -> Claim.exclusively("batches", network, () -> passes.iterator(data, batchSize, metricsFor(data)));
    }

    /**
     * Loss and metrics on rows that are not learned from, by name; the metrics of {@code fit} unless some are given. It
     * may be called by a listener.
     *
     * @throws IllegalArgumentException if the data does not fit the network or the loss, or all rows weigh 0
     * @throws IllegalStateException if another thread is training the network, or begins to before all rows are measured
     * @throws DivergedException if the loss is not finite
     */
    public Map<String, Double> evaluate(Source data, Metric... chosen) {
        Objects.requireNonNull(data, "evaluate expects data, but got null");
        synchronized (other) {
            return Claim.reading("evaluate", network, disturbed -> measured(data, disturbed, chosen));
        }
    }

    private Map<String, Double> measured(Source data, BooleanSupplier disturbed, Metric... chosen) {
        Map<String, Double> values = new LinkedHashMap<>();
        other.shard(step.sharding());
        if (other.run(data, chosen.length > 0 ? List.of(chosen) : metricsFor(data), disturbed)) {
            if (!Double.isFinite(other.loss())) {
                throw new DivergedException(
                        NonFinite.message("The loss of these rows", other.loss(), network, other.batch()));
            }
            values.put("loss", other.loss());
            values.putAll(other.measures().values());
        }
        return values; // empty where it was cut
    }

    /**
     * Looks for a learning rate: trains with rates that grow from step to step until the loss explodes, and puts
     * everything back as it was (Smith, 2017).
     *
     * @throws IllegalStateException if another call is training the same network, the loss is not finite, or the stop
     *     button is pressed
     */
    public LearningRates findLearningRate(Source data) {
        Objects.requireNonNull(data, "findLearningRate expects data, but got null");
        return undone("findLearningRate", s -> new RateFinder(s, passes.apart(data, batchSize)).run());
    }

    /** As {@link #findLearningRate(Source)}, on the training part. */
    public LearningRates findLearningRate(Split split) {
        Objects.requireNonNull(split, "findLearningRate expects a split of data, but got null");
        return findLearningRate(split.train());
    }
}
