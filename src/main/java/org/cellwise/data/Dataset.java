package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * Rows to learn from: the features that go into a network, and for each row the class or the numbers that should come
 * out. It never changes: whatever is chosen afterwards gives a new dataset.
 */
public final class Dataset {
    private final int size;
    private final Shape inputShape;
    private final List<String> inputNames;
    private final List<String> outputNames;
    private final boolean classification;
    private final float[] features; // (size, inputShape)
    private final float[] targets; // (size, targetWidth)
    private final RowEncoder encoder;

    private Dataset(
            Shape inputShape,
            List<String> inputNames,
            List<String> outputNames,
            boolean classification,
            float[] features,
            float[] targets,
            RowEncoder encoder) {
        this.size = targets.length / (classification ? 1 : outputNames.size());
        this.inputShape = inputShape;
        this.inputNames = inputNames;
        this.outputNames = outputNames;
        this.classification = classification;
        this.features = features;
        this.targets = targets;
        this.encoder = encoder;
    }

    /**
     * A mapping of vectors to vectors. Inputs are named x1, x2 … and outputs y1, y2 …, unless {@link #inputs} and
     * {@link #outputs} say otherwise.
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param targets the numbers that should come out, row by row
     */
    public static Dataset of(double[][] features, double[][] targets) {
        float[] in = Rows.flatten("features", features);
        float[] out = Rows.flatten("targets", targets);
        Rows.requireSameCount(features.length, targets.length);
        List<String> names = Rows.numbered("x", 1, features[0].length);
        List<String> outputs = Rows.numbered("y", 1, targets[0].length);
        return encoded(RowEncoder.plain(names, outputs.size()), in, out, outputs, false);
    }

    /** As {@link #of(double[][], double[][])}, with a single number for each row, named y1. */
    public static Dataset of(double[][] features, double[] targets) {
        return of(
                features, Arrays.stream(targets).mapToObj(t -> new double[] {t}).toArray(double[][]::new));
    }

    /**
     * Rows that belong to classes.
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param labels class of each row, from 0
     * @param classNames one for each class; none at all names them 0, 1 … up to the largest label
     */
    public static Dataset ofClasses(double[][] features, int[] labels, String... classNames) {
        float[] in = Rows.flatten("features", features);
        Rows.requireSameCount(features.length, labels.length);
        int largest = Arrays.stream(labels).max().orElse(0);
        List<String> classes = classNames.length > 0 ? List.of(classNames) : Rows.numbered("", 0, largest + 1);
        RowEncoder encoder = RowEncoder.plain(Rows.numbered("x", 1, features[0].length), 0);
        return encoded(encoder, in, Rows.classTargets(labels, classes), classes, true);
    }

    /**
     * Rows that belong to classes.
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param labels class of each row
     * @param classNames the classes in the order of the outputs; none at all takes the labels in alphabetical order
     */
    public static Dataset ofClasses(double[][] features, String[] labels, String... classNames) {
        Rows.requireNoNull(labels);
        List<String> classes =
                classNames.length > 0 ? List.of(classNames) : List.copyOf(new TreeSet<>(Arrays.asList(labels)));
        int[] indices = Arrays.stream(labels)
                .mapToInt(label -> Rows.classIndex(label, classes))
                .toArray();
        return ofClasses(features, indices, classes.toArray(String[]::new));
    }

    /**
     * For loaders: rows that an encoder has turned into numbers. The arrays are taken, not copied.
     *
     * @param encoder what it was; it names the inputs
     * @param features finite numbers, row after row, {@code encoder.width()} each
     * @param targets for each row its class index, or as many numbers as there are outputs
     * @param outputNames the classes, or the names of the numeric targets
     * @param classification whether targets are class indices
     */
    public static Dataset encoded(
            RowEncoder encoder, float[] features, float[] targets, List<String> outputNames, boolean classification) {
        if (classification && outputNames.size() < 2) {
            throw new IllegalArgumentException("A classification expects 2 classes or more, but there is only \"%s\""
                    .formatted(Names.list(outputNames)));
        }
        Names.requireDistinct("output", outputNames);
        return new Dataset(
                Shape.of(encoder.width()),
                encoder.inputNames(),
                List.copyOf(outputNames),
                classification,
                features,
                targets,
                encoder);
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** Shape of the features of one row: {@code 4}, or {@code 1 x 8 x 8} for an image. */
    public Shape inputShape() {
        return inputShape;
    }

    /** Name of each feature. */
    public List<String> inputNames() {
        return inputNames;
    }

    /** The classes, or the names of the numeric targets. */
    public List<String> outputNames() {
        return outputNames;
    }

    /** Whether each row belongs to a class; otherwise its targets are numbers. */
    public boolean isClassification() {
        return classification;
    }

    /** How many floats a row's target takes: 1 for a class (its index), otherwise one for each output. */
    public int targetWidth() {
        return classification ? 1 : outputNames.size();
    }

    /**
     * Copies rows to their places in two buffers; allocates nothing.
     *
     * @param rows which, beginning at {@code rows[first]}, which goes to the front of the buffers
     * @param from the first place to fill
     * @param to the one behind the last
     */
    void gather(int[] rows, int first, int from, int to, float[] featuresInto, float[] targetsInto) {
        int width = inputShape.elements();
        int targetWidth = targetWidth();
        for (int i = from; i < to; i++) {
            int row = rows[first + i];
            System.arraycopy(features, row * width, featuresInto, i * width, width);
            System.arraycopy(targets, row * targetWidth, targetsInto, i * targetWidth, targetWidth);
        }
    }

    /** The features of one row as the network sees them, a copy. */
    public double[] features(int row) {
        return copy(features, row, inputShape.elements());
    }

    /** The target of one row, a copy: the class index alone, or one number for each output. */
    public double[] target(int row) {
        return copy(targets, row, targetWidth());
    }

    /** Index of the row's class among {@link #outputNames}. */
    public int classIndex(int row) {
        requireClasses("classIndex");
        return (int) targets[checked(row)];
    }

    /** Name of the row's class. */
    public String label(int row) {
        requireClasses("label");
        return outputNames.get((int) targets[checked(row)]);
    }

    /** How many rows each class has, in the order of {@link #outputNames}. */
    public int[] classCounts() {
        requireClasses("classCounts");
        int[] counts = new int[outputNames.size()];
        for (float target : targets) {
            counts[(int) target]++;
        }
        return counts;
    }

    /** These rows in this order. */
    public Dataset rows(int... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("rows expects 1 row or more, but got none");
        }
        for (int row : rows) {
            checked(row);
        }
        float[] in = new float[Math.multiplyExact(rows.length, inputShape.elements())];
        float[] out = new float[rows.length * targetWidth()];
        gather(rows, 0, 0, rows.length, in, out);
        return new Dataset(inputShape, inputNames, outputNames, classification, in, out, encoder);
    }

    /** The first rows, all of them where there are fewer. */
    public Dataset head(int count) {
        return rows(IntStream.range(0, Math.min(count, size)).toArray());
    }

    /** The same numbers with rows of another shape, {@code reshape(1, 8, 8)} for an image of one channel. */
    public Dataset reshape(int... sizes) {
        Shape shape = Shape.of(sizes);
        if (shape.elements() != inputShape.elements()) {
            throw new IllegalArgumentException("reshape expects a shape of the %s numbers in a row, but %s holds %s"
                    .formatted(inputShape.elements(), shape, shape.elements()));
        }
        return new Dataset(shape, inputNames, outputNames, classification, features, targets, encoder);
    }

    /** The same rows with other names for the features. */
    public Dataset inputs(String... names) {
        Rows.requireNames("input", inputNames.size(), names);
        List<String> renamed = List.of(names);
        return new Dataset(
                inputShape, renamed, outputNames, classification, features, targets, encoder.renamed(renamed));
    }

    /** The same rows with other names for the classes or numeric targets. */
    public Dataset outputs(String... names) {
        Rows.requireNames("output", outputNames.size(), names);
        return new Dataset(inputShape, inputNames, List.of(names), classification, features, targets, encoder);
    }

    /** As {@link #split(double, Seed)}, with the library's default seed. */
    public Split split(double train) {
        return split(train, Seed.DEFAULT);
    }

    /** Two random parts; classes keep their proportions. {@code train} is the share of the first, such as 0.8. */
    public Split split(double train, Seed seed) {
        int[][] parts = Partition.of(strata(), seed, train);
        return Split.of(rows(parts[0]), rows(parts[1]));
    }

    /** Three random parts; classes keep their proportions. The test part is what the two shares leave of 1. */
    public Split split(double train, double validation, Seed seed) {
        int[][] parts = Partition.of(strata(), seed, train, validation);
        return new Split(rows(parts[0]), rows(parts[1]), rows(parts[2]));
    }

    /**
     * One raw row as the network expects it: encoded and scaled as the training rows were.
     *
     * @param raw a value for each feature column as in the table, numbers or the texts of categories; or one
     *     {@code double[]}
     */
    public double[] encode(Object... raw) {
        return encoder.encode(raw);
    }

    /** Network outputs in the unit of the targets, where those were scaled; an error where the target is a class. */
    public double[] decode(double... outputs) {
        return encoder.decode(outputs);
    }

    /** How the numbers of one input were scaled; its {@code unscale} leads back to the unit of the table. */
    public Scaler scaler(int input) {
        return encoder.scaler(input);
    }

    /** Rows, features and outputs in one line. */
    @Override
    public String toString() {
        String shape =
                inputShape.rank() == 1 ? Names.count(inputShape.elements(), "feature") : "features " + inputShape;
        return "Dataset of %s; %s (%s)".formatted(contents(), shape, Names.list(inputNames));
    }

    /** Rows, and how many of each class, or the numeric targets. */
    String contents() {
        String rows = Names.count(size, "row");
        if (!classification) {
            return "%s; %s (%s)"
                    .formatted(rows, Names.count(outputNames.size(), "numeric target"), Names.list(outputNames));
        }
        int[] counts = classCounts();
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            texts.add(outputNames.get(c) + " " + counts[c]);
        }
        return "%s; %s classes (%s)".formatted(rows, counts.length, Names.list(texts));
    }

    private int[] strata() {
        return classification ? IntStream.range(0, size).map(this::classIndex).toArray() : new int[size];
    }

    private double[] copy(float[] from, int row, int width) {
        double[] copy = new double[width];
        for (int i = 0, at = checked(row) * width; i < width; i++) {
            copy[i] = from[at + i];
        }
        return copy;
    }

    private int checked(int row) {
        if (row < 0 || row >= size) {
            throw new IndexOutOfBoundsException(
                    "The dataset has rows 0 to %s, but row %s was asked for".formatted(size - 1, row));
        }
        return row;
    }

    private void requireClasses(String method) {
        if (!classification) {
            throw new IllegalStateException(
                    "%s expects a dataset of classes, but this one has numeric targets (%s): use target(row)"
                            .formatted(method, Names.list(outputNames)));
        }
    }
}
