package org.cellwise.chart.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Java2DCanvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.Batch;
import org.cellwise.data.Counting;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Components;
import org.cellwise.insight.Representations;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.train.metric.ClassScores;
import org.cellwise.train.metric.Meeting;
import org.knowm.xchart.XYChart;

/**
 * Where a network puts the rows of a dataset before its last layer of weights, in two dimensions, with the classes in
 * their colours: rows that it separates lie apart. More than two units are drawn along their two principal
 * components.
 */
public final class EmbeddingChart implements Figure {
    private static final int HEIGHT = 440;
    private static final int LISTED = 16;
    private static final int BANDS = 5; // of numbers
    private static final int LOOKED_AT = 20; // rows that tell whether targets are the features
    private static final int CHUNK = 1024;
    private static final int POINTS = 4000;
    private static final double NAME_ROOM = 110;

    private final String title;
    private final List<String> names;
    private final int[] classes;
    private final Components components;
    private final int units;
    private final int others; // rows that are not finite
    private final int all; // rows, drawn or not

    private EmbeddingChart(
            String title, List<String> names, int[] classes, Components components, int units, int others, int all) {
        this.others = others;
        this.all = all;
        this.title = title;
        this.names = names;
        this.classes = classes;
        this.components = components;
        this.units = units;
    }

    /** The rows of a dataset as the network sees them before its last layer of weights. */
    public static EmbeddingChart of(Network network, Dataset all) {
        Dataset data = Counting.of(all);
        Meeting meeting = Meeting.of(network, data);
        meeting.requireSingle("embedding");
        boolean classified = data.isClassification(); // then outputs may be points of a triplet loss
        if (!classified && !meeting.asksForClasses()) {
            return ofNumbers(network, data);
        }
        ClassScores scores =
                classified ? null : ClassScores.each("embedding", network, data).get(0);
        int[] truth = classified
                ? IntStream.range(0, data.size()).map(data::classIndex).toArray()
                : scores.truth();
        Representations places = new Representations(network);
        return of(network, data, places.hidden().size() - 1, classified ? data.outputNames() : scores.names(), truth);
    }

    // numbers to predict in fifths; where rows are to come out as they went in, the narrowest layer has what is kept of
    // them
    private static EmbeddingChart ofNumbers(Network network, Dataset data) {
        Representations places = new Representations(network);
        boolean itself = isItself(data);
        int stage = places.hidden().size() - 1;
        for (int i = 0; itself && i < places.hidden().size(); i++) {
            stage = places.hidden().get(i).units() < places.hidden().get(stage).units() ? i : stage;
        }
        if (itself) {
            return of(network, data, stage, List.of("rows"), new int[data.size()]);
        }
        double[] targets = IntStream.range(0, data.size())
                .mapToDouble(row -> data.decode(data.target(row))[0])
                .toArray();
        double[] sorted = Arrays.stream(targets).sorted().toArray();
        List<String> names = new ArrayList<>();
        double[] ends = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            ends[band] = sorted[(int) Math.ceil((band + 1.0) * sorted.length / BANDS) - 1];
            names.add("%s to %s".formatted(number(sorted[band * sorted.length / BANDS]), number(ends[band])));
        }
        int[] bands = Arrays.stream(targets)
                .mapToInt(target -> (int) Arrays.stream(ends, 0, BANDS - 1)
                        .filter(end -> target > end)
                        .count())
                .toArray();
        return of(network, data, stage, names, bands);
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }

    private static boolean isItself(Dataset data) {
        int width = data.inputShape().elements();
        return data.targetWidth() == width
                && IntStream.range(0, Math.min(LOOKED_AT, data.size()))
                        .allMatch(row -> Arrays.equals(data.features(row), data.target(row)));
    }

    private static EmbeddingChart of(Network network, Dataset data, int stage, List<String> names, int... truth) {
        Representations places = new Representations(network);
        int[] rows = RowSample.of(truth, POINTS);
        String name = stage < 0 ? "the inputs" : places.hidden().get(stage).name();
        double[][] points = points(places, stage, data, rows);
        for (int i = 0; i < rows.length; i++) {
            if (!Arrays.stream(points[i]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "embedding expects finite numbers, but those of row %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                                .formatted(rows[i]));
            }
        }
        int[] classes = Arrays.stream(rows).map(row -> truth[row]).toArray();
        return of(name, names, classes, points, data.size());
    }

    /**
     * Points of classes in any number of dimensions.
     *
     * @param layer what puts them out
     */
    public static EmbeddingChart of(String layer, List<String> names, int[] classes, double[][] points) {
        return of(layer, names, classes, points, classes.length);
    }

    private static EmbeddingChart of(String layer, List<String> names, int[] classes, double[][] points, int all) {
        boolean[] finite = new boolean[points.length];
        for (int row = 0; row < points.length; row++) {
            finite[row] = Arrays.stream(points[row]).allMatch(Double::isFinite);
        }
        int[] kept =
                IntStream.range(0, points.length).filter(row -> finite[row]).toArray();
        if (kept.length == 0) {
            throw new IllegalArgumentException(
                    "embedding expects rows that are finite at %s, but got %s of which none is: the network's weights may have diverged; train again with a smaller learning rate"
                            .formatted(layer, points.length));
        }
        return ofFinite(
                layer,
                names,
                Arrays.stream(kept).map(row -> classes[row]).toArray(),
                Arrays.stream(kept).mapToObj(row -> points[row]).toArray(double[][]::new),
                points.length - kept.length,
                all);
    }

    private static EmbeddingChart ofFinite(
            String layer, List<String> names, int[] classes, double[][] points, int others, int all) {
        int units = points[0].length;
        Components components = units <= 2 ? new Components(flat(points), new double[] {1, 1}) : Components.of(points);
        String how = units <= 2 ? "" : ", by its two principal components";
        return new EmbeddingChart(
                "Rows at " + layer + how, List.copyOf(names), classes, components, units, others, all);
    }

    private static double[][] flat(double[][] points) {
        return Arrays.stream(points).map(point -> Arrays.copyOf(point, 2)).toArray(double[][]::new);
    }

    private static double[][] points(Representations places, int stage, Dataset data, int[] rows) {
        double[][] points = new double[rows.length][];
        for (int from = 0; from < rows.length; from += CHUNK) {
            int count = Math.min(CHUNK, rows.length - from);
            Batch batch = data.batch(Arrays.copyOfRange(rows, from, from + count));
            float[] values = stage < 0 ? batch.features() : places.run(batch.features(), count)[stage];
            int width = stage < 0 ? data.inputShape().elements() : values.length / count;
            for (int row = 0; row < count; row++) {
                double[] point = new double[width];
                int at = row * width;
                Arrays.setAll(point, i -> values[at + i]);
                points[from + row] = point;
            }
        }
        return points;
    }

    private int[] shown() {
        int[] counts = new int[names.size()];
        for (int c : classes) {
            counts[c]++;
        }
        return IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .boxed()
                .sorted((a, b) -> counts[b] - counts[a])
                .limit(LISTED)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private String words() {
        String shares = units <= 2
                ? ""
                : "; %s of the variance of %s units"
                        .formatted(
                                Numbers.percent(
                                        components.shares()[0] + components.shares()[1], 3),
                                units);
        int[] shown = shown();
        String listed = Arrays.stream(shown).mapToObj(names::get).collect(Collectors.joining(", "));
        long present = Arrays.stream(classes).distinct().count();
        String more = present > shown.length ? " and " + (present - shown.length) + " more in grey" : "";
        return "%s as points in the colours of their classes (%s%s)%s%s"
                .formatted(
                        Names.count(classes.length, "row"),
                        listed,
                        more,
                        RowSample.words(classes.length + others, all)
                                + (others == 0 ? "" : "; " + others + " more not finite"),
                        shares);
    }

    @Override
    public Picture picture() {
        return XCharts.beside(title, words(), chart());
    }

    /** As XChart's own chart, to change it further. */
    public XYChart chart() {
        boolean components2 = units > 2;
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, title, axis(0, components2), axis(1, components2));
        XCharts.range(chart, span(0), span(1));
        int[] shown = shown();
        double[] othersX = column(0, c -> !contains(shown, c));
        if (othersX.length > 0) {
            var others = XCharts.points(chart, "other classes", othersX, column(1, c -> !contains(shown, c)), 0);
            others.setMarkerColor(Java2DCanvas.color(Theme.GRID));
        }
        for (int c : shown) {
            String name = Labels.fit(names.get(c), Theme.TEXT, NAME_ROOM);
            XCharts.points(chart, name, column(0, of -> of == c), column(1, of -> of == c), c);
        }
        chart.getStyler().setMarkerSize(classes.length > 1000 ? 5 : 6);
        XCharts.legend(chart, false);
        return chart;
    }

    private Ticks span(int k) {
        double[] all = column(k, c -> true);
        double low = Arrays.stream(all).min().orElse(0);
        double high = Arrays.stream(all).max().orElse(0);
        double room = high > low ? 0.03 * (high - low) : 1;
        return new Ticks(low - room, high + room, new double[0]);
    }

    private String axis(int k, boolean components2) {
        return components2
                ? "component %s, %s of the variance"
                        .formatted(k + 1, Numbers.percent(components.shares()[k], 2))
                : "unit " + (k + 1);
    }

    private static boolean contains(int[] among, int wanted) {
        return Arrays.stream(among).anyMatch(c -> c == wanted);
    }

    private double[] column(int k, IntPredicate ofClass) {
        return IntStream.range(0, classes.length)
                .filter(row -> ofClass.test(classes[row]))
                .mapToDouble(row -> components.points()[row][k])
                .toArray();
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
