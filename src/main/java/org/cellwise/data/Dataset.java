package org.cellwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/**
 * Rows to learn from: the features that go into a network, and for each row the class or the numbers that should come
 * out. It never changes: whatever is chosen afterwards gives a new dataset.
 */
public final class Dataset extends Splittable implements Source {
    private final Schema schema;
    final RowStore rows;
    private final RowEncoder encoder;

    Dataset(Schema schema, RowStore rows, RowEncoder encoder) {
        this.schema = schema;
        this.rows = rows;
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
        return ArrayRows.numbers(features, targets);
    }

    /**
     * Numbers for each position of a row, such as the steps of a sequence: targets of shape (T, K). {@link #reshape}
     * gives the features the shape (T, D).
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param targets for each row the K numbers of each of its T positions
     */
    public static Dataset of(double[][] features, double[][][] targets) {
        return ArrayRows.numbers(features, targets);
    }

    /** As {@link #of(double[][], double[][])}, with a single number for each row, named y1. */
    public static Dataset of(double[][] features, double[] targets) {
        return ArrayRows.numbers(features, targets);
    }

    /**
     * Rows that belong to classes.
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param labels class of each row, from 0
     * @param classNames one for each class; none at all names them 0, 1 … up to the largest label
     */
    public static Dataset ofClasses(double[][] features, int[] labels, String... classNames) {
        return ArrayRows.classes(features, labels, classNames);
    }

    /**
     * Rows with a class for each of their T positions, such as the steps of a sequence or, with {@link #positions}, the
     * pixels of an image. {@link #reshape} gives the features the shape (T, D).
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param labels for each row the class of each position, from 0; -1 where a position does not count
     * @param classNames one for each class; none at all names them 0, 1 … up to the largest label
     */
    public static Dataset ofClasses(double[][] features, int[][] labels, String... classNames) {
        return ArrayRows.classes(features, labels, classNames);
    }

    /**
     * Rows that belong to classes.
     *
     * @param features one row of finite numbers for each example, all of one length
     * @param labels class of each row
     * @param classNames the classes in the order of the outputs; none at all takes the labels in alphabetical order
     */
    public static Dataset ofClasses(double[][] features, String[] labels, String... classNames) {
        return ArrayRows.classes(features, labels, classNames);
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
        Shape shape = Shape.of(encoder.width());
        List<String> names = encoder.inputNames();
        Schema schema = classification
                ? Schema.ofClass(shape, names, outputNames)
                : Schema.ofNumbers(shape, names, outputNames);
        return new Dataset(schema, new RowStore(schema, features, targets, Weights.none(1)), encoder);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    @Override
    public long rowCount() {
        return rows.size();
    }

    /** How raw rows became these; kept by a network that is trained on them. */
    @Override
    public RowEncoder preparation() {
        return encoder;
    }

    /** The same rows, whose inputs are tokens of texts; a network that is trained on them keeps what made them. */
    public Dataset tokens(Map<String, Object> tokenizer) {
        return new Dataset(schema, rows, encoder.tokens(tokenizer));
    }

    @Override
    public Pass pass() {
        return new DatasetPass(schema, rows);
    }

    /** These rows as one batch, in this order: {@code trainer.step(data.batch(0, 1, 2))}. */
    public Batch batch(int... rows) {
        requireRows("batch", rows);
        Batch batch = new Batch(schema, rows.length);
        this.rows.prepare(batch, rows.length);
        this.rows.gather(rows, 0, 0, rows.length, batch);
        return batch;
    }

    /** Whether rows or positions do not all weigh 1. */
    public boolean isWeighted() {
        return !rows.weights().areAllOne();
    }

    /** The features of one row as the network sees them, a copy. */
    public double[] features(int row) {
        return rows.features(checked(row));
    }

    /**
     * The target of one row, a copy: the class index alone, or one number for each output; position by position where
     * the row has several. Where a position does not count, the class is -1 and numbers are NaN.
     */
    public double[] target(int row) {
        double[] target = rows.targets(checked(row));
        int width = target.length / schema.positions();
        for (int i = 0; i < target.length; i++) {
            if (!rows.weights().counts(row, i / width)) {
                target[i] = isClassification() ? -1 : Double.NaN;
            }
        }
        return target;
    }

    /** The weight of one row's positions, a copy: a single number unless the row has several. */
    public double[] weightsOf(int row) {
        return rows.weights().of(checked(row), schema.positions());
    }

    /** Index of the row's class among {@link #outputNames}, where a row has one class. */
    public int classIndex(int row) {
        requireOneClass("classIndex");
        return (int) rows.target(checked(row));
    }

    /** Name of the row's class, where a row has one class. */
    public String label(int row) {
        requireOneClass("label");
        return outputNames().get((int) rows.target(checked(row)));
    }

    /**
     * How many rows each class has, in the order of {@link #outputNames}; where rows have a class at each position, how
     * many positions that count. Weights of rows do not matter here.
     */
    public int[] classCounts() {
        requireClasses("classCounts");
        return rows.classCounts(outputNames().size());
    }

    /**
     * The same rows, each with a weight: how much it counts beside a row that weighs 1; one that weighs 0 counts nowhere.
     *
     * @param ofRows for each row a finite number of 0 or more, not all 0; in place of what rows weighed before
     */
    public Dataset weights(double... ofRows) {
        return new Dataset(schema, rows.with(rows.weights().ofRows(size(), ofRows)), encoder);
    }

    /**
     * The same rows with a weight for each position of a row. A position that does not count weighs 0.
     *
     * @param ofPositions for each row a number of 0 or more for each position; in place of what positions weighed before
     */
    public Dataset weights(double[][] ofPositions) {
        return new Dataset(schema, rows.with(rows.weights().ofPositions(size(), ofPositions)), encoder);
    }

    /** The same targets with their positions in another shape, {@code positions(8, 8)} for the pixels of an image. */
    public Dataset positions(int... sizes) {
        Shape shape = Shape.of(sizes);
        if (!schema.hasPositions() || shape.elements() != schema.positions()) {
            throw new IllegalArgumentException("positions expects a shape of the %s of each row, but %s holds %s"
                    .formatted(Names.count(schema.positions(), "position"), shape, shape.elements()));
        }
        int[] all = Arrays.copyOf(sizes, sizes.length + 1);
        all[sizes.length] = outputNames().size();
        return with(schema.withTargets(isClassification() ? shape : Shape.of(all)));
    }

    /** These rows in this order. */
    public Dataset rows(int... rows) {
        requireRows("rows", rows);
        return new Dataset(schema, this.rows.rows(rows), encoder);
    }

    /** The first rows, all of them where there are fewer. */
    public Dataset head(int count) {
        return rows(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /** The same numbers with rows of another shape, {@code reshape(1, 8, 8)} for an image of one channel. */
    public Dataset reshape(int... sizes) {
        Shape shape = Shape.of(sizes);
        if (shape.elements() != inputShape().elements()) {
            throw new IllegalArgumentException("reshape expects a shape of the %s numbers in a row, but %s holds %s"
                    .formatted(inputShape().elements(), shape, shape.elements()));
        }
        return with(schema.withInputs(shape, inputNames()));
    }

    /** The same rows with other names for the features. */
    public Dataset inputs(String... names) {
        List<String> renamed = Rows.names("input", inputNames().size(), names);
        Schema named = schema.withInputs(inputShape(), renamed);
        return new Dataset(named, rows, encoder.renamed(renamed));
    }

    /** The same rows with other names for the classes or numeric targets. */
    public Dataset outputs(String... names) {
        return with(schema.withOutputs(Rows.names("output", outputNames().size(), names)));
    }

    /** The columns of raw rows and the inputs that each becomes, as {@link #encode} reads them. */
    public List<ColumnEncoder> columns() {
        return encoder.encoders();
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
        int expected = schema.positions() * outputNames().size();
        if (!isClassification() && outputs.length != expected) {
            throw new IllegalArgumentException(
                    "decode expects %s, but got %s".formatted(Names.count(expected, "output"), outputs.length));
        }
        return encoder.decode(outputs);
    }

    /** How the numbers of one input were scaled; its {@code unscale} leads back to the unit of the table. */
    public Scaler scaler(int input) {
        return encoder.scaler(input);
    }

    /** Rows, features and outputs in one line. */
    @Override
    public String toString() {
        return "Dataset of %s; %s".formatted(contents(), schema.features());
    }

    /** Rows, and how many of each class, or the numeric targets; what they weigh. */
    String contents() {
        String count = Names.count(size(), "row") + rows.weights().text();
        String each = schema.hasPositions() ? " for each of %s positions".formatted(schema.positionShape()) : "";
        if (!isClassification()) {
            return "%s; %s%s (%s)"
                    .formatted(
                            count,
                            Names.count(outputNames().size(), "numeric target"),
                            each,
                            Names.list(outputNames()));
        }
        int[] counts = classCounts();
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            texts.add(outputNames().get(c) + " " + counts[c]);
        }
        return "%s; %s classes%s (%s)".formatted(count, counts.length, each, Names.list(texts));
    }

    /** Whether anything weighs more than 0. */
    boolean hasWeight() {
        return rows.weights().sum(size()) > 0;
    }

    /** For loaders: the same rows, of which it is known where in a table they stand. */
    public Dataset from(Origin origin) {
        return new Dataset(schema, rows.from(origin), encoder);
    }

    /** Number of a row in the table that it comes from, from 0; -1 where it comes from none. */
    public int tableRow(int row) {
        return rows.origin() == null ? -1 : rows.origin().rows()[checked(row)];
    }

    /** What stands in the table in a column of {@link #columns}, where the inputs do not lead back to it; else null. */
    public Object original(int row, int column) {
        return rows.origin() == null ? null : rows.origin().cell(checked(row), column);
    }

    /** What a column of {@link #columns} holds in a row: as it stands in the table, or as near as the numbers tell. */
    public Object cell(int row, int column) {
        Object kept = original(row, column);
        if (kept != null) {
            return kept;
        }
        int at = columns().stream().limit(column).mapToInt(ColumnEncoder::width).sum();
        return columns().get(column).decode(features(row), at);
    }

    /** The same rows with numbers scaled that were not. */
    Dataset scaled(RowEncoder other, Scaler[] inputs, Scaler... outputs) {
        return new Dataset(schema, rows.scaled(inputs, outputs), other);
    }

    private Dataset with(Schema other) {
        return new Dataset(other, rows, encoder);
    }

    @Override
    protected Dealt dealt() {
        int[] classes = isClassification() && !schema.hasPositions()
                ? IntStream.range(0, size()).map(this::classIndex).toArray()
                : new int[size()];
        return new Dealt(
                Deal.ofClasses(classes),
                parts -> Arrays.stream(parts).map(this::rows).toList());
    }

    private int checked(int row) {
        if (row < 0 || row >= size()) {
            throw new IndexOutOfBoundsException(
                    "The dataset has rows 0 to %s, but row %s was asked for".formatted(size() - 1, row));
        }
        return row;
    }

    private void requireRows(String method, int... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(method + " expects 1 row or more, but got none");
        }
        for (int row : rows) {
            checked(row);
        }
    }

    private void requireClasses(String method) {
        if (!isClassification()) {
            throw new IllegalStateException(
                    "%s expects a dataset of classes, but this one has numeric targets (%s): use target(row)"
                            .formatted(method, Names.list(outputNames())));
        }
    }

    private void requireOneClass(String method) {
        requireClasses(method);
        if (schema.hasPositions()) {
            throw new IllegalStateException(
                    "%s expects one class for each row, but these rows have one for each of %s positions: use target(row)"
                            .formatted(method, schema.positionShape()));
        }
    }
}
