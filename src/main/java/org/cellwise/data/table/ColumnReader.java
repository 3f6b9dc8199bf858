package org.cellwise.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.cellwise.data.OneHotEncoder;
import org.cellwise.text.Names;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/**
 * Reads one column of a tablesaw table into plain values.
 *
 * @param column the column
 * @param kept rows of the table that are taken; the column misses nothing in them
 */
record ColumnReader(Column<?> column, int[] kept) {
    /** More categories than this are taken for a mistake, such as a name or a number for each row. */
    static final int MAX_CATEGORIES = 100;

    private static final int SHOWN_ROWS = 5;
    private static final double LARGEST = 1e100; // its square is still finite, as the standard deviation needs

    /** A feature: numbers as numbers, texts and booleans as categories. */
    RawColumn feature() {
        if (isNumeric()) {
            return numbers();
        }
        requireCategories();
        RawColumn.Categories read = categories();
        requireNotMostlyNumbers(read);
        int count = read.categories().size();
        if (count > MAX_CATEGORIES) {
            throw new IllegalArgumentException(
                    "\"%s\" has %s different texts in %s rows, too many for one input each (%s): leave it out of features(…), group its texts, or call categorical(\"%s\") if all are meant"
                            .formatted(column.name(), count, kept.length, quoted(read.categories()), column.name()));
        }
        return read;
    }

    /** A feature that the user takes as categories, however many and whatever they look like. */
    RawColumn.Categories categoricalFeature() {
        requireCategories();
        return categories();
    }

    /** The classes of a classification. */
    RawColumn.Categories label() {
        requireCategories();
        RawColumn.Categories read = categories();
        int count = read.categories().size();
        if (isNumeric() && count > MAX_CATEGORIES) {
            throw new IllegalArgumentException(
                    "The label \"%s\" has %s different numbers, too many for classes: call target(\"%s\") to predict a number"
                            .formatted(column.name(), count, column.name()));
        }
        return read;
    }

    /** A numeric target. */
    RawColumn.Numbers target() {
        if (!isNumeric()) {
            throw new IllegalArgumentException(
                    "The target \"%s\" expects numbers, but the column's type is %s%s: call label(\"%s\") to predict a class"
                            .formatted(column.name(), typeName(column), firstTexts(), column.name()));
        }
        return numbers();
    }

    /** The column's type in a word or two, as tablesaw names it: {@code integer}, {@code local date}. */
    static String typeName(Column<?> column) {
        return column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private boolean isNumeric() {
        return column instanceof NumericColumn<?>;
    }

    private RawColumn.Numbers numbers() {
        NumericColumn<?> numeric = (NumericColumn<?>) column;
        double[] values = new double[column.size()];
        for (int row : kept) {
            values[row] = numeric.getDouble(row);
        }
        int[] bad = Arrays.stream(kept)
                .filter(row -> !(Math.abs(values[row]) <= LARGEST))
                .toArray();
        if (bad.length > 0) {
            throw new IllegalArgumentException(
                    "\"%s\" holds %s values that are infinite or beyond 1e100 (%s): leave those rows out, or put numbers in"
                            .formatted(column.name(), bad.length, rows(bad)));
        }
        return new RawColumn.Numbers(column.name(), values);
    }

    private RawColumn.Categories categories() {
        String[] values = new String[column.size()];
        Set<String> found = new TreeSet<>();
        for (int row : kept) {
            values[row] = OneHotEncoder.text(column.get(row));
            found.add(values[row]);
        }
        return RawColumn.Categories.of(column.name(), values, found);
    }

    private void requireCategories() {
        if (column instanceof StringColumn || column instanceof BooleanColumn || isWhole()) {
            return;
        }
        if (isNumeric()) {
            throw new IllegalArgumentException(
                    "\"%s\" holds decimal numbers, which make no classes or categories: call target(\"%s\") to predict a number, or group them first"
                            .formatted(column.name(), column.name()));
        }
        throw new IllegalArgumentException(
                "\"%s\" is of type %s, which is neither number nor category: leave it out of features(…), or add numbers made from it, such as table.addColumns(%s)"
                        .formatted(column.name(), typeName(column), numbersFrom()));
    }

    private boolean isWhole() {
        return column instanceof NumericColumn<?> numeric
                && Arrays.stream(kept)
                        .mapToDouble(numeric::getDouble)
                        .allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1L << 53);
    }

    private String numbersFrom() {
        String name = "\"" + column.name() + "\"";
        if (column.type() == ColumnType.LOCAL_DATE) {
            return "table.dateColumn(" + name + ").dayOfYear()";
        }
        if (column.type() == ColumnType.LOCAL_TIME) {
            return "table.timeColumn(" + name + ").secondOfDay()";
        }
        if (column.type() == ColumnType.LOCAL_DATE_TIME) {
            return "table.dateTimeColumn(" + name + ").dayOfYear()";
        }
        return "LongColumn.create(\"seconds\", table.instantColumn(" + name + ").asEpochSecondArray())";
    }

    /** A text among numbers makes tablesaw read the whole column as text; one-hot inputs of it would be nonsense. */
    private void requireNotMostlyNumbers(RawColumn.Categories read) {
        int[] texts = rowsOfTexts();
        if (!(column instanceof StringColumn) || texts.length == 0 || texts.length * 2 >= kept.length) {
            return;
        }
        List<String> distinct =
                Arrays.stream(texts).mapToObj(read::value).distinct().toList();
        throw new IllegalArgumentException(
                "\"%s\" is text, because %s of its %s values are not numbers (%s): read the table with CsvReadOptions.builder(…).missingValueIndicator(%s), drop those rows, or call categorical(\"%s\")"
                        .formatted(
                                column.name(),
                                texts.length,
                                kept.length,
                                rows(texts),
                                quoted(distinct),
                                column.name()));
    }

    private int[] rowsOfTexts() {
        return Arrays.stream(kept)
                .filter(row -> !Text.isNumber(column.getString(row)))
                .toArray();
    }

    private String firstTexts() {
        return column instanceof StringColumn ? " (" + rows(rowsOfTexts()) + ")" : "";
    }

    /** {@code row 3 "n/a", row 9 "?"}, of many only the first few; rows count from 0. */
    private String rows(int... rows) {
        StringBuilder text = new StringBuilder();
        for (int row : Arrays.copyOf(rows, Math.min(rows.length, SHOWN_ROWS))) {
            text.append(text.isEmpty() ? "row " : ", row ").append(row).append(' ');
            text.append(isNumeric() ? column.getString(row) : Text.quoted(column.getString(row)));
        }
        return text + (rows.length > SHOWN_ROWS ? " …" : "");
    }

    private static String quoted(List<String> texts) {
        return Names.list(texts.stream().limit(SHOWN_ROWS).map(Text::quoted).toList())
                + (texts.size() > SHOWN_ROWS ? ", …" : "");
    }
}
