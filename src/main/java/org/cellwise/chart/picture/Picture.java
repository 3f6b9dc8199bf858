package org.cellwise.chart.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/**
 * A picture as a value: what it shows in words, its size, and how to draw it. A drawing on our {@link Canvas} comes out
 * as SVG or PNG; a chart of XChart's or an image as PNG only. Drawn each time it is asked for.
 */
public final class Picture {
    private static final double BESIDE = 0.75; // of its size, beside another
    private static final double GAP = 12;

    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final Consumer<Canvas> drawing; // null where only an image can be painted
    private final Consumer<Graphics2D> painting;
    private final double photo; // pixels for one of an image in all its colours; 0 for no image
    private final boolean interactive;

    private Picture(
            String title,
            String description,
            int width,
            int height,
            Consumer<Canvas> drawing,
            Consumer<Graphics2D> painting,
            double photo,
            boolean interactive) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A picture expects a width and height of at least 1 pixel, but got " + width + " x " + height);
        }
        this.title = Objects.requireNonNull(title, "title");
        this.description = Objects.requireNonNull(description, "description");
        this.width = width;
        this.height = height;
        this.drawing = drawing;
        this.painting = painting;
        this.photo = photo;
        this.interactive = interactive;
    }

    /**
     * A picture of lines, circles and text.
     *
     * @param title what it is, in a few words
     * @param description what it shows, in a sentence or two, for those who cannot see it
     * @param width in pixels
     * @param height in pixels
     * @param drawing draws it; may be called any number of times
     */
    public static Picture draw(String title, String description, int width, int height, Consumer<Canvas> drawing) {
        Consumer<Graphics2D> painting = graphics -> drawing.accept(new Java2DCanvas(graphics));
        return new Picture(title, description, width, height, drawing, painting, 0, false);
    }

    /** Any chart of XChart's, at its own size. */
    public static Picture of(Chart<?, ?> chart) {
        String name = chart.getTitle() == null || chart.getTitle().isBlank() ? "Chart" : chart.getTitle();
        String series =
                chart.getSeriesCollection().stream().map(Series::getName).collect(Collectors.joining(", "));
        return painted(
                name,
                series.isEmpty() ? "" : "Series: " + series,
                chart.getWidth(),
                chart.getHeight(),
                graphics -> chart.paint(graphics, chart.getWidth(), chart.getHeight()));
    }

    /** An image: scaled down where it is wider than a picture, and enlarged where it is tiny. */
    public static Picture of(BufferedImage image) {
        return Photo.picture(image);
    }

    /** An image over a size of its own; its PNG has so many pixels for one along each side. */
    static Picture photo(String description, int width, int height, double density, BufferedImage image) {
        Consumer<Graphics2D> painting = graphics -> {
            boolean enlarged = image.getWidth() < width;
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    enlarged
                            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
        };
        return new Picture("Image", description, width, height, null, painting, density, false);
    }

    /** The picture that a value is or stands for: a picture, a figure or a chart of XChart's; none for anything else. */
    public static Optional<Picture> from(Object value) {
        if (value instanceof Picture picture) {
            return Optional.of(picture);
        }
        if (value instanceof Figure figure) {
            return Optional.of(figure.picture());
        }
        return value instanceof Chart<?, ?> chart ? Optional.of(of(chart)) : Optional.empty();
    }

    /** A picture that can only be painted as an image. */
    public static Picture painted(
            String title, String description, int width, int height, Consumer<Graphics2D> painting) {
        return new Picture(title, description, width, height, null, painting, 0, false);
    }

    /**
     * This picture and another side by side, both smaller.
     *
     * @throws IllegalStateException if one of them is an image
     */
    public Picture beside(Picture other) {
        if (drawing == null || other.drawing == null) {
            throw new IllegalStateException("Pictures stand side by side where both are drawn, but one is an image");
        }
        double left = BESIDE * width + GAP;
        int high = (int) Math.ceil(BESIDE * Math.max(height, other.height));
        int wide = (int) Math.ceil(left + BESIDE * other.width);
        String titles = title.equals(other.title) ? title + ", side by side" : title + ", " + other.title;
        return draw(titles, "Left: " + description + ". Right: " + other.description, wide, high, canvas -> {
            drawing.accept(new Part(canvas, 0, 0, BESIDE));
            other.drawing.accept(new Part(canvas, left, 0, BESIDE));
        });
    }

    /** This picture with other words. */
    public Picture described(String newTitle, String newDescription) {
        return new Picture(newTitle, newDescription, width, height, drawing, painting, photo, interactive);
    }

    /**
     * This picture with its notes shown where the reader hovers. Such a picture is put into the page itself, which some
     * viewers of saved notebooks do not allow; a picture without hovering shows everywhere.
     */
    public Picture interactive() {
        return new Picture(title, description, width, height, drawing, painting, photo, true);
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What it shows, in words. */
    public String description() {
        return description;
    }

    /** In pixels. */
    public int width() {
        return width;
    }

    /** In pixels. */
    public int height() {
        return height;
    }

    /** Whether it can be had as SVG. */
    public boolean isVector() {
        return drawing != null;
    }

    /** Whether readers are to hover over it. */
    public boolean isInteractive() {
        return interactive && isVector();
    }

    /** The picture as an SVG document, with title and description inside. */
    public String svg() {
        if (drawing == null) {
            throw new IllegalStateException(
                    "The picture '" + title + "' is an image and has no SVG: use png(), or save it as .png");
        }
        SvgCanvas canvas = new SvgCanvas(interactive);
        drawing.accept(canvas);
        return canvas.document(title, description, width, height);
    }

    /** The picture as a PNG file with one pixel for each of its own, for a picture that is large with two. */
    public byte[] smallPng() {
        return Palette.png(image(1));
    }

    /**
     * The picture as a PNG file: two pixels for each of a drawing or chart along each side, all the pixels shown of an
     * image.
     */
    public byte[] png() {
        return photo > 0 ? Png.encode(image(photo)) : Palette.png(image(Theme.DENSITY));
    }

    /** The picture painted on white, so many image pixels for one of its own along each side. */
    public BufferedImage image(double density) {
        return Png.paint(width, height, density, painting);
    }

    /** Writes the picture to a file whose name ends in {@code .svg} or {@code .png}. */
    public void save(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".svg")) {
                Files.writeString(file, svg());
            } else if (name.endsWith(".png")) {
                Files.write(file, png());
            } else {
                throw new IllegalArgumentException(
                        "A picture expects a file that ends in .svg or .png, but got " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The picture '" + title + "' could not be written to " + file, e);
        }
    }

    /** The title and the description. */
    @Override
    public String toString() {
        return description.isEmpty() ? title : title + ": " + description;
    }
}
