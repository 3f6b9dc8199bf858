package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/**
 * What a table holds, what goes together in it, and what is better mended before a network learns from it.
 *
 * @param summary of each column
 * @param target the column to predict; empty where none was named
 * @param findings what looks odd, the worst first
 * @param associations of the columns with each other
 */
public record Report(TableSummary summary, String target, List<Finding> findings, Associations associations) {
    private static final int SAMPLE = 10_000;
    private static final int CLASSES = 10; // more different numbers are taken for amounts

    /** What is found out of a column while it is read. */
    private record Looked(ColumnSummary summary, List<Finding> findings, Column sample) {}

    /**
     * Of a table.
     *
     * @param target the column to predict; empty for none
     * @throws IllegalArgumentException if there is no column of that name
     */
    public static Report of(Columns table, String target) {
        Given.require(target, "report", "the name of the column to predict, \"\" for none");
        if (!target.isEmpty()) {
            table.column("report", target);
        }
        int[] rows = table.sample(SAMPLE);
        RowMarks marks = new RowMarks(table.rows());
        List<Looked> looked = IntStream.range(0, table.size())
                .parallel()
                .mapToObj(i -> look(table, i, target, marks, rows))
                .toList();
        TableSummary summary = new TableSummary(
                table.name(), table.rows(), looked.stream().map(Looked::summary).toList());
        List<Column> samples = looked.stream().map(Looked::sample).toList();
        Columns sample = new Columns(table.name(), rows.length, table.names(), samples::get);
        Associations associations = Associations.of(sample).among(table.rows());
        List<Finding> findings = new ArrayList<>(TableFindings.constants(summary));
        looked.forEach(column -> findings.addAll(column.findings));
        findings.addAll(TableFindings.missing(summary, marks));
        findings.addAll(TableFindings.twins(associations, summary, target));
        findings.addAll(TableFindings.scales(summary, target));
        boolean classes = !target.isEmpty()
                && isClass(summary.column(target), samples.get(table.names().indexOf(target)));
        if (!target.isEmpty() && summary.column(target).distinct() > 1) {
            findings.addAll(LeakFindings.find(sample, target, classes));
            if (classes) {
                findings.addAll(TableFindings.balance(
                        table.groups("report", target),
                        summary.column(target).type().equals("string")));
            }
        }
        findings.addAll(TableFindings.repeated(summary, marks, useless(looked), classes));
        findings.sort(Comparator.comparing(Finding::kind));
        return new Report(summary, target, List.copyOf(findings), associations);
    }

    // texts, and a few whole numbers
    private static boolean isClass(ColumnSummary summary, Column sample) {
        return !(sample instanceof Column.Numbers numbers)
                || summary.distinct() <= CLASSES
                        && Arrays.stream(numbers.values())
                                .allMatch(value -> Double.isNaN(value) || value == Math.rint(value));
    }

    // names and numbers of rows, which make rows differ that are otherwise the same
    private static List<String> useless(List<Looked> looked) {
        return looked.stream()
                .filter(column -> column.findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.USELESS))
                .map(column -> column.summary.name())
                .toList();
    }

    private static Looked look(Columns table, int index, String target, RowMarks marks, int... rows) {
        Column column = table.column(index);
        ColumnSummary summary = ColumnSummary.of(column);
        List<Finding> findings = column instanceof Column.Numbers numbers
                ? NumberFindings.find(numbers, summary)
                : TextFindings.find(
                        (Column.Texts) column, summary, column.name().equals(target));
        boolean useless = findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.USELESS);
        marks.add(index, column, column.name().equals(target), useless, summary.missing() > 0);
        return new Looked(summary, findings, column.rows(rows));
    }

    /** How much there is, and how many findings. */
    public String title() {
        String name = summary.table().isBlank() ? "Table" : Names.shorten(summary.table());
        return "%s: %s, %s"
                .formatted(
                        name,
                        summary.title(),
                        findings.isEmpty() ? nothingFound() : Names.count(findings.size(), "finding"));
    }

    private String nothingFound() {
        return summary.rows() < 2 ? "too few rows to find anything" : "nothing looks odd";
    }

    /** The association of a column with the target; NaN without a target, or for a column that was not compared. */
    public double withTarget(String column) {
        return associations.names().contains(target) && associations.names().contains(column)
                ? associations.of(column, target)
                : Double.NaN;
    }

    /** The title, and a line for each finding. */
    @Override
    public String toString() {
        return title() + findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining());
    }
}
