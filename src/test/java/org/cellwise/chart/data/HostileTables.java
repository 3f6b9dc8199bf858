package org.cellwise.chart.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Unit;
import org.cellwise.data.table.TableColumns;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;

/** Tables that fight back. In each that has rows, "x" and "y" are columns of numbers and "by" is one of classes. */
public final class HostileTables {
    public static final String HTML = "<script>alert(\"$x^2$\")</script>";
    public static final String EMOJI = "👩‍👩‍👧 🐧 שלום";

    private HostileTables() {}

    public static Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("no rows", with(0, i -> 0.0, i -> "a"));
        tables.put("one row", with(1, i -> 1.0, i -> "a"));
        tables.put("one value", with(50, i -> 3.0, i -> "same"));
        tables.put("all missing", with(50, i -> null, i -> ""));
        tables.put(
                "infinities",
                with(50, i -> i % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY, i -> "a"));
        tables.put("some infinite", with(50, i -> i == 7 ? Double.POSITIVE_INFINITY : i, i -> "a" + i % 2));
        tables.put("largest", with(50, i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE, i -> "a" + i % 2));
        tables.put("smallest", with(50, i -> i * Double.MIN_VALUE, i -> "a" + i % 2));
        tables.put("far apart", with(50, i -> Math.pow(10, 12 * i - 290), i -> "a" + i % 2));
        tables.put("one far out", with(500, i -> i == 3 ? 1e200 : i % 10 + 0.5, i -> "a" + i % 2));
        tables.put("next to each other", with(50, i -> 1e15 + i % 3, i -> "a" + i % 2));
        tables.put("html", with(50, i -> i, i -> HTML + i % 3));
        tables.put("emoji", with(50, i -> i, i -> EMOJI + i % 3));
        tables.put("long texts", with(50, i -> i, i -> ("long " + i % 3).repeat(400)));
        tables.put("a text for each row", with(500, i -> i, i -> "text " + i));
        tables.put("quotes and newlines", with(50, i -> i, i -> "a\"b'\n\\" + i % 2));
        tables.put("of all types", allTypes());
        tables.put("names", names());
        return tables;
    }

    private static Table with(int rows, IntFunction<Number> number, IntFunction<String> text) {
        DoubleColumn x = DoubleColumn.create("x");
        DoubleColumn y = DoubleColumn.create("y");
        StringColumn by = StringColumn.create("by");
        for (int i = 0; i < rows; i++) {
            Number value = number.apply(i);
            append(x, value);
            append(y, number.apply(rows - 1 - i));
            by.append(text.apply(i));
        }
        return Table.create("hostile", x, y, by);
    }

    private static void append(DoubleColumn column, Number value) {
        if (value == null) {
            column.appendMissing();
        } else {
            column.append(value.doubleValue());
        }
    }

    private static Table allTypes() {
        int rows = 40;
        DateColumn dates = DateColumn.create("date");
        DateTimeColumn times = DateTimeColumn.create("time");
        TimeColumn clock = TimeColumn.create("clock");
        BooleanColumn by = BooleanColumn.create("by");
        LongColumn ids = LongColumn.create("id");
        for (int i = 0; i < rows; i++) {
            if (i == 5) {
                dates.appendMissing();
                times.appendMissing();
                clock.appendMissing();
                by.appendMissing();
                ids.appendMissing();
                continue;
            }
            dates.append(LocalDate.of(1066 + 20 * i, 10, 14));
            times.append(LocalDateTime.of(1899, 12, 30, 0, 0).plusHours(i));
            clock.append(LocalTime.of(i % 24, i));
            by.append(i % 3 == 0);
            ids.append((1L << 60) + i);
        }
        return with(rows, i -> i, i -> "a").rejectColumns("by").addColumns(dates, times, clock, by, ids);
    }

    private static Table names() {
        Table table = with(50, i -> i % 7, i -> "a" + i % 2);
        for (String name : List.of(HTML, EMOJI, "a,b;\"c\"\n", "n".repeat(5000), "%s $1 {0}", " ")) {
            table.addColumns(IntColumn.create(
                    name, IntStream.range(0, 50).map(i -> i * i % 11).toArray()));
        }
        return table;
    }

    /** Columns of the same name, which tablesaw refuses but others may have. */
    public static Columns duplicates() {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            int shift = c;
            double[] values =
                    IntStream.range(0, 30).mapToDouble(i -> i * (shift + 1) % 7).toArray();
            columns.add(new Column.Numbers("x", "double", Unit.NUMBER, values));
        }
        return Columns.of("duplicates", columns);
    }

    public static Columns wide(int columns) {
        Table table = Table.create("wide");
        for (int c = 0; c < columns; c++) {
            int shift = c;
            table.addColumns(DoubleColumn.create(
                    "c" + c,
                    IntStream.range(0, 20)
                            .mapToDouble(i -> Math.sin(i * (shift + 1.0)))
                            .toArray()));
        }
        return TableColumns.of(table);
    }
}
