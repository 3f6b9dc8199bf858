package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Java2DCanvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.RowSample;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.chart.plot.XCharts;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;
import org.cellwise.data.column.Unit;
import org.cellwise.insight.table.Associations;
import org.cellwise.insight.table.Sorted;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.knowm.xchart.XYChart;

/**
 * Rows as points over two columns of numbers, in the colours of their classes or, by a third number, from pale for the
 * smallest to full for the largest fifth. Of many rows some are drawn, chosen by chance.
 */
public final class Scatter implements Figure {
    private static final int HEIGHT = 420;
    private static final int POINTS = 4000;
    private static final int MOST_GROUPS = 16;
    private static final int BANDS = 5;
    private static final double LARGEST = 1e300; // that an axis can show
    private static final double NAME_ROOM = 110;

    private final Column.Numbers x;
    private final Column.Numbers y;
    private final Groups groups; // null for none
    private final boolean bands; // whether groups are bands of a number
    private final int[] rows; // those drawn
    private final int complete; // rows that have both numbers, and a class

    private Scatter(Column.Numbers x, Column.Numbers y, Groups groups, boolean bands) {
        this.x = x;
        this.y = y;
        this.groups = groups;
        this.bands = bands;
        int[] whole = IntStream.range(0, x.size())
                .filter(row -> Math.abs(x.values()[row]) <= LARGEST
                        && Math.abs(y.values()[row]) <= LARGEST
                        && (groups == null || groups.of()[row] >= 0))
                .toArray();
        complete = whole.length;
        int[] classes = Arrays.stream(whole)
                .map(row -> groups == null ? 0 : groups.of()[row])
                .toArray();
        rows = Arrays.stream(RowSample.of(classes, POINTS)).map(i -> whole[i]).toArray();
    }

    /**
     * Of two columns of numbers or points in time.
     *
     * @param by name of a column to colour by: classes or numbers; none for one colour
     */
    public static Scatter of(Columns table, String across, String up, String... by) {
        Column.Numbers x = table.numbers("scatter", across);
        Column.Numbers y = table.numbers("scatter", up);
        String of = GroupLegend.by("scatter", by);
        if (of == null) {
            return new Scatter(x, y, null, false);
        }
        boolean isNumber = table.column("scatter", of) instanceof Column.Numbers numbers
                && Arrays.stream(numbers.values())
                                .filter(Double::isFinite)
                                .distinct()
                                .limit(11)
                                .count()
                        > 10;
        Groups groups = isNumber
                ? bands(table.numbers("scatter", of))
                : table.groups("scatter", of).atMost(MOST_GROUPS);
        return new Scatter(x, y, groups, isNumber);
    }

    // fifths of the rows by a number
    private static Groups bands(Column.Numbers column) {
        Sorted sorted = Sorted.of(column.values());
        List<String> names = new ArrayList<>();
        double[] ends = new double[BANDS];
        for (int i = 0; i < BANDS; i++) {
            ends[i] = sorted.quantile((i + 1.0) / BANDS);
            String from = column.unit().text(sorted.quantile((double) i / BANDS), 3);
            names.add("%s to %s".formatted(from, column.unit().text(ends[i], 3)));
        }
        int[] of = Arrays.stream(column.values())
                .mapToInt(value -> {
                    int band = 0;
                    while (band < BANDS - 1 && value > ends[band]) {
                        band++;
                    }
                    return Double.isFinite(value) ? band : -1;
                })
                .toArray();
        return new Groups(column.name(), names, of);
    }

    @Override
    public Picture picture() {
        return XCharts.beside(title(), words(), chart());
    }

    private String title() {
        String by = groups == null ? "" : " by " + Names.shorten(groups.column());
        return "%s over %s%s".formatted(Names.shorten(y.name()), Names.shorten(x.name()), by);
    }

    private String words() {
        double r = Associations.correlation(x.values(), y.values());
        String correlation = Double.isNaN(r) ? "" : ", correlation " + Numbers.fixed(r, 2);
        String colors = groups == null
                ? ""
                : "; in colour: "
                        + String.join(
                                ", ",
                                groups.names().stream().map(Names::shorten).toList());
        int left = x.size() - complete;
        return "%s%s%s%s%s"
                .formatted(
                        Names.count(complete, "row"),
                        correlation,
                        RowSample.words(rows.length, complete),
                        left == 0 ? "" : ", %s that miss a value left out".formatted(left),
                        colors);
    }

    /** As XChart's own chart, to change it further. */
    public XYChart chart() {
        XYChart chart = XCharts.chart(Theme.WIDTH, HEIGHT, title(), x.name(), y.name());
        XCharts.range(chart, span(x), span(y));
        times(chart);
        int count = groups == null ? 1 : groups.names().size();
        for (int group = 0; group < count; group++) {
            int wanted = group;
            int[] some = Arrays.stream(rows)
                    .filter(row -> groups == null || groups.of()[row] == wanted)
                    .toArray();
            if (some.length == 0) {
                continue;
            }
            String name = groups == null ? "rows" : Labels.fit(groups.names().get(group), Theme.TEXT, NAME_ROOM);
            var series = XCharts.points(chart, name, at(x, some), at(y, some), bands || groups == null ? 0 : group);
            String color = bands
                    ? Theme.tint(Theme.POSITIVE, 0.2 + 0.8 * group / (BANDS - 1))
                    : groups == null ? Theme.POSITIVE : GroupLegend.color(groups, group);
            series.setMarkerColor(rows.length > 500 && !bands ? XCharts.pale(color) : Java2DCanvas.color(color));
        }
        chart.getStyler().setMarkerSize(rows.length > 1000 ? 4 : 6);
        if (groups != null) {
            XCharts.legend(chart, false);
        }
        return chart;
    }

    private void times(XYChart chart) {
        if (x.unit() != Unit.NUMBER) {
            chart.getStyler()
                    .setXAxisTickLabelsFormattingFunction(value -> x.unit().text(value, 6));
        }
        if (y.unit() != Unit.NUMBER) {
            chart.getStyler()
                    .setYAxisTickLabelsFormattingFunction(value -> y.unit().text(value, 6));
        }
    }

    private Ticks span(Column.Numbers column) {
        double[] some = at(column, rows);
        double low = Arrays.stream(some).min().orElse(0);
        double high = Arrays.stream(some).max().orElse(1);
        double room = high > low ? 0.03 * (high - low) : low == 0 ? 1 : Math.abs(low) / 2;
        return new Ticks(low - room, high + room, new double[0]);
    }

    private static double[] at(Column.Numbers column, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> column.values()[row]).toArray();
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
