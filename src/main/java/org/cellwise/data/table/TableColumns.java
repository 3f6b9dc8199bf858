package org.cellwise.data.table;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Unit;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.strings.DictionaryMap;
import tech.tablesaw.columns.strings.NullDictionaryMap;

/** Tablesaw's columns as plain values. */
public final class TableColumns {
    private static final long EXACT = 1L << 53; // from here on, doubles leave whole numbers out

    private TableColumns() {}

    /** The columns of a table. */
    public static Columns of(Table table) {
        Objects.requireNonNull(table, "A picture of data expects a table, but got null");
        List<tech.tablesaw.columns.Column<?>> columns = table.columns();
        return new Columns(
                table.name() == null ? "" : table.name(),
                table.rowCount(),
                table.columnNames(),
                i -> of(columns.get(i)));
    }

    private static Column of(tech.tablesaw.columns.Column<?> column) {
        if (column instanceof LongColumn longs && !isExact(longs)) {
            return texts(column, column::getUnformattedString);
        }
        if (column instanceof NumericColumn<?> numbers) {
            return new Column.Numbers(
                    name(column), type(column), Unit.NUMBER, numbers.asDoubleArray()); // NaN where missing
        }
        if (column instanceof DateColumn dates) {
            return numbers(column, Unit.DATE, row -> dates.get(row).toEpochDay());
        }
        if (column instanceof DateTimeColumn times) {
            return numbers(column, Unit.DATE_TIME, row -> seconds(times.get(row)));
        }
        if (column instanceof InstantColumn instants) {
            return numbers(column, Unit.DATE_TIME, row -> instants.get(row).getEpochSecond());
        }
        if (column instanceof TimeColumn times) {
            return numbers(column, Unit.TIME, row -> times.get(row).toSecondOfDay());
        }
        if (column instanceof BooleanColumn booleans) {
            int[] codes = new int[column.size()];
            for (int row = 0; row < codes.length; row++) {
                codes[row] = booleans.isMissing(row) ? -1 : booleans.getByte(row);
            }
            return new Column.Texts(name(column), type(column), codes, List.of("false", "true"));
        }
        boolean numbered =
                column instanceof StringColumn strings && !(strings.getDictionary() instanceof NullDictionaryMap);
        return numbered ? texts((StringColumn) column) : texts(column, column::getString);
    }

    private static double seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private static String name(tech.tablesaw.columns.Column<?> column) {
        return column.name();
    }

    private static String type(tech.tablesaw.columns.Column<?> column) {
        return ColumnReader.typeName(column);
    }

    private static boolean isExact(LongColumn column) {
        for (int row = 0; row < column.size(); row++) {
            if (Math.abs(column.getLong(row)) > EXACT && !column.isMissing(row)) {
                return false;
            }
        }
        return true;
    }

    private static Column numbers(tech.tablesaw.columns.Column<?> column, Unit unit, IntToDoubleFunction value) {
        double[] values = new double[column.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.isMissing(row) ? Double.NaN : value.applyAsDouble(row);
        }
        return new Column.Numbers(name(column), type(column), unit, values);
    }

    // a column of strings has a number for each different one, unless there are very many
    private static Column texts(StringColumn column) {
        DictionaryMap dictionary = column.getDictionary();
        Map<Integer, Integer> known = new HashMap<>();
        List<String> texts = new ArrayList<>();
        int[] codes = new int[column.size()];
        int lastKey = 0;
        int lastCode = -1;
        boolean any = false;
        for (int row = 0; row < codes.length; row++) {
            int key = dictionary.getKeyForIndex(row);
            if (!any || key != lastKey) {
                lastCode = code(dictionary, key, row, known, texts);
                lastKey = key;
                any = true;
            }
            codes[row] = lastCode;
        }
        return new Column.Texts(name(column), type(column), codes, texts);
    }

    private static int code(
            DictionaryMap dictionary, int key, int row, Map<Integer, Integer> known, List<String> texts) {
        Integer code = known.get(key);
        if (code == null) {
            boolean missing = dictionary.isMissing(row);
            code = missing ? -1 : texts.size();
            if (!missing) {
                texts.add(dictionary.getValueForKey(key));
            }
            known.put(key, code);
        }
        return code;
    }

    // of values of a kind that is not known here, or that numbers cannot tell apart
    private static Column texts(tech.tablesaw.columns.Column<?> column, IntFunction<String> reader) {
        Map<String, Integer> known = new HashMap<>();
        List<String> texts = new ArrayList<>();
        int[] codes = new int[column.size()];
        for (int row = 0; row < codes.length; row++) {
            if (column.isMissing(row)) {
                codes[row] = -1;
                continue;
            }
            String text = reader.apply(row);
            Integer code = known.putIfAbsent(text, texts.size());
            codes[row] = code == null ? texts.size() : code;
            if (code == null) {
                texts.add(text);
            }
        }
        return new Column.Texts(name(column), type(column), codes, texts);
    }
}
