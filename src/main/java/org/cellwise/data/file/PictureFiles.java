package org.cellwise.data.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Shape;
import org.cellwise.text.FileErrors;

/** Writes images of a dataset as files, in the form that {@link ImageFolder} reads. */
public final class PictureFiles {
    private static final int DIGITS = 6;

    private PictureFiles() {}

    /**
     * Writes each row as a PNG file into a folder of the name of its class: {@code cat/000012.png} is row 12. Numbers below
     * 0 become black, those above 1 white.
     *
     * @throws IllegalArgumentException if rows are no images of 1 or 3 channels, or have no class, or a class has a name
     *     that is none for a folder
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public static void write(Dataset images, Path folder) {
        Shape shape = images.inputShape();
        if (shape.rank() != 3 || shape.size(0) != 1 && shape.size(0) != 3) {
            throw new IllegalArgumentException(
                    "saveImages expects images of shape 1 x height x width or 3 x height x width, but rows are of shape "
                            + shape);
        }
        for (String name : images.outputNames()) {
            if (name.matches(".*[/\\\\:\u0000].*") || name.startsWith(".")) {
                throw new IllegalArgumentException(
                        "saveImages expects classes whose names are names for folders, but one is \"%s\": rename them by outputs(…)"
                                .formatted(name));
            }
        }
        for (int row = 0; row < images.size(); row++) {
            Path file = folder.resolve(images.label(row)).resolve(name(row));
            try {
                Files.createDirectories(file.getParent());
                ImageIO.write(image(images.features(row), shape), "png", file.toFile());
            } catch (IOException e) {
                throw FileErrors.writing(file, e);
            }
        }
    }

    private static String name(int row) {
        String digits = String.valueOf(row);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + ".png";
    }

    private static BufferedImage image(double[] pixels, Shape shape) {
        int height = shape.size(1);
        int width = shape.size(2);
        boolean grey = shape.size(0) == 1;
        BufferedImage image =
                new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int c = 0; c < shape.size(0); c++) {
            for (int i = 0; i < height * width; i++) {
                double value = Math.max(0, Math.min(1, pixels[c * height * width + i]));
                image.getRaster().setSample(i % width, i / width, c, (int) Math.round(255 * value));
            }
        }
        return image;
    }
}
