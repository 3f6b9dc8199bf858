package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Origin;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.column.Parallel;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Neighbours;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.text.Names;

/**
 * A recipe that has seen its training rows, and turns any rows into a dataset in the same way.
 *
 * @param encoder of features and numeric targets
 * @param label encoder of the label, null where targets are numbers
 * @param outputNames classes or numeric targets
 * @param crossFitted inputs of training rows, by column, that its encoder must not give: they would tell the target
 */
record FittedRecipe(
        RowEncoder encoder, OneHotEncoder label, List<String> outputNames, Map<String, double[][]> crossFitted) {
    static FittedRecipe fit(TableRows table, int[] training, Recipe recipe) {
        OneHotEncoder label = null;
        List<Scaler> scalers = new ArrayList<>();
        for (RawColumn target : table.targets()) {
            if (target instanceof RawColumn.Categories classes) {
                label = new OneHotEncoder(classes.name(), classes(classes));
            } else {
                scalers.add(scaler((RawColumn.Numbers) target, training, recipe));
            }
        }
        List<String> outputs =
                label == null ? recipe.targets() : label.categories().texts();
        List<String> means = label != null && outputs.size() == 2 || outputs.size() == 1 ? List.of() : outputs;
        boolean isMean =
                recipe.treatment().encodings().values().stream().anyMatch(Encoding.MeanTarget.class::isInstance);
        double[][] targets = isMean ? targets(table, training, label, scalers) : null;
        FeatureFit features = new FeatureFit(recipe.treatment(), training, targets, means);
        List<ColumnEncoder> columns = Parallel.map(table.features(), features::fit);
        List<Object> example = new ArrayList<>();
        table.features().forEach(feature -> example.add(feature.value(training[0])));
        return new FittedRecipe(
                new RowEncoder(columns, scalers, features.neighbours(table.features()), example),
                label,
                outputs,
                features.crossFitted());
    }

    private static Scaler scaler(RawColumn.Numbers target, int[] training, Recipe recipe) {
        try {
            return target.scaler(training, recipe.treatment().ofTarget(target.name()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The target \"%s\": %s".formatted(target.name(), e.getMessage()), e);
        }
    }

    /** What a category's mean is taken of: scaled targets, 1 for the class of the row; of two classes the second one. */
    private static double[][] targets(TableRows table, int[] rows, OneHotEncoder label, List<Scaler> scalers) {
        double[][] targets = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            if (label == null) {
                targets[i] = IntStream.range(0, scalers.size())
                        .mapToDouble(t -> scaled(scalers.get(t), table.targets().get(t), row))
                        .toArray();
            } else {
                double[] hot = new double[label.width()];
                label.encode(table.targets().get(0).value(row), hot, 0);
                targets[i] = hot.length == 2 ? new double[] {hot[1]} : hot;
            }
        }
        return targets;
    }

    private static double scaled(Scaler scaler, RawColumn target, int row) {
        try {
            return scaler.scale((Double) target.value(row));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The target \"%s\" in row %s: %s".formatted(target.name(), row, e.getMessage()), e);
        }
    }

    private static List<String> classes(RawColumn.Categories label) {
        requireClasses(label.name(), label.categories());
        return label.categories();
    }

    /** Refuses a label that is the same in every row. */
    static void requireClasses(String label, List<String> classes) {
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "The label \"%s\" is \"%s\" in every row: a network needs 2 classes or more to tell apart"
                            .formatted(label, classes.get(0)));
        }
    }

    /**
     * A dataset of these rows.
     *
     * @param training whether they are those that it was fitted on
     */
    Dataset encode(TableRows table, int[] rows, boolean training) {
        float[] features = encoder.buffer(rows.length);
        Map<String, double[]> guesses = guesses(table, rows);
        List<ColumnWriter> writers = new ArrayList<>();
        int at = 0;
        for (int c = 0; c < table.features().size(); c++) {
            ColumnEncoder column = encoder.encoders().get(c);
            double[][] own = training ? crossFitted.get(column.column()) : null;
            RawColumn values = table.features().get(c);
            if (guesses.containsKey(values.name())) {
                values = new RawColumn.Guessed((RawColumn.Numbers) values, guesses.get(values.name()));
            }
            writers.add(new ColumnWriter(values, column, own, features, encoder.width(), at));
            at += column.width();
        }
        ColumnWriter.write(writers, rows);
        Dataset data = Dataset.encoded(encoder, features, targets(table, rows), outputNames, label != null);
        data = data.from(new Origin(rows, originals(table)));
        return table.weights() == null
                ? data
                : data.weights(Arrays.stream(rows)
                        .mapToDouble(row -> table.weights()[row])
                        .toArray());
    }

    /** What stands in columns of texts and dates, to which their inputs do not lead back. */
    private static List<IntFunction<Object>> originals(TableRows table) {
        List<IntFunction<Object>> originals = new ArrayList<>();
        table.features().forEach(column -> originals.add(column instanceof RawColumn.Values ? column::value : null));
        return originals;
    }

    /** By column the numbers, by row of the table, that the nearest training rows put in; NaN in rows that miss none. */
    private Map<String, double[]> guesses(TableRows table, int... rows) {
        Neighbours neighbours = encoder.neighbours();
        if (neighbours == null) {
            return Map.of();
        }
        List<RawColumn.Numbers> columns = neighbours.columns().stream()
                .map(name -> (RawColumn.Numbers)
                        table.features().get(encoder.columns().indexOf(name)))
                .toList();
        Map<String, double[]> guesses = new LinkedHashMap<>();
        columns.forEach(column -> guesses.put(column.name(), nothing(column.rows())));
        for (int row : rows) {
            double[] values =
                    columns.stream().mapToDouble(column -> column.value(row)).toArray();
            double[] filled = neighbours.fill(values);
            for (int c = 0; c < values.length; c++) {
                if (Double.isNaN(values[c])) {
                    guesses.get(columns.get(c).name())[row] = filled[c];
                }
            }
        }
        return guesses;
    }

    private static double[] nothing(int length) {
        double[] nothing = new double[length];
        Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    private float[] targets(TableRows table, int... rows) {
        if (label != null) {
            return labels((RawColumn.Categories) table.targets().get(0), rows);
        }
        int width = outputNames.size();
        float[] targets = new float[Math.multiplyExact(rows.length, width)];
        for (int t = 0; t < width; t++) {
            RawColumn.Numbers values = (RawColumn.Numbers) table.targets().get(t);
            for (int i = 0; i < rows.length; i++) {
                double scaled = scaled(encoder.targets().get(t), values, rows[i]);
                targets[i * width + t] = ColumnWriter.narrowed(scaled, values, rows[i], "standardizeTargets()");
            }
            ColumnWriter.checkPrecision(values, encoder.targets().get(t), rows, "standardizeTargets()");
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
}
