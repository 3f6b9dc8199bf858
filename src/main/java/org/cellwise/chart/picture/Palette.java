package org.cellwise.chart.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Reduces a chart to 256 colours, which makes its PNG file a third as large; the eye sees no difference. */
final class Palette {
    private static final int SIZE = 256;
    private static final int EDGE = 24; // how far apart the colours of edges are, which nobody sees by themselves

    private final Map<Integer, Integer> indices = new HashMap<>();
    private final int[] colors;

    private Palette(int[] colors) {
        this.colors = colors;
    }

    /** The image as a PNG file with a byte for each pixel: the nearest of at most 256 colours that stand for all of its own. */
    static byte[] png(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Palette palette = new Palette(choose(pixels, image.getWidth()));
        byte[] indexed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) { // most are like the one before
            boolean same = i > 0 && pixels[i] == pixels[i - 1];
            indexed[i] = same ? indexed[i - 1] : (byte) palette.index(pixels[i]);
        }
        return Png.indexed(image.getWidth(), indexed, palette.colors);
    }

    // most frequent first; of colours closer than the eye needs, and then ever less close, one stands for all
    private static int[] choose(int[] pixels, int width) {
        Map<Integer, Found> found = new HashMap<>(); // by color without its lowest bits
        Found last = null;
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            if (i == 0 || pixel != pixels[i - 1]) {
                last = found.computeIfAbsent(pixel & 0xfcfcfc, key -> new Found(pixel));
            }
            last.count++;
            last.below += i >= width && pixel == pixels[i - width] ? 1 : 0;
        }
        Found[] ranked = found.values().stream()
                .sorted(Comparator.comparingInt((Found color) -> -color.count).thenComparingInt(color -> color.color))
                .toArray(Found[]::new);
        int[] chosen = apart(ranked, 0);
        for (int distance = 4; chosen.length > SIZE; distance += 4) {
            chosen = apart(ranked, distance);
        }
        return chosen;
    }

    private static int[] apart(Found[] ranked, int distance) {
        int[] chosen = new int[ranked.length];
        int count = 0;
        for (int i = 0; i < ranked.length && count <= SIZE; i++) {
            int color = ranked[i].color;
            int smallest = Math.max(distance, ranked[i].isOfEdges() ? EDGE : 0);
            if (count == 0 || distance(color, chosen[nearest(color, chosen, count)]) > smallest * smallest) {
                chosen[count++] = color;
            }
        }
        return Arrays.copyOf(chosen, count);
    }

    /** A color of the image: how many pixels have it, and how many of these lie below one that has it, too. */
    private static final class Found {
        private final int color;
        private int count;
        private int below;

        private Found(int color) {
            this.color = color;
        }

        /** Whether it blends two others where they meet, rather than filling an area. */
        private boolean isOfEdges() {
            return 2 * below < count;
        }
    }

    private int index(int pixel) {
        return indices.computeIfAbsent(pixel, color -> nearest(color, colors, colors.length));
    }

    private static int nearest(int color, int[] among, int count) {
        int best = 0;
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            int distance = distance(color, among[i]);
            if (distance < smallest) {
                smallest = distance;
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        return square(a >> 16, b >> 16) + square(a >> 8, b >> 8) + square(a, b);
    }

    private static int square(int a, int b) {
        int difference = (a & 0xff) - (b & 0xff);
        return difference * difference;
    }
}
