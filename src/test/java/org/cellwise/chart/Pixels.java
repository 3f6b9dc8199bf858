package org.cellwise.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Asks an image what is on it. */
public final class Pixels {
    private Pixels() {}

    /** How many pixels have exactly this colour. */
    public static long count(BufferedImage image, String color) {
        int rgb = Color.decode(color).getRGB();
        long count = 0;
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            count += pixel == rgb ? 1 : 0;
        }
        return count;
    }

    /** The mean row, from 0 at the top to 1, of the pixels of this colour. */
    public static double meanRow(BufferedImage image, String color) {
        int rgb = Color.decode(color).getRGB();
        double rows = 0;
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == rgb) {
                    rows += y;
                    count++;
                }
            }
        }
        return rows / count / image.getHeight();
    }

    /** Nothing but white along the edges: what touches an edge is probably cropped by it. */
    public static void assertNothingTouchesTheEdge(BufferedImage image) {
        List<String> touched = new ArrayList<>();
        for (int x = 0; x < image.getWidth(); x++) {
            note(touched, image, x, 0);
            note(touched, image, x, image.getHeight() - 1);
        }
        for (int y = 0; y < image.getHeight(); y++) {
            note(touched, image, 0, y);
            note(touched, image, image.getWidth() - 1, y);
        }
        assertThat(touched).isEmpty();
    }

    private static void note(List<String> touched, BufferedImage image, int x, int y) {
        if (image.getRGB(x, y) != Color.WHITE.getRGB()) {
            touched.add(x + ", " + y);
        }
    }
}
