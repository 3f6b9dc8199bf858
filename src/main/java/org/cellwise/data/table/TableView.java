package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * The beginning of a table as plain values, for display. Texts are as in the table: whoever draws them escapes them.
 *
 * @param rows number of rows of the table
 * @param columns number of columns of the table
 * @param header the columns shown, from the left
 * @param cells the rows shown, from the top; a text for each column shown, empty where the value is missing
 */
public record TableView(int rows, int columns, List<Column> header, List<List<String>> cells) {
    private static final int SHOWN_ROWS = 10;
    private static final int SHOWN_COLUMNS = 20;
    private static final int SHOWN_LETTERS = 60;
    private static final int SHOWN_NAME = 200;

    /**
     * A column of the table.
     *
     * @param name its name, shortened where it is long
     * @param type in words, as {@code integer} or {@code local date}
     * @param missing how many of all its values are missing
     * @param numeric whether it holds numbers, which line up on the right
     */
    public record Column(String name, String type, int missing, boolean numeric) {}

    /** The view of a value that is a table, or of a column as a table of one; none for anything else. */
    public static Optional<TableView> from(Object value) {
        if (value instanceof Table table) {
            return Optional.of(of(table));
        }
        return value instanceof tech.tablesaw.columns.Column<?> column
                ? Optional.of(of(Table.create(column.name(), column)))
                : Optional.empty();
    }

    /** The first 10 rows and the first 20 columns. */
    public static TableView of(Table table) {
        return of(table, SHOWN_ROWS, SHOWN_COLUMNS);
    }

    /** The first rows and columns, no more than the given numbers. */
    public static TableView of(Table table, int maxRows, int maxColumns) {
        List<tech.tablesaw.columns.Column<?>> shown =
                table.columns().stream().limit(maxColumns).toList();
        List<Column> header = shown.stream().map(TableView::describe).toList();
        List<List<String>> cells = IntStream.range(0, Math.min(maxRows, table.rowCount()))
                .mapToObj(row -> shown.stream().map(column -> text(column, row)).toList())
                .toList();
        return new TableView(table.rowCount(), table.columnCount(), header, cells);
    }

    /** The size in words, and what of it is shown: {@code 344 rows x 8 columns, the first 10 rows shown}. */
    public String title() {
        String title = "%s %s x %s %s"
                .formatted(rows, rows == 1 ? "row" : "rows", columns, columns == 1 ? "column" : "columns");
        List<String> cut = new ArrayList<>();
        if (cells.size() < rows) {
            cut.add(cells.size() + " rows");
        }
        if (header.size() < columns) {
            cut.add(header.size() + " columns");
        }
        return cut.isEmpty() ? title : title + ", the first " + String.join(" and ", cut) + " shown";
    }

    /** Title, names, types with missing counts, and rows, in columns of spaces. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header.stream().map(Column::name).toList());
        lines.add(header.stream()
                .map(column -> column.missing == 0 ? column.type : column.type + ", " + column.missing + " missing")
                .toList());
        lines.addAll(cells);
        int[] widths = IntStream.range(0, header.size())
                .map(c -> lines.stream()
                        .mapToInt(line -> line.get(c).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> "\n" + padded(line, widths)).collect(Collectors.joining("", title(), ""));
    }

    private String padded(List<String> line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(c -> {
                    String space = " ".repeat(widths[c] - line.get(c).length());
                    return header.get(c).numeric ? space + line.get(c) : line.get(c) + space;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static Column describe(tech.tablesaw.columns.Column<?> column) {
        boolean numeric = column instanceof tech.tablesaw.api.NumericColumn<?>;
        return new Column(
                Text.shortened(column.name(), SHOWN_NAME),
                ColumnReader.typeName(column),
                column.countMissing(),
                numeric);
    }

    private static String text(tech.tablesaw.columns.Column<?> column, int row) {
        return column.isMissing(row) ? "" : Text.shortened(CellText.of(column, row), SHOWN_LETTERS);
    }
}
