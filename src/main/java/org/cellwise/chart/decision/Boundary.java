package org.cellwise.chart.decision;

import java.util.Arrays;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Plane;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Predictions;

/**
 * What a network says over two features, all others held at their means: each class in its colour, paler where the
 * network is less sure, or a number in diverging colours; with the rows of a dataset as points. It shows the weights at
 * the moment it was made.
 */
public final class Boundary implements Figure {
    private static final int HEIGHT = 430;
    private static final int CELLS = 120; // along each side
    private static final int POINTS = 1000;
    private static final double LEGEND = 140;

    private final Plane plane;
    private final Shade shade;
    private final Raster ground;
    private final String title;
    private final int[] rows; // those drawn

    private Boundary(Plane plane, Shade shade, Raster ground, String title) {
        this.plane = plane;
        this.shade = shade;
        this.ground = ground;
        this.title = title;
        rows = shade.sample(POINTS);
    }

    /**
     * The boundary over two features.
     *
     * @param features names of two inputs, for the horizontal and the vertical axis; none where there are just two
     * @throws IllegalArgumentException if the data does not fit the network, or two features are not chosen right
     */
    public static Boundary of(Network network, Dataset all, String... features) {
        Dataset data = Counting.of(all);
        Shade shade = shade("boundary", network, data);
        Plane plane = Plane.of("boundary", data, features);
        String what = shade instanceof ClassShade
                ? "Decision boundary" + which(network, data)
                : data.outputNames().get(0);
        String title = "%s over %s and %s".formatted(what, plane.name(0), plane.name(1));
        return new Boundary(plane, shade, ground(network, plane, shade, CELLS), title);
    }

    // of several answers the first is drawn
    private static String which(Network network, Dataset data) {
        OutputMeaning meaning = Meeting.of(network, data).meaning();
        return meaning.kind() != OutputMeaning.Kind.ANSWERS
                ? ""
                : " of %s, the first of %s answers,"
                        .formatted(Names.shorten(data.outputNames().get(0)), meaning.width());
    }

    /**
     * Classes or a number, whatever the targets are.
     *
     * @param data rows that all weigh something, {@link Counting#of}
     */
    public static Shade shade(String asker, Network network, Dataset data) {
        Meeting meeting = Meeting.of(network, data);
        meeting.requireSingle(asker);
        return meeting.asksForClasses()
                ? new ClassShade(
                        meeting.meaning(),
                        ClassScores.each(asker, network, data).get(0))
                : numbers(asker, network, data);
    }

    private static Shade numbers(String asker, Network network, Dataset data) {
        int width = Predictions.run(network, data).width();
        if (width != data.outputNames().size()) {
            throw new IllegalArgumentException("%s expects an output for each target (%s), but the network has %s"
                    .formatted(asker, Names.list(data.outputNames()), width));
        }
        return new NumberShade(data, 0);
    }

    /** What the network says at each cell of a grid over the plane, in colours. */
    public static Raster ground(Network network, Plane plane, Shade shade, int cells) {
        double[][] outputs = plane.outputs(network, cells, cells);
        int[] colors = new int[outputs.length];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = shade.ground(outputs[i]);
        }
        return new Raster(cells, cells, colors, true);
    }

    @Override
    public Picture picture() {
        String held = plane.held().isEmpty() ? "" : ", " + plane.held();
        String few = RowSample.words(rows.length, plane.data().size());
        return Picture.draw(title, upper(shade.words()) + grey(ground) + few + held, Theme.WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        Ticks x = Ticks.within(6, plane.low(0), plane.high(0));
        Ticks y = Ticks.within(6, plane.low(1), plane.high(1));
        Plot plot = new Plot(x, y, 36 + Plot.roomFor(y), 36, Theme.WIDTH - LEGEND - 24, HEIGHT - 46);
        Theme.title(canvas, title, Theme.WIDTH);
        drawOn(canvas, plot);
        plot.writeNumbers(canvas, plot.right() + 12);
        plot.nameAxes(canvas, plane.name(0), plane.name(1), 22);
        shade.legend(canvas, plot.right() + 20, plot.top() + 10, LEGEND);
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT);
        if (!grey(ground).isEmpty()) {
            canvas.text("grey: not finite", plot.right() + 20, plot.bottom() - 42, faint);
        }
        if (!plane.held().isEmpty()) {
            canvas.text("other features", plot.right() + 20, plot.bottom() - 18, faint);
            canvas.text("at their means", plot.right() + 20, plot.bottom() - 2, faint);
        }
    }

    private void drawOn(Canvas canvas, Plot plot) {
        drawGround(canvas, plot, ground);
        double[] xs = plane.values(0);
        double[] ys = plane.values(1);
        for (int row : rows) {
            shade.point(canvas, row, plot.across(xs[row]), plot.up(ys[row]));
        }
    }

    public static void drawGround(Canvas canvas, Plot plot, Raster ground) {
        double width = plot.right() - plot.left();
        double height = plot.bottom() - plot.top();
        canvas.pixels(ground, plot.left(), plot.top(), width, height);
        canvas.rectangle(plot.left(), plot.top(), width, height, Style.stroke(Theme.FAINT, 1));
    }

    /** Says where outputs are not finite; nothing where they are. */
    static String grey(Raster ground) {
        int grey = Theme.rgb(Theme.NOT_FINITE);
        long cells =
                Arrays.stream(ground.colors()).filter(color -> color == grey).count();
        return cells == 0
                ? ""
                : cells == ground.colors().length
                        ? ", all grey: no output is finite"
                        : ", grey where outputs are not finite";
    }

    private static String upper(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
