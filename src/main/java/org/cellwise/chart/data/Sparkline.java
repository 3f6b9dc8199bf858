package org.cellwise.chart.data;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.table.ColumnSummary;
import org.cellwise.text.Names;

/**
 * What a column holds at a glance: of numbers a histogram, with those far out in orange at its ends; of texts how many
 * rows the most frequent have.
 */
public final class Sparkline implements Figure {
    private static final int WIDTH = 110;
    private static final int HEIGHT = 26;
    private static final double BASE = HEIGHT - 2;
    private static final double END = 8; // room for what lies far out, at each side

    private final ColumnSummary column;

    private Sparkline(ColumnSummary column) {
        this.column = column;
    }

    public static Sparkline of(ColumnSummary column) {
        return new Sparkline(column);
    }

    @Override
    public Picture picture() {
        String words = column.bins() == null
                ? Names.count(column.distinct(), "text")
                : "histogram from %s to %s"
                        .formatted(
                                column.text(column.bins().low()),
                                column.text(column.bins().high()));
        return Picture.draw(Names.shorten(column.name()), words, WIDTH, HEIGHT, this::draw);
    }

    private void draw(Canvas canvas) {
        canvas.line(0, BASE, WIDTH, BASE, Style.stroke(Theme.GRID, 1));
        if (column.bins() == null) {
            drawTexts(canvas);
            return;
        }
        int[] counts = column.bins().counts();
        double largest = 1;
        for (int count : counts) {
            largest = Math.max(largest, count);
        }
        double width = (WIDTH - 2 * END) / counts.length;
        for (int i = 0; i < counts.length; i++) {
            drawBar(canvas, END + i * width, width, counts[i], largest, Theme.POSITIVE);
        }
        drawBar(canvas, 1, 4, column.bins().below(), largest, Theme.NEGATIVE);
        drawBar(canvas, WIDTH - 5, 4, column.bins().above(), largest, Theme.NEGATIVE);
    }

    private void drawTexts(Canvas canvas) {
        List<ColumnSummary.Frequent> frequent = column.frequent();
        double width = (WIDTH - 2.0) / 6;
        int rest = column.present();
        double largest = Math.max(1, frequent.isEmpty() ? 1 : frequent.get(0).count());
        for (int i = 0; i < frequent.size(); i++) {
            rest -= frequent.get(i).count();
            drawBar(canvas, 1 + i * width, width - 1, frequent.get(i).count(), largest, Theme.POSITIVE);
        }
        drawBar(canvas, 1 + 5 * width, width - 1, Math.min(rest, largest), largest, Theme.FAINT);
    }

    private static void drawBar(Canvas canvas, double left, double width, double count, double largest, String color) {
        if (count > 0) {
            double height = Math.max(1, (HEIGHT - 4) * count / largest);
            canvas.rectangle(left, BASE - height, width, height, Style.fill(color));
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
