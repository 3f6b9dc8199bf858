package org.cellwise.chart.picture;

import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.function.IntBinaryOperator;

/**
 * A rectangle of coloured pixels that a drawing shows at any size.
 *
 * @param columns how many pixels wide
 * @param rows how many pixels high
 * @param colors row by row from the top, {@code 0xrrggbb}
 * @param smooth whether colours run into each other where it is drawn larger; else each pixel stays a sharp square
 */
public record Raster(int columns, int rows, int[] colors, boolean smooth) {
    public Raster {
        if (columns < 1 || rows < 1 || colors.length != columns * rows) {
            throw new IllegalArgumentException("A raster of %s x %s pixels expects as many colours, but got %s"
                    .formatted(columns, rows, colors.length));
        }
    }

    /** Pixels that stay sharp squares; the function gives the colour, {@code 0xrrggbb}, for a column and a row. */
    public static Raster sharp(int columns, int rows, IntBinaryOperator color) {
        int[] colors = new int[columns * rows];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = color.applyAsInt(i % columns, i / columns);
        }
        return new Raster(columns, rows, colors, false);
    }

    /** These pixels with colours that run into each other. */
    public Raster smoothed() {
        return new Raster(columns, rows, colors, true);
    }

    BufferedImage image() {
        Headless.prefer();
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, columns, rows, colors, 0, columns);
        return image;
    }

    /** As a PNG in a data URI, of 256 colours at most. */
    String uri() {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Palette.png(image()));
    }
}
