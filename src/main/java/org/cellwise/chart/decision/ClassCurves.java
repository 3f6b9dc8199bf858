package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.ClassCurve;
import org.cellwise.train.metric.ClassScores;
import org.knowm.xchart.XYChart;

/**
 * ROC or precision-recall curves, one class against the rest, with the area under each; of two classes the curve of the
 * second. Of many classes those with the least area are drawn.
 */
public final class ClassCurves implements Figure {
    private static final int HEIGHT = 400;
    private static final int MAX_CURVES = 32; // as many as colours and kinds of lines distinguish
    private static final int LEGEND_LINE = 19;
    private static final double NAME_ROOM = 100;
    private static final double FINEST = 5e-4; // of an axis

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final List<ClassCurve> curves;
    private final boolean diagonal;
    private final int possible; // curves, if there were rows of all classes

    private ClassCurves(
            String title, String xTitle, String yTitle, List<ClassCurve> curves, boolean diagonal, int possible) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.curves = curves;
        this.diagonal = diagonal;
        this.possible = possible;
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
        return new ClassCurves(
                "ROC curve",
                "others taken for the class",
                "of the class found",
                ClassCurve.roc(each),
                true,
                ClassCurve.possible(each));
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
        return new ClassCurves(
                "Precision-recall curve",
                "recall: of the class found",
                "precision",
                ClassCurve.precisionRecall(each),
                false,
                ClassCurve.possible(each));
    }

    private List<ClassCurve> drawn() {
        return ClassCurve.lowest(curves, MAX_CURVES);
    }

    private double mean() {
        return curves.stream().mapToDouble(ClassCurve::area).average().orElse(Double.NaN);
    }

    private String head() {
        ClassCurve first = curves.get(0);
        return curves.size() == 1
                ? title + " of " + Names.shorten(first.name()) + ", area " + number(first.area())
                : title + "s" + few() + ", one against the rest, mean area " + number(mean());
    }

    private String words() {
        String areas = drawn().stream()
                .map(curve -> Names.shorten(curve.name()) + " " + number(curve.area()))
                .collect(Collectors.joining(", "));
        int missing = possible - curves.size();
        String none = missing == 0
                ? ""
                : "; none for %s without rows".formatted(missing == 1 ? "1 class" : missing + " classes");
        return "%s over %s%s; area below: %s%s".formatted(yTitle, xTitle, few(), areas, none);
    }

    private String few() {
        return curves.size() <= MAX_CURVES ? "" : ", the lowest %s of %s".formatted(MAX_CURVES, curves.size());
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
        List<ClassCurve> drawn = drawn();
        for (int i = 0; i < drawn.size(); i++) {
            ClassCurve curve = drawn.get(i);
            String name = Labels.fit(curve.name(), Theme.TEXT, NAME_ROOM) + ": area " + number(curve.area());
            int look = curves.size() <= MAX_CURVES ? curve.index() % MAX_CURVES : i; // no two alike
            int[] seen = seen(curve.x(), curve.y());
            XCharts.line(chart, name, at(seen, curve.x()), at(seen, curve.y()), Theme.classColor(look), Dash.of(look));
        }
        XCharts.legend(chart, false);
        return chart;
    }

    // without the points that lie within a fraction of a pixel of the one before: XChart is slow with one for each row
    private static int[] seen(double[] x, double[] y) {
        int[] kept = new int[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            int before = count == 0 ? i : kept[count - 1];
            boolean isFar = Math.abs(x[i] - x[before]) >= FINEST || Math.abs(y[i] - y[before]) >= FINEST;
            if (count == 0 || isFar || i == x.length - 1) {
                kept[count++] = i;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static double[] at(int[] places, double... values) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    private static String number(double value) {
        return Numbers.fixed(value, 3);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
