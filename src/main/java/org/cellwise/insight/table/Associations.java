package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Unit;
import org.cellwise.text.Names;

/**
 * How strongly each two columns go together.
 *
 * @param what is measured, in a word: {@code correlation} or {@code association}
 * @param names of the columns
 * @param values for each two columns; NaN where it cannot be said, such as of a column with one value
 * @param rows how many were looked at
 * @param all how many rows there are
 */
public record Associations(String what, List<String> names, double[][] values, int rows, int all) {
    private static final int MOST_COLUMNS = 100;
    private static final int MOST_ROWS = 10_000;

    /** Two columns that go together. */
    public record Pair(int first, int second, double value) {}

    public Associations {
        names = List.copyOf(names);
    }

    /**
     * Pearson's correlations of all columns of numbers, over the rows that have both of a pair: as pandas has them.
     *
     * @throws IllegalArgumentException if there are fewer than two such columns
     */
    public static Associations correlations(Columns table) {
        List<Column.Numbers> numbers = IntStream.range(0, table.size())
                .parallel()
                .mapToObj(table::column)
                .filter(column -> column instanceof Column.Numbers some && some.unit() == Unit.NUMBER)
                .map(Column.Numbers.class::cast)
                .limit(MOST_COLUMNS)
                .toList();
        if (numbers.size() < 2) {
            throw new IllegalArgumentException(
                    "correlations expects two columns of numbers or more, but the table has %s: associations(…) compares columns of any kind"
                            .formatted(
                                    numbers.isEmpty()
                                            ? "none"
                                            : "one (" + numbers.get(0).name() + ")"));
        }
        List<double[]> centred = numbers.stream()
                .parallel()
                .map(column -> isComplete(column) ? Correlations.centred(column.values()) : new double[0])
                .toList();
        double[][] values = each(
                numbers.size(),
                (i, j) -> centred.get(i).length > 0 && centred.get(j).length > 0
                        ? Correlations.product(centred.get(i), centred.get(j))
                        : Correlations.pearson(
                                numbers.get(i).values(), numbers.get(j).values()));
        return new Associations(
                "correlation", numbers.stream().map(Column::name).toList(), values, table.rows(), table.rows());
    }

    /**
     * Associations of all columns, from 0 to 1: of two columns of numbers Spearman's correlation without its sign; of
     * numbers and texts the correlation ratio; of two columns of texts Cramér's V; the last two less what chance would
     * give. Of many rows some are looked at, chosen by chance.
     */
    public static Associations of(Columns table) {
        Columns first = table.first(MOST_COLUMNS);
        int[] rows = table.sample(MOST_ROWS);
        Columns some = first.rows(rows);
        List<Column> columns = IntStream.range(0, some.size())
                .mapToObj(i -> dense(some.column(i)))
                .toList();
        List<double[]> ranks = columns.stream().map(Associations::ranks).toList();
        double[][] values = each(
                columns.size(),
                (i, j) -> ranks.get(i).length > 0 && ranks.get(j).length > 0
                        ? Math.abs(Correlations.product(ranks.get(i), ranks.get(j)))
                        : measure(columns.get(i), columns.get(j)));
        return new Associations("association", some.names(), values, rows.length, table.rows());
    }

    /** Pearson's correlation of two columns over the rows that have both; NaN where one never changes. */
    public static double correlation(double[] a, double[] b) {
        return Correlations.pearson(a, b);
    }

    /** These of so many rows in all, of which those looked at are a part. */
    Associations among(int allRows) {
        return new Associations(what, names, values, rows, allRows);
    }

    private interface Measure {
        double of(int i, int j);
    }

    private static double[][] each(int count, Measure measure) {
        double[][] values = new double[count][count];
        IntStream.range(0, count).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                double value = measure.of(i, j);
                values[i][j] = i == j && !Double.isNaN(value) ? 1 : value;
            }
        });
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                values[j][i] = values[i][j];
            }
        }
        return values;
    }

    // texts of these rows alone, numbered without gaps
    private static Column dense(Column column) {
        if (!(column instanceof Column.Texts texts)) {
            return column;
        }
        Map<Integer, Integer> places = new HashMap<>();
        int[] codes = new int[texts.size()];
        for (int row = 0; row < codes.length; row++) {
            int code = texts.codes()[row];
            codes[row] = code;
            if (code >= 0) {
                int next = places.size();
                codes[row] = places.computeIfAbsent(code, c -> next);
            }
        }
        return new Column.Texts(texts.name(), texts.type(), codes, texts.texts());
    }

    // of numbers that are all there, since those of a pair are then the same in every pair; nothing for other columns
    private static double[] ranks(Column column) {
        return column instanceof Column.Numbers numbers && isComplete(numbers)
                ? Correlations.centred(Correlations.ranks(numbers.values()))
                : new double[0];
    }

    private static boolean isComplete(Column.Numbers column) {
        return Arrays.stream(column.values()).allMatch(Double::isFinite);
    }

    private static double measure(Column a, Column b) {
        if (a instanceof Column.Numbers x && b instanceof Column.Numbers y) {
            return Math.abs(Correlations.spearman(x.values(), y.values()));
        }
        if (a instanceof Column.Texts x && b instanceof Column.Texts y) {
            return Correlations.cramer(x.codes(), y.codes());
        }
        return a instanceof Column.Numbers x
                ? Correlations.ratio(x.values(), ((Column.Texts) b).codes())
                : Correlations.ratio(((Column.Numbers) b).values(), ((Column.Texts) a).codes());
    }

    /**
     * What was measured of two columns.
     *
     * @throws IllegalArgumentException if there is no column of a name
     */
    public double of(String first, String second) {
        return values[index(first)][index(second)];
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "%ss: there is no column \"%s\"; %s".formatted(what, Names.shorten(name), Names.hint(name, names)));
        }
        return index;
    }

    /** Pairs of different columns, the strongest first. */
    public List<Pair> strongest(int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!Double.isNaN(values[i][j])) {
                    pairs.add(new Pair(j, i, values[i][j]));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> -Math.abs(pair.value)));
        return pairs.subList(0, Math.min(count, pairs.size()));
    }
}
