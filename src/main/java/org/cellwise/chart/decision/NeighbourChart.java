package org.cellwise.chart.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.ImagePixels;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.data.Dataset;
import org.cellwise.insight.Components;
import org.cellwise.insight.Neighbours;
import org.cellwise.math.Distances;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A row among all others where a network puts them, along their two principal components, with lines to those that are nearest
 * to it; below, where rows are images, the row and its nearest ones.
 */
public final class NeighbourChart implements Figure {
    private static final double TOP = 40;
    private static final double HIGH = 330;
    private static final double LEFT = 24;
    private static final double SIDE = 64;
    private static final double GAP = 10;
    private static final int POINTS = 3000;
    private static final int MOST = 8;

    private final Dataset data;
    private final int row;
    private final List<Distances.Neighbor> nearest;
    private final double[][] points; // of the rows drawn, then the row itself, then the nearest
    private final int[] drawn;
    private final Shape image; // null for none

    private NeighbourChart(Neighbours rows, int row, int count) {
        Given.require(rows, "neighbours", "neighbours, as neighbours(net, data) finds them");
        data = rows.data();
        this.row = row;
        nearest = rows.of(row, count);
        int[] of = new int[data.size()];
        Arrays.setAll(of, this::group);
        drawn = RowSample.of(of, POINTS);
        double[][] places = rows.places();
        double[][] chosen = new double[drawn.length + 1 + nearest.size()][];
        Arrays.setAll(
                chosen,
                i -> places[
                        i < drawn.length
                                ? drawn[i]
                                : i == drawn.length
                                        ? row
                                        : nearest.get(i - drawn.length - 1).row()]);
        points = chosen[0].length <= 2
                ? Arrays.stream(chosen).map(p -> Arrays.copyOf(p, 2)).toArray(double[][]::new)
                : Components.of(chosen).points();
        Optional<Shape> shape = ImagePixels.shape(data.inputShape());
        image = shape.orElse(null);
    }

    /**
     * Of a row and so many others, 8 at most.
     *
     * @throws IllegalArgumentException if there is no such row
     */
    public static NeighbourChart of(Neighbours rows, int row, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("neighbours draws 1 to " + MOST + " of them, but got " + count);
        }
        return new NeighbourChart(rows, row, count);
    }

    private int group(int of) {
        return data.isClassification() && !data.schema().hasPositions() ? data.classIndex(of) : 0;
    }

    private String name(int of) {
        boolean named = data.isClassification() && !data.schema().hasPositions();
        return named ? data.outputNames().get(data.classIndex(of)) : "row " + of;
    }

    private String title() {
        return "Row %s (%s) and its %s"
                .formatted(row, Names.shorten(name(row)), Names.count(nearest.size(), "nearest row"));
    }

    @Override
    public Picture picture() {
        double high = TOP + HIGH + (image == null ? 8 : SIDE + 46);
        return Picture.draw(title(), words(), Theme.WIDTH, (int) high, this::draw);
    }

    private String words() {
        return nearest.stream()
                .map(n -> "row %s, %s, at %s"
                        .formatted(n.row(), Names.shorten(name(n.row())), Numbers.significant(n.distance(), 3)))
                .collect(Collectors.joining("; ", "nearest first: ", ""));
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title(), Theme.WIDTH);
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] point : points) {
            for (int k = 0; k < 2; k++) {
                low[k] = Math.min(low[k], point[k]);
                high[k] = Math.max(high[k], point[k]);
            }
        }
        canvas.rectangle(LEFT - 8, TOP - 8, Theme.WIDTH - 2 * LEFT + 16, HIGH + 4, Style.stroke(Theme.GRID, 1));
        for (int i = 0; i < drawn.length; i++) {
            Style style = Style.fill(Theme.classColor(group(drawn[i]))).opacity(0.45);
            canvas.circle(x(points[i], low, high), y(points[i], low, high), 3, style);
        }
        double[] own = points[drawn.length];
        for (int i = 0; i < nearest.size(); i++) {
            double[] other = points[drawn.length + 1 + i];
            canvas.line(
                    x(own, low, high),
                    y(own, low, high),
                    x(other, low, high),
                    y(other, low, high),
                    Style.stroke(Theme.INK, 1));
            Style style =
                    Style.fill(Theme.classColor(group(nearest.get(i).row()))).outlined(Theme.INK, 1);
            canvas.circle(x(other, low, high), y(other, low, high), 4.5, style);
        }
        Style ring = Style.fill(Theme.classColor(group(row))).outlined(Theme.INK, 2.5);
        canvas.circle(x(own, low, high), y(own, low, high), 7, ring);
        if (image != null) {
            drawImage(canvas, row, 0, "row " + row);
            for (int i = 0; i < nearest.size(); i++) {
                Distances.Neighbor n = nearest.get(i);
                drawImage(canvas, n.row(), i + 1, Numbers.significant(n.distance(), 2));
            }
        }
    }

    private static double x(double[] point, double[] low, double[] high) {
        return LEFT + (Theme.WIDTH - 2 * LEFT) * share(point[0], low[0], high[0]);
    }

    private static double y(double[] point, double[] low, double[] high) {
        return TOP + (HIGH - 12) * (1 - share(point[1], low[1], high[1]));
    }

    private static double share(double value, double low, double high) {
        return high > low ? (value - low) / (high - low) : 0.5;
    }

    private void drawImage(Canvas canvas, int of, int place, String text) {
        double[] pixels = data.features(of);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = data.scaler(i).unscale(pixels[i]);
        }
        double scale = Math.min(SIDE, (Theme.WIDTH - 2 * LEFT - MOST * GAP) / (MOST + 1))
                / Math.max(image.size(1), image.size(2));
        double width = image.size(2) * scale;
        double height = image.size(1) * scale;
        double left = LEFT - 8 + place * ((Theme.WIDTH - 2 * LEFT + 16) / (MOST + 1));
        double top = TOP + HIGH + 6;
        double lowest = Arrays.stream(pixels).min().orElse(0);
        double largest = Arrays.stream(pixels).max().orElse(1);
        canvas.pixels(ImagePixels.of(pixels, image, lowest, largest), left, top, width, height);
        canvas.rectangle(
                left, top, width, height, Style.stroke(place == 0 ? Theme.INK : Theme.GRID, place == 0 ? 2 : 1));
        TextStyle small = TextStyle.size(10);
        canvas.text(Labels.fit(name(of), 10, width), left, top + height + 12, small);
        canvas.text(text, left, top + height + 25, small.color(Theme.FAINT));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
