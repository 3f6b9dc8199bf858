package org.cellwise.chart.decision;

import java.util.ArrayList;
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
import org.cellwise.insight.explain.Contributions;
import org.cellwise.text.Numbers;

/**
 * What each column of a row adds to what a network says, as a waterfall: from what it says of others at the top to what it
 * says of this row at the bottom, the largest first.
 */
public final class ContributionChart implements Figure {
    private static final int SHOWN = 14;
    private static final double TOP = 44;
    private static final double LINE = 26;
    private static final double NAME_ROOM = 230;
    private static final double ROOM = 0.05; // of the range, on each side

    private final Contributions contributions;
    private final List<Contributions.Part> parts = new ArrayList<>();

    private ContributionChart(Contributions contributions) {
        this.contributions = contributions;
        List<Contributions.Part> all = contributions.largest();
        int shown = all.size() <= SHOWN ? all.size() : SHOWN - 1;
        parts.addAll(all.subList(0, shown));
        if (shown < all.size()) {
            double rest = all.subList(shown, all.size()).stream()
                    .mapToDouble(Contributions.Part::value)
                    .sum();
            parts.add(new Contributions.Part("", "%s other columns".formatted(all.size() - shown), rest, 0));
        }
    }

    /** Of what was found. */
    public static ContributionChart of(Contributions contributions) {
        return new ContributionChart(contributions);
    }

    @Override
    public Picture picture() {
        int height = (int) (TOP + LINE * (parts.size() + 2) + 48);
        String words = "From %s to %s: %s; %s"
                .formatted(
                        Numbers.significant(contributions.base(), 3),
                        Numbers.significant(contributions.value(), 3),
                        contributions.words(),
                        contributions.how());
        return Picture.draw(contributions.title(), words, Theme.WIDTH, height, this::draw);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, contributions.title(), Theme.WIDTH);
        double[] ends = new double[parts.size() + 1];
        ends[0] = contributions.base();
        for (int i = 0; i < parts.size(); i++) {
            ends[i + 1] = ends[i] + parts.get(i).value();
        }
        double names = parts.stream()
                .mapToDouble(part -> Labels.width(Labels.fitEnds(part.words(), Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
        double bottom = TOP + LINE * (parts.size() + 2);
        Ticks ticks = ticks(ends);
        double left = Math.max(96, 24 + names);
        Plot plot = new Plot(ticks, Ticks.none(), left + 46, TOP, Theme.WIDTH - 62, bottom);
        plot.drawAxisBelow(canvas, Theme.WIDTH);
        drawEnd(canvas, plot, left, TOP, contributions.start(), contributions.base());
        for (int i = 0; i < parts.size(); i++) {
            drawPart(canvas, plot, left, TOP + LINE * (i + 1), parts.get(i), ends[i]);
        }
        drawEnd(canvas, plot, left, bottom - LINE, "this row", contributions.value());
        plot.nameAxes(canvas, contributions.answer(), "", 0);
    }

    private Ticks ticks(double... ends) {
        double low = Math.min(contributions.value(), DoubleStream.of(ends).min().orElse(0));
        double high =
                Math.max(contributions.value(), DoubleStream.of(ends).max().orElse(1));
        double room = high > low ? ROOM * (high - low) : Math.max(Math.abs(low), 1);
        return Ticks.within(4, low - room, high + room);
    }

    private static void drawEnd(Canvas canvas, Plot plot, double left, double top, String name, double value) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(name, left - 8, top + 17, text.ending().color(Theme.FAINT));
        double at = plot.across(value);
        canvas.line(at, top + 3, at, top + LINE - 3, Style.stroke(Theme.INK, 2.5));
        canvas.text(
                Numbers.significant(value, 3), at + 7, top + 17, text.heavier().haloed());
    }

    private static void drawPart(
            Canvas canvas, Plot plot, double left, double top, Contributions.Part part, double from) {
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fitEnds(part.words(), Theme.TEXT, NAME_ROOM), left - 8, top + 17, text.ending());
        double start = plot.across(from);
        double end = plot.across(from + part.value());
        canvas.line(start, top - 5, start, top + 5, Style.stroke(Theme.FAINT, 1));
        String color = part.value() < 0 ? Theme.NEGATIVE : Theme.POSITIVE;
        canvas.rectangle(
                Math.min(start, end),
                top + 5,
                Math.max(1, Math.abs(end - start)),
                LINE - 10,
                Style.fill(Theme.tint(color, 0.75)));
        canvas.line(end, top + LINE - 5, end, top + LINE, Style.stroke(Theme.FAINT, 1));
        if (part.error() > 0) {
            double low = plot.across(from + part.value() - part.error());
            double high = plot.across(from + part.value() + part.error());
            canvas.line(low, top + LINE / 2, high, top + LINE / 2, Style.stroke(Theme.INK, 1.2));
        }
        boolean right = part.value() >= 0;
        double x = right ? Math.max(start, end) + 6 : Math.min(start, end) - 6;
        TextStyle number = text.haloed();
        canvas.text(Contributions.signed(part.value()), x, top + 17, right ? number : number.ending());
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
