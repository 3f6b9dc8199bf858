package org.cellwise.chart.decision;

import java.util.List;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.insight.explain.Importance;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** How much worse a network gets without each column, as bars with their spread over the shuffles. */
public final class ImportanceChart implements Figure {
    private static final int SHOWN = 24;
    private static final double TOP = 40;
    private static final double LINE = 25;
    private static final double NAME_ROOM = 190;
    private static final double NUMBER_ROOM = 130;

    private final Importance importance;
    private final List<Importance.Column> columns;

    private ImportanceChart(Importance importance) {
        this.importance = importance;
        columns = importance.columns().stream().limit(SHOWN).toList();
    }

    /** Of what was measured. */
    public static ImportanceChart of(Importance importance) {
        return new ImportanceChart(importance);
    }

    @Override
    public Picture picture() {
        int all = importance.columns().size();
        String title = importance.title() + (all > SHOWN ? ", the first %s of %s".formatted(SHOWN, all) : "");
        int height = (int) (TOP + LINE * columns.size() + 52);
        return Picture.draw(title, words(), Theme.WIDTH, height, canvas -> draw(canvas, title));
    }

    private String words() {
        List<String> each = columns.stream()
                .map(column -> Names.shorten(column.name()) + " " + Importance.words(column))
                .toList();
        return "%s %s over %s; it %s by %s%s"
                .formatted(
                        importance.metric(),
                        Numbers.significant(importance.whole(), 4),
                        Names.count(importance.rows(), "row"),
                        importance.change(),
                        Names.list(each),
                        importance.note());
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        double names = columns.stream()
                .mapToDouble(column -> Labels.width(Labels.fitEnds(column.name(), Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
        double[] ends = columns.stream()
                .flatMapToDouble(column -> {
                    double spread = spread(column);
                    return DoubleStream.of(column.mean() - spread, column.mean() + spread);
                })
                .toArray();
        Ticks ticks = Ticks.around(
                4,
                DoubleStream.concat(DoubleStream.of(0), DoubleStream.of(ends)).toArray());
        double bottom = TOP + LINE * columns.size();
        Plot plot = new Plot(ticks, Ticks.none(), 24 + names, TOP, Theme.WIDTH - NUMBER_ROOM, bottom);
        plot.drawAxisBelow(canvas, Theme.WIDTH);
        for (int i = 0; i < columns.size(); i++) {
            drawBar(canvas, plot, columns.get(i), TOP + LINE * i);
        }
        canvas.line(plot.across(0), TOP, plot.across(0), bottom, Style.stroke(Theme.INK, 1));
        String below = "%s %s by".formatted(importance.metric(), importance.change());
        plot.nameAxes(canvas, below, "", 0);
    }

    private static double spread(Importance.Column column) {
        return column.changes().size() < 2 ? 0 : column.deviation();
    }

    private static void drawBar(Canvas canvas, Plot plot, Importance.Column column, double top) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fitEnds(column.name(), Theme.TEXT, NAME_ROOM), plot.left() - 8, top + 17, text.ending());
        double zero = plot.across(0);
        double end = plot.across(column.mean());
        String color = column.mean() < 0 ? Theme.NEGATIVE : Theme.POSITIVE;
        canvas.rectangle(
                Math.min(zero, end), top + 5, Math.abs(end - zero), LINE - 10, Style.fill(Theme.tint(color, 0.75)));
        double spread = spread(column);
        if (spread > 0) {
            double from = plot.across(column.mean() - spread);
            double to = plot.across(column.mean() + spread);
            double middle = top + LINE / 2;
            Style whisker = Style.stroke(Theme.INK, 1.5);
            canvas.line(from, middle, to, middle, whisker);
            canvas.line(from, middle - 4, from, middle + 4, whisker);
            canvas.line(to, middle - 4, to, middle + 4, whisker);
        }
        String number = column.constant() ? "one value" : Importance.words(column);
        canvas.text(
                Labels.fit(number, Theme.TEXT, NUMBER_ROOM - 12),
                plot.right() + 8,
                top + 17,
                column.constant() ? text.color(Theme.FAINT) : text);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
