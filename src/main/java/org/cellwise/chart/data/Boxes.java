package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
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
import org.cellwise.insight.table.Density;
import org.cellwise.insight.table.GroupMeans;
import org.cellwise.insight.table.Sorted;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * The numbers of a column in groups. A box reaches from the lower quartile to the upper one, with a line at the median;
 * its whiskers reach to the last number within 1.5 times its height; numbers beyond are dots (Tukey, 1977). A violin is a
 * smooth density, as wide for all groups at its widest, around a narrow box.
 */
public final class Boxes implements Figure {
    private static final int HEIGHT = 360;
    private static final int MOST_GROUPS = 24;
    private static final int CURVE = 60; // points along a violin
    private static final int DOTS = 60; // of a group, at each end
    private static final double TOP = 36;

    private final String name;
    private final Unit unit;
    private final Groups groups;
    private final List<Sorted> sorted = new ArrayList<>();
    private final Bins range; // what is drawn of all numbers
    private final boolean violin;

    private Boxes(Column.Numbers column, Groups groups, boolean violin) {
        name = column.name();
        unit = column.unit();
        this.groups = groups;
        this.violin = violin;
        for (int group = 0; group < groups.names().size(); group++) {
            sorted.add(Sorted.of(GroupMeans.in(column.values(), groups.of(), group)));
        }
        range = Bins.rounded(Sorted.of(GroupMeans.in(column.values(), groups.of(), -1)));
    }

    /**
     * Boxes of a column of numbers.
     *
     * @param by name of the column whose values make the groups; none for one box of all rows
     */
    public static Boxes of(Columns table, String column, String... by) {
        return of("boxPlot", table, column, false, by);
    }

    /** Violins of a column of numbers. */
    public static Boxes violins(Columns table, String column, String... by) {
        return of("violinPlot", table, column, true, by);
    }

    private static Boxes of(String asker, Columns table, String column, boolean violin, String... by) {
        Column.Numbers numbers = table.numbers(asker, column);
        String of = GroupLegend.by(asker, by);
        Groups groups = of == null
                ? new Groups("", List.of("all rows"), new int[table.rows()])
                : table.groups(asker, of).atMost(MOST_GROUPS);
        return new Boxes(numbers, groups, violin);
    }

    @Override
    public Picture picture() {
        String title = Names.shorten(name) + (groups.column().isEmpty() ? "" : " by " + Names.shorten(groups.column()));
        return Picture.draw(title, words(), Theme.WIDTH, HEIGHT, canvas -> draw(canvas, title));
    }

    private String words() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Sorted some = sorted.get(i);
            texts.add("%s: %s"
                    .formatted(
                            Names.shorten(groups.names().get(i)),
                            some.size() == 0
                                    ? "no number"
                                    : "median %s, quartiles %s and %s"
                                            .formatted(
                                                    text(some.quantile(0.5)),
                                                    text(some.quantile(0.25)),
                                                    text(some.quantile(0.75)))));
        }
        return String.join("; ", texts) + left("; ");
    }

    private String left(String before) {
        int outside = range.below() + range.above();
        return outside == 0 ? "" : before + Names.count(outside, "number") + " far out not drawn";
    }

    private String text(double value) {
        return unit.text(value, 4);
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        int count = sorted.size();
        Axis values = Axis.around(unit, 6, range.low(), range.high());
        double left = 36 + values.room();
        double pitch = (Theme.WIDTH - 20 - left) / Math.max(1, count);
        boolean upright = groups.names().stream().anyMatch(n -> Labels.width(n, Theme.TEXT) > pitch - 6) && pitch < 70;
        double below = upright ? 84 : 48;
        Ticks across = new Ticks(0, Math.max(1, count), new double[0]);
        Plot plot = new Plot(across, values.ticks(), left, TOP, Theme.WIDTH - 20, HEIGHT - below);
        values.beside(canvas, plot);
        canvas.line(left, plot.bottom(), plot.right(), plot.bottom(), Style.stroke(Theme.FAINT, 1));
        for (int i = 0; i < count; i++) {
            double x = plot.across(i + 0.5);
            String color = groups.column().isEmpty() ? Theme.POSITIVE : GroupLegend.color(groups, i);
            double half = Math.min(44, 0.36 * pitch);
            if (sorted.get(i).size() > 0 && violin) {
                drawViolin(canvas, plot, sorted.get(i), x, half, color);
            } else if (sorted.get(i).size() > 0) {
                drawBox(canvas, plot, sorted.get(i), x, half, color);
            }
            name(canvas, plot, i, x, pitch, upright);
        }
        plot.nameAxes(canvas, "", name, 20);
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT);
        canvas.text(left(""), plot.right(), HEIGHT - 6, faint.ending());
        canvas.text(Labels.fit(groups.column(), Theme.TEXT, 300), left, HEIGHT - 6, faint);
    }

    private void name(Canvas canvas, Plot plot, int group, double x, double pitch, boolean upright) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        String groupName = groups.names().get(group);
        if (upright) {
            canvas.text(
                    Labels.fit(groupName, Theme.TEXT, 56),
                    x + 4,
                    plot.bottom() + 6,
                    text.ending().rotated(-90));
            return;
        }
        canvas.text(Labels.fit(groupName, Theme.TEXT, pitch - 4), x, plot.bottom() + 15, text.centred());
        int rows = sorted.get(group).size();
        String count = Numbers.grouped(rows) + (rows == 1 ? " row" : " rows");
        if (Labels.width(count, Theme.TEXT) < pitch - 4) {
            canvas.text(count, x, plot.bottom() + 29, text.centred().color(Theme.FAINT));
        }
    }

    private double up(Plot plot, double value) {
        return Math.max(plot.top() - 2, Math.min(plot.bottom() + 2, plot.up(value)));
    }

    // the last numbers within 1.5 times the height of the box
    private static double[] whiskers(Sorted some) {
        double low = some.quantile(0.25);
        double high = some.quantile(0.75);
        double reach = 1.5 * (high - low);
        int first = some.below(low - reach);
        int last = some.below(Math.nextUp(high + reach)) - 1;
        return new double[] {some.values()[first], some.values()[last]};
    }

    private void drawBox(Canvas canvas, Plot plot, Sorted some, double x, double half, String color) {
        double[] ends = whiskers(some);
        Style line = Style.stroke(color, 1.5);
        double low = up(plot, some.quantile(0.25));
        double high = up(plot, some.quantile(0.75));
        canvas.line(x, low, x, up(plot, ends[0]), line);
        canvas.line(x, high, x, up(plot, ends[1]), line);
        canvas.line(x - half / 2, up(plot, ends[0]), x + half / 2, up(plot, ends[0]), line);
        canvas.line(x - half / 2, up(plot, ends[1]), x + half / 2, up(plot, ends[1]), line);
        canvas.rectangle(
                x - half,
                high,
                2 * half,
                low - high,
                Style.fill(Theme.tint(color, 0.3)).outlined(color, 1.5));
        double median = up(plot, some.quantile(0.5));
        canvas.line(x - half, median, x + half, median, Style.stroke(color, 3));
        double[] all = some.values();
        IntStream out = IntStream.concat(
                IntStream.range(0, some.below(ends[0])).limit(DOTS),
                IntStream.range(some.below(Math.nextUp(ends[1])), all.length)
                        .map(i -> all.length - 1 - (i - some.below(Math.nextUp(ends[1]))))
                        .limit(DOTS));
        out.filter(i -> all[i] >= range.low() && all[i] <= range.high())
                .forEach(i ->
                        canvas.circle(x, plot.up(all[i]), 2.5, Style.fill(color).opacity(0.6)));
    }

    private void drawViolin(Canvas canvas, Plot plot, Sorted some, double x, double half, String color) {
        double low = Math.max(range.low(), some.quantile(0));
        double high = Math.min(range.high(), some.quantile(1));
        Density density = new Density(some);
        double[] widths = new double[CURVE + 1];
        Arrays.setAll(widths, i -> density.at(low + i * (high - low) / CURVE));
        double widest = Arrays.stream(widths).max().orElse(0);
        if (!(widest > 0)) { // one value
            canvas.line(x - half, up(plot, low), x + half, up(plot, low), Style.stroke(color, 3));
            return;
        }
        double[] xs = new double[2 * CURVE + 3];
        double[] ys = new double[2 * CURVE + 3];
        for (int i = 0; i <= CURVE; i++) {
            double y = up(plot, low + i * (high - low) / CURVE);
            xs[i] = x - half * widths[i] / widest;
            xs[2 * CURVE + 1 - i] = x + half * widths[i] / widest;
            ys[i] = y;
            ys[2 * CURVE + 1 - i] = y;
        }
        xs[2 * CURVE + 2] = xs[0];
        ys[2 * CURVE + 2] = ys[0];
        canvas.polyline(xs, ys, Style.fill(Theme.tint(color, 0.3)).outlined(color, 1.5));
        double[] ends = whiskers(some);
        canvas.line(x, up(plot, ends[0]), x, up(plot, ends[1]), Style.stroke(Theme.INK, 1));
        double lower = up(plot, some.quantile(0.25));
        double upper = up(plot, some.quantile(0.75));
        canvas.rectangle(x - 3, upper, 6, lower - upper, Style.fill(Theme.INK));
        canvas.circle(
                x, up(plot, some.quantile(0.5)), 3, Style.fill(Theme.GROUND).outlined(Theme.INK, 1.5));
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
