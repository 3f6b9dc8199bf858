package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What training has measured so far, epoch by epoch and step by step; it grows while a {@code Trainer} trains. Any thread
 * may read it meanwhile.
 */
public final class History {
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

    void write(DataOutput out) throws IOException {
        out.writeInt(size());
        for (Epoch epoch : epochs()) {
            out.writeDouble(epoch.loss);
            out.writeDouble(epoch.validationLoss);
            writeMetrics(out, epoch.metrics);
            writeMetrics(out, epoch.validationMetrics);
            out.writeDouble(epoch.learningRate);
            out.writeDouble(epoch.seconds);
        }
        double[] losses = stepLoss();
        double[] rates = stepLearningRate();
        out.writeInt(losses.length);
        for (int i = 0; i < losses.length; i++) {
            out.writeFloat((float) losses[i]);
            out.writeDouble(rates[i]);
        }
    }

    /**
     * Adds what was written; memory grows with what is there to read.
     *
     * @param room bytes in the file
     */
    void read(DataInput in, long room) throws IOException {
        int epochCount = in.readInt();
        for (int number = 1; number <= epochCount; number++) {
            add(new Epoch(
                    number,
                    in.readDouble(),
                    in.readDouble(),
                    readMetrics(in, room),
                    readMetrics(in, room),
                    in.readDouble(),
                    in.readDouble()));
        }
        int stepCount = in.readInt();
        for (int i = 0; i < stepCount; i++) {
            addStep(in.readFloat(), in.readDouble());
        }
    }

    private static void writeMetrics(DataOutput out, Map<String, Double> metrics) throws IOException {
        out.writeInt(metrics.size());
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            Bytes.write(out, metric.getKey());
            out.writeDouble(metric.getValue());
        }
    }

    private static Map<String, Double> readMetrics(DataInput in, long room) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(Bytes.readText(in, room), in.readDouble());
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
