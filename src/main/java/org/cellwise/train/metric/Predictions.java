package org.cellwise.train.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;

/**
 * Outputs of a network beside their targets, for many rows. Where a row has several positions, each that weighs anything
 * counts as a row.
 */
public final class Predictions {
    private static final int BATCH = 256;
    private static final long MAXIMUM = Integer.MAX_VALUE - 8; // numbers in an array

    private final Meeting meeting;
    private final OutputMeaning meaning;
    private final int width;
    private final int targetWidth;
    private float[] outputs = new float[0];
    private float[] targets = new float[0];
    private float[] weights = new float[0];
    private int rows;

    Predictions(Meeting meeting) {
        this.meeting = meeting;
        this.meaning = meeting.meaning();
        this.width = meaning.width();
        this.targetWidth = meeting.targetWidth();
    }

    /**
     * Runs a network on all rows of a dataset.
     *
     * @throws IllegalArgumentException if the rows have not the shape or the names that the network reads
     */
    public static Predictions run(Network network, Dataset data) {
        return run(Meeting.of(network, data), data);
    }

    static Predictions run(Meeting meeting, Dataset data) {
        Predictions predictions = new Predictions(meeting);
        run(meeting, data, predictions::add);
        return predictions;
    }

    /** What takes rows with their outputs, as {@link Measure#add}. */
    @FunctionalInterface
    interface Rows {
        void add(float[] outputs, int offset, float[] targets, float[] weights, int count);
    }

    /** Runs a network on all rows of a dataset, some at a time. */
    static void run(Meeting meeting, Dataset data, Rows taker) {
        Network network = meeting.network();
        Source.Pass pass = data.pass();
        Batch batch = new Batch(data.schema(), Math.min(BATCH, data.size()));
        for (int from = 0; from < data.size(); from += BATCH) {
            pass.fill(batch, from, Math.min(BATCH, data.size() - from), network.compute());
            float[] outputs = network.predict(batch.features(), batch.count());
            taker.add(outputs, 0, batch.targets(), batch.weights(), batch.count());
        }
    }

    Meeting meeting() {
        return meeting;
    }

    /** Measures what is here. */
    void addTo(Measure measure) {
        if (meaning.positions() == 1) {
            measure.add(outputs, 0, targets, weights, rows);
            return;
        }
        float[] each = new float[meaning.positions()];
        for (int row = 0; row < rows; row++) { // each as the first position of a row of its own
            Arrays.fill(each, 0);
            each[0] = weights[row];
            measure.add(
                    padded(outputs, row * width, width), 0, padded(targets, row * targetWidth, targetWidth), each, 1);
        }
    }

    private float[] padded(float[] from, int at, int size) {
        return Arrays.copyOf(Arrays.copyOfRange(from, at, at + size), size * meaning.positions());
    }

    /** Adds the positions that count, copied. */
    void add(float[] newOutputs, int offset, float[] newTargets, float[] newWeights, int count) {
        makeRoom((long) count * meaning.positions());
        for (int i = 0; i < count * meaning.positions(); i++) {
            float weight = newWeights == null ? 1 : newWeights[i];
            if (weight != 0 || !meeting.schema().hasPositions()) {
                System.arraycopy(newOutputs, offset + i * width, outputs, rows * width, width);
                System.arraycopy(newTargets, i * targetWidth, targets, rows * targetWidth, targetWidth);
                weights[rows++] = weight;
            }
        }
    }

    /** Row by row its outputs, its target and its weight. */
    double[] numbers() {
        int each = width + targetWidth + 1;
        double[] numbers = new double[rows * each];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                numbers[row * each + i] = outputs[row * width + i];
            }
            for (int i = 0; i < targetWidth; i++) {
                numbers[row * each + width + i] = targets[row * targetWidth + i];
            }
            numbers[(row + 1) * each - 1] = weights[row];
        }
        return numbers;
    }

    /** Adds rows whose {@link #numbers} these are. */
    void add(double... numbers) {
        int each = width + targetWidth + 1;
        makeRoom(numbers.length / each);
        for (int at = 0; at < numbers.length; at += each) {
            for (int i = 0; i < width; i++) {
                outputs[rows * width + i] = (float) numbers[at + i];
            }
            for (int i = 0; i < targetWidth; i++) {
                targets[rows * targetWidth + i] = (float) numbers[at + width + i];
            }
            weights[rows++] = (float) numbers[at + each - 1];
        }
    }

    private void makeRoom(long more) {
        outputs = grown(outputs, (rows + more) * width);
        targets = grown(targets, (rows + more) * targetWidth);
        weights = grown(weights, rows + more);
    }

    private static float[] grown(float[] array, long size) {
        if (size > MAXIMUM) {
            throw new IllegalArgumentException("Predictions hold at most " + MAXIMUM + " outputs, but these rows have "
                    + size + ": look at fewer rows, or measure what keeps no outputs, such as accuracy(net, data)");
        }
        return array.length >= size
                ? array
                : Arrays.copyOf(array, (int) Math.max(size, Math.min(MAXIMUM, 2L * array.length)));
    }

    public int rows() {
        return rows;
    }

    /** Outputs a row. */
    public int width() {
        return width;
    }

    /** Whether the targets are classes rather than numbers. */
    public boolean isClassification() {
        return meeting.schema().classification();
    }

    public double output(int row, int i) {
        return outputs[Objects.checkIndex(row, rows) * width + Objects.checkIndex(i, width)];
    }

    /** A number of the target; of a class, 1 for the right output and 0 for the others. */
    public double target(int row, int i) {
        return meeting.target(targets, Objects.checkIndex(row, rows) * targetWidth, i);
    }

    /** How much a row counts; 1 unless the data has weights. */
    public double weight(int row) {
        return weights[Objects.checkIndex(row, rows)];
    }

    /** Index of the right class. */
    public int trueClass(int row) {
        return meeting.trueClass(targets, Objects.checkIndex(row, rows) * targetWidth);
    }

    /**
     * Index of the class that the outputs stand for, as the network's {@link OutputMeaning} says.
     *
     * @throws IllegalArgumentException if outputs do not stand for classes, or are not finite
     */
    public int predictedClass(int row) {
        meeting.requireClasses("predictedClass");
        int predicted = meaning.predicted(outputs, Objects.checkIndex(row, rows) * width);
        meeting.requireFinite("predictedClass", predicted < 0 ? row * meaning.positions() + 1.0 : 0);
        return predicted;
    }

    /**
     * Part of the rows whose likeliest class is the right one, from 0 to 1; of several yes-or-no answers part of the single
     * answers.
     *
     * @throws IllegalArgumentException if outputs do not stand for classes, or are not finite
     */
    public double accuracy() {
        Measure right = Metrics.accuracy().start(meeting);
        addTo(right);
        return right.value();
    }

    private ClassMeasure counted(String asker) {
        ClassMeasure counts = new ClassMeasure(asker, meeting);
        addTo(counts);
        return counts;
    }

    /**
     * How often each true class (first index) was taken for each class (second index), in the order of the outputs; of
     * several yes-or-no answers how often no and yes, all answers together.
     *
     * @throws IllegalArgumentException if outputs do not stand for classes, or are not finite
     */
    public int[][] confusion() {
        ClassMeasure measure = counted("A confusion matrix");
        int classes = measure.counts(0).length;
        int[][] counts = new int[classes][classes];
        for (int table = 0; table < measure.tables(); table++) {
            double[][] cells = measure.counts(table);
            IntStream.range(0, classes * classes)
                    .forEach(i -> counts[i / classes][i % classes] += (int) cells[i / classes][i % classes]);
        }
        return counts;
    }

    /** Precision, recall and F1 of each class. */
    public ClassReport report() {
        return ClassReport.of(counted("A class report"));
    }

    /** The classes in the order of the outputs; of a single output that is no class, {@code not y} and {@code y}. */
    public List<String> classNames() {
        return meeting.classNames();
    }

    /** The outputs of a row, from this place of {@link #outputs} on. */
    int at(int row) {
        return row * width;
    }

    float[] outputs() {
        return outputs;
    }

    /** {@code Predictions for 68 rows: 3 outputs beside classes (Adelie, Chinstrap, Gentoo)}. */
    @Override
    public String toString() {
        return "Predictions for %s: %s beside %s"
                .formatted(
                        Names.count(rows, "row"),
                        Names.count(width, "output"),
                        isClassification() ? "classes (" + Names.list(classNames()) + ")" : "numbers");
    }
}
