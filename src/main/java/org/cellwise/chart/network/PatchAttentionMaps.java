package org.cellwise.chart.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.insight.PatchAttention;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;

/** What each head of attention takes from the squares of an image: blue below the image in dark ink. */
public final class PatchAttentionMaps implements Figure {
    private static final String TITLE = "Where each head looks";
    private static final double MARGIN = 16;
    private static final double TOP = 38;
    private static final double HEAD = 20;
    private static final double BETWEEN = 10;
    private static final double LARGEST = 128;
    private static final int ACROSS = 8;
    private static final int MOST_LAYERS = 24;
    private static final double INK = 0.75; // of the strongest pixel

    private final Map<String, List<PatchAttention>> layers = new LinkedHashMap<>();
    private final Shape shape;
    private final double[] ink; // of each pixel, 0 to 1
    private final double side;

    private PatchAttentionMaps(List<PatchAttention> maps, Shape shape, double... image) {
        maps.forEach(map ->
                layers.computeIfAbsent(map.layer(), layer -> new ArrayList<>()).add(map));
        this.shape = shape;
        ink = ink(shape, image);
        int most = layers.values().stream().mapToInt(List::size).max().orElse(1);
        int columns = 1 + Math.min(most, ACROSS - 1);
        side = Math.min(LARGEST, (Theme.WIDTH - 2 * MARGIN - (columns - 1) * BETWEEN) / columns);
    }

    /**
     * Maps of one network.
     *
     * @param shape (channels, height, width) of the image
     * @param image as the network read it
     */
    public static PatchAttentionMaps of(List<PatchAttention> maps, Shape shape, double... image) {
        return new PatchAttentionMaps(maps, shape, image);
    }

    /** The mean of the channels, from the smallest to the largest. */
    private static double[] ink(Shape shape, double... image) {
        double[] light = new double[shape.size(1) * shape.size(2)];
        for (int i = 0; i < image.length; i++) {
            light[i % light.length] += image[i];
        }
        double low = Arrays.stream(light).min().orElse(0);
        double high = Arrays.stream(light).max().orElse(1);
        return Arrays.stream(light)
                .map(value -> high > low ? (value - low) / (high - low) : 0)
                .toArray();
    }

    private List<Map.Entry<String, List<PatchAttention>>> shown() {
        return layers.entrySet().stream().limit(MOST_LAYERS).toList();
    }

    private double height() {
        return side * Math.min(1.5, (double) shape.size(1) / shape.size(2));
    }

    private double height(List<PatchAttention> heads) {
        int lines = (heads.size() + ACROSS - 2) / (ACROSS - 1);
        return HEAD + lines * (height() + BETWEEN);
    }

    @Override
    public Picture picture() {
        double height =
                TOP + shown().stream().mapToDouble(e -> height(e.getValue())).sum() + 24;
        return Picture.draw(TITLE, words(), Theme.WIDTH, (int) Math.ceil(height), this::draw);
    }

    private String words() {
        String left = layers.size() > MOST_LAYERS ? ", of which the first " + MOST_LAYERS + " are shown" : "";
        return Names.count(layers.size(), "layer") + left
                + "; the image, and for each head its squares, the bluer the more it takes from them";
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, TITLE, Theme.WIDTH);
        TextStyle faint = TextStyle.size(Theme.TEXT).color(Theme.FAINT);
        double y = TOP;
        for (Map.Entry<String, List<PatchAttention>> layer : shown()) {
            String title = Labels.fit(layer.getKey(), Theme.TEXT, Theme.WIDTH - 2 * MARGIN);
            canvas.text(title, MARGIN, y + 12, faint);
            tile(canvas, "the image", new double[][] {{0}}, MARGIN, y + HEAD);
            List<PatchAttention> heads = layer.getValue();
            for (int i = 0; i < heads.size(); i++) {
                double left = MARGIN + (1 + i % (ACROSS - 1)) * (side + BETWEEN);
                double top = y + HEAD + i / (ACROSS - 1) * (height() + BETWEEN);
                tile(canvas, "head " + heads.get(i).head(), heads.get(i).weights(), left, top);
            }
            y += height(heads);
        }
        canvas.text("dark: the image; blue: what a head takes, full for the most that it takes", MARGIN, y + 12, faint);
    }

    private void tile(Canvas canvas, String note, double[][] weights, double left, double top) {
        int height = shape.size(1);
        int width = shape.size(2);
        double largest =
                Arrays.stream(weights).flatMapToDouble(Arrays::stream).max().orElse(0);
        Raster raster = Raster.sharp(width, height, (x, y) -> {
            double weight = weights[y * weights.length / height][x * weights[0].length / width];
            String ground = Theme.diverging(largest > 0 ? weight / largest : 0);
            return Theme.rgb(Theme.mix(ground, Theme.INK, INK * ink[y * width + x]));
        });
        canvas.noted(note, () -> {
            canvas.pixels(raster, left, top, side, height());
            canvas.rectangle(left, top, side, height(), Style.stroke(Theme.GRID, 1));
        });
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
