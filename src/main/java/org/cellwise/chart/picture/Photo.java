package org.cellwise.chart.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * How an image comes into a notebook: as it is where it fits; scaled to the width of a picture where it is wider, with
 * two pixels for one as far as it has them; and where it is tiny, each pixel as a square.
 */
final class Photo {
    private static final int TINY = 64; // pixels along the longer side
    private static final int ENLARGED = 160;

    private Photo() {}

    static Picture picture(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        String size = width + " x " + height + " pixels";
        if (width > Theme.WIDTH) {
            int shownHeight = Math.max(1, (int) Math.round((double) height * Theme.WIDTH / width));
            double density = Math.min(Theme.DENSITY, (double) width / Theme.WIDTH);
            int pixels = (int) Math.round(Theme.WIDTH * density);
            BufferedImage scaled = scaled(image, pixels, Math.max(1, (int) Math.round(shownHeight * density)));
            return Picture.photo(size, Theme.WIDTH, shownHeight, density, scaled);
        }
        int factor = Math.max(width, height) < TINY ? ENLARGED / Math.max(width, height) : 1;
        if (factor > 1) {
            return Picture.photo(
                    size + ", each drawn " + factor + " times as large", width * factor, height * factor, 1, image);
        }
        return Picture.photo(size, width, height, 1, image);
    }

    // by halves, since one large step would skip pixels
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage from = image;
        while (from.getWidth() > 2 * width) {
            from = resized(from, from.getWidth() / 2, Math.max(1, from.getHeight() / 2));
        }
        return from.getWidth() == width && from.getHeight() == height ? from : resized(from, width, height);
    }

    private static BufferedImage resized(BufferedImage image, int width, int height) {
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }
}
