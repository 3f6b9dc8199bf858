package org.cellwise.chart.learning;

import java.util.Arrays;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.insight.debug.Biography;

/** One weight over a training: its value after each step, and its gradient in each. */
public final class BiographyChart implements Figure {
    private static final int HEIGHT = 380;
    private static final double TOP = 44;
    private static final double MIDDLE = 206;
    private static final double LOWER = 226;
    private static final double BOTTOM = 336;
    private static final double NAMES = 16; // where the names of the axes stand

    private final Biography life;

    private BiographyChart(Biography life) {
        this.life = life;
    }

    public static BiographyChart of(Biography life) {
        return new BiographyChart(life);
    }

    @Override
    public Picture picture() {
        return Picture.draw("The life of " + life.weight(), life.words(), Theme.WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, "The life of " + life.weight(), Theme.WIDTH);
        double from = (double) life.first() / life.batches();
        double to = (double) (life.first() + life.steps()) / life.batches();
        double[] after = new double[life.values().length];
        Arrays.setAll(after, i -> from + i * (to - from) / life.steps());
        double[] within = new double[life.steps()];
        Arrays.setAll(within, i -> after[i + 1]);
        Ticks x = Ticks.within(8, from, to);
        Ticks values = Ticks.around(4, life.values());
        Ticks slopes = Ticks.around(3, life.gradients());
        double left = NAMES + 16 + Math.max(Plot.roomFor(values), Plot.roomFor(slopes));
        double right = Theme.WIDTH - 24;
        Plot upper = new Plot(new Ticks(from, to, new double[0]), values, left, TOP, right, MIDDLE);
        upper.drawAxes(canvas, Theme.WIDTH);
        drawEpochs(canvas, upper, x);
        upper.drawCurve(canvas, after, life.values(), Style.stroke(Theme.TRAINING, 1.8));
        upper.nameAxes(canvas, "", "value", NAMES);
        Plot lower = new Plot(x, slopes, left, LOWER, right, BOTTOM);
        lower.drawAxes(canvas, Theme.WIDTH);
        drawEpochs(canvas, lower, x);
        if (slopes.min() < 0 && slopes.max() > 0) {
            canvas.line(left, lower.up(0), right, lower.up(0), Style.stroke(Theme.FAINT, 1));
        }
        lower.drawCurve(canvas, within, life.gradients(), Style.stroke(Theme.NEGATIVE, 1));
        lower.nameAxes(canvas, "", "gradient", NAMES);
        canvas.text("epoch", right, HEIGHT - 8, TextStyle.size(Theme.TEXT).ending());
    }

    private static void drawEpochs(Canvas canvas, Plot plot, Ticks x) {
        for (double epoch : x.values()) {
            canvas.line(plot.across(epoch), plot.top(), plot.across(epoch), plot.bottom(), Style.stroke(Theme.GRID, 1));
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
