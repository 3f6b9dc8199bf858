package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.decision.Shade;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Dash;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Marker;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Range;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Plane;
import org.cellwise.insight.WeightSweep;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.Trainer;
import org.cellwise.train.metric.Meeting;

/**
 * What becomes of a network as one weight moves: its loss, what it says of one row, and its boundary over two features
 * at a few places. All of it is worked out on a copy.
 */
public final class WhatIf implements Figure {
    private static final int STEPS = 24;
    private static final int MAPS = 5;
    private static final int CELLS = 48;
    private static final int POINTS = 100;
    private static final int CURVES = 8;

    private final String weight;
    private final double now;
    private final double[] at;
    private final double[] loss;
    private final double[][] said; // (at, outputs) of one row
    private final int row;
    private final List<String> names;
    private final boolean classes;
    private final OutputMeaning meaning;
    private final Plane plane; // null where there is none
    private final List<Raster> maps; // one for each of at; none without a plane
    private final Shade shade;
    private final int[] rows; // those drawn in maps

    private WhatIf(
            Trainer trainer,
            Dataset data,
            String layer,
            int input,
            int unit,
            Range range,
            int row,
            String... features) {
        Network network = Given.require(trainer, "whatIf", "a trainer, as trainer(net, loss, optimizer) makes it")
                .network();
        Given.require(range, "whatIf", "a range, such as range(-3, 3)");
        WeightSweep sweep = new WeightSweep(network, trainer.loss(), data, layer, input, unit);
        this.row = row;
        Meeting meeting = Meeting.of(network, data);
        classes = meeting.asksForClasses();
        meaning = meeting.meaning();
        Dataset counting = Counting.of(data);
        shade = Boundary.shade("whatIf", network, counting);
        rows = shade.sample(POINTS);
        names = classes ? meeting.classNames() : data.outputNames();
        weight = "%s, input %s to unit %s".formatted(layer, input, unit);
        now = sweep.now();
        at = range.with(now, STEPS);
        loss = Arrays.stream(at).map(sweep::loss).toArray();
        double[] features0 = data.features(row);
        said = Arrays.stream(at)
                .mapToObj(w -> says(sweep.at(w), data, features0))
                .toArray(double[][]::new);
        boolean planar = features.length > 0 || data.inputNames().size() == 2;
        plane = planar ? Plane.of("whatIf", counting, features) : null;
        maps = new ArrayList<>();
        if (plane != null) {
            for (double w : at) {
                maps.add(Boundary.ground(sweep.at(w), plane, shade, CELLS));
            }
        }
    }

    /**
     * As the weight from an input of a layer to one of its units moves over a range.
     *
     * @param trainer of the network, which knows its loss
     * @param layer name of a layer with a weight matrix
     * @param features names of two features to draw the boundary over; none where there are just two
     */
    public static WhatIf of(
            Trainer trainer, Dataset data, String layer, int input, int unit, Range range, String... features) {
        return new WhatIf(trainer, data, layer, input, unit, range, 0, features);
    }

    private double[] says(Network network, Dataset data, double[] features) {
        double[] outputs = network.predict(features);
        return classes ? meaning.probabilities(outputs) : data.decode(outputs);
    }

    /** The picture with a slider for the weight where scripts run; the network as it is stands last. */
    public String html() {
        List<Picture> moments = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            moments.add(moment(i));
            labels.add("weight " + number(at[i]));
        }
        moments.add(picture());
        labels.add("as it is");
        return new FilmPage(List.of(moments), labels).html();
    }

    @Override
    public Picture picture() {
        return moment(nearest(now));
    }

    private Picture moment(int moment) {
        String title = "%s: weight %s, loss %s".formatted(weight, number(at[moment]), number(loss[moment]));
        int height = plane == null ? 226 : 400;
        return Picture.draw("What if one weight were another", words(), Theme.WIDTH, height, canvas -> {
            Theme.title(canvas, title, Theme.WIDTH);
            drawCurves(canvas, moment, plane == null ? Theme.WIDTH - 16 : Theme.WIDTH - 232);
            if (plane != null) {
                drawMaps(canvas, moment);
            }
        });
    }

    private String words() {
        int best = IntStream.range(0, loss.length)
                .reduce((a, b) -> loss[b] < loss[a] || !Double.isFinite(loss[a]) ? b : a)
                .orElse(0);
        String maps = plane == null
                ? ""
                : "; below, what the network says over %s and %s at %s of them%s"
                        .formatted(
                                plane.name(0),
                                plane.name(1),
                                MAPS,
                                RowSample.words(rows.length, plane.values(0).length));
        return "The weight is %s with loss %s; from %s to %s the loss is %s; beside it what the network says of row %s (%s)%s"
                .formatted(
                        number(now),
                        number(loss[nearest(now)]),
                        number(at[0]),
                        number(at[at.length - 1]),
                        Double.isFinite(loss[best])
                                ? "lowest, " + number(loss[best]) + ", at " + number(at[best])
                                : "nowhere finite",
                        row,
                        Names.list(names)
                                + (curves().length < names.size() && classes
                                        ? "; the likeliest %s drawn".formatted(CURVES)
                                        : ""),
                        maps);
    }

    private int nearest(double value) {
        return IntStream.range(0, at.length)
                .reduce((a, b) -> Math.abs(at[b] - value) < Math.abs(at[a] - value) ? b : a)
                .orElse(0);
    }

    // the moment at the right, and a few over the whole range below
    private void drawMaps(Canvas canvas, int moment) {
        drawMap(canvas, moment, Theme.WIDTH - 16 - 200, 36, 200, 2.3);
        double side = 112;
        double pitch = (Theme.WIDTH - 32 - side) / (MAPS - 1);
        for (int i = 0; i < MAPS; i++) {
            int shown = nearest(at[0] + i * (at[at.length - 1] - at[0]) / (MAPS - 1));
            double left = 16 + i * pitch;
            drawMap(canvas, shown, left, 262, side, 1.6);
            TextStyle centred = TextStyle.size(Theme.TEXT).centred();
            canvas.text("weight " + number(at[shown]), left + side / 2, 256, centred);
        }
        String over = "%s to the right, %s upwards".formatted(plane.name(0), plane.name(1));
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT);
        canvas.text(Labels.fit(over, Theme.TEXT, Theme.WIDTH - 32), 16, 391, faint);
    }

    private void drawMap(Canvas canvas, int moment, double left, double top, double side, double radius) {
        Ticks x = Ticks.within(2, plane.low(0), plane.high(0));
        Ticks y = Ticks.within(2, plane.low(1), plane.high(1));
        Plot plot = new Plot(x, y, left, top, left + side, top + side);
        Boundary.drawGround(canvas, plot, maps.get(moment));
        double[] xs = plane.values(0);
        double[] ys = plane.values(1);
        for (int i : rows) {
            shade.dot(canvas, i, plot.across(xs[i]), plot.up(ys[i]));
        }
    }

    private void drawCurves(Canvas canvas, int moment, double end) {
        Ticks x = Ticks.within(4, at[0], at[at.length - 1]);
        Ticks y = Ticks.around(4, loss);
        double middle = (16 + end) / 2;
        Plot left = new Plot(x, y, 16 + Plot.roomFor(y), 58, middle - 8, 186);
        drawPanel(canvas, left, "loss");
        left.drawCurve(canvas, at, loss, Style.stroke(Theme.TRAINING, 2));
        mark(canvas, left, loss[moment], moment);
        Ticks outputs = classes
                ? Ticks.within(4, 0, 1)
                : Ticks.around(4, Arrays.stream(said).mapToDouble(all -> all[0]).toArray());
        Plot right = new Plot(x, outputs, middle + 12 + Plot.roomFor(outputs), 58, end, 186);
        drawPanel(canvas, right, (classes ? "" : names.get(0) + " of ") + "row " + row);
        int[] curves = curves();
        if (classes) {
            double from = right.left() - Plot.roomFor(outputs) + Labels.width("row " + row, Theme.TEXT) + 14;
            drawNames(canvas, curves, from, end);
        }
        for (int k : curves) {
            double[] ys = Arrays.stream(said).mapToDouble(all -> all[k]).toArray();
            String color = classes ? Theme.classColor(k) : Theme.TRAINING;
            right.drawCurve(canvas, at, ys, Style.stroke(color, 2).broken(Dash.of(k)));
        }
    }

    /** Which outputs are drawn: of many classes the likeliest, at any weight. */
    private int[] curves() {
        return IntStream.range(0, classes ? names.size() : 1)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -largest(k)))
                .limit(CURVES)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double largest(int output) {
        return Arrays.stream(said)
                .mapToDouble(all -> all[output])
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    // as many as there is room for
    private void drawNames(Canvas canvas, int[] curves, double from, double end) {
        double at = from;
        for (int i = 0; i < curves.length; i++) {
            int k = curves[i];
            String name = Labels.fit(names.get(k), Theme.TEXT, 90);
            double width = 22 + Labels.width(name, Theme.TEXT);
            int others = names.size() - i;
            double more = i + 1 == names.size() ? 0 : 22 + Labels.width("+" + others, Theme.TEXT);
            if (at + width + more > end) {
                canvas.text("+" + others, at, 46, TextStyle.size(Theme.TEXT).color(Theme.FAINT));
                return;
            }
            Marker.of(k).draw(canvas, at + 4, 42, 4, Style.fill(Theme.classColor(k)));
            canvas.text(name, at + 12, 46, TextStyle.size(Theme.TEXT));
            at += width;
        }
        if (curves.length < names.size()) {
            String rest = "+" + (names.size() - curves.length);
            canvas.text(rest, at, 46, TextStyle.size(Theme.TEXT).color(Theme.FAINT));
        }
    }

    private static void drawPanel(Canvas canvas, Plot plot, String name) {
        double from = plot.left() - Plot.roomFor(plot.y());
        String fitted = Labels.fit(name, Theme.TEXT, plot.right() - from);
        canvas.text(fitted, from, plot.top() - 12, TextStyle.size(Theme.TEXT).heavier());
        plot.drawAxes(canvas, plot.right() + 16);
        canvas.text(
                "weight",
                plot.right(),
                plot.bottom() + 34,
                TextStyle.size(Theme.TEXT).ending());
    }

    private void mark(Canvas canvas, Plot plot, double value, int moment) {
        double x = plot.across(at[moment]);
        canvas.line(x, plot.top(), x, plot.bottom(), Style.stroke(Theme.INK, 1).dashes());
        if (Double.isFinite(value)) {
            canvas.circle(x, plot.up(value), 5, Style.fill(Theme.GROUND).outlined(Theme.INK, 2));
        }
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
