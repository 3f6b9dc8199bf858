package org.cellwise.chart.decision;

import java.util.Arrays;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.picture.Raster;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.ImagePixels;
import org.cellwise.insight.explain.Contributions;
import org.cellwise.insight.explain.Saliency;
import org.cellwise.tensor.Shape;

/** An image, and beside it what each of its pixels does to what a network says: blue for more of it, orange for less. */
public final class PixelChart implements Figure {
    private static final double SIDE = 240;
    private static final double TOP = 40;
    private static final double GAP = 40;

    private final String title;
    private final String words;
    private final String what;
    private final Shape image;
    private final double[] pixels;
    private final double[] effects; // (height, width)

    private PixelChart(String title, String words, String what, Shape image, double[] pixels, double... effects) {
        this.title = title;
        this.words = words;
        this.what = what;
        this.image = image;
        this.pixels = pixels;
        this.effects = effects;
    }

    /** How the output changes with each pixel; of three colours the one with the largest slope. */
    public static PixelChart of(Saliency saliency) {
        Shape image = saliency.image();
        int plane = image.size(1) * image.size(2);
        double[] largest = new double[plane];
        for (int i = 0; i < saliency.slopes().length; i++) {
            double slope = saliency.slopes()[i];
            largest[i % plane] = Math.abs(slope) > Math.abs(largest[i % plane]) ? slope : largest[i % plane];
        }
        return new PixelChart(
                saliency.title(), saliency.words(), "slope by each pixel", image, saliency.pixels(), largest);
    }

    /** What each pixel adds, its colours together. */
    public static PixelChart of(Contributions contributions) {
        Shape image = contributions.image();
        int plane = image.size(1) * image.size(2);
        double[] sums = new double[plane];
        for (int i = 0; i < contributions.inputs().length; i++) {
            sums[i % plane] += contributions.inputs()[i];
        }
        return new PixelChart(
                contributions.title(),
                contributions.how(),
                "what each pixel adds",
                image,
                contributions.pixels(),
                sums);
    }

    private double scale() {
        return SIDE / Math.max(image.size(1), image.size(2));
    }

    @Override
    public Picture picture() {
        int height = (int) (TOP + image.size(1) * scale() + 46);
        return Picture.draw(title, words, Theme.WIDTH, height, this::draw);
    }

    private void draw(Canvas canvas) {
        Theme.title(canvas, title, Theme.WIDTH);
        double width = image.size(2) * scale();
        double height = image.size(1) * scale();
        double left = (Theme.WIDTH - 2 * width - GAP) / 2;
        double low = Arrays.stream(pixels).min().orElse(0);
        double high = Arrays.stream(pixels).max().orElse(1);
        Raster shown = ImagePixels.of(pixels, image, low, high);
        draw(canvas, shown, left, width, height, "the image");
        double largest = Arrays.stream(effects).map(Math::abs).max().orElse(0);
        Raster heat = Raster.sharp(
                image.size(2),
                image.size(1),
                (x, y) -> Theme.rgb(Theme.diverging(largest == 0 ? 0 : effects[y * image.size(2) + x] / largest)));
        draw(canvas, heat, left + width + GAP, width, height, what);
        canvas.text(
                "blue: more of it, orange: less",
                left + 1.5 * width + GAP,
                TOP + height + 34,
                TextStyle.size(11).centred().color(Theme.FAINT));
    }

    private static void draw(Canvas canvas, Raster raster, double left, double width, double height, String name) {
        canvas.pixels(raster, left, TOP, width, height);
        canvas.rectangle(left, TOP, width, height, Style.stroke(Theme.GRID, 1));
        canvas.text(
                name,
                left + width / 2,
                TOP + height + 18,
                TextStyle.size(Theme.TEXT).centred());
    }

    /** What it shows, in words. */
    @Override
    public String toString() {
        return picture().toString();
    }
}
