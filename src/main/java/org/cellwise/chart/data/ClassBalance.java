package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.data.column.Columns;
import org.cellwise.data.column.Groups;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** How many rows each class has, as bars. */
public final class ClassBalance implements Figure {
    private static final int MOST_GROUPS = 24;
    private static final double LINE = 26;
    private static final double TOP = 40;
    private static final double NAME_ROOM = 170;
    private static final double COUNT_ROOM = 120;

    private final Groups groups;
    private final int classes;

    private ClassBalance(Groups groups) {
        this.groups = groups.atMost(MOST_GROUPS);
        classes = groups.names().size();
    }

    /** Of the values of a column. */
    public static ClassBalance of(Columns table, String column) {
        return new ClassBalance(table.groups("classBalance", column));
    }

    @Override
    public Picture picture() {
        String title =
                "%s: %s".formatted(Names.shorten(groups.column()), classes == 1 ? "1 class" : classes + " classes");
        int bars = groups.names().size() + (groups.missing() > 0 ? 1 : 0);
        int height = (int) (TOP + LINE * Math.max(1, bars) + 14);
        return Picture.draw(title, words(), Theme.WIDTH, height, canvas -> draw(canvas, title));
    }

    // of one class, or of those that are missing: the others together may be a hundred times as many
    private int largest() {
        int[] counts = groups.counts();
        int shown = classes > counts.length ? counts.length - 1 : counts.length;
        int ofClass = Arrays.stream(counts).limit(shown).max().orElse(1);
        return Math.max(1, Math.max(groups.missing(), ofClass));
    }

    private boolean isCut() {
        int[] counts = groups.counts();
        return classes > counts.length && counts[counts.length - 1] > largest();
    }

    private String words() {
        int[] counts = groups.counts();
        int all = Math.max(1, Arrays.stream(counts).sum());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            texts.add("%s %s (%s)"
                    .formatted(
                            Names.shorten(groups.names().get(i)),
                            Numbers.grouped(counts[i]),
                            Numbers.percent((double) counts[i] / all, 2)));
        }
        if (groups.missing() > 0) {
            texts.add("missing " + Numbers.grouped(groups.missing()));
        }
        String cut = isCut() ? "; the bar of the others is cut off" : "";
        return texts.isEmpty() ? "No row has a value" : String.join(", ", texts) + cut;
    }

    private void draw(Canvas canvas, String title) {
        Theme.title(canvas, title, Theme.WIDTH);
        int[] counts = groups.counts();
        int all = Arrays.stream(counts).sum();
        int missing = groups.missing();
        int largest = largest();
        double names = groups.names().stream()
                .mapToDouble(name -> Labels.width(Labels.fit(name, Theme.TEXT, NAME_ROOM), Theme.TEXT))
                .max()
                .orElse(0);
        double left = 16 + Math.max(names, missing > 0 ? 60 : 0) + 10;
        double width = Theme.WIDTH - left - COUNT_ROOM;
        for (int i = 0; i < counts.length; i++) {
            String share = " (" + Numbers.percent((double) counts[i] / Math.max(1, all), 2) + ")";
            String count = Numbers.grouped(counts[i]) + share;
            drawBar(
                    canvas,
                    i,
                    groups.names().get(i),
                    Math.min(1, (double) counts[i] / largest) * width,
                    left,
                    count,
                    GroupLegend.color(groups, i));
            if (i == counts.length - 1 && isCut()) {
                cut(canvas, i, left + width - 24);
            }
        }
        if (missing > 0) {
            drawBar(
                    canvas,
                    counts.length,
                    "missing",
                    missing * width / largest,
                    left,
                    Numbers.grouped(missing),
                    Theme.GRID);
        }
    }

    private static void cut(Canvas canvas, int line, double x) {
        double top = TOP + line * LINE;
        for (int i = 0; i < 2; i++) {
            double at = x + 8 * i;
            canvas.line(at, top + LINE - 6, at + 6, top + 2, Style.stroke(Theme.GROUND, 3));
        }
    }

    private static void drawBar(
            Canvas canvas, int line, String name, double width, double left, String count, String color) {
        double top = TOP + line * LINE;
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(Labels.fit(name, Theme.TEXT, NAME_ROOM), left - 8, top + 15, text.ending());
        canvas.rectangle(left, top + 2, Math.max(1, width), LINE - 8, Style.fill(color));
        canvas.text(count, left + Math.max(1, width) + 8, top + 15, text);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
