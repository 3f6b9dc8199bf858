package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.data.ColumnEncoder;
import org.cellwise.data.Dataset;
import org.cellwise.data.OneHotEncoder;
import org.cellwise.data.Precision;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Scaler;
import org.cellwise.text.Names;

/**
 * A recipe that has seen its training rows, and turns any rows into a dataset in the same way.
 *
 * @param encoder of features and numeric targets
 * @param label encoder of the label, null where targets are numbers
 * @param outputNames classes or numeric targets
 */
record FittedRecipe(RowEncoder encoder, OneHotEncoder label, List<String> outputNames) {
    static FittedRecipe fit(TableRows table, int[] training, Recipe recipe) {
        List<ColumnEncoder> columns = new ArrayList<>();
        for (RawColumn feature : table.features()) {
            columns.add(feature.fit(training, recipe.featureScaling()));
        }
        List<Scaler> scalers = new ArrayList<>();
        for (RawColumn target : table.targets()) {
            if (target instanceof RawColumn.Categories classes) {
                OneHotEncoder label = classes.fit(training, recipe.targetScaling());
                return new FittedRecipe(new RowEncoder(columns, List.of()), label, classes(classes));
            }
            scalers.add(((RawColumn.Numbers) target).scaler(training, recipe.targetScaling()));
        }
        return new FittedRecipe(new RowEncoder(columns, scalers), null, recipe.targets());
    }

    private static List<String> classes(RawColumn.Categories label) {
        if (label.categories().size() < 2) {
            throw new IllegalArgumentException(
                    "The label \"%s\" is \"%s\" in every row: a network needs 2 classes or more to tell apart"
                            .formatted(label.name(), label.categories().get(0)));
        }
        return label.categories();
    }

    Dataset encode(TableRows table, int[] rows) {
        float[] features = encoder.buffer(rows.length);
        int at = 0;
        for (int c = 0; c < table.features().size(); c++) {
            ColumnEncoder column = encoder.columns().get(c);
            write(table.features().get(c), column, rows, features, at);
            at += column.width();
        }
        Dataset data = Dataset.encoded(encoder, features, targets(table, rows), outputNames, label != null);
        return table.weights() == null
                ? data
                : data.weights(Arrays.stream(rows)
                        .mapToDouble(row -> table.weights()[row])
                        .toArray());
    }

    /** Fills this column's numbers, {@code column.width()} from {@code at} on, in every row of {@code into}. */
    private void write(RawColumn values, ColumnEncoder column, int[] rows, float[] into, int at) {
        double[] encoded = new double[column.width()];
        for (int i = 0; i < rows.length; i++) {
            encode(values, column, rows[i], encoded);
            for (int j = 0; j < encoded.length; j++) {
                into[i * encoder.width() + at + j] = narrowed(encoded[j], values, rows[i], "standardize()");
            }
        }
        if (values instanceof RawColumn.Numbers numbers) {
            checkPrecision(numbers, rows, into, encoder.width(), at, "standardize()");
        }
    }

    private static void encode(RawColumn values, ColumnEncoder column, int row, double[] encoded) {
        try {
            column.encode(values.value(row), encoded, 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Row %s does not fit the training rows: %s".formatted(row, e.getMessage()), e);
        }
    }

    private float[] targets(TableRows table, int[] rows) {
        if (label != null) {
            return labels((RawColumn.Categories) table.targets().get(0), rows);
        }
        int width = outputNames.size();
        float[] targets = new float[Math.multiplyExact(rows.length, width)];
        for (int t = 0; t < width; t++) {
            RawColumn.Numbers values = (RawColumn.Numbers) table.targets().get(t);
            for (int i = 0; i < rows.length; i++) {
                double scaled = encoder.targets().get(t).scale(values.value(rows[i]));
                targets[i * width + t] = narrowed(scaled, values, rows[i], "standardizeTargets()");
            }
            checkPrecision(values, rows, targets, width, t, "standardizeTargets()");
        }
        return targets;
    }

    private float[] labels(RawColumn.Categories values, int[] rows) {
        Map<String, Integer> unseen = new LinkedHashMap<>();
        Set<String> seen = Set.copyOf(outputNames);
        Arrays.stream(rows)
                .mapToObj(values::value)
                .filter(value -> !seen.contains(value))
                .forEach(value -> unseen.merge(value, 1, Integer::sum));
        if (!unseen.isEmpty()) {
            List<String> counts = unseen.entrySet().stream()
                    .map(entry -> "\"%s\" %s".formatted(entry.getKey(), entry.getValue()))
                    .toList();
            throw new IllegalArgumentException(
                    "The label \"%s\" has values that were not seen in training (rows: %s): training knows %s; drop those rows, or put some of them into training"
                            .formatted(values.name(), Names.list(counts), Names.list(outputNames)));
        }
        float[] targets = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = label.position(values.value(rows[i]));
        }
        return targets;
    }

    /** Refuses a column whose values the network could not tell apart. */
    private static void checkPrecision(
            RawColumn.Numbers column, int[] rows, float[] numbers, int width, int at, String remedy) {
        double[] values = Arrays.stream(rows).mapToDouble(column::value).toArray();
        float[] narrow = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            narrow[i] = numbers[i * width + at];
        }
        if (Precision.isLost(values, narrow)) {
            throw new IllegalArgumentException(
                    "\"%s\" has differences too small for the float32 numbers of a network, from %s to %s: add %s, which takes the mean away; if that is there, rows with values far from the others keep these apart"
                            .formatted(
                                    column.name(),
                                    Arrays.stream(values).min().orElseThrow(),
                                    Arrays.stream(values).max().orElseThrow(),
                                    remedy));
        }
    }

    private static float narrowed(double value, RawColumn column, int row, String remedy) {
        float narrow = (float) value;
        if (!Float.isFinite(narrow)) {
            throw new IllegalArgumentException(
                    "\"%s\" is too large for a network in row %s (%s): add %s, or leave the row out"
                            .formatted(column.name(), row, column.value(row), remedy));
        }
        return narrow;
    }
}
