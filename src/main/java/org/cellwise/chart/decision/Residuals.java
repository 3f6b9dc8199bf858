package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Dataset;
import org.cellwise.insight.NumberFit;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.knowm.xchart.XYChart;

/**
 * What a network says beside a numeric target: at the left what it says over the truth, with the diagonal where both
 * are equal; at the right how far it is off over what it says.
 */
public final class Residuals implements Figure {
    private static final int HEIGHT = 340;
    private static final int POINTS = 2000;

    private final NumberFit fit;
    private final String others; // targets that are not drawn, in words
    private final int[] rows; // those drawn

    private Residuals(NumberFit fit, String others) {
        this.fit = fit;
        this.others = others;
        rows = RowSample.of(fit.truth().length, POINTS);
    }

    /** Of the first numeric target, or the one named. */
    public static Residuals of(Network network, Dataset data, String... target) {
        NumberFit fit = NumberFit.of("residuals", network, data, target.length == 0 ? null : target[0]);
        List<String> names = data.outputNames();
        String others = target.length > 0 || names.size() == 1
                ? ""
                : ", the first of %s targets; another by residuals(net, data, \"%s\")"
                        .formatted(names.size(), Names.shorten(names.get(1)));
        return new Residuals(fit, others);
    }

    /** Of numbers: the truth and what was said, by row. */
    public static Residuals of(String name, double[] truth, double[] said) {
        if (truth.length != said.length || truth.length == 0) {
            throw new IllegalArgumentException(
                    "Residuals expect as many numbers said as true ones, 1 or more, but got %s and %s"
                            .formatted(said.length, truth.length));
        }
        double[] weights = new double[truth.length];
        Arrays.fill(weights, 1);
        return new Residuals(new NumberFit(name, truth.clone(), said.clone(), weights), "");
    }

    @Override
    public Picture picture() {
        return XCharts.beside(title(), words(), saidOverTrue(), residuals());
    }

    private String title() {
        String first = others.isEmpty() ? "" : others.substring(0, others.indexOf(';'));
        return "%s%s: R² %s, mean error %s"
                .formatted(fit.name(), first, number(fit.rSquared()), number(fit.meanAbsoluteError()));
    }

    private String words() {
        double[] residuals = fit.residuals();
        String numbers = "R² %s, mean error %s over %s, from %s to %s"
                .formatted(
                        number(fit.rSquared()),
                        number(fit.meanAbsoluteError()),
                        fit.rows(),
                        number(finite(residuals).min().orElse(Double.NaN)),
                        number(finite(residuals).max().orElse(Double.NaN)));
        return numbers + fit.notFinite() + RowSample.words(rows.length, residuals.length) + others;
    }

    private XYChart saidOverTrue() {
        XYChart chart = XCharts.chart(Theme.WIDTH / 2, HEIGHT, "", "true", "said");
        double[] both = DoubleStream.concat(Arrays.stream(fit.truth()), Arrays.stream(fit.said()))
                .toArray();
        Ticks ticks = Ticks.around(4, both);
        XCharts.range(chart, ticks, ticks);
        addPoints(chart, fit.truth(), fit.said());
        double[] ends = {ticks.min(), ticks.max()};
        XCharts.line(chart, "said = true", ends, ends, Theme.INK, Dash.DASHED);
        return chart;
    }

    private XYChart residuals() {
        XYChart chart = XCharts.chart(Theme.WIDTH / 2, HEIGHT, "", "said", "said - true");
        Ticks x = Ticks.around(4, fit.said());
        double largest = finite(fit.residuals()).map(Math::abs).max().orElse(0);
        Ticks y = Ticks.around(4, -largest, largest);
        XCharts.range(chart, x, y);
        addPoints(chart, fit.said(), fit.residuals());
        XCharts.line(chart, "none", new double[] {x.min(), x.max()}, new double[] {0, 0}, Theme.INK, Dash.DASHED);
        return chart;
    }

    private void addPoints(XYChart chart, double[] x, double[] y) {
        int[] finite = Arrays.stream(rows)
                .filter(row -> Double.isFinite(x[row]) && Double.isFinite(y[row]))
                .toArray();
        if (finite.length > 0) {
            double[] xs = Arrays.stream(finite).mapToDouble(row -> x[row]).toArray();
            double[] ys = Arrays.stream(finite).mapToDouble(row -> y[row]).toArray();
            XCharts.points(chart, "rows", xs, ys, 0).setMarkerColor(XCharts.pale(Theme.POSITIVE));
        }
        chart.getStyler().setMarkerSize(5);
    }

    private static DoubleStream finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
