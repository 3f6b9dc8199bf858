package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cellwise.data.series.SeriesData;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Series that stand in a table, one step a row. */
public final class TableSeries {
    private TableSeries() {}

    /**
     * The rows in order of time.
     *
     * @param each the column that tells several series apart, null for one
     * @param time the column of dates, times or numbers that orders the rows of a series; no two of them alike
     * @param columns numbers over time, the first of which is predicted unless others are chosen
     */
    public static SeriesData of(Table table, String each, String time, String... columns) {
        Given.require(table, "series", "a table, as readCsv(…) reads it");
        Given.require(columns, "series", "names of columns");
        List<String> names = new ArrayList<>(Arrays.asList(columns));
        names.add(time);
        if (each != null) {
            names.add(each);
        }
        for (String name : names) {
            if (!table.columnNames().contains(name)) {
                throw new IllegalArgumentException("series: the table has no column \"%s\"; %s"
                        .formatted(Names.shorten(name), Names.hint(name, table.columnNames())));
            }
        }
        List<NumericColumn<?>> values = new ArrayList<>();
        for (String name : columns) {
            if (!(table.column(name) instanceof NumericColumn<?> numbers)) {
                throw new IllegalArgumentException("series expects columns of numbers, but \"%s\" is of type %s"
                        .formatted(name, ColumnReader.typeName(table.column(name))));
            }
            values.add(numbers);
        }
        Column<?> order = table.column(time);
        requireNone(order);
        int[] all = IntStream.range(0, table.rowCount()).toArray();
        Map<Object, TreeMap<Integer, double[]>> runs = new LinkedHashMap<>();
        Object last = null;
        int step = -1;
        for (int row : IntStream.range(0, all.length)
                .boxed()
                .sorted(Dealing.earlierFirst(order, all))
                .toList()) {
            step += order.get(row).equals(last) ? 0 : 1;
            last = order.get(row);
            Object run = each == null ? "" : table.column(each).get(row);
            double[] numbers = values.stream()
                    .mapToDouble(column -> column.isMissing(row) ? Double.NaN : column.getDouble(row))
                    .toArray();
            if (runs.computeIfAbsent(run, key -> new TreeMap<>()).put(step, numbers) != null) {
                throw new IllegalArgumentException(
                        "\"%s\" has %s twice%s: a series has one row for each step; where the table holds several series, name the column that tells them apart, seriesOfEach(table, \"…\", \"%s\", …)"
                                .formatted(time, last, each == null ? "" : " for \"" + run + "\"", time));
            }
        }
        List<SeriesData.Run> series = new ArrayList<>();
        runs.values().forEach(run -> series.add(run(run, columns.length)));
        return SeriesData.of(List.of(columns), series);
    }

    /** From its first step to its last; steps that only others have are missing. */
    private static SeriesData.Run run(TreeMap<Integer, double[]> steps, int columns) {
        double[] none = new double[columns];
        Arrays.fill(none, Double.NaN);
        int start = steps.firstKey();
        double[][] rows = IntStream.rangeClosed(start, steps.lastKey())
                .mapToObj(step -> steps.getOrDefault(step, none))
                .toArray(double[][]::new);
        return new SeriesData.Run(start, rows);
    }

    private static void requireNone(Column<?> order) {
        if (order.countMissing() > 0) {
            throw new IllegalArgumentException(
                    "\"%s\" orders the rows of a series, but misses %s: drop those rows first"
                            .formatted(order.name(), Names.count(order.countMissing(), "value")));
        }
    }
}
