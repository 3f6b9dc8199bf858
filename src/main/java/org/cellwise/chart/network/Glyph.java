package org.cellwise.chart.network;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;

/** A layer as a drawn network shows it: how large it is, and how it draws itself. */
interface Glyph {
    double width();

    double height();

    /** Draws it to the right of x, centred on the height y. */
    void draw(Canvas canvas, double x, double y);

    /** A box with lines of text, the first one heavier, and the numbers in it, if any. */
    record Box(List<String> lines, boolean loop, List<Panel> panels) implements Glyph {
        private static final double LINE = 14;
        private static final double SIZE = 11;
        private static final double ROOM = 150;

        public Box(List<String> lines, boolean loop, List<Panel> panels) {
            this.panels = List.copyOf(panels);
            this.lines =
                    lines.stream().map(line -> Labels.fit(line, SIZE, ROOM)).toList();
            this.loop = loop;
        }

        @Override
        public double width() {
            return 14
                    + Stream.concat(
                                    lines.stream().map(line -> Labels.width(line, SIZE)),
                                    panels.stream().map(Panel::width))
                            .max(Double::compare)
                            .orElse(0.0);
        }

        @Override
        public double height() {
            return tall() + (loop ? 40 : 0);
        }

        private double tall() {
            return Math.max(40, 14 + LINE * lines.size() + panelsHeight());
        }

        private double panelsHeight() {
            return panels.stream().mapToDouble(Panel::height).sum();
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double tall = tall();
            if (loop) {
                drawLoop(canvas, x, y - tall / 2);
            }
            canvas.rectangle(x, y - tall / 2, width(), tall, Glyphs.PANEL);
            double first = y - (LINE * (lines.size() - 1) + panelsHeight()) / 2 + SIZE * 0.36;
            for (int i = 0; i < lines.size(); i++) {
                TextStyle style = TextStyle.size(SIZE).centred();
                canvas.text(lines.get(i), x + width() / 2, first + i * LINE, i == 0 ? style.heavier() : style);
            }
            double top = y - tall / 2 + 7 + LINE * lines.size();
            for (Panel panel : panels) {
                panel.draw(canvas, x + width() / 2, top);
                top += panel.height();
            }
        }

        // from its output back to its input: it reads its own state
        private void drawLoop(Canvas canvas, double x, double top) {
            double left = x + width() * 0.25;
            double right = x + width() * 0.75;
            canvas.curve(right, top, right + 8, top - 24, left - 8, top - 24, left, top, Glyphs.LINE);
            Glyphs.head(canvas, left, top, 0.4, 1);
        }
    }

    /** A narrow upright box for what lets numbers through, such as dropout. */
    record Bar(String text, double minWidth) implements Glyph {
        private static final double SIZE = 11;

        @Override
        public double width() {
            return 22;
        }

        @Override
        public double height() {
            return Math.max(minWidth, 20 + Labels.width(text, SIZE));
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            canvas.rectangle(x, y - height() / 2, width(), height(), Glyphs.PANEL);
            canvas.text(
                    text,
                    x + width() / 2 + SIZE * 0.36,
                    y,
                    TextStyle.size(SIZE).centred().rotated(-90));
        }
    }

    /** The channels of an image as a stack of sheets, larger for larger images. */
    record Maps(int channels, int rows, int columns) implements Glyph {
        private static final int MAX_PLATES = 5;
        private static final double STEP = 5;

        private int sheets() {
            return Math.min(MAX_PLATES, channels);
        }

        private static double side(int pixels) {
            return 11 * Math.log(1 + pixels) / Math.log(2);
        }

        @Override
        public double width() {
            return side(columns) + STEP * (sheets() - 1);
        }

        @Override
        public double height() {
            return side(rows) + STEP * (sheets() - 1);
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double top = y - height() / 2;
            for (int sheet = sheets() - 1; sheet >= 0; sheet--) { // the front one last
                double back = STEP * sheet;
                double down = STEP * (sheets() - 1 - sheet);
                canvas.rectangle(x + back, top + down, side(columns), side(rows), Glyphs.PANEL);
            }
        }
    }

    /** The channels of an image with their numbers, beside and above one another. */
    record Tiles(double[] values, int channels, int rows, int columns) implements Glyph {
        private static final int MAX_PLATES = 8;
        private static final double SIDE = 44;
        private static final double BETWEEN = 4;

        private int shown() {
            return Math.min(MAX_PLATES, channels);
        }

        private int wide() {
            return shown() > 4 ? 2 : 1;
        }

        private double tall() {
            return SIDE * Math.min(2, (double) rows / columns);
        }

        @Override
        public double width() {
            return wide() * (SIDE + BETWEEN) - BETWEEN;
        }

        @Override
        public double height() {
            return (shown() + wide() - 1) / wide() * (tall() + BETWEEN) - BETWEEN;
        }

        @Override
        public void draw(Canvas canvas, double x, double y) {
            double largest = DoubleStream.of(values)
                    .filter(Double::isFinite)
                    .map(Math::abs)
                    .max()
                    .orElse(0);
            double limit = largest == 0 ? 1 : largest;
            for (int channel = 0; channel < shown(); channel++) {
                int first = channel * rows * columns;
                Raster raster = Raster.sharp(
                        columns,
                        rows,
                        (column, row) -> ColorScale.color(values[first + row * columns + column], limit));
                double left = x + channel % wide() * (SIDE + BETWEEN);
                double top = y - height() / 2 + channel / wide() * (tall() + BETWEEN);
                canvas.pixels(raster, left, top, SIDE, tall());
                canvas.rectangle(left, top, SIDE, tall(), Style.stroke(Theme.FAINT, 0.7));
            }
        }
    }
}
