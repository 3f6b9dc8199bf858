package org.cellwise.train.metric;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * How well each class is recognised: precision (how many of those taken for it are of it), recall (how many of it are found),
 * and their harmonic mean F1.
 *
 * @param classes in the order of the outputs; of several yes-or-no answers each answer, of which the rows with yes are
 * @param accuracy part of all rows, or of all single answers, that are right
 */
public record ClassReport(List<Row> classes, double accuracy) {
    /**
     * One class. Where nothing was taken for it, its precision is 0; where it has no rows, its recall is 0.
     *
     * @param name of the class
     * @param rows how many are of it
     */
    public record Row(String name, double precision, double recall, double f1, int rows) {}

    /** Of all that was counted; of several yes-or-no answers each is a class of its own. */
    static ClassReport of(ClassMeasure measure) {
        List<String> names = measure.meeting().classNames();
        List<Row> rows = new ArrayList<>();
        for (int table = 0; table < measure.tables(); table++) {
            double[][] weights = measure.weights(table);
            double[][] counts = measure.counts(table);
            boolean question = measure.tables() > 1;
            for (int c = question ? 1 : 0; c < weights.length; c++) {
                rows.add(row(names.get(question ? table : c), c, weights, counts));
            }
        }
        double accuracy = measure.value();
        return new ClassReport(List.copyOf(rows), Double.isNaN(accuracy) ? 0 : accuracy);
    }

    private static Row row(String name, int c, double[][] weights, double[][] counts) {
        double taken = 0;
        double there = 0;
        double rows = 0;
        for (int other = 0; other < weights.length; other++) {
            taken += weights[other][c];
            there += weights[c][other];
            rows += counts[c][other];
        }
        double right = weights[c][c];
        return new Row(name, part(right, taken), part(right, there), part(2 * right, taken + there), (int) rows);
    }

    private static double part(double some, double all) {
        return all == 0 ? 0 : some / all;
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
                    "There is no class \"" + Names.shorten(className) + "\": " + Names.hint(className, classNames));
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
        int width = classes.stream()
                .mapToInt(r -> Names.shorten(r.name).length())
                .max()
                .orElse(0);
        String format = "%-" + Math.max(8, width) + "s %10s %8s %8s %6s\n";
        StringBuilder text = new StringBuilder(format.formatted("class", "precision", "recall", "F1", "rows"));
        for (Row r : classes) {
            text.append(format.formatted(
                    Names.shorten(r.name), number(r.precision), number(r.recall), number(r.f1), r.rows));
        }
        text.append(format.formatted("mean", number(precision()), number(recall()), number(f1()), ""));
        return text.append("accuracy ").append(number(accuracy)).toString();
    }

    private static String number(double value) {
        return Numbers.fixed(value, 3);
    }
}
