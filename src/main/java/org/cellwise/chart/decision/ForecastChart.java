package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.insight.Forecast;

/** The last windows of a forecast: what came, what the network said, and what a forecast without one says. */
public final class ForecastChart implements Figure {
    private static final int HEIGHT = 320;
    private static final int TOP = 62;
    private static final int SHOWN = 120; // windows
    private static final int SAMPLE = 24; // length of a line in the legend

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
        return Picture.draw(title(), forecast.table().title(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private int first() {
        return Math.max(0, forecast.truth().length - SHOWN);
    }

    private String title() {
        String name = forecast.outputs().get(0);
        return first() == 0 ? name : "%s, the last %s of %s windows".formatted(name, SHOWN, forecast.truth().length);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title(), Theme.WIDTH);
        boolean seasonal = forecast.season() > 0;
        double[] x = IntStream.range(first(), forecast.truth().length)
                .asDoubleStream()
                .toArray();
        double[] truth = column(forecast.truth());
        double[] said = column(forecast.said());
        double[] simple = column(seasonal ? forecast.seasonal() : forecast.naive());
        double[] all =
                Stream.of(truth, said, simple).flatMapToDouble(Arrays::stream).toArray();
        Ticks ticks = Ticks.around(5, all);
        Ticks windows = Ticks.whole(8, first(), Math.max(first() + 1, forecast.truth().length - 1));
        Plot plot = new Plot(windows, ticks, 16 + Plot.roomFor(ticks), TOP, Theme.WIDTH - 16, HEIGHT - 44);
        plot.drawAxes(canvas, Theme.WIDTH);
        Style[] styles = {
            Style.stroke(Theme.classColor(4), 1.5),
            Style.stroke(Theme.INK, 1.5),
            Style.stroke(Theme.POSITIVE, 1.5).dashes()
        };
        plot.drawCurve(canvas, x, simple, styles[0]);
        plot.drawCurve(canvas, x, truth, styles[1]);
        plot.drawCurve(canvas, x, said, styles[2]);
        canvas.text(
                "window",
                (plot.left() + plot.right()) / 2,
                plot.bottom() + 34,
                TextStyle.size(Theme.TEXT).centred());
        String[] names = {seasonal ? "as a season before" : "as it was last", "what came", "network"};
        double left = plot.left();
        for (int i = 0; i < names.length; i++) {
            canvas.line(left, 44, left + SAMPLE, 44, styles[i]);
            canvas.text(names[i], left + SAMPLE + 6, 48, TextStyle.size(Theme.TEXT));
            left += SAMPLE + 24 + Labels.width(names[i], Theme.TEXT);
        }
    }

    private double[] column(double[][] rows) {
        return Arrays.stream(rows).skip(first()).mapToDouble(row -> row[0]).toArray();
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
