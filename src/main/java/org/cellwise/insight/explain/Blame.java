package org.cellwise.insight.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;

/**
 * Which training rows, left out, change an answer most. Training is the same to the bit each time, so that each number is
 * what comes of training anew without these rows, all else the same: first weights, order, batches.
 *
 * @param answer what is asked, in words
 * @param now what the network says
 * @param data the training rows
 * @param changes what was left out and what came of it, the largest change first
 * @param byChance the same for rows chosen by chance, as a scale; empty for groups
 * @param trainings how many networks were trained for it
 * @param note how rows were chosen, and more to know, in words
 */
public record Blame(
        String answer,
        double now,
        Dataset data,
        List<Change> changes,
        List<Change> byChance,
        int trainings,
        String note) {
    private static final int COLUMNS = 6;

    /**
     * A training without some rows.
     *
     * @param what was left out, {@code row 17} or {@code island = Dream}
     * @param rows their numbers among the training rows, from 0
     * @param without what the network says that was trained without them; NaN where its training diverged
     * @param change by how much that is more than with them
     */
    public record Change(String what, List<Integer> rows, double without, double change) {
        public Change {
            rows = List.copyOf(rows);
        }

        double size() {
            return Double.isNaN(change) ? Double.POSITIVE_INFINITY : Math.abs(change);
        }
    }

    public Blame {
        changes = changes.stream()
                .sorted(Comparator.comparingDouble(Change::size).reversed())
                .toList();
        byChance = List.copyOf(byChance);
    }

    /** What was left out, what that changes, and the rows themselves. */
    public TextTable table() {
        boolean single = changes.stream().allMatch(change -> change.rows.size() == 1);
        List<RawColumn> columns = single && data.inputShape().rank() < 3
                ? RawColumn.of(data).stream().limit(COLUMNS).toList()
                : List.of();
        List<String> header = new ArrayList<>(List.of("left out", "change", "answer without"));
        List<Boolean> numbers = new ArrayList<>(List.of(false, true, true));
        if (single) {
            header.add(RowTable.labelled(data));
            numbers.add(!data.isClassification());
            columns.forEach(column -> header.add(Names.shorten(column.name())));
            columns.forEach(column -> numbers.add(column.value(data.features(0)) instanceof Number));
        } else {
            header.add("rows");
            numbers.add(true);
        }
        List<List<String>> lines = new ArrayList<>();
        for (Change change : changes) {
            List<String> line = new ArrayList<>(List.of(
                    change.what,
                    Double.isNaN(change.change) ? "diverged" : Contributions.signed(change.change),
                    Double.isNaN(change.without) ? "" : Numbers.significant(change.without, 4)));
            if (single) {
                int row = change.rows.get(0);
                line.add(RowTable.label(data, row));
                columns.forEach(column -> line.add(column.text(data.features(row))));
            } else {
                line.add(String.valueOf(change.rows.size()));
            }
            lines.add(line);
        }
        return new TextTable(title() + scale() + note, header, numbers, lines);
    }

    /** What is asked, and how many trainings it took. */
    public String title() {
        return "%s is %s; what training without some rows makes of it, %s of the same recipe"
                .formatted(capital(answer), Numbers.significant(now, 4), Names.count(trainings, "training"));
    }

    private static String capital(String text) {
        return text.startsWith("the ") ? "T" + text.substring(1) : text;
    }

    /** The largest change of rows chosen by chance. */
    private String scale() {
        double largest = byChance.stream().mapToDouble(Change::size).max().orElse(0);
        return byChance.isEmpty()
                ? ""
                : "; without one of %s by chance it changes by %s at most"
                        .formatted(
                                Names.count(byChance.size(), "row"),
                                Double.isInfinite(largest) ? "all there is" : Numbers.significant(largest, 2));
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }

    static List<Integer> list(int... rows) {
        return rows.length == 1
                ? Collections.singletonList(rows[0])
                : Arrays.stream(rows).boxed().toList();
    }
}
