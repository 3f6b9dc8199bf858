package org.cellwise.chart.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.ColorScale;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.HeatValues;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Description;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.network.UnitNames;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What each unit of a network's first layer looks for in an image: its weights, each at the place of the pixel that it
 * multiplies. Filters of a convolution show as the small images that they are, one for each channel that they read.
 */
public final class WeightImages implements Figure {
    private static final int MAX_IMAGES = 64;
    private static final double MARGIN = 16;
    private static final double TOP = 40;
    private static final double CAPTION = 20;
    private static final double SCALE = 200;

    private final String layer;
    private final double[][][] images; // (unit, row, column)
    private final List<String> names;
    private final int all;
    private final double limit;

    private WeightImages(String layer, double[][][] images, List<String> names, int all) {
        this.layer = layer;
        this.names = names;
        this.images = images;
        this.all = all;
        double most = 0;
        for (double[][] image : images) {
            most = Math.max(most, new HeatValues(image).limit());
        }
        this.limit = most;
    }

    /**
     * The first layer with weights, on images.
     *
     * @param size height and width of the images, or channels, height and width; none where the network reads images
     * @throws IllegalArgumentException if its first layer is of another kind, or has not a weight for each pixel
     */
    public static WeightImages of(Network network, int... size) {
        Given.require(network, "weightImages", "a network, as network(…) makes it");
        BuiltLayer first = network.layers().stream()
                .filter(WeightImages::looksAtInputs)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("weightImages expects a network with a dense or"
                        + " convolutional layer, but it has " + Names.list(names(network))));
        double[] weights = network.values(first.name() + ".weight");
        Shape filters = first.parameters().get(0).shape();
        if (filters.rank() == 4) { // (channels, height, width, filters)
            return cut(
                    network.weights(first.name()),
                    weights,
                    filters.size(0),
                    filters.size(1),
                    filters.size(2),
                    filters.size(3));
        }
        int units = first.output().elements();
        Shape shape = size.length == 0 ? network.inputShape() : Shape.of(size);
        if (shape.rank() < 2 || shape.rank() > 3 || shape.elements() * units != weights.length) {
            int pixels = weights.length / units;
            String got = size.length == 0 ? "the network reads " + shape : "got " + shape + ", " + shape.elements();
            throw new IllegalArgumentException(
                    "weightImages expects the height and width of images of %s pixels, but %s: %s"
                            .formatted(pixels, got, advice(first.name(), pixels)));
        }
        int channels = shape.rank() == 3 ? shape.size(0) : 1;
        return cut(network.weights(first.name()), weights, channels, shape.size(-2), shape.size(-1), units);
    }

    private static boolean looksAtInputs(BuiltLayer layer) {
        Description.Flow flow = layer.description().flow();
        boolean weights = !layer.parameters().isEmpty();
        return weights && (flow == Description.Flow.UNITS || flow == Description.Flow.WINDOW);
    }

    /** A call that fits so many pixels: a square of one or three channels, or the rectangle that is nearest to one. */
    private static String advice(String layer, int pixels) {
        int side = (int) Math.round(Math.sqrt(pixels));
        int colored = (int) Math.round(Math.sqrt(pixels / 3.0));
        if (side * side != pixels && 3 * colored * colored == pixels) {
            return "weightImages(net, 3, %s, %s)".formatted(colored, colored);
        }
        int height = side;
        while (pixels % height != 0 || height * height > pixels) {
            height--;
        }
        return 4 * height < pixels / height
                ? "rows of %s numbers are no images; net.weights(\"%s\") shows them as a matrix"
                        .formatted(pixels, layer)
                : "weightImages(net, %s, %s)".formatted(height, pixels / height);
    }

    private static List<String> names(Network network) {
        return network.layers().stream().map(BuiltLayer::name).toList();
    }

    // weights (channels, height, width, units), as they are stored
    private static WeightImages cut(Matrix matrix, double[] weights, int channels, int height, int width, int units) {
        int count = Math.min(MAX_IMAGES, units * channels);
        double[][][] images = new double[count][height][width];
        for (int i = 0; i < count; i++) {
            int unit = i / channels;
            for (int pixel = 0; pixel < height * width; pixel++) {
                images[i][pixel / width][pixel % width] =
                        weights[((i % channels) * height * width + pixel) * units + unit];
            }
        }
        List<String> names = IntStream.range(0, count)
                .mapToObj(
                        i -> matrix.columnNames().get(i / channels) + (channels == 1 ? "" : ", " + (i % channels + 1)))
                .toList();
        return new WeightImages(matrix.name(), images, names, units * channels);
    }

    @Override
    public Picture picture() {
        double height = TOP + rows() * (tall() + CAPTION) + 58;
        long others = Arrays.stream(images)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> !Double.isFinite(value))
                .count();
        String words = "%s images of %s x %s weights of %s, from %s to %s at most%s"
                .formatted(
                        images.length,
                        images[0].length,
                        images[0][0].length,
                        layer,
                        Numbers.significant(-limit, 3),
                        Numbers.significant(limit, 3),
                        others == 0 ? "" : "; " + others + " of the weights not finite, in grey");
        return Picture.draw(title(), words, Theme.WIDTH, (int) Math.ceil(height), this::draw);
    }

    private String title() {
        String part = images.length == all ? "" : ", the first %s of %s".formatted(images.length, all);
        return "Weights of " + layer + " as images" + part;
    }

    private int columns() {
        int count = images.length;
        return count <= 8 ? Math.max(4, count) : count <= 10 ? 5 : count <= 32 ? 8 : 12;
    }

    private double pitch() {
        return (Theme.WIDTH - 2 * MARGIN) / columns();
    }

    private double wide() {
        return pitch() - 6;
    }

    private double tall() {
        return wide() * images[0].length / images[0][0].length;
    }

    private int rows() {
        return (images.length + columns() - 1) / columns();
    }

    private void draw(Canvas canvas) {
        canvas.text(title(), MARGIN, 22, TextStyle.size(Theme.TITLE).heavier());
        for (int i = 0; i < images.length; i++) {
            double[][] image = images[i];
            double x = MARGIN + i % columns() * pitch() + 3;
            double y = TOP + i / columns() * (tall() + CAPTION);
            Raster raster = Raster.sharp(
                    image[0].length, image.length, (column, row) -> ColorScale.color(image[row][column], limit));
            canvas.pixels(raster, x, y, wide(), tall());
            canvas.rectangle(x, y, wide(), tall(), Style.stroke(Theme.GRID, 1));
            String name = Labels.fit(UnitNames.pretty(names.get(i)), 10, wide());
            canvas.text(
                    name,
                    x + wide() / 2,
                    y + tall() + 12,
                    TextStyle.size(10).color(Theme.FAINT).centred());
        }
        ColorScale.level(canvas, (Theme.WIDTH - SCALE) / 2, TOP + rows() * (tall() + CAPTION) + 12, SCALE, limit);
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
