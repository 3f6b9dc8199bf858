package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cellwise.data.Deal;
import org.cellwise.data.column.Parallel;
import org.cellwise.data.encode.OneHotEncoder;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What a recipe takes from one table: plain values of the chosen columns.
 *
 * @param kept rows of the table without missing values, in order
 * @param features chosen feature columns
 * @param targets the label alone, or the numeric targets
 * @param weights of rows, by row of the table; null where all weigh 1
 * @param table itself
 */
record TableRows(int[] kept, List<RawColumn> features, List<RawColumn> targets, double[] weights, Table table) {
    static TableRows read(Table table, Recipe recipe) {
        recipe.requireComplete();
        if (table.rowCount() == 0) {
            throw new IllegalArgumentException(
                    "The table \"%s\" has no rows: was it read from the right file, or filtered too much?"
                            .formatted(table.name()));
        }
        List<Column<?>> used = new ArrayList<>();
        recipe.used().forEach(name -> used.add(column(table, name)));
        int[] kept = kept(used, table, recipe);
        List<RawColumn> features = Parallel.map(recipe.features(), name -> feature(column(table, name), kept, recipe));
        List<RawColumn> targets = new ArrayList<>();
        for (String name : recipe.targets()) {
            ColumnReader reader = reader(table, name, kept, recipe);
            targets.add(recipe.labelled() ? reader.label() : reader.target());
        }
        double[] weights = null;
        for (String name : recipe.weights()) {
            weights = reader(table, name, kept, recipe).weights().copy();
        }
        return new TableRows(kept, features, targets, weights, table);
    }

    private static RawColumn feature(Column<?> column, int[] kept, Recipe recipe) {
        int[] present = recipe.isFilled(column)
                ? Arrays.stream(kept)
                        .filter(recipe.reading().missing(column).negate())
                        .toArray()
                : kept;
        ColumnReader reader = new ColumnReader(column, present, recipe.reading());
        Encoding encoding = recipe.treatment().encodings().get(column.name());
        return encoding == null ? reader.feature() : encoding.read(reader);
    }

    private static ColumnReader reader(Table table, String name, int[] kept, Recipe recipe) {
        return new ColumnReader(column(table, name), kept, recipe.reading());
    }

    /** The column of exactly this name: tablesaw itself takes upper and lower case as equal. */
    private static Column<?> column(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new IllegalArgumentException("The table \"%s\" has no column \"%s\"; %s"
                    .formatted(
                            Names.shorten(table.name()), Names.shorten(name), Names.hint(name, table.columnNames())));
        }
        return table.column(name);
    }

    /** Rows in which no one of the columns chosen misses a value. */
    static int[] whole(Table table, Recipe recipe) {
        Set<String> features = Set.copyOf(recipe.features());
        List<IntPredicate> missing = recipe.used().stream()
                .map(name -> column(table, name))
                .filter(column -> !features.contains(column.name()) || !recipe.isFilled(column))
                .<IntPredicate>map(recipe.reading()::missing)
                .toList();
        BitSet misses = new BitSet(table.rowCount());
        for (IntPredicate column : missing) {
            for (int row = 0; row < table.rowCount(); row++) {
                if (column.test(row)) {
                    misses.set(row);
                }
            }
        }
        return IntStream.range(0, table.rowCount())
                .filter(row -> !misses.get(row))
                .toArray();
    }

    /** How the kept rows may go into parts. */
    Deal deal(Recipe recipe) {
        int[] classes = classes();
        return recipe.dealing().deal(table, classes, kept).orElseGet(() -> Deal.ofClasses(classes));
    }

    /** Class of each kept row, to keep in proportion; all 0 where targets are numbers. */
    private int[] classes() {
        if (!(targets.get(0) instanceof RawColumn.Categories label)) {
            return new int[kept.length];
        }
        OneHotEncoder encoder = new OneHotEncoder(label.name(), label.categories());
        return Arrays.stream(kept)
                .map(row -> encoder.position(label.value(row)))
                .toArray();
    }

    private static int[] kept(List<Column<?>> used, Table table, Recipe recipe) {
        int rows = table.rowCount();
        int[] whole = whole(table, recipe);
        boolean dropMissing = recipe.treatment().dropMissing();
        if (whole.length == rows || (dropMissing && whole.length > 0)) {
            return whole;
        }
        List<String> counts = new ArrayList<>();
        for (Column<?> column : used) {
            if (recipe.features().contains(column.name()) && recipe.isFilled(column)) {
                continue;
            }
            long missing = IntStream.range(0, rows)
                    .filter(recipe.reading().missing(column))
                    .count();
            if (missing > 0) {
                counts.add(column.name() + " " + missing);
            }
        }
        throw new IllegalArgumentException(
                dropMissing ? allMiss(rows, counts) : someMiss(rows - (long) whole.length, rows, counts));
    }

    /** What to say where no row is left, with how many values each column misses. */
    static String allMiss(long rows, List<String> counts) {
        return "Every one of the %s rows misses a value (%s): choose other columns with features(…)"
                .formatted(rows, Names.list(counts));
    }

    /** What to say where rows miss a value and nothing was said of what to do. */
    static String someMiss(long missing, long rows, List<String> counts) {
        return "%s of %s rows miss a value (%s): add dropMissing() to leave those rows out, fillMedian() and fillMostFrequent() to put values in, or choose other columns with features(…)"
                .formatted(missing, rows, Names.list(counts));
    }
}
