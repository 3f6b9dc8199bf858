package org.cellwise.chart.learning;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Contours;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Dataset;
import org.cellwise.insight.LossLandscape;
import org.cellwise.math.Seed;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;

/**
 * The loss around a network's weights along two random directions, as shades with lines of equal loss; the network as it
 * is stands in the middle. Shades and lines are even in the logarithm, since losses grow fast away from a minimum.
 */
public final class LossSurface implements Figure {
    private static final int HEIGHT = 430;
    private static final int STEPS = 25;
    private static final double REACH = 1;
    private static final int LINES = 8;
    private static final int SCALE = 40;
    private static final int FINE = 75; // pixels of the shades along each side
    private static final double RIGHT = 476;

    private final LossLandscape landscape;
    private final double low;
    private final double high;

    private LossSurface(LossLandscape landscape) {
        this.landscape = landscape;
        low = finite(landscape).min().orElse(0);
        high = finite(landscape).max().orElse(1);
    }

    /** Around the weights of a trainer's network, on rows of a dataset; from the seed on. */
    public static LossSurface of(Trainer trainer, Dataset data, Seed seed) {
        Given.require(trainer, "lossSurface", "a trainer, as trainer(net, loss, optimizer) makes it");
        Given.require(data, "lossSurface", "rows, as of dataset(…) or split.train()");
        Given.require(seed, "lossSurface", "a seed, such as seed(1)");
        return of(LossLandscape.of(trainer.network(), trainer.loss(), data, seed, REACH, STEPS));
    }

    /** Of numbers. */
    public static LossSurface of(LossLandscape landscape) {
        return new LossSurface(landscape);
    }

    private static DoubleStream finite(LossLandscape landscape) {
        return Arrays.stream(landscape.loss()).flatMapToDouble(Arrays::stream).filter(Double::isFinite);
    }

    @Override
    public Picture picture() {
        String words = finite(landscape).findAny().isEmpty()
                ? "No loss is finite around the weights: they may have diverged"
                : "Loss %s in the middle, from %s to %s within one length of the weights along two random directions; darker is higher"
                        .formatted(number(landscape.here()), number(low), number(high));
        return Picture.draw("Loss around the weights", words, Theme.WIDTH, HEIGHT, this::draw);
    }

    /** From 0 for the lowest to 1 for the highest loss, evenly by logarithm. */
    private double height(double loss) {
        double floor = Math.max(low, high * 1e-6);
        if (!(high > floor)) {
            return 0;
        }
        return low < 0 // a loss of one's own
                ? (loss - low) / (high - low)
                : Math.log(Math.max(loss, floor) / floor) / Math.log(high / floor);
    }

    private double lossAt(double height) {
        double floor = Math.max(low, high * 1e-6);
        return low < 0 ? low + height * (high - low) : floor * Math.pow(high / floor, height);
    }

    private static int color(double height) {
        return Theme.rgb(Double.isFinite(height) ? Theme.diverging(0.04 + 0.9 * height) : Theme.NOT_FINITE);
    }

    private void draw(Canvas canvas) {
        double[] steps = landscape.steps();
        int last = steps.length - 1;
        Ticks x = Ticks.within(4, steps[0], steps[last]);
        Plot plot = new Plot(x, x, 40 + Plot.roomFor(x), 36, RIGHT, HEIGHT - 46);
        Theme.title(canvas, "Loss around the weights", Theme.WIDTH);
        double cellX = (plot.right() - plot.left()) / last;
        double cellY = (plot.bottom() - plot.top()) / last;
        Raster ground = new Raster(FINE, FINE, shades(), true);
        canvas.pixels(ground, plot.left(), plot.top(), plot.right() - plot.left(), plot.bottom() - plot.top());
        for (int line = 1; line <= LINES; line++) {
            double level = lossAt(line / (LINES + 1.0));
            for (double[] p : Contours.at(landscape.loss(), level)) {
                Style style = Style.stroke(Theme.INK, 0.8).opacity(0.55);
                double bottom = plot.bottom();
                canvas.line(
                        plot.left() + p[0] * cellX,
                        bottom - p[1] * cellY,
                        plot.left() + p[2] * cellX,
                        bottom - p[3] * cellY,
                        style);
            }
        }
        canvas.rectangle(
                plot.left(),
                plot.top(),
                plot.right() - plot.left(),
                plot.bottom() - plot.top(),
                Style.stroke(Theme.FAINT, 1));
        if (finite(landscape).findAny().isEmpty()) {
            TextStyle text = TextStyle.size(Theme.TITLE).color(Theme.GROUND).centred();
            canvas.text("no loss is finite", plot.across(0), plot.up(0) - 20, text);
        }
        canvas.circle(plot.across(0), plot.up(0), 5, Style.fill(Theme.NEGATIVE).outlined(Theme.GROUND, 1.5));
        plot.writeNumbers(canvas, plot.right() + 12);
        plot.nameAxes(canvas, "along one direction", "along another", 22);
        drawScale(canvas, plot);
    }

    // between the steps by straight lines, which the shades of one cell alone would not show
    private int[] shades() {
        int[] colors = new int[FINE * FINE];
        int last = landscape.steps().length - 1;
        for (int k = 0; k < colors.length; k++) {
            double x = (k % FINE + 0.5) / FINE * last;
            double y = last - (k / FINE + 0.5) / FINE * last;
            int j = Math.min(last - 1, (int) x);
            int i = Math.min(last - 1, (int) y);
            double[] lower = landscape.loss()[i];
            double[] upper = landscape.loss()[i + 1];
            double below = lower[j] + (x - j) * (lower[j + 1] - lower[j]);
            double above = upper[j] + (x - j) * (upper[j + 1] - upper[j]);
            colors[k] = color(height(below + (y - i) * (above - below)));
        }
        return colors;
    }

    private void drawScale(Canvas canvas, Plot plot) {
        double left = plot.right() + 24;
        double top = plot.top() + 24;
        double height = 180;
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text("loss", left, plot.top() + 10, text);
        Raster scale = Raster.sharp(1, SCALE, (column, row) -> color(1 - (row + 0.5) / SCALE))
                .smoothed();
        canvas.pixels(scale, left, top, 14, height);
        canvas.rectangle(left, top, 14, height, Style.stroke(Theme.GRID, 1));
        canvas.text(number(high), left + 20, top + 9, text);
        canvas.text(number(lossAt(0.5)), left + 20, top + height / 2 + 4, text);
        canvas.text(number(low), left + 20, top + height, text);
        canvas.circle(left + 7, top + height + 24, 5, Style.fill(Theme.NEGATIVE).outlined(Theme.GROUND, 1.5));
        canvas.text("now: " + number(landscape.here()), left + 20, top + height + 28, text);
        canvas.text("1: as long as", left, top + height + 60, text.color(Theme.FAINT));
        canvas.text("the weights", left, top + height + 76, text.color(Theme.FAINT));
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
