package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.insight.explain.PartialDependence;
import org.cellwise.text.Names;

/**
 * What a network says over the values of one column, the mean of all rows as a thick line for each answer; of a single
 * answer also the curves of single rows. Over categories, dots.
 */
public final class DependenceChart implements Figure {
    private static final int HEIGHT = 360;
    private static final int MOST = 8; // answers, each in a colour of its own
    private static final double TOP = 40;
    private static final double LINE = 26;
    private static final double NAME_ROOM = 170;
    private static final String PALE = Theme.tint(Theme.POSITIVE, 0.25); // single rows

    private final PartialDependence dependence;
    private final int[] answers; // those drawn
    private final double top;

    private DependenceChart(PartialDependence dependence) {
        this.dependence = dependence;
        answers = IntStream.range(0, dependence.answers().size())
                .boxed()
                .sorted((a, b) -> Double.compare(dependence.reach(b), dependence.reach(a)))
                .limit(MOST)
                .sorted()
                .mapToInt(i -> i)
                .toArray();
        top = TOP + (legend().height(Theme.WIDTH) > 0 ? legend().height(Theme.WIDTH) + 4 : 0);
    }

    /** Of what was found. */
    public static DependenceChart of(PartialDependence dependence) {
        return new DependenceChart(dependence);
    }

    private boolean isSingle() {
        return dependence.answers().size() == 1;
    }

    private Legend legend() {
        Legend legend = new Legend();
        for (int i = 0; !isSingle() && i < answers.length; i++) {
            String name = Names.shorten(dependence.answers().get(answers[i]));
            if (dependence.isNumeric()) {
                legend.line(Theme.classColor(i), name);
            } else {
                legend.dot(Theme.classColor(i), name);
            }
        }
        if (isSingle() && dependence.isNumeric()) {
            legend.line(Theme.POSITIVE, "mean");
            legend.line(PALE, "single rows");
        } else if (isSingle()) {
            legend.dot(Theme.POSITIVE, "mean");
            legend.dot(PALE, "single rows");
        }
        return legend;
    }

    @Override
    public Picture picture() {
        int all = dependence.answers().size();
        String most = all > MOST ? ", the %s of %s that it changes most".formatted(MOST, all) : "";
        String title = dependence.title() + most;
        int height = dependence.isNumeric()
                ? (int) (HEIGHT + top - TOP)
                : (int) (top + LINE * dependence.values().size() + 56);
        return Picture.draw(title, dependence.words(), Theme.WIDTH, height, canvas -> draw(canvas, title, height));
    }

    private void draw(Canvas canvas, String title, double height) {
        Theme.title(canvas, title, Theme.WIDTH);
        legend().draw(canvas, Theme.WIDTH, TOP - 8);
        double[] said = IntStream.of(answers)
                .mapToObj(a -> dependence.means()[a])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        if (isSingle()) {
            said = DoubleStream.concat(
                            Arrays.stream(said),
                            Arrays.stream(dependence.each()[0]).flatMapToDouble(Arrays::stream))
                    .toArray();
        }
        double largest = Arrays.stream(said).filter(Double::isFinite).max().orElse(1);
        Ticks ticks = !dependence.probabilities()
                ? Ticks.around(5, said)
                : largest > 0.5 ? Ticks.within(5, 0, 1) : Ticks.around(5, 0, Math.max(0.1, largest));
        if (dependence.isNumeric()) {
            drawCurves(canvas, ticks, height);
        } else {
            drawDots(canvas, ticks);
        }
    }

    private String scale() {
        return dependence.probabilities()
                ? "probability"
                : isSingle() ? dependence.answers().get(0) : "answer";
    }

    private void drawCurves(Canvas canvas, Ticks ticks, double height) {
        double[] grid = dependence.grid();
        Ticks x = Ticks.within(7, grid[0], grid[grid.length - 1]);
        Plot plot = new Plot(x, ticks, 36 + Plot.roomFor(ticks), top + 4, Theme.WIDTH - 20, height - 60);
        plot.drawAxes(canvas, Theme.WIDTH);
        for (int row = 0; isSingle() && row < dependence.each()[0].length; row++) {
            double[] said = dependence.each()[0][row];
            canvas.polyline(
                    Arrays.stream(grid).map(plot::across).toArray(),
                    Arrays.stream(said).map(plot::up).toArray(),
                    Style.stroke(PALE, 1));
        }
        for (int i = 0; i < answers.length; i++) {
            String color = isSingle() ? Theme.POSITIVE : Theme.classColor(i);
            plot.drawCurve(canvas, grid, dependence.means()[answers[i]], Style.stroke(color, 2.5));
        }
        for (double decile : dependence.deciles()) {
            if (decile >= x.min() && decile <= x.max()) {
                double at = plot.across(decile);
                canvas.line(at, plot.bottom() - 7, at, plot.bottom(), Style.stroke(Theme.INK, 1.5));
            }
        }
        plot.nameAxes(canvas, dependence.column(), scale(), 18);
        canvas.text(
                "marks: a tenth of the rows between two",
                plot.right(),
                plot.bottom() + 52,
                TextStyle.size(10).ending().color(Theme.FAINT));
    }

    private void drawDots(Canvas canvas, Ticks ticks) {
        List<String> values = dependence.values();
        double names = values.stream()
                .mapToDouble(value -> Labels.width(Labels.fitEnds(value, Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
        double bottom = top + LINE * values.size();
        Plot plot = new Plot(ticks, Ticks.none(), Math.max(60, 28 + names), top, Theme.WIDTH - 24, bottom);
        plot.drawAxisBelow(canvas, Theme.WIDTH);
        for (int v = 0; v < values.size(); v++) {
            double middle = top + LINE * (v + 0.5);
            String name = Labels.fitEnds(values.get(v), Theme.TEXT, NAME_ROOM);
            canvas.text(
                    name,
                    plot.left() - 10,
                    middle + 4,
                    TextStyle.size(Theme.TEXT).ending());
            for (int row = 0; isSingle() && row < dependence.each()[0].length; row++) {
                canvas.circle(plot.across(dependence.each()[0][row][v]), middle, 3, Style.fill(PALE));
            }
            for (int i = 0; i < answers.length; i++) {
                String color = isSingle() ? Theme.POSITIVE : Theme.classColor(i);
                double mean = dependence.means()[answers[i]][v];
                canvas.circle(plot.across(mean), middle, 6, Style.fill(color).outlined(Theme.GROUND, 1));
            }
        }
        plot.nameAxes(canvas, scale(), "", 0);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
