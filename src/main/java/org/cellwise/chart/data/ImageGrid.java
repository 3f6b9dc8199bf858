package org.cellwise.chart.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.ImagePixels;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** The first rows of a dataset as images, each with its label. */
public final class ImageGrid implements Figure {
    private static final int MOST = 200;
    private static final double TOP = 36;
    private static final double GAP = 10;
    private static final double LINE = 18; // of text below an image
    private static final double LARGEST = 96;

    private final Dataset data;
    private final Shape shape; // (channels, height, width)
    private final int count;
    private final double low;
    private final double high;

    private ImageGrid(Dataset data, Shape shape, int count) {
        this.data = data;
        this.shape = shape;
        this.count = Math.min(Math.min(count, MOST), data.size());
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < this.count; row++) {
            double[] pixels = pixels(row);
            smallest = Math.min(smallest, DoubleStream.of(pixels).min().orElse(0));
            largest = Math.max(largest, DoubleStream.of(pixels).max().orElse(1));
        }
        low = smallest;
        high = largest;
    }

    /**
     * Of rows that are images, so many at most.
     *
     * @throws IllegalArgumentException if they are not
     */
    public static ImageGrid of(Dataset data, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Images expect a count of 1 or more, but got " + count);
        }
        Shape shape = ImagePixels.shape(data.inputShape())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Rows show as images where their shape is 1 x height x width or 3 x height x width, but theirs is %s: say reshape(1, height, width)"
                                .formatted(data.inputShape())));
        return new ImageGrid(data, shape, count);
    }

    private double[] pixels(int row) {
        double[] pixels = data.features(row);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = data.scaler(i).unscale(pixels[i]);
        }
        return pixels;
    }

    private int across() {
        return count <= 6 ? 6 : count <= 24 ? Math.min(8, (count + 1) / 2) : 12;
    }

    private double side() {
        return Math.min(LARGEST, (Theme.WIDTH - 32 - GAP * (across() - 1)) / across());
    }

    @Override
    public Picture picture() {
        int lines = (count + across() - 1) / across();
        double high1 = side() * Math.min(1, (double) shape.size(1) / shape.size(2)) + LINE + GAP;
        String of = count == data.size() ? "" : " of " + Numbers.grouped(data.size());
        String title = "%s, %s x %s pixels".formatted(Names.count(count, "image") + of, shape.size(1), shape.size(2));
        return Picture.draw(
                title, words(), Theme.WIDTH, (int) (TOP + lines * high1 + 4), canvas -> draw(canvas, title, high1));
    }

    private String words() {
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            labels.add(label(row));
        }
        return "Labels in order: " + Names.list(labels);
    }

    private String label(int row) {
        if (data.schema().hasPositions()) {
            return "";
        }
        return data.isClassification() ? data.label(row) : Numbers.significant(data.decode(data.target(row))[0], 4);
    }

    private void draw(Canvas canvas, String title, double pitch) {
        Theme.title(canvas, title, Theme.WIDTH);
        double side = side();
        double scale = side / Math.max(shape.size(1), shape.size(2));
        double width = shape.size(2) * scale;
        double height = shape.size(1) * scale;
        TextStyle text = TextStyle.size(side < 60 ? 10 : Theme.TEXT).centred();
        for (int i = 0; i < count; i++) {
            double left = 16 + i % across() * (side + GAP);
            double top = TOP + i / across() * pitch;
            canvas.pixels(ImagePixels.of(pixels(i), shape, low, high), left, top, width, height);
            canvas.rectangle(left, top, width, height, Style.stroke(Theme.GRID, 1));
            String label = Labels.fit(label(i), text.size(), side + GAP - 2);
            canvas.text(label, left + width / 2, top + height + 13, text);
        }
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
