package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.OneHotEncoder;
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
 */
record TableRows(int[] kept, List<RawColumn> features, List<RawColumn> targets, double[] weights) {
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
        List<RawColumn> features = recipe.features().stream()
                .map(name -> reader(table, name, kept, recipe).feature())
                .toList();
        List<RawColumn> targets = new ArrayList<>();
        for (String name : recipe.targets()) {
            ColumnReader reader = reader(table, name, kept, recipe);
            targets.add(recipe.labelled() ? reader.label() : reader.target());
        }
        double[] weights = null;
        for (String name : recipe.weights()) {
            weights = reader(table, name, kept, recipe).weights().values();
        }
        return new TableRows(kept, features, targets, weights);
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
        boolean[] misses = new boolean[table.rowCount()];
        for (String name : recipe.used()) {
            Column<?> column = column(table, name);
            for (int row = 0; row < misses.length; row++) {
                misses[row] |= recipe.reading().isMissing(column, row);
            }
        }
        return IntStream.range(0, misses.length).filter(row -> !misses[row]).toArray();
    }

    /** Class of each kept row, to keep in proportion; all 0 where targets are numbers. */
    int[] classes() {
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
        boolean dropMissing = recipe.dropMissing();
        if (whole.length == rows || (dropMissing && whole.length > 0)) {
            return whole;
        }
        List<String> counts = new ArrayList<>();
        for (Column<?> column : used) {
            long missing = IntStream.range(0, rows)
                    .filter(row -> recipe.reading().isMissing(column, row))
                    .count();
            if (missing > 0) {
                counts.add(column.name() + " " + missing);
            }
        }
        throw new IllegalArgumentException(
                dropMissing
                        ? "Every one of the %s rows misses a value (%s): choose other columns with features(…)"
                                .formatted(rows, Names.list(counts))
                        : "%s of %s rows miss a value (%s): add dropMissing() to leave those rows out, or choose other columns with features(…)"
                                .formatted(rows - whole.length, rows, Names.list(counts)));
    }
}
