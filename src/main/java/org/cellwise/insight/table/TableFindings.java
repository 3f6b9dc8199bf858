package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.column.Groups;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** What is odd about several columns together, or about the rows. */
final class TableFindings {
    private static final double SAME = 0.999; // association of two columns
    private static final int SHOWN = 6;
    private static final double UNEVEN = 5; // rows of the largest class by those of the smallest
    private static final double MANY = 0.1; // of the rows, which are rather filled than left out
    private static final double APART = 100; // deviations of two columns
    private static final double MOSTLY = 0.4; // of a column missing

    private TableFindings() {}

    /** Columns without any value or with a single one. */
    static List<Finding> constants(TableSummary table) {
        List<Finding> found = new ArrayList<>();
        for (ColumnSummary column : table.columns()) {
            if (table.rows() > 0 && column.distinct() <= 1 && (column.distinct() == 0 || table.rows() > 1)) {
                String name = Names.shorten(column.name());
                String value = column.frequent().isEmpty()
                        ? column.text(column.minimum())
                        : column.frequent().get(0).value();
                String what = column.distinct() == 0
                        ? name + " is missing in every row"
                        : "%s has one value, %s, %s"
                                .formatted(
                                        name,
                                        Finding.quoted(Names.shorten(value)),
                                        column.missing() == 0 ? "in every row" : "or none");
                found.add(new Finding(Finding.Kind.USELESS, column.name(), what, Finding.leaveOut(column.name())));
            }
        }
        return found;
    }

    /** Missing values, and what leaving rows out would cost. */
    static List<Finding> missing(TableSummary table, RowMarks marks) {
        List<ColumnSummary> columns = table.columns();
        int rows = table.rows();
        List<Integer> some = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).missing() > 0 && columns.get(i).missing() < rows)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -columns.get(i).missing()))
                .toList();
        if (some.isEmpty()) {
            return List.of();
        }
        int[] alone = marks.missingAlone(columns.size());
        int incomplete = marks.incomplete();
        long empty = columns.stream().filter(column -> column.missing() == rows).count();
        String counts = some.stream()
                .limit(SHOWN)
                .map(i -> Names.shorten(columns.get(i).name()) + " "
                        + Numbers.grouped(columns.get(i).missing()))
                .collect(Collectors.joining(", "));
        String more = some.size() > SHOWN ? " and %s more columns".formatted(some.size() - SHOWN) : "";
        String what = "%s of %s miss a value (%s%s)"
                .formatted(Numbers.grouped(incomplete), Names.count(rows, "row"), counts, more);
        int costly = some.stream().max(Comparator.comparingInt(i -> alone[i])).orElseThrow();
        if (empty > 0) {
            return List.of(new Finding(Finding.Kind.MISSING, "", what, ""));
        }
        if (columns.get(costly).missing() > MOSTLY * rows) {
            String name = columns.get(costly).name();
            return List.of(new Finding(
                    Finding.Kind.MISSING,
                    name,
                    "%s; leaving them out keeps %s, and %s without %s"
                            .formatted(
                                    what,
                                    Numbers.grouped(rows - incomplete),
                                    Numbers.grouped(rows - incomplete + alone[costly]),
                                    Names.shorten(name)),
                    "dataset(table.rejectColumns(%s)).dropMissing()".formatted(Finding.quoted(name))));
        }
        boolean fill = incomplete > MANY * rows;
        return List.of(new Finding(
                Finding.Kind.MISSING,
                "",
                what + "; leaving them out keeps " + Numbers.grouped(rows - incomplete),
                fill
                        ? "dataset(table).fillMedian().fillMostFrequent().flagMissing()"
                        : "dataset(table).dropMissing()"));
    }

    /**
     * Rows that are there again.
     *
     * @param useless columns that only name the rows
     */
    static List<Finding> repeated(TableSummary table, RowMarks marks, List<String> useless, boolean classes) {
        double possible = table.columns().stream()
                .filter(column -> !useless.contains(column.name()))
                .mapToDouble(column -> Math.max(1, column.distinct()))
                .reduce(1, (a, b) -> a * b);
        if (possible < 10.0 * table.rows()) {
            return List.of(); // so few that rows are alike by chance
        }
        RowMarks.Repeated repeated = marks.repeated();
        List<Finding> found = new ArrayList<>();
        if (repeated.same() > 0) {
            found.add(new Finding(
                    Finding.Kind.DUPLICATE,
                    "",
                    "%s %s there before: a row in training and in test makes the result look better than it is"
                            .formatted(Names.count(repeated.same(), "row"), repeated.same() == 1 ? "was" : "were"),
                    (useless.isEmpty()
                                    ? "table"
                                    : useless.stream()
                                            .map(Finding::quoted)
                                            .collect(Collectors.joining(", ", "table.rejectColumns(", ")")))
                            + ".dropDuplicateRows()"));
        }
        if (repeated.other() > 0 && classes) {
            found.add(new Finding(
                    Finding.Kind.DUPLICATE,
                    "",
                    "%s like an earlier one in all features, but of another class: no network can tell them apart"
                            .formatted(Names.count(repeated.other(), "row") + (repeated.other() == 1 ? " is" : " are")),
                    ""));
        }
        return found;
    }

    /** Columns that say the same. */
    static List<Finding> twins(Associations associations, TableSummary table, String target) {
        List<Finding> found = new ArrayList<>();
        for (Associations.Pair pair : associations.strongest(Integer.MAX_VALUE)) {
            if (pair.value() < SAME || found.size() == SHOWN) {
                break;
            }
            String first = associations.names().get(pair.first());
            String second = associations.names().get(pair.second());
            if (sayTheSame(table.columns().get(pair.first()), table.columns().get(pair.second()))
                    && !first.equals(target)
                    && !second.equals(target)) {
                found.add(new Finding(
                        Finding.Kind.DUPLICATE,
                        second,
                        "%s and %s say the same (association %s)"
                                .formatted(Names.shorten(first), Names.shorten(second), Numbers.fixed(pair.value(), 3)),
                        Finding.leaveOut(second)));
            }
        }
        return found;
    }

    // a text may tell a number without the number telling the text
    private static boolean sayTheSame(ColumnSummary a, ColumnSummary b) {
        return a.distinct() > 2
                && (a.unit() == null) == (b.unit() == null)
                && (a.unit() != null || a.distinct() == b.distinct());
    }

    /**
     * Classes with far fewer rows than others.
     *
     * @param texts whether they are texts in the table
     */
    static List<Finding> balance(Groups classes, boolean texts) {
        int[] counts = classes.counts();
        if (counts.length < 2) {
            return List.of();
        }
        int smallest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] < counts[a] ? b : a)
                .orElseThrow();
        int largest = Arrays.stream(counts).max().orElseThrow();
        String name = Finding.quoted(Names.shorten(classes.names().get(smallest)));
        int all = Arrays.stream(counts).sum();
        if (counts[smallest] < 2) {
            return List.of(new Finding(
                    Finding.Kind.BALANCE,
                    classes.column(),
                    "The class %s of %s has 1 row, which cannot be in training and in test both"
                            .formatted(name, Names.shorten(classes.column())),
                    texts
                            ? "table.dropWhere(table.stringColumn(%s).isEqualTo(%s))"
                                    .formatted(
                                            Finding.quoted(classes.column()),
                                            Finding.quoted(classes.names().get(smallest)))
                            : ""));
        }
        if (largest < UNEVEN * counts[smallest]) {
            return List.of();
        }
        return List.of(new Finding(
                Finding.Kind.BALANCE,
                classes.column(),
                "The class %s of %s has %s of %s rows (%s), the largest has %s: whoever always says that one is right in %s"
                        .formatted(
                                name,
                                Names.shorten(classes.column()),
                                Numbers.grouped(counts[smallest]),
                                Numbers.grouped(all),
                                TableSummary.share(counts[smallest], all),
                                Numbers.grouped(largest),
                                TableSummary.share(largest, all)),
                "crossEntropy().classWeights(balancedWeights(split.train()))"));
    }

    /** Columns of numbers of very different sizes. */
    static List<Finding> scales(TableSummary table, String target) {
        List<ColumnSummary> numbers = table.columns().stream()
                .filter(column -> column.isNumeric()
                        && column.deviation() > 0
                        && !column.name().equals(target))
                .sorted(Comparator.comparingDouble(ColumnSummary::deviation))
                .toList();
        if (numbers.size() < 2) {
            return List.of();
        }
        ColumnSummary first = numbers.get(0);
        ColumnSummary last = numbers.get(numbers.size() - 1);
        if (last.deviation() < APART * first.deviation()) {
            return List.of();
        }
        return List.of(new Finding(
                Finding.Kind.SCALE,
                "",
                "Columns are of very different sizes (the deviation of %s is %s, that of %s is %s), of which a network would see the largest alone"
                        .formatted(
                                Names.shorten(first.name()),
                                Numbers.significant(first.deviation(), 3),
                                Names.shorten(last.name()),
                                Numbers.significant(last.deviation(), 3)),
                "dataset(table).standardize()"));
    }
}
