package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;
import org.cellwise.data.column.Unit;
import org.cellwise.insight.table.Associations;
import org.cellwise.insight.table.Bins;
import org.cellwise.insight.table.GroupMeans;
import org.cellwise.insight.table.Sorted;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * Each column of numbers over each other one: points below the diagonal, a histogram on it, and the correlation above.
 * Of many rows some are drawn, chosen by chance.
 */
public final class ScatterMatrix implements Figure {
    private static final int MOST_COLUMNS = 6;
    private static final int MOST_GROUPS = 8;
    private static final int POINTS = 1500;
    private static final int BINS = 16;
    private static final double LEFT = 34;
    private static final double TOP = 36;
    private static final double GAP = 6;
    private static final int DENSITY = 2; // pixels of a panel for one of the picture

    private final List<Column.Numbers> columns;
    private final List<Bins> ranges;
    private final int all; // columns of numbers
    private final Groups groups; // null for none
    private final int[] rows; // those drawn
    private final double[][] correlations;
    private final List<List<Bins>> histograms = new ArrayList<>(); // of each column, for each group

    private ScatterMatrix(List<Column.Numbers> numbers, Groups groups) {
        all = numbers.size();
        columns = numbers.subList(0, Math.min(MOST_COLUMNS, all));
        ranges = columns.stream()
                .map(column -> Bins.around(Sorted.of(column.values()), BINS))
                .toList();
        this.groups = groups;
        int size = columns.get(0).size();
        int[] known = IntStream.range(0, size)
                .filter(row -> groups == null || groups.of()[row] >= 0)
                .toArray();
        int[] classes = Arrays.stream(known)
                .map(row -> groups == null ? 0 : groups.of()[row])
                .toArray();
        rows = Arrays.stream(RowSample.of(classes, POINTS)).map(i -> known[i]).toArray();
        correlations = new double[columns.size()][columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            for (int j = 0; j < i; j++) {
                correlations[i][j] = Associations.correlation(
                        columns.get(i).values(), columns.get(j).values());
                correlations[j][i] = correlations[i][j];
            }
            histograms.add(histograms(columns.get(i).values(), ranges.get(i)));
        }
    }

    private List<Bins> histograms(double[] values, Bins range) {
        List<Bins> all = new ArrayList<>();
        for (int group = 0; group < (groups == null ? 1 : groups.names().size()); group++) {
            Sorted some = Sorted.of(groups == null ? values : GroupMeans.in(values, groups.of(), group));
            all.add(Bins.of(some, range.low(), range.high(), BINS));
        }
        return all;
    }

    /**
     * Of the first columns of numbers, six at most.
     *
     * @param by name of the column of classes to colour by; none for one colour
     * @throws IllegalArgumentException if there are fewer than two columns of numbers
     */
    public static ScatterMatrix of(Columns table, String... by) {
        String of = GroupLegend.by("scatterMatrix", by);
        List<Column.Numbers> numbers = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            String name = table.names().get(i);
            boolean isBy = name.equals(of);
            if (!isBy && table.column(i) instanceof Column.Numbers column && column.unit() == Unit.NUMBER) {
                numbers.add(column);
            }
        }
        if (numbers.size() < 2) {
            throw new IllegalArgumentException(
                    "scatterMatrix expects two columns of numbers or more, but the table has %s"
                            .formatted(
                                    numbers.isEmpty()
                                            ? "none"
                                            : "one (" + numbers.get(0).name() + ")"));
        }
        Groups groups = of == null ? null : table.groups("scatterMatrix", of).atMost(MOST_GROUPS);
        return new ScatterMatrix(numbers, groups);
    }

    private double side() {
        return (Theme.WIDTH - LEFT - 16 - GAP * (columns.size() - 1)) / columns.size();
    }

    private Legend legend() {
        Legend legend = new Legend();
        for (int i = 0; groups != null && i < groups.names().size(); i++) {
            legend.dot(
                    GroupLegend.color(groups, i), Names.shorten(groups.names().get(i)));
        }
        return legend;
    }

    @Override
    public Picture picture() {
        double height = TOP + columns.size() * side() + (columns.size() - 1) * GAP + 24;
        String title = "Each two of %s columns%s"
                .formatted(columns.size(), groups == null ? "" : " by " + Names.shorten(groups.column()));
        return Picture.draw(
                title,
                words(),
                Theme.WIDTH,
                (int) (height + legend().height(Theme.WIDTH) + 8),
                canvas -> draw(canvas, title, height));
    }

    private String words() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = 0; j < i; j++) {
                texts.add("%s and %s %s"
                        .formatted(
                                Names.shorten(columns.get(j).name()),
                                Names.shorten(columns.get(i).name()),
                                correlation(j, i)));
            }
        }
        String more = all > columns.size() ? "the first %s of %s columns; ".formatted(columns.size(), all) : "";
        return more + "correlations: " + String.join(", ", texts)
                + RowSample.words(rows.length, columns.get(0).size());
    }

    private String correlation(int i, int j) {
        return Numbers.fixed(correlations[i][j], 2);
    }

    private void draw(Canvas canvas, String title, double height) {
        Theme.title(canvas, title, Theme.WIDTH);
        double side = side();
        TextStyle text = TextStyle.size(Theme.TEXT).centred();
        for (int row = 0; row < columns.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double left = LEFT + column * (side + GAP);
                double top = TOP + row * (side + GAP);
                if (row == column) {
                    drawHistogram(canvas, row, left, top, side);
                } else if (row > column) {
                    canvas.pixels(points(column, row, side), left, top, side, side);
                } else {
                    drawCorrelation(canvas, correlations[row][column], left, top, side);
                }
                canvas.rectangle(left, top, side, side, Style.stroke(Theme.GRID, 1));
            }
            String name = Labels.fit(columns.get(row).name(), Theme.TEXT, side);
            double middle = row * (side + GAP) + side / 2;
            canvas.text(name, 22, TOP + middle, text.rotated(-90));
            canvas.text(name, LEFT + middle, height - 8, text);
        }
        legend().draw(canvas, Theme.WIDTH, height);
    }

    private static void drawCorrelation(Canvas canvas, double r, double left, double top, double side) {
        if (Double.isNaN(r)) {
            return;
        }
        String ground = Theme.diverging(0.8 * r);
        canvas.rectangle(left, top, side, side, Style.fill(ground));
        TextStyle style = TextStyle.size(Math.min(20, side / 4)).centred().color(Theme.textOn(ground));
        canvas.text(Numbers.fixed(r, 2), left + side / 2, top + side / 2 + 6, style);
    }

    private void drawHistogram(Canvas canvas, int index, double left, double top, double side) {
        List<Bins> all = histograms.get(index);
        double largest = all.stream()
                .flatMapToInt(bins -> Arrays.stream(bins.counts()))
                .max()
                .orElse(1);
        for (int group = 0; group < all.size(); group++) {
            double[] x = new double[2 * BINS + 2];
            double[] y = new double[2 * BINS + 2];
            for (int i = 0; i < 2 * BINS + 2; i++) {
                x[i] = left + side * (i / 2) / BINS;
                int bin = (i - 1) / 2;
                boolean end = i == 0 || i == 2 * BINS + 1;
                double share = end ? 0 : all.get(group).counts()[bin] / Math.max(1, largest);
                y[i] = top + side - 0.92 * side * share;
            }
            String color = groups == null ? Theme.POSITIVE : GroupLegend.color(groups, group);
            canvas.polyline(x, y, Style.fill(color).opacity(0.25));
            canvas.polyline(x, y, Style.stroke(color, 1.2));
        }
    }

    // dots as pixels: a shape for each would make the picture large
    private Raster points(int across, int up, double side) {
        int pixels = (int) Math.round(side * DENSITY);
        int[] colors = new int[pixels * pixels];
        Arrays.fill(colors, Theme.rgb(Theme.GROUND));
        int radius = rows.length > 600 ? 2 : 3;
        Bins x = ranges.get(across);
        Bins y = ranges.get(up);
        for (int row : rows) {
            double px = (columns.get(across).values()[row] - x.low()) / (x.high() - x.low());
            double py = (columns.get(up).values()[row] - y.low()) / (y.high() - y.low());
            if (px >= 0 && px <= 1 && py >= 0 && py <= 1) { // neither missing nor far out
                int group = groups == null ? 0 : groups.of()[row];
                String color = groups == null ? Theme.POSITIVE : GroupLegend.color(groups, group);
                double room = pixels - 4.0 * radius;
                dot(colors, pixels, 2 * radius + px * room, 2 * radius + (1 - py) * room, radius, Theme.rgb(color));
            }
        }
        return new Raster(pixels, pixels, colors, true);
    }

    private static void dot(int[] colors, int pixels, double x, double y, int radius, int color) {
        for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
                int px = (int) Math.round(x) + dx;
                int py = (int) Math.round(y) + dy;
                boolean inside = dx * dx + dy * dy <= radius * radius;
                if (inside && px >= 0 && py >= 0 && px < pixels && py < pixels) {
                    colors[py * pixels + px] = color;
                }
            }
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
