package org.cellwise.data.column;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.encode.ColumnEncoder;

/** The rows of a dataset as columns: features in the unit of the table, categories as one column each, and the target. */
public final class DatasetColumns {
    private DatasetColumns() {}

    /** Of a dataset whose rows have one target, not one for each position. */
    public static Columns of(Dataset data) {
        List<String> names = new ArrayList<>();
        List<Reader> readers = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder column : data.columns()) {
            boolean numeric = column.inputNames().equals(List.of(column.column()));
            boolean categories = !numeric && column.width() > 0 && isOneHot(column);
            for (int k = 0; k < (categories ? 1 : column.width()); k++) {
                int input = at + k;
                String name = categories ? column.column() : column.inputNames().get(k);
                names.add(name);
                readers.add(categories ? () -> category(data, column, input) : () -> number(data, name, input));
            }
            at += column.width();
        }
        addTargets(data, names, readers);
        return new Columns("dataset", data.size(), names, i -> readers.get(i).read());
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

    private interface Reader {
        Column read();
    }

    private static void addTargets(Dataset data, List<String> names, List<Reader> readers) {
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
            readers.add(() -> numbers(data, name, row -> data.decode(data.target(row))[output]));
        }
    }

    // named as OneHotEncoder names them
    private static boolean isOneHot(ColumnEncoder column) {
        return column.inputNames().stream().allMatch(name -> name.startsWith(column.column() + "="));
    }

    private static Column number(Dataset data, String name, int input) {
        return numbers(data, name, row -> data.scaler(input).unscale(data.features(row)[input]));
    }

    private static Column numbers(Dataset data, String name, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, data.size()).mapToDouble(value).toArray();
        return new Column.Numbers(name, "number", Unit.NUMBER, values);
    }

    private static Column category(Dataset data, ColumnEncoder column, int first) {
        List<String> texts = column.inputNames().stream()
                .map(name -> name.substring(column.column().length() + 1))
                .toList();
        int[] codes = new int[data.size()];
        for (int row = 0; row < codes.length; row++) {
            double[] features = data.features(row);
            codes[row] = -1;
            for (int k = 0; k < texts.size(); k++) {
                codes[row] = features[first + k] == 1 ? k : codes[row];
            }
        }
        return new Column.Texts(column.column(), "category", codes, texts);
    }
}
