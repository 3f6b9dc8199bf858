package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;

/** Columns that give the target away: often something that is known only after the fact. */
final class LeakFindings {
    private static final int MOST_COLUMNS = 1000;
    private static final double PART = 0.01; // of the rows that are missing at least, or there

    private final Columns table;
    private final String target;
    private final Groups classes; // null where the target is a number
    private final double[] numbers; // null where the target is a class

    private LeakFindings(Columns table, String target, boolean asClasses) {
        this.table = table;
        this.target = target;
        classes = asClasses ? table.groups("report", target) : null;
        numbers = asClasses ? null : table.numbers("report", target).values();
    }

    /**
     * In a table of a few thousand rows.
     *
     * @param asClasses whether the target is a class
     */
    static List<Finding> find(Columns table, String target, boolean asClasses) {
        LeakFindings leaks = new LeakFindings(table, target, asClasses);
        List<Finding> found = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_COLUMNS, table.size()); i++) {
            if (!table.names().get(i).equals(target)) {
                found.addAll(leaks.ofColumn(table.column(i)));
            }
        }
        return found;
    }

    private List<Finding> ofColumn(Column column) {
        int rows = column.size();
        boolean[] missing = new boolean[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            missing[row] = column.isMissing(row);
            count += missing[row] ? 1 : 0;
        }
        List<String> found = new ArrayList<>(tells(column.name(), values(column)));
        if (found.isEmpty() && count > PART * rows && count < (1 - PART) * rows) {
            double[] isMissing = new double[rows];
            Arrays.setAll(isMissing, row -> missing[row] ? 1 : 0);
            found.addAll(tells("whether " + column.name() + " is missing", isMissing));
        }
        return found.stream()
                .map(what -> new Finding(Finding.Kind.LEAK, column.name(), what, Finding.leaveOut(column.name())))
                .toList();
    }

    private List<String> tells(String name, double... values) {
        int[] rows = IntStream.range(0, values.length)
                .filter(row -> Double.isFinite(values[row])
                        && (classes != null ? classes.of()[row] >= 0 : Double.isFinite(numbers[row])))
                .toArray();
        double[] some = at(values, rows);
        return classes != null
                ? LabelLeak.ofClass(
                        name,
                        some,
                        Arrays.stream(rows).map(row -> classes.of()[row]).toArray(),
                        classes.names())
                : LabelLeak.ofNumber(name, some, target, at(numbers, rows));
    }

    private static double[] at(double[] values, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    // of texts what each says of the target: its commonest class, or its mean, if it stands in two rows or more
    private double[] values(Column column) {
        if (column instanceof Column.Numbers some) {
            return some.values();
        }
        Column.Texts texts = (Column.Texts) column;
        int[] counts = texts.counts();
        double[] ofText = classes != null ? commonest(texts) : means(texts, counts);
        double[] values = new double[texts.size()];
        Arrays.setAll(values, row -> {
            int code = texts.codes()[row];
            return code < 0 ? Double.NaN : counts[code] < 2 ? -1 : ofText[code];
        });
        return values;
    }

    private double[] commonest(Column.Texts texts) {
        int[][] counts = new int[texts.texts().size()][classes.names().size()];
        for (int row = 0; row < texts.size(); row++) {
            if (texts.codes()[row] >= 0 && classes.of()[row] >= 0) {
                counts[texts.codes()[row]][classes.of()[row]]++;
            }
        }
        return Arrays.stream(counts)
                .mapToDouble(of -> IntStream.range(0, of.length)
                        .reduce((a, b) -> of[b] > of[a] ? b : a)
                        .orElse(0))
                .toArray();
    }

    private double[] means(Column.Texts texts, int... counts) {
        double[] means = new double[counts.length];
        for (int row = 0; row < texts.size(); row++) {
            if (texts.codes()[row] >= 0 && Double.isFinite(numbers[row])) {
                means[texts.codes()[row]] += numbers[row] / counts[texts.codes()[row]];
            }
        }
        return means;
    }
}
