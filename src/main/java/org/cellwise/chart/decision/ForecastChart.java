package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.insight.Forecast;
import org.knowm.xchart.XYChart;

/** The last windows of a forecast: what came, what the network said, and what a forecast without one says. */
public final class ForecastChart implements Figure {
    private static final int HEIGHT = 320;
    private static final int SHOWN = 120; // windows

    private final Forecast forecast;

    private ForecastChart(Forecast forecast) {
        this.forecast = forecast;
    }

    /** Of the first output. */
    public static ForecastChart of(Forecast forecast) {
        return new ForecastChart(forecast);
    }

    @Override
    public Picture picture() {
        int rows = forecast.truth().length;
        int first = Math.max(0, rows - SHOWN);
        String name = forecast.outputs().get(0);
        String title = first == 0 ? name : "%s, the last %s of %s windows".formatted(name, SHOWN, rows);
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, title, "window", name);
        double[] x = IntStream.range(first, rows).asDoubleStream().toArray();
        double[] truth = column(forecast.truth(), first);
        double[] said = column(forecast.said(), first);
        boolean seasonal = forecast.season() > 0;
        double[] simple = column(seasonal ? forecast.seasonal() : forecast.naive(), first);
        double[] all =
                Stream.of(truth, said, simple).flatMapToDouble(Arrays::stream).toArray();
        XCharts.range(chart, Ticks.around(6, first, Math.max(first + 1, rows - 1)), Ticks.around(5, all));
        XCharts.line(chart, seasonal ? "seasonal" : "naive", x, simple, Theme.classColor(4), Dash.SOLID);
        XCharts.line(chart, "truth", x, truth, Theme.INK, Dash.SOLID);
        XCharts.line(chart, "network", x, said, Theme.POSITIVE, Dash.DASHED);
        XCharts.legend(chart, false);
        return Picture.of(chart).described(title, forecast.table().title());
    }

    private static double[] column(double[][] rows, int first) {
        return Arrays.stream(rows).skip(first).mapToDouble(row -> row[0]).toArray();
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
