package org.cellwise.chart.network;

import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.tensor.Shape;

/**
 * Numbers within a block of a drawn network, as coloured cells on a scale of their own: a row of units, a sequence from
 * left to right with its units from top to bottom, or the channels of an image (of attention, its heads) side by side.
 *
 * @param caption above the cells
 * @param shape of the numbers of one row
 */
record Panel(String caption, Shape shape, double[] values) {
    private static final int MAX_CHANNELS = 4; // channels
    private static final double WIDTH = 96;
    private static final double HEIGHT = 64;
    private static final double CELL = 10;
    private static final double CAPTION = 13;
    private static final double BETWEEN = 4;

    private int channels() {
        return shape.rank() == 3 ? Math.min(MAX_CHANNELS, shape.size(0)) : 1;
    }

    private int columns() {
        return shape.rank() == 3 ? shape.size(2) : shape.rank() == 0 ? 1 : shape.size(0);
    }

    private int rows() {
        return shape.rank() == 3 || shape.rank() == 2 ? shape.size(1) : 1;
    }

    private double value(int channel, int column, int row) {
        return switch (shape.rank()) {
            case 3 -> values[(channel * rows() + row) * columns() + column];
            case 2 -> values[column * rows() + row]; // (length, width)
            default -> values[column];
        };
    }

    private double side() {
        return (WIDTH - BETWEEN * (channels() - 1)) / channels();
    }

    private double wide() {
        return Math.min(side(), CELL * columns());
    }

    private double tall() {
        return Math.min(HEIGHT, Math.max(6, CELL * rows()));
    }

    double width() {
        return channels() * (wide() + BETWEEN) - BETWEEN;
    }

    double height() {
        return CAPTION + tall() + BETWEEN;
    }

    /** Below y, centred on x. */
    void draw(Canvas canvas, double x, double y) {
        canvas.text(
                caption,
                x,
                y + CAPTION - 3,
                TextStyle.size(9).color(Theme.FAINT).centred());
        double largest = DoubleStream.of(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
        double limit = largest == 0 ? 1 : largest;
        for (int channel = 0; channel < channels(); channel++) {
            int of = channel;
            double left = x - width() / 2 + channel * (wide() + BETWEEN);
            Raster raster =
                    Raster.sharp(columns(), rows(), (column, row) -> ColorScale.color(value(of, column, row), limit));
            canvas.pixels(raster, left, y + CAPTION, wide(), tall());
            canvas.rectangle(left, y + CAPTION, wide(), tall(), Style.stroke(Theme.FAINT, 0.7));
        }
    }
}
