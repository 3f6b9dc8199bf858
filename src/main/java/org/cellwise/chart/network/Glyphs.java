package org.cellwise.chart.network;

import java.util.List;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;

/** What the blocks of a drawn network have in common, and how blocks are put together. */
final class Glyphs {
    static final Style PANEL = Style.fill(Theme.PANEL).outlined(Theme.FAINT, 1);
    static final Style LINE = Style.stroke(Theme.FAINT, 1.2);
    private static final double GAP = 22;

    private Glyphs() {}

    /** A line from left to right that ends in a head. */
    static void arrow(Canvas canvas, double x1, double y1, double x2, double y2) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        double dx = (x2 - x1) / length;
        double dy = (y2 - y1) / length;
        canvas.line(x1, y1, x2 - 4 * dx, y2 - 4 * dy, LINE);
        head(canvas, x2, y2, dx, dy);
    }

    /** The head of an arrow with its tip at a point. */
    static void head(Canvas canvas, double x, double y, double dx, double dy) {
        double length = Math.hypot(dx, dy);
        double ux = dx / length;
        double uy = dy / length;
        double[] px = {x, x - 7 * ux - 3 * uy, x - 7 * ux + 3 * uy};
        double[] py = {y, y - 7 * uy + 3 * ux, y - 7 * uy - 3 * ux};
        canvas.polyline(px, py, Style.fill(Theme.FAINT));
    }

    /** Blocks one after the other, joined by arrows; none at all are a plain line. */
    record Row(List<Glyph> parts) implements Glyph {
        @Override
        public double width() {
            double blocks = parts.stream().mapToDouble(Glyph::width).sum();
            return parts.isEmpty() ? GAP : blocks + GAP * (parts.size() - 1);
        }

        @Override
        public double height() {
            return parts.stream().mapToDouble(Glyph::height).max().orElse(10);
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double left = x;
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).draw(canvas, left, y);
                left += parts.get(i).width();
                if (i < parts.size() - 1) {
                    arrow(canvas, left, y, left + GAP, y);
                    left += GAP;
                }
            }
            if (parts.isEmpty()) {
                canvas.line(x, y, x + width(), y, LINE);
            }
        }
    }

    /** Layers with a way around them, on which the input goes, and a plus where the two meet. */
    record Residual(Row inner, Row around) implements Glyph {
        private static final double PLUS = 9;

        private double rise() {
            return inner.height() / 2 + 14 + around.height() / 2;
        }

        @Override
        public double width() {
            return Math.max(inner.width(), around.width()) + 2 * GAP + 2 * PLUS;
        }

        @Override
        public double height() {
            return 2 * (rise() + around.height() / 2); // the line goes through the middle
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double plus = x + width() - PLUS;
            double room = width() - 2 * PLUS;
            double start = x + (room - inner.width()) / 2;
            double top = y - rise();
            arrow(canvas, x, y, start, y);
            inner.draw(canvas, start, y);
            arrow(canvas, start + inner.width(), y, plus - PLUS, y);
            double shortcut = x + (room - around.width()) / 2;
            canvas.polyline(new double[] {x + 5, x + 5, shortcut}, new double[] {y, top, top}, LINE);
            around.draw(canvas, shortcut, top);
            canvas.polyline(
                    new double[] {shortcut + around.width(), plus, plus}, new double[] {top, top, y - 20}, LINE);
            arrow(canvas, plus, y - 22, plus, y - PLUS);
            canvas.circle(plus, y, PLUS, Style.fill(Theme.GROUND).outlined(Theme.FAINT, 1.2));
            canvas.line(plus - 5, y, plus + 5, y, LINE);
            canvas.line(plus, y - 5, plus, y + 5, LINE);
        }
    }

    /** Rows of layers that read the same input, above one another, and a bar where their outputs come together. */
    record Branches(List<Row> rows) implements Glyph {
        private static final double BETWEEN = 12;
        private static final double BAR = 22;

        private double widest() {
            return rows.stream().mapToDouble(Row::width).max().orElse(0);
        }

        @Override
        public double width() {
            return widest() + 2 * GAP + BAR;
        }

        @Override
        public double height() {
            double tall = rows.stream().mapToDouble(Row::height).sum() + BETWEEN * (rows.size() - 1);
            return Math.max(tall, 70);
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double bar = x + width() - BAR;
            double top = y - (rows.stream().mapToDouble(Row::height).sum() + BETWEEN * (rows.size() - 1)) / 2;
            for (Row row : rows) {
                double middle = top + row.height() / 2;
                double start = x + GAP;
                canvas.curve(x, y, x + GAP / 2, y, start - GAP / 2, middle, start, middle, LINE);
                row.draw(canvas, start, middle);
                arrow(canvas, start + row.width(), middle, bar, middle);
                top += row.height() + BETWEEN;
            }
            canvas.rectangle(bar, y - height() / 2, BAR, height(), PANEL);
            canvas.text(
                    "concat", bar + BAR / 2 + 4, y, TextStyle.size(11).centred().rotated(-90));
        }
    }

    /** The same block several times in a row, drawn once in a dashed frame. */
    record Repeated(Glyph once, int times) implements Glyph {
        private static final double AROUND = 10;

        @Override
        public double width() {
            return once.width() + 2 * AROUND;
        }

        @Override
        public double height() {
            return once.height() + 2 * AROUND + 2 * 18;
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double tall = once.height() + 2 * AROUND;
            canvas.rectangle(
                    x, y - tall / 2, width(), tall, Style.stroke(Theme.FAINT, 1).dashes());
            canvas.line(x, y, x + AROUND, y, LINE);
            once.draw(canvas, x + AROUND, y);
            canvas.line(x + width() - AROUND, y, x + width(), y, LINE);
            canvas.text(
                    "× " + times,
                    x + width(),
                    y - tall / 2 - 5,
                    TextStyle.size(12).ending().heavier());
        }
    }
}
