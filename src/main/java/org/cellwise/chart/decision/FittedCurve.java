package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.NumberFit;
import org.cellwise.insight.Plane;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.knowm.xchart.XYChart;

/**
 * What a network says of a number over one feature, all others held at their means, with the rows of a dataset as
 * points.
 */
public final class FittedCurve implements Figure {
    private static final int HEIGHT = 380;
    private static final int STEPS = 200;
    private static final int POINTS = 2000;

    private final String feature;
    private final NumberFit fit;
    private final double[] at; // the feature, by row
    private final double[] x;
    private final double[] y;
    private final int others;
    private final int[] rows; // those drawn

    private FittedCurve(String feature, NumberFit fit, double[] at, double[] x, double[] y, int others) {
        this.feature = feature;
        this.fit = fit;
        this.at = at;
        this.x = x;
        this.y = y;
        this.others = others;
        rows = RowSample.of(at.length, POINTS);
    }

    /** Over the only feature, or the one named. */
    public static FittedCurve of(Network network, Dataset all, String... chosen) {
        Dataset data = Counting.of(all);
        NumberFit fit = NumberFit.of("fitted", network, data, null);
        List<String> names = data.inputNames();
        if (chosen.length == 0 && names.size() > 1) {
            throw new IllegalArgumentException(
                    "fitted draws over 1 feature, but the network reads %s (%s): choose one, fitted(…, \"%s\"); the others stay at their means"
                            .formatted(names.size(), Names.list(names), names.get(0)));
        }
        int feature = chosen.length == 0 ? 0 : Plane.index("fitted", names, chosen[0]);
        double[] at = IntStream.range(0, data.size())
                .mapToDouble(row -> data.scaler(feature).unscale(data.features(row)[feature]))
                .toArray();
        double low = Arrays.stream(at).min().orElse(0);
        double high = Arrays.stream(at).max().orElse(0);
        double[] x = new double[STEPS + 1];
        Arrays.setAll(x, i -> low + i * (high - low) / STEPS);
        double[] y = along(network, data, feature, x);
        return new FittedCurve(names.get(feature), fit, at, x, y, names.size() - 1);
    }

    private static double[] along(Network network, Dataset data, int feature, double[] x) {
        float[] means = Plane.means(data);
        float[] rows = new float[x.length * means.length];
        for (int i = 0; i < x.length; i++) {
            System.arraycopy(means, 0, rows, i * means.length, means.length);
            rows[i * means.length + feature] = (float) data.scaler(feature).scale(x[i]);
        }
        float[] outputs = network.predict(rows, x.length);
        int width = outputs.length / x.length;
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] row = new double[width];
            int from = i * width;
            Arrays.setAll(row, k -> outputs[from + k]);
            y[i] = data.decode(row)[0];
        }
        return y;
    }

    @Override
    public Picture picture() {
        String rest = others == 0
                ? ""
                : others == 1
                        ? "; the other feature at its mean"
                        : "; the other %s features at their means".formatted(others);
        String words = "From %s at %s to %s at %s, with %s as points%s; R² %s%s"
                .formatted(
                        number(y[0]),
                        number(x[0]),
                        number(y[STEPS]),
                        number(x[STEPS]),
                        Names.count(at.length, "row"),
                        RowSample.words(rows.length, at.length),
                        number(fit.rSquared()),
                        rest + fit.notFinite());
        return XCharts.beside(title(), words, chart());
    }

    private String title() {
        return fit.name() + " over " + feature;
    }

    /** As XChart's own chart, to change it further. */
    public XYChart chart() {
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, title(), feature, fit.name());
        Ticks ys = Ticks.around(
                5,
                DoubleStream.concat(Arrays.stream(y), Arrays.stream(fit.truth()))
                        .toArray());
        XCharts.range(chart, Ticks.around(6, at), ys);
        double[] px = Arrays.stream(rows).mapToDouble(row -> at[row]).toArray();
        double[] py = Arrays.stream(rows).mapToDouble(row -> fit.truth()[row]).toArray();
        XCharts.points(chart, "rows", px, py, 0).setMarkerColor(XCharts.pale(Theme.POSITIVE));
        double[] finite =
                Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
        XCharts.line(chart, "network", x, finite, Theme.NEGATIVE, Dash.SOLID).setLineWidth(2.5f);
        XCharts.legend(chart, true);
        return chart;
    }

    private static String number(double value) {
        return Numbers.significant(value, 4);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
