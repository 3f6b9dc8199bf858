package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.metric.PrecisionRecall;
import org.cellwise.train.metric.RocCurve;
import org.knowm.xchart.XYChart;

/**
 * ROC or precision-recall curves, one class against the rest, with the area under each; of two classes the curve of the
 * second. Of many classes those with the least area are drawn.
 */
public final class ClassCurves implements Figure {
    private static final int HEIGHT = 400;
    private static final int MOST = 32; // as many as colours and kinds of lines tell apart
    private static final int LEGEND_LINE = 19;
    private static final double NAME_ROOM = 100;

    private record Curve(int index, String name, double[] x, double[] y, double area) {}

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<Curve> curves;
    private final boolean diagonal;

    private ClassCurves(String title, String xTitle, String yTitle, List<Curve> curves, boolean diagonal) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.curves = curves;
        this.diagonal = diagonal;
    }

    /** The ROC curves of a network on a dataset. */
    public static ClassCurves roc(Network network, Dataset data) {
        return roc(ClassScores.each("roc", network, data));
    }

    /** The ROC curves of scores. */
    public static ClassCurves roc(ClassScores scores) {
        return roc(List.of(scores));
    }

    private static ClassCurves roc(List<ClassScores> each) {
        List<Curve> curves = new ArrayList<>();
        for (ClassScores scores : drawable("roc", each)) {
            for (int c : drawable(scores)) {
                RocCurve roc = RocCurve.of(column(scores, c), ofClass(scores, c));
                int index = each.size() == 1 ? c : each.indexOf(scores);
                curves.add(new Curve(index, scores.names().get(c), roc.falseRate(), roc.trueRate(), roc.area()));
            }
        }
        return new ClassCurves("ROC curve", "others taken for the class", "of the class found", curves, true);
    }

    /** The precision-recall curves of a network on a dataset. */
    public static ClassCurves precisionRecall(Network network, Dataset data) {
        return precisionRecall(ClassScores.each("precisionRecall", network, data));
    }

    /** The precision-recall curves of scores. */
    public static ClassCurves precisionRecall(ClassScores scores) {
        return precisionRecall(List.of(scores));
    }

    private static ClassCurves precisionRecall(List<ClassScores> each) {
        List<Curve> curves = new ArrayList<>();
        for (ClassScores scores : drawable("precisionRecall", each)) {
            for (int c : drawable(scores)) {
                PrecisionRecall curve = PrecisionRecall.of(column(scores, c), ofClass(scores, c));
                double[] recall = curve.recall();
                int index = each.size() == 1 ? c : each.indexOf(scores);
                curves.add(
                        new Curve(index, scores.names().get(c), recall, curve.precision(), curve.averagePrecision()));
            }
        }
        return new ClassCurves("Precision-recall curve", "recall: of the class found", "precision", curves, false);
    }

    // those with a curve
    private static List<ClassScores> drawable(String asker, List<ClassScores> each) {
        each.forEach(scores -> scores.finite(asker));
        List<ClassScores> drawable =
                each.stream().filter(scores -> drawable(scores).length > 0).toList();
        if (drawable.isEmpty()) {
            ClassScores scores = each.get(0);
            String only = scores.names().get(scores.truth()[0]);
            throw new IllegalArgumentException("%s expects rows of 2 classes or more, but all %s are of class \"%s\""
                    .formatted(asker, scores.size(), only));
        }
        return drawable;
    }

    // classes of which there are rows, and others too; of two classes the second
    private static int[] drawable(ClassScores scores) {
        int classes = scores.names().size();
        return IntStream.range(0, classes)
                .filter(c -> classes != 2 || c == 1)
                .filter(c -> contains(scores, c, true) && contains(scores, c, false))
                .toArray();
    }

    private static boolean contains(ClassScores scores, int wanted, boolean of) {
        for (int truth : scores.truth()) {
            if ((truth == wanted) == of) {
                return true;
            }
        }
        return false;
    }

    private static double[] column(ClassScores scores, int c) {
        return IntStream.range(0, scores.size())
                .mapToDouble(row -> scores.ranks()[row][c])
                .toArray();
    }

    private static boolean[] ofClass(ClassScores scores, int c) {
        boolean[] of = new boolean[scores.size()];
        for (int row = 0; row < of.length; row++) {
            of[row] = scores.truth()[row] == c;
        }
        return of;
    }

    private List<Curve> drawn() {
        return curves.stream()
                .sorted(Comparator.comparingDouble(Curve::area))
                .limit(MOST)
                .sorted(Comparator.comparingInt(Curve::index))
                .toList();
    }

    private double mean() {
        return curves.stream().mapToDouble(Curve::area).average().orElse(Double.NaN);
    }

    private String head() {
        Curve first = curves.get(0);
        return curves.size() == 1
                ? title + " of " + first.name + ", area " + number(first.area)
                : title + "s" + few() + ", one against the rest, mean area " + number(mean());
    }

    private String words() {
        String areas = drawn().stream()
                .map(curve -> curve.name + " " + number(curve.area))
                .collect(Collectors.joining(", "));
        return "%s over %s%s; area below: %s".formatted(yTitle, xTitle, few(), areas);
    }

    private String few() {
        return curves.size() <= MOST ? "" : ", the lowest %s of %s".formatted(MOST, curves.size());
    }

    @Override
    public Picture picture() {
        return XCharts.beside(head(), words(), chart());
    }

    /** The curves as XChart's own chart, to change it further. */
    public XYChart chart() {
        int height = Math.max(HEIGHT, 84 + LEGEND_LINE * (drawn().size() + 1));
        XYChart chart = XCharts.chart(Theme.WIDTH, height, head(), xTitle, yTitle);
        XCharts.range(chart, new Ticks(-0.015, 1.015, new double[0]), new Ticks(0, 1.02, new double[0]));
        if (diagonal) {
            double[] ends = {0, 1};
            XCharts.line(chart, "guessing: area 0.5", ends, ends, Theme.FAINT, Dash.DASHED);
        }
        List<Curve> drawn = drawn();
        for (int i = 0; i < drawn.size(); i++) {
            Curve curve = drawn.get(i);
            String name = Labels.fit(curve.name, Theme.TEXT, NAME_ROOM) + ": area " + number(curve.area);
            int look = curves.size() <= MOST ? curve.index % MOST : i; // no two alike
            XCharts.line(chart, name, curve.x, curve.y, Theme.classColor(look), Dash.of(look));
        }
        XCharts.legend(chart, false);
        return chart;
    }

    private static String number(double value) {
        return Numbers.fixed(value, 3);
    }
}
