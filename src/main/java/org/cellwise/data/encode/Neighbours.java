package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;
import org.cellwise.text.Names;

/**
 * Fills missing numbers in by the mean of the training rows that are nearest in the other columns and have a value. Near
 * is by Euclidean distance of standardised numbers over the columns that both rows have, times the root of all columns
 * over these (Troyanskaya et al., 2001; scikit-learn's KNNImputer on standardised columns).
 *
 * @param columns of numbers, by name
 * @param count how many rows are asked
 * @param scalers of the columns
 * @param rows of training, scaled, NaN where a value is missing
 */
public record Neighbours(List<String> columns, int count, List<StandardScaler> scalers, List<List<Double>> rows) {
    /** More rows than this are not kept; of more a random part is. */
    private static final int MOST_ROWS = 2000;

    public Neighbours {
        columns = List.copyOf(columns);
        scalers = List.copyOf(scalers);
        rows = rows.stream().map(List::copyOf).toList();
        int width = columns.size();
        if (width == 0 || count < 1 || scalers.size() != width || rows.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException(
                    "Nearest neighbours expect a scaler and a number in each row for each of their columns (%s)"
                            .formatted(Names.list(columns)));
        }
        Names.requireDistinct("column", columns);
    }

    /**
     * Fitted on rows.
     *
     * @param values of each row in each column, NaN where it is missing; in no column all are
     */
    public static Neighbours fit(List<String> columns, int count, double[][] values) {
        List<StandardScaler> scalers = IntStream.range(0, columns.size())
                .mapToObj(column -> StandardScaler.fit(Arrays.stream(values)
                        .mapToDouble(row -> row[column])
                        .filter(value -> !Double.isNaN(value))
                        .toArray()))
                .toList();
        int[] kept = IntStream.range(0, values.length).toArray();
        if (kept.length > MOST_ROWS) {
            Seed.DEFAULT.random().shuffle(kept);
            kept = Arrays.copyOf(kept, MOST_ROWS);
            Arrays.sort(kept);
        }
        List<List<Double>> rows = new ArrayList<>();
        for (int row : kept) {
            List<Double> scaled = new ArrayList<>();
            for (int column = 0; column < scalers.size(); column++) {
                scaled.add(scalers.get(column).scale(values[row][column])); // NaN stays NaN
            }
            rows.add(scaled);
        }
        return new Neighbours(columns, count, scalers, rows);
    }

    /**
     * The same values with those that are missing filled in; one stays missing where no row has it and another one too.
     *
     * @param values one for each column, NaN where it is missing
     */
    public double[] fill(double... values) {
        double[] filled = values.clone();
        if (Arrays.stream(values).noneMatch(Double::isNaN)) {
            return filled;
        }
        double[] distances =
                rows.stream().mapToDouble(row -> distance(row, values)).toArray();
        int[] nearest = IntStream.range(0, distances.length)
                .filter(row -> !Double.isNaN(distances[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> distances[row])) // stable: the first of equals
                .mapToInt(Integer::intValue)
                .toArray();
        for (int column = 0; column < filled.length; column++) {
            int which = column;
            if (Double.isNaN(values[column])) {
                double mean = Arrays.stream(nearest)
                        .mapToDouble(row -> rows.get(row).get(which))
                        .filter(value -> !Double.isNaN(value))
                        .limit(count)
                        .average()
                        .orElse(Double.NaN);
                filled[column] = scalers.get(column).unscale(mean);
            }
        }
        return filled;
    }

    private double distance(List<Double> row, double... values) {
        double squares = 0;
        int both = 0;
        for (int column = 0; column < values.length; column++) {
            double off = row.get(column) - scalers.get(column).scale(values[column]);
            if (!Double.isNaN(off)) {
                squares += off * off;
                both++;
            }
        }
        return both == 0 ? Double.NaN : Math.sqrt(squares * values.length / both);
    }

    /**
     * Puts in what the nearest rows have where a raw row misses a value.
     *
     * @param names of the raw row's columns
     */
    public Object[] fillRaw(List<String> names, Object... raw) {
        double[] values = new double[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = raw[names.indexOf(columns.get(i))];
            values[i] = value instanceof Number number ? number.doubleValue() : Double.NaN;
        }
        double[] filled = fill(values);
        Object[] whole = raw.clone();
        for (int i = 0; i < values.length; i++) {
            int place = names.indexOf(columns.get(i));
            if (Missing.is(raw[place]) && !Double.isNaN(filled[i])) {
                whole[place] = new Guess(filled[i]);
            }
        }
        return whole;
    }

    /** A value that {@link FilledEncoder} takes for a missing one of a row. */
    public static Object guess(double value) {
        return Double.isNaN(value) ? (Object) value : new Guess(value);
    }

    /** As plain values: a missing number is left out, and its place among all numbers, row by row, is listed. */
    public Map<String, Object> describe() {
        List<Double> numbers = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        int place = 0;
        for (List<Double> row : rows) {
            for (double value : row) {
                if (Double.isNaN(value)) {
                    missing.add(place);
                } else {
                    numbers.add(value);
                }
                place++;
            }
        }
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("columns", columns);
        description.put("count", count);
        description.put(
                "scalers", scalers.stream().map(StandardScaler::describe).toList());
        description.put("numbers", numbers);
        description.put("missing", missing);
        return description;
    }

    /**
     * Those that described themselves so.
     *
     * @throws IllegalArgumentException if a setting is missing, unknown or makes no sense
     */
    public static Neighbours of(Object description) {
        Settings settings = Settings.of("nearest neighbours", description);
        List<String> columns = settings.texts("columns");
        int count = settings.whole("count", 1, Integer.MAX_VALUE);
        List<StandardScaler> scalers = new ArrayList<>();
        for (Object scaler : settings.list("scalers")) {
            if (!(Scalers.of(scaler) instanceof StandardScaler standard)) {
                throw new IllegalArgumentException("Nearest neighbours expect columns that are standardised");
            }
            scalers.add(standard);
        }
        List<Double> numbers = settings.numbers("numbers");
        List<Double> missing = settings.numbers("missing");
        settings.end();
        int all = numbers.size() + missing.size();
        if (columns.isEmpty() || all % columns.size() != 0) {
            throw new IllegalArgumentException("Nearest neighbours expect whole rows of %s, but got %s numbers"
                    .formatted(Names.count(columns.size(), "column"), all));
        }
        List<List<Double>> rows = new ArrayList<>();
        int next = 0;
        int gap = 0;
        for (int place = 0; place < all; place++) {
            if (place % columns.size() == 0) {
                rows.add(new ArrayList<>());
            }
            boolean isMissing = gap < missing.size() && missing.get(gap) == place;
            if (!isMissing && next == numbers.size()) {
                throw new IllegalArgumentException(
                        "Nearest neighbours expect places of missing numbers in their order");
            }
            gap += isMissing ? 1 : 0;
            rows.get(rows.size() - 1).add(isMissing ? Double.NaN : numbers.get(next++));
        }
        return new Neighbours(columns, count, scalers, rows);
    }
}
