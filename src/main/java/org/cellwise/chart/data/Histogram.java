package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;
import org.cellwise.data.column.Unit;
import org.cellwise.insight.table.Bins;
import org.cellwise.insight.table.GroupMeans;
import org.cellwise.insight.table.Sorted;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** How often numbers of a column occur, in bins of equal width; with classes, one outline for each over the same bins. */
public final class Histogram implements Figure {
    private static final int HEIGHT = 300;
    private static final int MOST_GROUPS = 8;

    private final String name;
    private final Unit unit;
    private final Sorted sorted;
    private final Bins bins;
    private final Groups groups; // null for none
    private final List<Bins> ofGroups;

    private Histogram(Column.Numbers column, Groups groups) {
        name = column.name();
        unit = column.unit();
        sorted = Sorted.of(column.values());
        bins = Bins.rounded(sorted);
        this.groups = groups;
        ofGroups = new ArrayList<>();
        for (int group = 0; groups != null && group < groups.names().size(); group++) {
            Sorted some = Sorted.of(GroupMeans.in(column.values(), groups.of(), group));
            ofGroups.add(Bins.of(some, bins.low(), bins.high(), bins.counts().length));
        }
    }

    /**
     * Of a column of numbers; of texts, as bars.
     *
     * @throws IllegalArgumentException if there is no column of that name
     */
    public static Figure of(Columns table, String column) {
        return table.column("histogram", column) instanceof Column.Numbers numbers
                ? new Histogram(numbers, null)
                : ClassBalance.of(table, column);
    }

    /** Of a column of numbers, for each class that another column names. */
    public static Histogram of(Columns table, String column, String by) {
        Column.Numbers numbers = table.numbers("histogram", column);
        return new Histogram(numbers, table.groups("histogram", by).atMost(MOST_GROUPS));
    }

    /** Of numbers. */
    public static Histogram of(double... numbers) {
        Given.require(numbers, "histogram", "numbers");
        if (numbers.length == 0) {
            throw new IllegalArgumentException("histogram expects at least one number, but got none");
        }
        return new Histogram(new Column.Numbers("number", "double", Unit.NUMBER, numbers.clone()), null);
    }

    @Override
    public Picture picture() {
        String title = Names.shorten(name) + (groups == null ? "" : " by " + Names.shorten(groups.column()));
        return Picture.draw(title, words(), Theme.WIDTH, HEIGHT, canvas -> draw(canvas, title));
    }

    private String words() {
        if (sorted.size() == 0) {
            return "No finite number among " + Names.count(sorted.missing() + sorted.infinite(), "row");
        }
        int[] counts = bins.counts();
        int fullest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElse(0);
        String text = "%s from %s to %s, median %s; most, %s, between %s and %s"
                .formatted(
                        Names.count(sorted.size(), "number"),
                        text(sorted.quantile(0)),
                        text(sorted.quantile(1)),
                        text(sorted.quantile(0.5)),
                        Numbers.grouped(counts[fullest]),
                        text(bins.low() + fullest * bins.width()),
                        text(bins.low() + (fullest + 1) * bins.width()));
        String others = left();
        return text + (others.isEmpty() ? "" : "; " + others) + (groups == null ? "" : "; " + ofGroups());
    }

    // what is not drawn, in words
    private String left() {
        List<String> left = new ArrayList<>();
        if (sorted.missing() > 0) {
            left.add(sorted.missing() + " missing");
        }
        if (sorted.infinite() > 0) {
            left.add(sorted.infinite() + " infinite");
        }
        if (bins.below() > 0) {
            left.add("%s below, down to %s".formatted(bins.below(), text(sorted.quantile(0))));
        }
        if (bins.above() > 0) {
            left.add("%s above, up to %s".formatted(bins.above(), text(sorted.quantile(1))));
        }
        return String.join(", ", left);
    }

    private String ofGroups() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < ofGroups.size(); i++) {
            texts.add(
                    Names.shorten(groups.names().get(i)) + " " + ofGroups.get(i).total());
        }
        return String.join(", ", texts);
    }

    private String text(double value) {
        return unit.text(value, 4);
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        List<Bins> all = groups == null ? List.of(bins) : ofGroups;
        int largest = all.stream()
                .flatMapToInt(one -> Arrays.stream(one.counts()))
                .max()
                .orElse(1);
        Ticks up = Ticks.around(4, 0, Math.max(1, largest));
        Axis rows = new Axis(
                up,
                Arrays.stream(up.values())
                        .mapToObj(value -> value == Math.rint(value) ? Ticks.text(value) : "")
                        .toList());
        Axis values = Axis.within(unit, 8, bins.low(), bins.high());
        double right = Theme.WIDTH - (groups == null ? 20 : GroupLegend.ROOM + 16);
        Plot plot = new Plot(values.ticks(), rows.ticks(), 34 + rows.room(), 40, right, HEIGHT - 48);
        rows.beside(canvas, plot);
        for (int i = 0; i < all.size(); i++) {
            drawBars(canvas, plot, all.get(i), groups == null ? Theme.POSITIVE : GroupLegend.color(groups, i));
        }
        values.below(canvas, plot);
        plot.nameAxes(canvas, name, "rows", 22);
        if (groups != null) {
            GroupLegend.draw(canvas, groups, right + 18, plot.top() + 6);
        }
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT).ending();
        canvas.text(left(), plot.right(), plot.top() - 6, faint);
    }

    private void drawBars(Canvas canvas, Plot plot, Bins some, String color) {
        int count = some.counts().length;
        if (groups == null) {
            for (int i = 0; i < count; i++) {
                double left = plot.across(some.low() + i * some.width());
                double right = plot.across(some.low() + (i + 1) * some.width());
                double top = plot.up(some.counts()[i]);
                double gap = right - left > 4 ? 1 : 0;
                if (some.counts()[i] > 0) {
                    canvas.rectangle(
                            left, top, right - left - gap, plot.bottom() - top, Style.fill(Theme.tint(color, 0.75)));
                }
            }
            return;
        }
        double[] x = new double[2 * count + 2];
        double[] y = new double[2 * count + 2];
        for (int i = 0; i < count; i++) {
            x[2 * i + 1] = plot.across(some.low() + i * some.width());
            x[2 * i + 2] = plot.across(some.low() + (i + 1) * some.width());
            y[2 * i + 1] = plot.up(some.counts()[i]);
            y[2 * i + 2] = y[2 * i + 1];
        }
        x[0] = plot.left();
        x[2 * count + 1] = plot.right();
        y[0] = plot.bottom();
        y[2 * count + 1] = plot.bottom();
        canvas.polyline(x, y, Style.fill(color).opacity(0.22));
        canvas.polyline(x, y, Style.stroke(color, 1.6));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
