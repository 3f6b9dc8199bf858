package org.cellwise.train.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What training has measured so far, epoch by epoch and step by step; it grows while a {@code Trainer} trains. */
public final class History {
    /**
     * One pass over the training rows.
     *
     * @param number counted from 1 over all calls of {@code fit}
     * @param loss mean training loss, taken while the weights moved
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

    private final List<Epoch> epochs = new ArrayList<>();
    private float[] stepLoss = new float[64];
    private int steps;
    /** Learning rates in runs of equal ones, which keeps a step to four bytes where the rate is constant. */
    private double[] runRate = new double[8];

    private int[] runStart = new int[8];
    private int runs;

    /** The epochs, oldest first, as an unmodifiable view. */
    public List<Epoch> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** Number of whole epochs trained. */
    public int size() {
        return epochs.size();
    }

    /** The newest epoch; an error when there is none. */
    public Epoch last() {
        if (epochs.isEmpty()) {
            throw new IllegalStateException("The history is empty: train first, with trainer.fit(…)");
        }
        return epochs.get(epochs.size() - 1);
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
        return steps;
    }

    /** Loss of each batch that was learned from, before the weights moved. */
    public double[] stepLoss() {
        return IntStream.range(0, steps).mapToDouble(i -> stepLoss[i]).toArray();
    }

    /** Learning rate at each of those batches. */
    public double[] stepLearningRate() {
        double[] rates = new double[steps];
        for (int run = 0; run < runs; run++) {
            Arrays.fill(rates, runStart[run], run + 1 < runs ? runStart[run + 1] : steps, runRate[run]);
        }
        return rates;
    }

    private double[] column(ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    public void add(Epoch epoch) {
        epochs.add(epoch);
    }

    public void addStep(float loss, double rate) {
        if (steps == stepLoss.length) {
            stepLoss = Arrays.copyOf(stepLoss, 2 * steps);
        }
        if (runs == 0 || runRate[runs - 1] != rate) {
            addRun(rate);
        }
        stepLoss[steps++] = loss;
    }

    private void addRun(double rate) {
        if (runs == runRate.length) {
            runRate = Arrays.copyOf(runRate, 2 * runs);
            runStart = Arrays.copyOf(runStart, 2 * runs);
        }
        runRate[runs] = rate;
        runStart[runs++] = steps;
    }

    public double watchedLoss(int epoch) {
        return epochs.get(epoch).watchedLoss();
    }

    /** Learning rate of the newest step. */
    public double lastRate() {
        return steps == 0 ? Double.NaN : runRate[runs - 1];
    }

    /** Forgets what came after so many epochs and steps. */
    void truncate(int epochCount, int stepCount) {
        epochs.subList(epochCount, epochs.size()).clear();
        steps = stepCount;
        while (runs > 0 && runStart[runs - 1] >= steps) {
            runs--;
        }
    }

    /** Becomes a copy of another history. */
    void copyFrom(History other) {
        epochs.clear();
        epochs.addAll(other.epochs);
        stepLoss = other.stepLoss.clone();
        runRate = other.runRate.clone();
        runStart = other.runStart.clone();
        runs = other.runs;
        steps = other.steps;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(epochs.size());
        for (Epoch epoch : epochs) {
            out.writeDouble(epoch.loss);
            out.writeDouble(epoch.validationLoss);
            writeMetrics(out, epoch.metrics);
            writeMetrics(out, epoch.validationMetrics);
            out.writeDouble(epoch.learningRate);
            out.writeDouble(epoch.seconds);
        }
        out.writeInt(steps);
        double[] rates = stepLearningRate();
        for (int i = 0; i < steps; i++) {
            out.writeFloat(stepLoss[i]);
            out.writeDouble(rates[i]);
        }
    }

    /** Adds what was written; memory grows with what is there to read. */
    void read(DataInput in) throws IOException {
        int epochCount = in.readInt();
        for (int number = 1; number <= epochCount; number++) {
            add(new Epoch(
                    number,
                    in.readDouble(),
                    in.readDouble(),
                    readMetrics(in),
                    readMetrics(in),
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
            out.writeUTF(metric.getKey());
            out.writeDouble(metric.getValue());
        }
    }

    private static Map<String, Double> readMetrics(DataInput in) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            metrics.put(in.readUTF(), in.readDouble());
        }
        return metrics;
    }

    /** One line of the newest numbers. */
    @Override
    public String toString() {
        if (epochs.isEmpty()) {
            return "History of 0 epochs";
        }
        Epoch last = last();
        StringBuilder text =
                new StringBuilder("History of " + Names.count(size(), "epoch") + ", loss " + number(last.loss));
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
