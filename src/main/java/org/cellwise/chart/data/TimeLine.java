package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Legend;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Unit;
import org.cellwise.insight.table.Sorted;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** Columns of numbers over time, or over another number, as lines; rows of the same time are one point at their mean. */
public final class TimeLine implements Figure {
    private static final int HEIGHT = 320;
    private static final int MOST_LINES = 8;
    private static final double LARGEST = 1e300; // that an axis can show

    private final Column.Numbers time;
    private final List<Column.Numbers> columns = new ArrayList<>();
    private final double[] at; // ascending, each once
    private final double[][] values; // of each column at each time; NaN where none is there
    private final int repeated; // rows whose time another has

    private TimeLine(Columns table, String over, String... names) {
        Given.require(names, "line", "names of columns");
        if (names.length == 0 || names.length > MOST_LINES) {
            throw new IllegalArgumentException("line expects 1 to %s columns to draw over \"%s\", but got %s"
                    .formatted(MOST_LINES, Names.shorten(over), names.length));
        }
        time = table.numbers("line", over);
        for (String name : names) {
            columns.add(table.numbers("line", name));
        }
        double[] times = Arrays.stream(time.values())
                .map(value -> Math.abs(value) <= LARGEST ? value : Double.NaN)
                .toArray();
        double[] sorted = Sorted.of(times).values();
        at = Arrays.stream(sorted).distinct().toArray();
        repeated = sorted.length - at.length;
        int[] places = Arrays.stream(times)
                .mapToInt(value -> Double.isNaN(value) ? -1 : Arrays.binarySearch(at, value + 0.0))
                .toArray();
        values = new double[names.length][at.length];
        for (int c = 0; c < names.length; c++) {
            int[] counts = new int[at.length];
            for (int row = 0; row < places.length; row++) {
                double value = columns.get(c).values()[row];
                if (places[row] >= 0 && Math.abs(value) <= LARGEST) {
                    values[c][places[row]] += value;
                    counts[places[row]]++;
                }
            }
            for (int i = 0; i < at.length; i++) {
                values[c][i] = counts[i] == 0 ? Double.NaN : values[c][i] / counts[i];
            }
        }
    }

    /**
     * Of columns of numbers over a column of times or numbers.
     *
     * @param columns 1 to 8 names
     */
    public static TimeLine of(Columns table, String over, String... columns) {
        return new TimeLine(table, over, columns);
    }

    private Legend legend() {
        Legend legend = new Legend();
        for (int i = 0; columns.size() > 1 && i < columns.size(); i++) {
            legend.line(Theme.classColor(i), Names.shorten(columns.get(i).name()));
        }
        return legend;
    }

    @Override
    public Picture picture() {
        String title = "%s over %s"
                .formatted(Names.list(columns.stream().map(Column::name).toList()), Names.shorten(time.name()));
        int height = (int) (HEIGHT + legend().height(Theme.WIDTH));
        return Picture.draw(title, words(), Theme.WIDTH, height, canvas -> draw(canvas, title));
    }

    private String words() {
        if (at.length == 0) {
            return "No row has a value of " + Names.shorten(time.name());
        }
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            double[] finite = Arrays.stream(values[c]).filter(Double::isFinite).toArray();
            Unit unit = columns.get(c).unit();
            texts.add("%s from %s to %s"
                    .formatted(
                            Names.shorten(columns.get(c).name()),
                            unit.text(Arrays.stream(finite).min().orElse(Double.NaN), 4),
                            unit.text(Arrays.stream(finite).max().orElse(Double.NaN), 4)));
        }
        String same = repeated == 0 ? "" : "; of rows with the same %s the mean".formatted(Names.shorten(time.name()));
        return "%s to %s, %s: %s%s"
                .formatted(
                        time.unit().text(at[0], 6),
                        time.unit().text(at[at.length - 1], 6),
                        Names.count(at.length, "point"),
                        String.join(", ", texts),
                        same);
    }

    // years and the like, between which nothing is to be written
    private boolean isWhole() {
        return time.unit() == Unit.NUMBER
                && at.length > 1
                && Arrays.stream(at).allMatch(value -> value == Math.rint(value) && Math.abs(value) < 1e9);
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        double low = at.length == 0 ? 0 : at[0];
        double high = at.length == 0 ? 1 : at[at.length - 1];
        Axis x = isWhole()
                ? Axis.whole(7, (int) low, (int) high)
                : Axis.within(time.unit(), 7, low, high > low ? high : low + 1);
        Axis y = Axis.around(
                columns.get(0).unit(),
                5,
                Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray());
        Plot plot = new Plot(x.ticks(), y.ticks(), 36 + y.room(), 40, Theme.WIDTH - 24, HEIGHT - 50);
        y.beside(canvas, plot);
        x.below(canvas, plot);
        for (int c = 0; c < columns.size(); c++) {
            plot.drawCurve(canvas, at, values[c], Style.stroke(Theme.classColor(c), 1.5));
        }
        plot.nameAxes(canvas, time.name(), columns.size() == 1 ? columns.get(0).name() : "", 20);
        legend().draw(canvas, Theme.WIDTH, HEIGHT);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
