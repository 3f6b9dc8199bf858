package org.cellwise.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.TextTable;
import tech.tablesaw.api.Table;

/**
 * The beginning and the end of a table as plain values, for display. Texts are as in the table: whoever draws them
 * escapes them.
 *
 * @param rows number of rows of the table
 * @param columns number of columns of the table
 * @param header the columns shown, from the left
 * @param cells the rows shown, from the top; a text for each column shown, empty where the value is missing
 * @param first how many of them are those the table begins with; the others are those it ends with
 * @param source how a file was read that it came from, if there is anything to say; else nothing
 */
public record TableView(
        int rows, int columns, List<Column> header, List<List<String>> cells, int first, String source) {
    private static final int SHOWN_ROWS = 10;
    private static final int SHOWN_COLUMNS = 20;
    private static final int SHOWN_LETTERS = 60;
    private static final int SHOWN_NAME = 200;
    private static final String MISSING = "–";

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

    /** The first rows of a table, and no others. */
    public TableView(int rows, int columns, List<Column> header, List<List<String>> cells) {
        this(rows, columns, header, cells, cells.size(), "");
    }

    /** All rows, or of more than 10 the first 5 and the last 5; the first 20 columns. */
    public static TableView of(Table table) {
        return of(table, SHOWN_ROWS, SHOWN_COLUMNS);
    }

    /** So many rows at most, half of them from the beginning and half from the end; the first 20 columns. */
    public static TableView of(Table table, int maxRows) {
        if (maxRows < 1) {
            throw new IllegalArgumentException("show expects 1 row or more, but got " + maxRows);
        }
        return of(table, maxRows, SHOWN_COLUMNS);
    }

    /** Some rows and columns, no more than the given numbers. */
    public static TableView of(Table table, int maxRows, int maxColumns) {
        List<tech.tablesaw.columns.Column<?>> shown =
                table.columns().stream().limit(maxColumns).toList();
        List<Column> header = shown.stream().map(TableView::describe).toList();
        int count = Math.min(maxRows, table.rowCount());
        int first = count < table.rowCount() ? (count + 1) / 2 : count;
        int[] rows = IntStream.range(0, count)
                .map(i -> i < first ? i : table.rowCount() - count + i)
                .toArray();
        List<List<String>> columns =
                shown.stream().map(column -> CellText.of(column, rows)).toList();
        List<List<String>> cells = IntStream.range(0, count)
                .mapToObj(i -> columns.stream()
                        .map(column -> Text.shortened(column.get(i), SHOWN_LETTERS))
                        .toList())
                .toList();
        String source = table instanceof ReadTable read ? read.reading() : "";
        return new TableView(table.rowCount(), table.columnCount(), header, cells, first, source);
    }

    /** How many rows are left out behind the first ones shown. */
    public int between() {
        return first < cells.size() ? rows - cells.size() : 0;
    }

    /** The size in words, and what of it is shown: {@code 344 rows x 8 columns, the first 5 and last 5 rows shown}. */
    public String title() {
        String title = "%s x %s".formatted(Names.count(rows, "row"), Names.count(columns, "column"));
        List<String> cut = new ArrayList<>();
        if (cells.size() < rows) {
            int last = cells.size() - first;
            String some = first == 1 ? "the first" : "the first " + first;
            String end = last == 0 ? "" : last == 1 ? " and last" : " and last " + last;
            cut.add(some + end + (first + last < 3 ? " row" : " rows"));
        }
        if (header.size() < columns) {
            cut.add("the first " + header.size() + " columns");
        }
        String shown = cut.isEmpty() ? title : title + ", " + String.join(" and ", cut) + " shown";
        return source.isEmpty() ? shown : shown + "; " + source;
    }

    /** Title, names, types with missing counts, and rows, in columns of spaces. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(header.stream().map(Column::name).toList());
        lines.add(header.stream()
                .map(column -> column.missing == 0 ? column.type : column.type + ", " + column.missing + " missing")
                .toList());
        for (List<String> row : cells) {
            lines.add(row.stream().map(cell -> cell.isEmpty() ? MISSING : cell).toList());
        }
        List<String> aligned =
                TextTable.aligned(lines, header.stream().map(Column::numeric).toList());
        StringBuilder text = new StringBuilder(title());
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == first + 2 && between() > 0 ? "\n… " + Names.count(between(), "row") + " between" : "")
                    .append('\n')
                    .append(aligned.get(i));
        }
        return text.toString();
    }

    private static Column describe(tech.tablesaw.columns.Column<?> column) {
        boolean numeric = column instanceof tech.tablesaw.api.NumericColumn<?>;
        return new Column(
                Text.shortened(column.name(), SHOWN_NAME),
                ColumnReader.typeName(column),
                column.countMissing(),
                numeric);
    }
}
