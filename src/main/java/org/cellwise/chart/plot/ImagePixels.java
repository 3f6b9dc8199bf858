package org.cellwise.chart.plot;

import java.util.Arrays;
import java.util.Optional;
import org.cellwise.chart.picture.Raster;
import org.cellwise.tensor.Shape;

/** Rows of numbers as images: of one channel grey, of three in colour; the higher a number, the lighter its pixel. */
public final class ImagePixels {
    private static final int SMALLEST = 4; // pixels along a side; fewer make no image

    private ImagePixels() {}

    /** The shape (channels, height, width) of rows that are images; none where they are something else. */
    public static Optional<Shape> shape(Shape rows) {
        boolean image = rows.rank() == 3
                && (rows.size(0) == 1 || rows.size(0) == 3)
                && Math.min(rows.size(1), rows.size(2)) >= SMALLEST;
        return image ? Optional.of(rows) : Optional.empty();
    }

    /**
     * One row as an image.
     *
     * @param row numbers of (channels, height, width)
     * @param low the number that is black
     * @param high the number that is white; numbers beyond are cut off
     */
    public static Raster of(double[] row, Shape shape, double low, double high) {
        int height = shape.size(1);
        int width = shape.size(2);
        int plane = height * width;
        double range = high > low ? high - low : 1;
        int[] light = Arrays.stream(row)
                .mapToInt(value -> (int) Math.round(255 * Math.max(0, Math.min(1, (value - low) / range))))
                .toArray();
        return Raster.sharp(width, height, (x, y) -> {
            int at = y * width + x;
            return shape.size(0) == 3
                    ? light[at] << 16 | light[plane + at] << 8 | light[2 * plane + at]
                    : 0x010101 * light[at];
        });
    }
}
