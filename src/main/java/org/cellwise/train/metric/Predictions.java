package org.cellwise.train.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/** Outputs of a network beside their targets, for many rows. */
public final class Predictions {
    private static final int BATCH = 256;

    private final Meeting meeting;
    private final int width;
    private final int targetWidth;
    private final boolean classes;
    private final double threshold;
    private final List<String> classNames;
    private float[] outputs = new float[0];
    private float[] targets = new float[0];
    private int rows;

    Predictions(Meeting meeting) {
        this.meeting = meeting;
        Dataset data = meeting.data();
        this.width = meeting.network().outputShape().elements();
        this.targetWidth = data.targetWidth();
        this.classes = data.isClassification();
        this.threshold = meeting.threshold();
        this.classNames = classNames(data);
    }

    Meeting meeting() {
        return meeting;
    }

    void addTo(Measure measure) {
        measure.add(outputs, 0, targets, null, rows);
    }

    /**
     * Runs a network on all rows of a dataset.
     *
     * @throws IllegalArgumentException if the rows have not the shape that the network expects
     */
    public static Predictions run(Network network, Dataset data) {
        checkInputs(network, data.schema());
        Predictions predictions = new Predictions(Meeting.of(network, null, data));
        Source.Pass pass = data.pass();
        Batch batch = new Batch(data.schema(), Math.min(BATCH, data.size()));
        for (int from = 0; from < data.size(); from += BATCH) {
            pass.fill(batch, from, Math.min(BATCH, data.size() - from), network.compute());
            float[] outputs = network.predict(batch.features(), batch.count());
            predictions.add(outputs, 0, batch.targets(), batch.count());
        }
        return predictions;
    }

    /** Refuses rows that have not the shape that the network expects. */
    public static void checkInputs(Network network, Schema data) {
        if (!data.inputShape().equals(network.inputShape())) {
            throw new IllegalArgumentException("The network expects rows of shape " + network.inputShape() + " ("
                    + Names.list(network.inputNames()) + "), but the data has rows of shape " + data.inputShape() + " ("
                    + Names.list(data.inputNames()) + "): choose " + network.inputShape()
                    + " with features(…), or build"
                    + " the network for " + data.inputShape() + " inputs");
        }
    }

    /** Adds rows, copied. */
    void add(float[] newOutputs, int offset, float[] newTargets, int count) {
        outputs = grown(outputs, (rows + count) * width);
        targets = grown(targets, (rows + count) * targetWidth);
        System.arraycopy(newOutputs, offset, outputs, rows * width, count * width);
        System.arraycopy(newTargets, 0, targets, rows * targetWidth, count * targetWidth);
        rows += count;
    }

    /** All outputs row by row, then all targets. */
    double[] numbers() {
        double[] numbers = new double[rows * (width + targetWidth)];
        for (int i = 0; i < rows * width; i++) {
            numbers[i] = outputs[i];
        }
        for (int i = 0; i < rows * targetWidth; i++) {
            numbers[rows * width + i] = targets[i];
        }
        return numbers;
    }

    /** Adds rows whose {@link #numbers} these are. */
    void add(double... numbers) {
        int count = numbers.length / (width + targetWidth);
        float[] copy = new float[numbers.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) numbers[i];
        }
        add(copy, 0, Arrays.copyOfRange(copy, count * width, copy.length), count);
    }

    private static float[] grown(float[] array, int size) {
        return array.length >= size ? array : Arrays.copyOf(array, Math.max(size, 2 * array.length));
    }

    public int rows() {
        return rows;
    }

    /** Outputs a row. */
    public int width() {
        return width;
    }

    /** Whether the targets are classes rather than vectors. */
    public boolean isClassification() {
        return classes;
    }

    public double output(int row, int i) {
        return outputs[Objects.checkIndex(row, rows) * width + Objects.checkIndex(i, width)];
    }

    /** A number of the target; of a class, 1 for the right output and 0 for the others. */
    public double target(int row, int i) {
        Objects.checkIndex(row, rows);
        if (!classes) {
            return targets[row * targetWidth + i];
        }
        int label = (int) targets[row];
        return width == 1 ? label : label == i ? 1 : 0;
    }

    /** Index of the right class. */
    public int trueClass(int row) {
        if (classes) {
            return (int) targets[row];
        }
        return width == 1 ? (target(row, 0) > 0.5 ? 1 : 0) : largest(targets, row * targetWidth, targetWidth);
    }

    /** Index of the largest output; of a single output, whether it is above a half, or above 0 where it is a logit. */
    public int predictedClass(int row) {
        return width == 1 ? (output(row, 0) > threshold ? 1 : 0) : largest(outputs, row * width, width);
    }

    /**
     * Part of the rows whose likeliest class is the right one, from 0 to 1.
     *
     * @throws IllegalArgumentException if outputs do not stand for classes
     */
    public double accuracy() {
        checkClasses("accuracy", width, classNames);
        checkShares("accuracy");
        int right = 0;
        for (int row = 0; row < rows; row++) {
            right += predictedClass(row) == trueClass(row) ? 1 : 0;
        }
        return (double) right / rows;
    }

    /**
     * How often each true class (first index) was taken for each class (second index), in the order of the outputs.
     *
     * @throws IllegalArgumentException if outputs do not stand for classes
     */
    public int[][] confusion() {
        checkClasses("A confusion matrix", width, classNames);
        checkShares("A confusion matrix");
        int[][] counts = new int[classNames.size()][classNames.size()];
        for (int row = 0; row < rows; row++) {
            counts[trueClass(row)][predictedClass(row)]++;
        }
        return counts;
    }

    /** Precision, recall and F1 of each class. */
    public ClassReport report() {
        return ClassReport.of(classNames, confusion());
    }

    /** The classes in the order of the outputs; of a single output that is no class, {@code not y} and {@code y}. */
    public List<String> classNames() {
        return classNames;
    }

    static List<String> classNames(Dataset data) {
        List<String> names = data.outputNames();
        return names.size() == 1 ? List.of("not " + names.get(0), names.get(0)) : names;
    }

    private void checkShares(String who) {
        for (int i = 0; !classes && i < rows * targetWidth; i++) {
            checkShare(who, targets[i], i / targetWidth);
        }
    }

    /** Refuses numeric targets that stand for no class, being neither 0 nor 1 nor between. */
    public static void checkShares(String who, Dataset data) {
        for (int row = 0; !data.isClassification() && row < data.size(); row++) {
            for (double target : data.target(row)) {
                checkShare(who, target, row);
            }
        }
    }

    private static void checkShare(String who, double target, int row) {
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException(
                    "%s expects classes, or targets from 0 to 1, but the target of row %s is %s: choose a label column, or measure and train with what is meant for numbers, such as meanSquaredError()"
                            .formatted(who, row, target));
        }
    }

    static void checkClasses(String who, int outputs, List<String> classNames) {
        int classes = classNames.size();
        if (outputs != classes && !(outputs == 1 && classes == 2)) {
            throw new IllegalArgumentException(who + " expects one output for each of " + classes + " classes ("
                    + Names.list(classNames) + "), but the network has " + outputs + ": end it with dense(" + classes
                    + "), or measure something else");
        }
    }

    /** {@code Predictions for 68 rows: 3 outputs beside classes (Adelie, Chinstrap, Gentoo)}. */
    @Override
    public String toString() {
        return "Predictions for %s: %s beside %s"
                .formatted(
                        Names.count(rows, "row"),
                        Names.count(width, "output"),
                        classes ? "classes (" + Names.list(classNames) + ")" : "numbers");
    }

    private static int largest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }
}
