package org.cellwise.train.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;
import org.cellwise.network.NetworkFile;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What training has measured so far, epoch by epoch and step by step; it grows while a {@code Trainer} trains. Any thread
 * may read it meanwhile.
 */
public final class History {
    private static final String PREFIX = NetworkFile.TRAINING + "history/";
    private static final String LOSS = PREFIX + "loss";
    private static final String VALIDATION_LOSS = PREFIX + "validation_loss";
    private static final String RATE = PREFIX + "learning_rate";
    private static final String SECONDS = PREFIX + "seconds";
    private static final String METRICS = PREFIX + "metrics";
    private static final String STEP_LOSS = PREFIX + "step_loss";
    private static final String STEP_RATE = PREFIX + "step_learning_rate";

    /**
     * One pass over the training rows.
     *
     * @param number counted from 1 over all calls of {@code fit}
     * @param loss mean training loss over the rows by their weights, taken while the network's weights moved
     * @param validationLoss loss on the validation rows after the epoch, NaN where there are none
     * @param metrics by name, on the training rows
     * @param validationMetrics by name, on the validation rows; empty where there are none
     * @param learningRate at the epoch's last step
     * @param seconds wall-clock time
     */
    public record Epoch(
            int number,
            double loss,
            double validationLoss,
            Map<String, Double> metrics,
            Map<String, Double> validationMetrics,
            double learningRate,
            double seconds) {
        /** The loss that tells how good the network is: on the validation rows where there are some. */
        public double watchedLoss() {
            return Double.isNaN(validationLoss) ? loss : validationLoss;
        }
    }

    /** The epochs so far, and which of them is best: neither the array up to the size nor the rest ever changes. */
    private record Epochs(Epoch[] all, int size, int best) {
        static final Epochs NONE = new Epochs(new Epoch[8], 0, -1);

        Epochs with(Epoch epoch) {
            Epoch[] room = size < all.length ? all : Arrays.copyOf(all, 2 * size);
            room[size] = epoch;
            boolean better = best < 0 || epoch.watchedLoss() < all[best].watchedLoss();
            return new Epochs(room, size + 1, better ? size : best);
        }

        /** The first of them, in an array of their own, since others may be reading. */
        Epochs first(int count) {
            int lowest = count == 0 ? -1 : 0;
            for (int i = 1; i < count; i++) {
                lowest = all[i].watchedLoss() < all[lowest].watchedLoss() ? i : lowest;
            }
            return new Epochs(Arrays.copyOf(all, Math.max(8, count)), count, lowest);
        }
    }

    private volatile Epochs epochs = Epochs.NONE.first(0);
    private final StepLog steps = new StepLog();

    /** The epochs so far, oldest first; a list that does not change. */
    public List<Epoch> epochs() {
        Epochs now = epochs;
        return Collections.unmodifiableList(Arrays.asList(now.all).subList(0, now.size));
    }

    /** Number of whole epochs trained. */
    public int size() {
        return epochs.size;
    }

    /**
     * The newest epoch.
     *
     * @throws IllegalStateException if there is none
     */
    public Epoch last() {
        Epochs now = epochs;
        if (now.size == 0) {
            throw new IllegalStateException("The history is empty: train first, with trainer.fit(…)");
        }
        return now.all[now.size - 1];
    }

    /** Training loss by epoch. */
    public double[] loss() {
        return column(Epoch::loss);
    }

    /** Validation loss by epoch, NaN where none was measured. */
    public double[] validationLoss() {
        return column(Epoch::validationLoss);
    }

    /** Number of batches learned from. */
    public int steps() {
        return steps.count();
    }

    /** Loss of each batch that was learned from, before the weights moved. */
    public double[] stepLoss() {
        return steps.losses();
    }

    /** Learning rate at each of those batches. */
    public double[] stepLearningRate() {
        return steps.rates();
    }

    private double[] column(ToDoubleFunction<Epoch> value) {
        return epochs().stream().mapToDouble(value).toArray();
    }

    /** Adds an epoch; training calls it. */
    public void add(Epoch epoch) {
        epochs = epochs.with(epoch);
    }

    /** Adds a batch that was learned from; training calls it. */
    public void addStep(float loss, double rate) {
        steps.add(loss, rate);
    }

    /** The loss that tells how good the network is, of an epoch counted from 0. */
    public double watchedLoss(int epoch) {
        Epochs now = epochs;
        return now.all[Objects.checkIndex(epoch, now.size)].watchedLoss();
    }

    /** The epoch of the lowest such loss, counted from 0, the first of several; -1 where there is none. */
    public int best() {
        return epochs.best;
    }

    /** Loss of the first batch that was learned from; NaN before it. */
    public double firstStepLoss() {
        return steps.firstLoss();
    }

    /** Loss of the batch that was learned from last; NaN before the first. */
    public double lastStepLoss() {
        return steps.lastLoss();
    }

    /** Learning rate of the newest step; NaN before the first. */
    public double lastRate() {
        return steps.lastRate();
    }

    /** Forgets what came after so many epochs and steps. */
    void truncate(int epochCount, int stepCount) {
        epochs = epochs.first(epochCount);
        steps.truncate(stepCount);
    }

    /** Becomes a copy of another history. */
    void copyFrom(History other) {
        Epochs theirs = other.epochs;
        epochs = theirs.first(theirs.size);
        steps.copyFrom(other.steps);
    }

    List<TensorData> arrays() {
        return List.of(
                TensorData.of(LOSS, loss()),
                TensorData.of(VALIDATION_LOSS, validationLoss()),
                TensorData.of(RATE, column(Epoch::learningRate)),
                TensorData.of(SECONDS, column(Epoch::seconds)),
                TensorData.of(
                        METRICS,
                        epochs().stream()
                                .flatMap(e -> Stream.of(e.metrics, e.validationMetrics))
                                .flatMap(metrics -> metrics.values().stream())
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                TensorData.of(STEP_LOSS, stepLoss()),
                TensorData.of(STEP_RATE, stepLearningRate()));
    }

    /** From which epoch on, counted from 0, which metrics were measured. */
    Map<String, Object> describe() {
        List<Map<String, Object>> runs = new ArrayList<>();
        List<Epoch> all = epochs();
        for (int i = 0; i < all.size(); i++) {
            Epoch epoch = all.get(i);
            Epoch before = i == 0 ? null : all.get(i - 1);
            if (before == null
                    || !names(epoch.metrics).equals(names(before.metrics))
                    || !names(epoch.validationMetrics).equals(names(before.validationMetrics))) {
                Map<String, Object> run = new LinkedHashMap<>();
                run.put("from", i);
                run.put("metrics", names(epoch.metrics));
                run.put("validation_metrics", names(epoch.validationMetrics));
                runs.add(run);
            }
        }
        return Map.of("measured", runs);
    }

    private static List<String> names(Map<String, Double> metrics) {
        return List.copyOf(metrics.keySet());
    }

    /** What was written; memory grows with what is there to read. */
    static History read(TensorFile file, Fields saved) {
        History history = new History();
        double[] losses = file.doubles(LOSS);
        double[] validation = file.doubles(VALIDATION_LOSS, losses.length);
        double[] rates = file.doubles(RATE, losses.length);
        double[] seconds = file.doubles(SECONDS, losses.length);
        double[] metrics = file.doubles(METRICS);
        List<Fields> runs = saved.objects("measured");
        int run = -1;
        int at = 0;
        for (int i = 0; i < losses.length; i++) {
            run += run + 1 < runs.size() && runs.get(run + 1).whole("from") == i ? 1 : 0;
            List<String> names = run < 0 ? List.of() : runs.get(run).texts("metrics");
            List<String> others = run < 0 ? List.of() : runs.get(run).texts("validation_metrics");
            Map<String, Double> measured = metrics(names, metrics, at);
            Map<String, Double> watched = metrics(others, metrics, at + names.size());
            at += names.size() + others.size();
            history.add(new Epoch(i + 1, losses[i], validation[i], measured, watched, rates[i], seconds[i]));
        }
        double[] stepLosses = file.doubles(STEP_LOSS);
        double[] stepRates = file.doubles(STEP_RATE, stepLosses.length);
        for (int i = 0; i < stepLosses.length; i++) {
            history.addStep((float) stepLosses[i], stepRates[i]);
        }
        return history;
    }

    private static Map<String, Double> metrics(List<String> names, double[] values, int from) {
        if (from + names.size() > values.length) {
            throw new FileFormatException("its history has fewer metrics than it says");
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            metrics.put(names.get(i), values[from + i]);
        }
        return metrics;
    }

    /** One line of the newest numbers. */
    @Override
    public String toString() {
        Epochs now = epochs;
        if (now.size == 0) {
            return "History of 0 epochs";
        }
        Epoch last = now.all[now.size - 1];
        StringBuilder text =
                new StringBuilder("History of " + Names.count(now.size, "epoch") + ", loss " + number(last.loss));
        if (!Double.isNaN(last.validationLoss)) {
            text.append(", validation loss " + number(last.validationLoss));
        }
        last.metrics.forEach((name, value) -> text.append(", " + name + " " + number(value)));
        last.validationMetrics.forEach((name, value) -> text.append(", validation " + name + " " + number(value)));
        return text.toString();
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }
}
