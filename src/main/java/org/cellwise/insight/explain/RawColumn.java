package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cellwise.data.Dataset;
import org.cellwise.data.column.Unit;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.text.Names;

/**
 * A column of the table that a dataset was made of, and the inputs that it became: one for a number, several for a
 * category.
 *
 * @param first index of its first input
 */
record RawColumn(int first, ColumnEncoder encoder) {
    private static final int DIGITS = 4;

    /** All of a dataset, in their order. */
    static List<RawColumn> of(Dataset data) {
        List<RawColumn> columns = new ArrayList<>();
        int at = 0;
        for (ColumnEncoder encoder : data.columns()) {
            columns.add(new RawColumn(at, encoder));
            at += encoder.width();
        }
        return columns;
    }

    /**
     * All of a dataset whose rows are no images.
     *
     * @param instead what to call for images
     */
    static List<RawColumn> ofTable(String who, Dataset data, String instead) {
        if (data.inputShape().rank() > 2) {
            throw new IllegalArgumentException(
                    "%s looks at the columns of a table, but these rows are images (%s), whose pixels say nothing one by one: look at %s"
                            .formatted(who, data.inputShape(), instead));
        }
        return of(data);
    }

    /** The one of a name; that of an input belongs to a column. */
    static RawColumn named(String who, List<RawColumn> columns, String name) {
        Objects.requireNonNull(name, who + " expects the name of a column, but got null");
        for (RawColumn column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        List<String> names = columns.stream().map(RawColumn::name).toList();
        String of = columns.stream()
                .filter(column -> column.encoder.inputNames().contains(name))
                .map(column -> "it is an input of the column \"" + Names.shorten(column.name()) + "\": name that")
                .findFirst()
                .orElseGet(() -> Names.hint(name, names));
        throw new IllegalArgumentException("%s has no column \"%s\": %s".formatted(who, Names.shorten(name), of));
    }

    String name() {
        return encoder.column();
    }

    /** How many inputs it became. */
    int width() {
        return encoder.width();
    }

    /** What its inputs in a row stand for. */
    Object value(double... row) {
        return encoder.decode(row, first);
    }

    /** The same in words. */
    String text(double... row) {
        return text(value(row));
    }

    /** A value of a table in words. */
    static String text(Object value) {
        if (value == null) {
            return "missing";
        }
        return value instanceof Double number ? Unit.NUMBER.text(number, DIGITS) : Names.shorten(value.toString());
    }

    /** {@code bill_length_mm = 39.1}. */
    String words(double... row) {
        return Names.shorten(name()) + " = " + text(row);
    }
}
