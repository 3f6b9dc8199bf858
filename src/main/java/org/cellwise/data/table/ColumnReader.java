package org.cellwise.data.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellwise.data.encode.Categories;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * Reads one column of a tablesaw table into plain values.
 *
 * @param column the column
 * @param kept rows of the table that are taken; the column misses nothing in them
 * @param reading how the user wants columns to be read
 */
record ColumnReader(Column<?> column, int[] kept, Reading reading) {
    /** More categories than this are taken for a mistake, such as a name or a number for each row. */
    static final int MAX_CATEGORIES = 100;

    /** More numbers than this are taken for numbers to predict rather than for classes. */
    static final int MAX_NUMBERED_CLASSES = 20;

    private static final double LARGEST = 1e100; // its square is still finite, as the standard deviation needs
    private static final long EXACT = 1L << 53; // from here on, doubles leave whole numbers out

    /** A feature: numbers as numbers, texts and booleans as categories. */
    RawColumn feature() {
        if (reading.categorical().contains(column.name())) {
            requireCategories();
            return categories();
        }
        if (isNumeric() || isReadAsNumbers()) {
            return numbers();
        }
        requireCategories();
        RawColumn.Categories read = categories();
        requireFeature(read.categories(), kept.length);
        return read;
    }

    /** Refuses what is hardly meant for categories, of so many rows. */
    void requireFeature(List<String> categories, long rows) {
        if (column instanceof StringColumn) {
            texts().requireWords("a category");
        }
        int count = categories.size();
        if (count > MAX_CATEGORIES || count > MAX_NUMBERED_CLASSES && count * 2L > rows) {
            throw new IllegalArgumentException(
                    "\"%s\" has %s different texts in %s rows, too many for one input each (%s): leave it out of features(…), group its texts, or call categorical(\"%s\") if all are meant"
                            .formatted(column.name(), count, rows, Text.quoted(categories), column.name()));
        }
    }

    /** The classes of a classification. */
    RawColumn.Categories label() {
        if (isReadAsNumbers()) {
            throw new IllegalArgumentException(
                    "\"%s\" is read as numbers by numeric(…), but is the label: call target(\"%s\") to predict a number, or leave numeric(…) out"
                            .formatted(column.name(), column.name()));
        }
        requireCategories();
        RawColumn.Categories read = categories();
        requireLabel(read.categories(), kept.length);
        return read;
    }

    /** Refuses what is hardly meant for classes, of so many rows. */
    void requireLabel(List<String> classes, long rows) {
        int count = classes.size();
        if (reading.categorical().contains(column.name())) {
            return;
        }
        if (isNumeric() && count > MAX_NUMBERED_CLASSES) {
            throw new IllegalArgumentException(
                    "The label \"%s\" has %s different numbers, too many for classes: call target(\"%s\") to predict a number, or categorical(\"%s\") if each is a class"
                            .formatted(column.name(), count, column.name(), column.name()));
        }
        if (column instanceof StringColumn) {
            texts().requireClasses(count > MAX_NUMBERED_CLASSES);
        }
        if (count > MAX_NUMBERED_CLASSES && count * 2L > rows) {
            throw new IllegalArgumentException(
                    "The label \"%s\" has %s different texts in %s rows, hardly two rows for a class: choose a column of classes, or call categorical(\"%s\") if each is one"
                            .formatted(column.name(), count, rows, column.name()));
        }
    }

    /** A numeric target. */
    RawColumn.Numbers target() {
        if (isNumeric() || isReadAsNumbers()) {
            return numbers();
        }
        throw new IllegalArgumentException("The target \"%s\" expects numbers, but the column's type is %s%s"
                .formatted(
                        column.name(),
                        typeName(column),
                        column instanceof StringColumn
                                ? texts().ofTarget()
                                : ": call label(\"%s\") to predict a class".formatted(column.name())));
    }

    /** The weights of rows. */
    RawColumn.Numbers weights() {
        if (!isNumeric() && !isReadAsNumbers()) {
            throw new IllegalArgumentException("weights expects a column of numbers, but \"%s\" is of type %s"
                    .formatted(column.name(), typeName(column)));
        }
        RawColumn.Numbers read = numbers();
        int[] bad = Arrays.stream(kept).filter(row -> read.number(row) < 0).toArray();
        if (bad.length > 0) {
            throw new IllegalArgumentException("weights expects numbers of 0 or more, but \"%s\" has %s below 0 (%s)"
                    .formatted(column.name(), bad.length, rows(bad)));
        }
        return read;
    }

    /** The column's type in a word or two, as tablesaw names it: {@code integer}, {@code local date}. */
    static String typeName(Column<?> column) {
        return column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private boolean isNumeric() {
        return column instanceof NumericColumn<?>;
    }

    private boolean isReadAsNumbers() {
        return column instanceof StringColumn && reading.numeric().containsKey(column.name());
    }

    private NumberTexts texts() {
        return new NumberTexts((StringColumn) column, kept);
    }

    private RawColumn.Numbers numbers() {
        if (column instanceof StringColumn) {
            double[] values = texts().numbers(reading.numeric().get(column.name()));
            return new RawColumn.Numbers(column.name(), values.length, row -> values[row]);
        }
        NumericColumn<?> numeric = (NumericColumn<?>) column;
        int[] bad = Arrays.stream(kept)
                .filter(row -> !(Math.abs(numeric.getDouble(row)) <= LARGEST))
                .toArray();
        if (bad.length > 0) {
            throw new IllegalArgumentException(
                    "\"%s\" holds %s values that are infinite or beyond 1e100 (%s): leave those rows out, or put numbers in"
                            .formatted(column.name(), bad.length, rows(bad)));
        }
        if (column instanceof LongColumn longs) {
            requireExact(longs);
        }
        if (kept.length == column.size()) {
            return new RawColumn.Numbers(column.name(), kept.length, numeric::getDouble);
        }
        BitSet taken = taken();
        return new RawColumn.Numbers(
                column.name(), column.size(), row -> taken.get(row) ? numeric.getDouble(row) : Double.NaN);
    }

    private BitSet taken() {
        BitSet taken = new BitSet(column.size());
        for (int row : kept) {
            taken.set(row);
        }
        return taken;
    }

    private void requireExact(LongColumn longs) {
        int[] inexact = Arrays.stream(kept)
                .filter(row -> Math.abs(longs.getLong(row)) > EXACT)
                .toArray();
        if (inexact.length > 0) {
            throw new IllegalArgumentException(
                    "\"%s\" holds %s whole numbers beyond 2^53, which are no longer told apart as numbers (%s): identifiers tell a network nothing, leave the column out of features(…)"
                            .formatted(column.name(), inexact.length, rows(inexact)));
        }
    }

    /** As categories, however many. */
    RawColumn.Categories chosenCategories() {
        requireCategories();
        return categories();
    }

    /** As numbers, for what only numbers can become. */
    RawColumn.Numbers numberFeature() {
        if (isNumeric() || isReadAsNumbers()) {
            return numbers();
        }
        throw new IllegalArgumentException("\"%s\" is of type %s, but a cycle with a period expects numbers: %s"
                .formatted(
                        column.name(),
                        typeName(column),
                        isTemporal()
                                ? "name parts of its dates, such as cyclic(\"%s\", \"month\")".formatted(column.name())
                                : "leave it out, or call numeric(\"%s\") if its texts are numbers"
                                        .formatted(column.name())));
    }

    /** As dates or times, also those that are held as text. */
    RawColumn.Values dates() {
        if (isTemporal() || column instanceof StringColumn) {
            return values();
        }
        throw new IllegalArgumentException("\"%s\" is of type %s, but parts of dates expect dates or times"
                .formatted(column.name(), typeName(column)));
    }

    /** As texts whose pieces matter. */
    RawColumn.Values words() {
        if (column instanceof StringColumn) {
            return values();
        }
        throw new IllegalArgumentException("\"%s\" is of type %s, but words and characters expect texts"
                .formatted(column.name(), typeName(column)));
    }

    private RawColumn.Values values() {
        return new RawColumn.Values(column.name(), column.copy(), taken());
    }

    private boolean isTemporal() {
        return List.of(ColumnType.LOCAL_DATE, ColumnType.LOCAL_DATE_TIME, ColumnType.LOCAL_TIME, ColumnType.INSTANT)
                .contains(column.type());
    }

    private RawColumn.Categories categories() {
        String[] values = new String[column.size()];
        Map<String, String> found = new HashMap<>(); // each text once, however it came
        for (int row : kept) {
            String text = Categories.text(column.get(row));
            String known = found.putIfAbsent(text, text);
            values[row] = known == null ? text : known;
        }
        return RawColumn.Categories.of(column.name(), values, found.keySet());
    }

    void requireCategories() {
        if (column instanceof StringColumn || column instanceof BooleanColumn || isWhole()) {
            return;
        }
        if (column instanceof NumericColumn<?> numbers
                && Arrays.stream(kept).mapToDouble(numbers::getDouble).allMatch(value -> value == Math.rint(value))) {
            throw new IllegalArgumentException(
                    "\"%s\" holds whole numbers beyond 2^53, which are no longer told apart as decimal numbers: read the column as text, by CsvReadOptions.builder(…).columnTypesPartial(Map.of(\"%s\", ColumnType.STRING))"
                            .formatted(column.name(), column.name()));
        }
        if (isNumeric()) {
            throw new IllegalArgumentException(
                    "\"%s\" holds decimal numbers, which make no classes or categories: call target(\"%s\") to predict a number, or group them first"
                            .formatted(column.name(), column.name()));
        }
        boolean ofDay = column.type() == ColumnType.LOCAL_TIME;
        throw new IllegalArgumentException(
                "\"%s\" is of type %s, which is neither number nor category: %s or leave it out of features(…)"
                        .formatted(
                                column.name(),
                                typeName(column),
                                isTemporal()
                                        ? "choose parts of it by %s(\"%s\", %s),"
                                                .formatted(
                                                        ofDay ? "cyclic" : "date",
                                                        column.name(),
                                                        ofDay ? "\"hour\"" : "\"year\", \"month\", \"weekday\"")
                                        : "make numbers of it,"));
    }

    private boolean isWhole() {
        return column instanceof LongColumn
                || column instanceof NumericColumn<?> numeric
                        && Arrays.stream(kept)
                                .mapToDouble(numeric::getDouble)
                                .allMatch(value -> value == Math.rint(value) && Math.abs(value) < EXACT);
    }

    /** {@code row 3 "n/a", row 9 "?"}, of many only the first few; rows count from 0. */
    private String rows(int... rows) {
        return Text.rows(rows, row -> isNumeric() ? CellText.of(column, row) : Text.quoted(column.getString(row)));
    }
}
