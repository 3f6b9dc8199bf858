package org.cellwise.chart.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.tensor.Parameter;
import org.cellwise.text.Given;
import org.cellwise.text.Numbers;
import org.cellwise.train.Recording;

/**
 * How the weights of each layer are spread, and how that changes as the network learns: one outline above the other, the
 * oldest behind in pale blue, the newest in front.
 */
public final class Histograms implements Figure {
    private static final int MAX_BINS = 48;
    private static final int MIN_BINS = 12;
    private static final int OUTLINES = 14;
    private static final int COLUMNS = 3;
    private static final double MARGIN = 16;
    private static final double TOP = 34;
    private static final double HEAD = 20;
    private static final double RISE = 56; // of the highest outline
    private static final double STEP = 9; // from outline to outline
    private static final double FOOT = 34;

    /** One layer: for each moment how many of its weights are in each bin. */
    private record Spread(String layer, double limit, double[][] shares, double deviation, int notFinite, int size) {}

    private final List<Spread> spreads;
    private final List<Recording.Moment> moments;

    private Histograms(List<Spread> spreads, List<Recording.Moment> moments) {
        this.spreads = spreads;
        this.moments = moments;
    }

    /** The weights of each layer over what was recorded. */
    public static Histograms of(Recording recording) {
        Given.require(recording, "histograms", "a recording, as recording(trainer) begins it");
        List<Recording.Moment> moments = Frames.evenly(recording.moments(), OUTLINES);
        List<Spread> spreads = recording.network().parameters().list().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .map(p -> spread(p, moments))
                .toList();
        if (spreads.isEmpty()) {
            throw new IllegalArgumentException("histograms expects a network with weights, but it has none");
        }
        return new Histograms(spreads, moments);
    }

    private static Spread spread(Parameter p, List<Recording.Moment> moments) {
        double limit = 0;
        for (Recording.Moment moment : moments) {
            for (int i = p.offset(); i < p.offset() + p.size(); i++) {
                double size = Math.abs(moment.values()[i]);
                limit = Double.isFinite(size) ? Math.max(limit, size) : limit;
            }
        }
        double largest = limit == 0 ? 1 : limit;
        double[][] shares = moments.stream()
                .map(moment -> shares(moment.values(), p, largest))
                .toArray(double[][]::new);
        return new Spread(
                p.name().replaceFirst("\\.weight$", ""),
                largest,
                shares,
                deviation(moments.get(moments.size() - 1).values(), p),
                notFinite(moments.get(moments.size() - 1).values(), p),
                p.size());
    }

    private static int notFinite(float[] values, Parameter p) {
        return (int) IntStream.range(p.offset(), p.offset() + p.size())
                .filter(i -> !Float.isFinite(values[i]))
                .count();
    }

    private static double[] shares(float[] values, Parameter p, double limit) {
        int bins = (int) Math.max(MIN_BINS, Math.min(MAX_BINS, 2 * Math.sqrt(p.size())));
        double[] shares = new double[bins];
        for (int i = p.offset(); i < p.offset() + p.size(); i++) {
            if (Float.isFinite(values[i])) {
                int bin = (int) ((values[i] / limit + 1) / 2 * bins);
                shares[Math.max(0, Math.min(bins - 1, bin))] += 1.0 / p.size();
            }
        }
        return shares;
    }

    // of the finite ones
    private static double deviation(float[] values, Parameter p) {
        double[] finite = IntStream.range(p.offset(), p.offset() + p.size())
                .mapToDouble(i -> values[i])
                .filter(Double::isFinite)
                .toArray();
        double mean = Arrays.stream(finite).average().orElse(0);
        return Math.sqrt(Arrays.stream(finite)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    @Override
    public Picture picture() {
        int rows = (spreads.size() + columns() - 1) / columns();
        int height = (int) Math.ceil(TOP + rows * panelHeight() + 4);
        String words = spreads.stream().map(Histograms::words).collect(Collectors.joining("; "));
        return Picture.draw(title(), words, Theme.WIDTH, height, this::draw);
    }

    private static String words(Spread spread) {
        if (spread.notFinite == spread.size) {
            return spread.layer + ": at last none of its weights is finite";
        }
        String others = spread.notFinite == 0 ? "" : ", %s of %s not finite".formatted(spread.notFinite, spread.size);
        return "%s between %s and %s, at last with standard deviation %s%s"
                .formatted(spread.layer, number(-spread.limit), number(spread.limit), number(spread.deviation), others);
    }

    private String title() {
        int first = moments.get(0).epochs();
        int last = moments.get(moments.size() - 1).epochs();
        return "Weights by layer, " + (first == last ? "epoch " + first : "epochs %s to %s".formatted(first, last));
    }

    private int columns() {
        return Math.min(COLUMNS, Math.max(2, spreads.size()));
    }

    private double panelHeight() {
        return HEAD + RISE + STEP * (moments.size() - 1) + FOOT;
    }

    private void draw(Canvas canvas) {
        canvas.text(title(), MARGIN, 22, TextStyle.size(Theme.TITLE).heavier());
        int columns = columns();
        double pitch = (Theme.WIDTH - 2 * MARGIN) / columns;
        for (int i = 0; i < spreads.size(); i++) {
            double x = MARGIN + i % columns * pitch;
            double y = TOP + i / columns * panelHeight();
            drawPanel(canvas, spreads.get(i), x, y, pitch - 40);
        }
    }

    private void drawPanel(Canvas canvas, Spread spread, double x, double y, double width) {
        canvas.text(
                Labels.fit(spread.layer, Theme.TEXT, spread.notFinite > 0 ? width - 90 : width),
                x,
                y + 14,
                TextStyle.size(Theme.TEXT).heavier());
        double largest = Arrays.stream(spread.shares)
                .flatMapToDouble(Arrays::stream)
                .max()
                .orElse(1);
        double base = y + HEAD + RISE;
        int count = spread.shares.length;
        for (int i = 0; i < count; i++) {
            double age = count == 1 ? 1 : i / (count - 1.0);
            drawOutline(canvas, spread.shares[i], x, base + i * STEP, width, RISE / Math.max(largest, 1e-9), age);
        }
        double bottom = base + (count - 1) * STEP;
        TextStyle faint = TextStyle.size(10).color(Theme.FAINT);
        canvas.text(String.valueOf(moments.get(0).epochs()), x + width + 4, base, faint);
        if (count > 1) {
            canvas.text(String.valueOf(moments.get(count - 1).epochs()), x + width + 4, bottom, faint);
        }
        if (spread.notFinite > 0) {
            String others = spread.notFinite == spread.size ? "none is finite" : spread.notFinite + " not finite";
            canvas.text(others, x + width, y + 14, faint.ending());
        }
        TextStyle text = TextStyle.size(10).centred();
        for (double tick : Ticks.within(4, -spread.limit, spread.limit).values()) {
            double at = x + width * (tick / spread.limit + 1) / 2;
            canvas.line(at, bottom, at, bottom + 4, Style.stroke(Theme.FAINT, 1));
            canvas.text(Ticks.text(tick), at, bottom + 15, text);
        }
    }

    private static void drawOutline(
            Canvas canvas, double[] shares, double x, double base, double width, double scale, double age) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {x, base});
        int bins = shares.length;
        for (int bin = 0; bin < bins; bin++) {
            boolean level =
                    bin > 0 && bin < bins - 1 && shares[bin] == shares[bin - 1] && shares[bin] == shares[bin + 1];
            if (!level) {
                points.add(new double[] {x + (bin + 0.5) * width / bins, base - shares[bin] * scale});
            }
        }
        points.add(new double[] {x + width, base});
        double[] px = points.stream().mapToDouble(point -> point[0]).toArray();
        double[] py = points.stream().mapToDouble(point -> point[1]).toArray();
        Style style = Style.fill(Theme.tint(Theme.POSITIVE, 0.08 + 0.32 * age))
                .outlined(Theme.tint(Theme.POSITIVE, 0.4 + 0.6 * age), 1);
        canvas.polyline(px, py, style);
    }

    private static String number(double value) {
        return Numbers.significant(value, 2);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
