package org.cellwise.data.column;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * A table as columns of plain values. A column is read when it is asked for, and not kept: a large table is looked at
 * column by column.
 */
public final class Columns {
    private final String name;
    private final int rows;
    private final List<String> names;
    private final IntFunction<Column> reader;

    /**
     * A table of this name.
     *
     * @param names of the columns
     * @param reader reads the column of an index; several threads may ask at once
     */
    public Columns(String name, int rows, List<String> names, IntFunction<Column> reader) {
        this.name = name;
        this.rows = rows;
        this.names = List.copyOf(names);
        this.reader = reader;
    }

    /** Of columns that are there already, all of the same length. */
    public static Columns of(String name, List<Column> columns) {
        int rows = columns.isEmpty() ? 0 : columns.get(0).size();
        return new Columns(name, rows, columns.stream().map(Column::name).toList(), columns::get);
    }

    public String name() {
        return name;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /** Number of columns. */
    public int size() {
        return names.size();
    }

    /** Names of the columns; two may be the same. */
    public List<String> names() {
        return names;
    }

    /** The column of an index, read anew. */
    public Column column(int index) {
        return reader.apply(index);
    }

    /**
     * The column of this name.
     *
     * @param asker the function that wants it, for errors
     */
    public Column column(String asker, String column) {
        Given.require(column, asker, "the name of a column");
        int index = names.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("%s: the table has no column \"%s\"; %s"
                    .formatted(asker, Names.shorten(column), Names.hint(column, names)));
        }
        return column(index);
    }

    /**
     * The column of this name, which is to hold numbers or points in time.
     *
     * @param asker the function that wants it, for errors
     */
    public Column.Numbers numbers(String asker, String column) {
        if (column(asker, column) instanceof Column.Numbers numbers) {
            return numbers;
        }
        List<String> others = IntStream.range(0, Math.min(size(), 1000))
                .mapToObj(this::column)
                .filter(Column.Numbers.class::isInstance)
                .map(Column::name)
                .toList();
        throw new IllegalArgumentException("%s expects a column of numbers, but \"%s\" is of type %s: %s"
                .formatted(
                        asker,
                        Names.shorten(column),
                        column(asker, column).type(),
                        others.isEmpty()
                                ? "the table has no column of numbers"
                                : "choose one of " + Names.list(others)));
    }

    /**
     * The rows in groups by the values of a column: texts, yes and no, or a few different numbers.
     *
     * @param asker the function that wants it, for errors
     */
    public Groups groups(String asker, String column) {
        Column found = column(asker, column);
        Groups groups = found instanceof Column.Texts texts ? Groups.of(texts) : Groups.of((Column.Numbers) found);
        if (groups == null) {
            throw new IllegalArgumentException(
                    "%s expects a column of classes, but \"%s\" holds more than %s different numbers: choose a column of texts"
                            .formatted(asker, Names.shorten(column), Groups.MAX_NUMBERS));
        }
        return groups;
    }

    /** All columns in these rows, read now. */
    public Columns rows(int... some) {
        List<Column> read = IntStream.range(0, size())
                .parallel()
                .mapToObj(i -> column(i).rows(some))
                .toList();
        return new Columns(name, some.length, names, read::get);
    }

    /** The first columns, so many at most. */
    public Columns first(int count) {
        return new Columns(name, rows, names.subList(0, Math.min(count, size())), reader);
    }

    /** Some of all rows, chosen by chance, the same ones each time; all where there are no more. */
    public int[] sample(int limit) {
        int[] chosen = new int[Math.min(limit, rows)];
        Arrays.setAll(chosen, i -> i);
        SeededRandom random = new SeededRandom(rows);
        for (int row = chosen.length; row < rows; row++) { // algorithm R (Vitter, 1985)
            int place = random.nextInt(row + 1);
            if (place < chosen.length) {
                chosen[place] = row;
            }
        }
        Arrays.sort(chosen);
        return chosen;
    }
}
