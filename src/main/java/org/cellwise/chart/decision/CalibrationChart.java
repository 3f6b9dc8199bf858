package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.Calibration;
import org.cellwise.train.metric.ClassScores;

/**
 * Whether a network is as often right as it is sure: bars as high as the accuracy among the rows of about the
 * same confidence, beside the diagonal where both are equal; below, how many rows there are.
 */
public final class CalibrationChart implements Figure {
    private static final int HEIGHT = 430;
    private static final int BINS = 10;
    private static final double LEFT = 80;
    private static final double RIGHT = 440;
    private static final double TOP = 44;
    private static final double BOTTOM = 294;

    private final Calibration calibration;

    private CalibrationChart(Calibration calibration) {
        this.calibration = calibration;
    }

    /** Of a network on a dataset. */
    public static CalibrationChart of(Network network, Dataset data) {
        return of(Calibration.of(ClassScores.of("calibration", network, data).finite("calibration"), BINS));
    }

    /** Of numbers. */
    public static CalibrationChart of(Calibration calibration) {
        return new CalibrationChart(calibration);
    }

    @Override
    public Picture picture() {
        return Picture.draw("Calibration", words(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private String words() {
        double mean = 0;
        double right = 0;
        for (int bin = 0; bin < calibration.counts().length; bin++) {
            if (calibration.counts()[bin] > 0) {
                mean += calibration.weights()[bin] * calibration.confidence()[bin] / calibration.weight();
                right += calibration.weights()[bin] * calibration.accuracy()[bin] / calibration.weight();
            }
        }
        boolean weighted = IntStream.range(0, calibration.counts().length)
                .anyMatch(bin -> calibration.weights()[bin] != calibration.counts()[bin]);
        String byWeight = weighted ? ", by their weights" : "";
        String judged = mean > right + 0.02
                ? "too sure"
                : mean < right - 0.02 ? "not sure enough" : "about as sure as it is right";
        return "Mean confidence %s, accuracy %s over %s: %s; expected calibration error %s"
                .formatted(
                        number(mean),
                        number(right),
                        Names.count(calibration.rows(), "row") + byWeight,
                        judged,
                        number(calibration.error()));
    }

    private static String number(double value) {
        return Numbers.fixed(value, 3);
    }

    private void draw(Canvas canvas) {
        Plot plot = new Plot(Ticks.within(5, 0, 1), Ticks.within(5, 0, 1), LEFT, TOP, RIGHT, BOTTOM);
        Theme.title(canvas, "Calibration: expected error " + number(calibration.error()), Theme.WIDTH);
        plot.drawAxes(canvas, Theme.WIDTH);
        drawBars(canvas, plot);
        canvas.line(
                plot.across(0),
                plot.up(0),
                plot.across(1),
                plot.up(1),
                Style.stroke(Theme.INK, 1.5).dashes());
        plot.nameAxes(canvas, "", "accuracy", 34);
        drawCounts(canvas);
        drawLegend(canvas);
    }

    private void drawBars(Canvas canvas, Plot plot) {
        int bins = calibration.counts().length;
        double width = (RIGHT - LEFT) / bins;
        for (int bin = 0; bin < bins; bin++) {
            if (calibration.counts()[bin] == 0) {
                continue;
            }
            double left = LEFT + bin * width + 1;
            double up = plot.up(calibration.accuracy()[bin]);
            double sure = plot.up(calibration.confidence()[bin]);
            canvas.rectangle(left, up, width - 2, BOTTOM - up, Style.fill(Theme.tint(Theme.POSITIVE, 0.7)));
            if (sure < up) {
                canvas.rectangle(left, sure, width - 2, up - sure, Style.fill(Theme.tint(Theme.NEGATIVE, 0.4)));
            }
            canvas.line(left, sure, left + width - 2, sure, Style.stroke(Theme.NEGATIVE, 2));
        }
    }

    private void drawCounts(Canvas canvas) {
        int[] counts = calibration.counts();
        int largest = Math.max(1, Arrays.stream(counts).max().orElse(1));
        Ticks rows = Ticks.whole(2, 0, largest);
        Plot plot = new Plot(Ticks.within(5, 0, 1), rows, LEFT, BOTTOM + 38, RIGHT, HEIGHT - 46);
        plot.drawAxes(canvas, Theme.WIDTH);
        double width = (RIGHT - LEFT) / counts.length;
        IntStream.range(0, counts.length).filter(bin -> counts[bin] > 0).forEach(bin -> {
            double up = plot.up(counts[bin]);
            canvas.rectangle(LEFT + bin * width + 1, up, width - 2, plot.bottom() - up, Style.fill(Theme.FAINT));
        });
        plot.nameAxes(canvas, "confidence: probability of the likeliest class", "rows", 34);
    }

    private void drawLegend(Canvas canvas) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        double x = RIGHT + 24;
        canvas.rectangle(x, TOP + 4, 20, 10, Style.fill(Theme.tint(Theme.POSITIVE, 0.7)));
        canvas.text("accuracy", x + 28, TOP + 14, text);
        canvas.line(x, TOP + 30, x + 20, TOP + 30, Style.stroke(Theme.NEGATIVE, 2));
        canvas.text("mean confidence", x + 28, TOP + 34, text);
        canvas.rectangle(x, TOP + 44, 20, 10, Style.fill(Theme.tint(Theme.NEGATIVE, 0.4)));
        canvas.text("too sure", x + 28, TOP + 54, text);
        canvas.line(x, TOP + 70, x + 20, TOP + 70, Style.stroke(Theme.INK, 1.5).dashes());
        canvas.text("as sure as right", x + 28, TOP + 74, text);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
