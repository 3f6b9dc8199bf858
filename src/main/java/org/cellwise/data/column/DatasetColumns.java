package org.cellwise.data.column;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.text.Given;

/** The rows of a dataset as columns: features in the unit of the table, categories as one column each, and the target. */
public final class DatasetColumns {
    private DatasetColumns() {}

    /** Of a dataset; targets for each position are left out. */
    public static Columns of(Dataset data) {
        List<String> names = new ArrayList<>();
        Given.require(data, "A look at rows", "rows, as of dataset(…) or split.train()");
        List<Supplier<Column>> readers = new ArrayList<>();
        Features features = new Features(data);
        int at = 0;
        for (int c = 0; c < data.columns().size(); c++) {
            int number = c;
            int first = at;
            names.add(data.columns().get(c).column());
            readers.add(() -> features.read(number, first));
            at += data.columns().get(c).width();
        }
        addTargets(data, names, readers);
        return new Columns("dataset", data.size(), names, i -> readers.get(i).get());
    }

    /**
     * Name of the column that holds the target: its classes, or the first of several numbers.
     *
     * @throws IllegalArgumentException if rows have a target for each position
     */
    public static String target(Dataset data) {
        if (data.schema().hasPositions()) {
            throw new IllegalArgumentException(
                    "Pictures of data expect one target for each row, but these rows have one for each of %s positions"
                            .formatted(data.schema().positionShape()));
        }
        Columns columns = of(data);
        int targets = data.isClassification() ? 1 : data.outputNames().size();
        return columns.names().get(columns.size() - targets);
    }

    private static void addTargets(Dataset data, List<String> names, List<Supplier<Column>> readers) {
        if (data.schema().hasPositions()) {
            return;
        }
        if (data.isClassification()) {
            String name = names.contains("label") ? "label of the dataset" : "label";
            names.add(name);
            readers.add(() -> new Column.Texts(
                    name,
                    "class",
                    IntStream.range(0, data.size()).map(data::classIndex).toArray(),
                    data.outputNames()));
            return;
        }
        for (int k = 0; k < data.outputNames().size(); k++) {
            int output = k;
            String name = data.outputNames().get(k);
            names.add(name);
            readers.add(() -> numbers(name, data.size(), row -> data.decode(data.target(row))[output]));
        }
    }

    private static Column numbers(String name, int rows, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, rows).mapToDouble(value).toArray();
        return new Column.Numbers(name, "number", Unit.NUMBER, values);
    }

    /** The features of all rows, copied when the first column is read. */
    private static final class Features {
        private final Dataset data;
        private float[] all; // (rows, inputs)

        Features(Dataset data) {
            this.data = data;
        }

        private synchronized float[] all() {
            if (all == null && data.size() > 0) {
                all = data.batch(IntStream.range(0, data.size()).toArray()).features();
            }
            return all;
        }

        /** What the inputs of a column, from the first one on, stand for in each row. */
        Column read(int number, int first) {
            ColumnEncoder column = data.columns().get(number);
            float[] from = all();
            int width = data.inputShape().elements();
            double[] part = new double[column.width()];
            double[] numbers = new double[data.size()];
            int[] codes = new int[data.size()];
            Map<String, Integer> texts = new LinkedHashMap<>();
            for (int row = 0; row < codes.length; row++) {
                for (int i = 0; i < part.length; i++) {
                    part[i] = from[row * width + first + i];
                }
                Object kept = data.original(row, number);
                Object value = kept == null ? column.decode(part, 0) : kept;
                numbers[row] = value instanceof Number a ? a.doubleValue() : Double.NaN;
                codes[row] = -1;
                if (value != null && !(value instanceof Number)) {
                    int next = texts.size();
                    codes[row] = texts.computeIfAbsent(value.toString(), text -> next);
                }
            }
            return texts.isEmpty()
                    ? new Column.Numbers(column.column(), "number", Unit.NUMBER, numbers)
                    : new Column.Texts(column.column(), "category", codes, List.copyOf(texts.keySet()));
        }
    }
}
