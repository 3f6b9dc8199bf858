package org.cellwise.train.metric;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * How well each class is told: precision (how many of those taken for it are of it), recall (how many of it are found),
 * and their harmonic mean F1.
 *
 * @param classes in the order of the outputs
 * @param accuracy part of all rows that are told right
 */
public record ClassReport(List<Row> classes, double accuracy) {
    /**
     * One class. Where nothing was taken for it, its precision is 0; where it has no rows, its recall is 0.
     *
     * @param name of the class
     * @param rows how many are of it
     */
    public record Row(String name, double precision, double recall, double f1, int rows) {}

    /** Of counts by true class (first index) and predicted class (second index). */
    static ClassReport of(List<String> names, int[][] counts) {
        List<Row> rows = new ArrayList<>();
        int right = 0;
        int total = 0;
        for (int c = 0; c < counts.length; c++) {
            int taken = 0;
            int there = 0;
            for (int other = 0; other < counts.length; other++) {
                taken += counts[other][c];
                there += counts[c][other];
            }
            rows.add(row(names.get(c), counts[c][c], taken, there));
            right += counts[c][c];
            total += there;
        }
        return new ClassReport(List.copyOf(rows), part(right, total));
    }

    private static Row row(String name, int right, int taken, int there) {
        return new Row(name, part(right, taken), part(right, there), part(2 * right, taken + there), there);
    }

    private static double part(int some, int all) {
        return all == 0 ? 0 : (double) some / all;
    }

    /**
     * The row of one class.
     *
     * @throws IllegalArgumentException if there is no such class
     */
    public Row of(String className) {
        return classes.get(index(className, classes.stream().map(Row::name).toList()));
    }

    static int index(String className, List<String> classNames) {
        int index = classNames.indexOf(className);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "There is no class " + className + ": " + Names.hint(className, classNames));
        }
        return index;
    }

    /** Mean precision over the classes, each counted the same. */
    public double precision() {
        return classes.stream().mapToDouble(Row::precision).average().orElse(0);
    }

    /** Mean recall over the classes, each counted the same. */
    public double recall() {
        return classes.stream().mapToDouble(Row::recall).average().orElse(0);
    }

    /** Mean F1 over the classes, each counted the same. */
    public double f1() {
        return classes.stream().mapToDouble(Row::f1).average().orElse(0);
    }

    /** A table, one class a line. */
    @Override
    public String toString() {
        int width = classes.stream().mapToInt(r -> r.name.length()).max().orElse(0);
        String format = "%-" + Math.max(8, width) + "s %10s %8s %8s %6s\n";
        StringBuilder text = new StringBuilder(format.formatted("class", "precision", "recall", "F1", "rows"));
        for (Row r : classes) {
            text.append(format.formatted(r.name, number(r.precision), number(r.recall), number(r.f1), r.rows));
        }
        text.append(format.formatted("mean", number(precision()), number(recall()), number(f1()), ""));
        return text.append("accuracy ").append(number(accuracy)).toString();
    }

    private static String number(double value) {
        return Numbers.fixed(value, 3);
    }
}
