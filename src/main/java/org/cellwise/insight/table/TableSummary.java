package org.cellwise.insight.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.column.Columns;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/**
 * What each column of a table holds.
 *
 * @param table its name
 * @param rows how many it has
 * @param columns a summary for each
 */
public record TableSummary(String table, int rows, List<ColumnSummary> columns) {
    private static final int SHOWN = 60;
    private static final int LETTERS = 24;

    public TableSummary {
        columns = List.copyOf(columns);
    }

    /** Of all columns. */
    public static TableSummary of(Columns table) {
        List<ColumnSummary> columns = IntStream.range(0, table.size())
                .parallel()
                .mapToObj(i -> ColumnSummary.of(table.column(i)))
                .toList();
        return new TableSummary(table.name(), table.rows(), columns);
    }

    /**
     * The summary of the column of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ColumnSummary column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> names =
                            columns.stream().map(ColumnSummary::name).toList();
                    return new IllegalArgumentException("describe: the table has no column \"%s\"; %s"
                            .formatted(Names.shorten(name), Names.hint(name, names)));
                });
    }

    /** The columns that are shown: of very many the first ones. */
    public List<ColumnSummary> shown() {
        return columns.subList(0, Math.min(SHOWN, columns.size()));
    }

    /** The size in words, and what of it is shown. */
    public String title() {
        String title = "%s x %s".formatted(count(rows, "row"), count(columns.size(), "column"));
        return columns.size() <= SHOWN
                ? title
                : title + ", the first %s columns described; column(\"…\") gives any".formatted(SHOWN);
    }

    private static String count(int number, String thing) {
        return Numbers.grouped(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** What {@link #cells} holds of a column. */
    public static List<String> header() {
        return List.of(
                "column",
                "type",
                "missing",
                "different",
                "mean",
                "deviation",
                "minimum",
                "25 %",
                "median",
                "75 %",
                "maximum",
                "most frequent");
    }

    /** The summary of one column as texts, under {@link #header}; empty where a column has no such number. */
    public static List<String> cells(ColumnSummary column) {
        String missing = column.missing() == 0
                ? ""
                : "%s (%s)".formatted(Numbers.grouped(column.missing()), share(column.missing(), column.rows()));
        return List.of(
                column.name(),
                column.type(),
                missing,
                Numbers.grouped(column.distinct()),
                column.text(column.mean()),
                column.deviationText(),
                column.text(column.minimum()),
                column.text(column.lowerQuartile()),
                column.text(column.median()),
                column.text(column.upperQuartile()),
                column.text(column.maximum()),
                column.frequent().stream()
                        .limit(3)
                        .map(value -> "%s (%s)".formatted(short_(value.value()), share(value.count(), column.rows())))
                        .collect(Collectors.joining(", ")));
    }

    static String share(long part, long whole) {
        return Numbers.percent((double) part / Math.max(1, whole), 2);
    }

    private static String short_(String text) {
        return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 1) + "…";
    }

    /** Title and a line for each column, in columns of spaces. */
    @Override
    public String toString() {
        List<String> header = header();
        List<Boolean> numbers = IntStream.range(0, header.size())
                .mapToObj(c -> c > 1 && c < header.size() - 1)
                .toList();
        return new TextTable(
                        title(),
                        header,
                        numbers,
                        shown().stream().map(TableSummary::cells).toList())
                .toString();
    }
}
