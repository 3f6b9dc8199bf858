package org.cellwise.data.file;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Reads one picture into numbers from 0 to 1. How large it claims to be is looked at before anything is unpacked, and a
 * large one is thinned while it is read.
 */
final class Pixels {
    private static final long MOST_PIXELS = 1L << 27;
    private static final int LONGEST = 1 << 15;

    private Pixels() {}

    /** Whether a picture has colours. */
    static boolean isColoured(Path file) throws IOException {
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(in, file);
            try {
                checkSize(reader);
                var types = reader.getImageTypes(0);
                return !types.hasNext() || types.next().getNumBands() > 2;
            } catch (RuntimeException e) { // as below
                throw new IOException("it is damaged (" + e + ")", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * Reads a picture into an array: channels (1 for grey, 3 for colours), then rows, then columns.
     *
     * @throws IOException if it is broken; its message says how
     */
    static void read(Path file, int channels, int height, int width, float[] into, int at) throws IOException {
        BufferedImage image;
        try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(in, file);
            try {
                image = image(reader, height, width);
            } catch (RuntimeException e) { // of what a broken file makes readers do
                throw new IOException("it is damaged (" + e + ")", e);
            } finally {
                reader.dispose();
            }
        }
        float[] full = channels(image, channels);
        for (int c = 0; c < channels; c++) {
            resize(
                    full,
                    c * image.getHeight() * image.getWidth(),
                    image.getHeight(),
                    image.getWidth(),
                    into,
                    at + c * height * width,
                    height,
                    width);
        }
    }

    private static ImageReader reader(FileImageInputStream in, Path file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new IOException(file.toFile().length() == 0 ? "it is empty" : "it is no picture of a known kind");
        }
        ImageReader reader = readers.next();
        reader.setInput(in, true, true);
        return reader;
    }

    private static void checkSize(ImageReader reader) throws IOException {
        long height = reader.getHeight(0);
        long width = reader.getWidth(0);
        if (height < 1 || width < 1 || height > LONGEST || width > LONGEST || height * width > MOST_PIXELS) {
            throw new IOException("it claims to be of %s x %s pixels, more than are read".formatted(width, height));
        }
    }

    private static BufferedImage image(ImageReader reader, int height, int width) throws IOException {
        checkSize(reader);
        ImageReadParam how = reader.getDefaultReadParam();
        int step =
                Math.min(reader.getHeight(0) / height, reader.getWidth(0) / width) / 4; // 16 pixels for one are enough
        if (step > 1) {
            how.setSourceSubsampling(step, step, 0, 0);
        }
        return reader.read(0, how);
    }

    /** All pixels, channel by channel. */
    private static float[] channels(BufferedImage image, int channels) {
        int size = image.getHeight() * image.getWidth();
        float[] full = new float[channels * size];
        if (isGrey(image)) {
            // as they stand in the file: getRGB would take them for linear light and brighten them
            Raster raster = image.getRaster();
            float white = (1 << image.getColorModel().getComponentSize(0)) - 1;
            float[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null);
            boolean alpha = raster.getNumBands() == 2;
            float[] opaque =
                    alpha ? raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 1, (float[]) null) : null;
            for (int i = 0; i < size; i++) {
                float value = samples[i] / white;
                value = alpha ? 1 - (1 - value) * opaque[i] / white : value; // on white paper
                for (int c = 0; c < channels; c++) {
                    full[c * size + i] = value;
                }
            }
            return full;
        }
        int[] line = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, image.getWidth(), 1, line, 0, image.getWidth());
            for (int x = 0; x < line.length; x++) {
                put(line[x], channels, full, size, y * line.length + x);
            }
        }
        return full;
    }

    private static void put(int argb, int channels, float[] full, int size, int at) {
        float opaque = (argb >>> 24) / 255f;
        float red = 1 - (1 - (argb >> 16 & 0xff) / 255f) * opaque;
        float green = 1 - (1 - (argb >> 8 & 0xff) / 255f) * opaque;
        float blue = 1 - (1 - (argb & 0xff) / 255f) * opaque;
        if (channels == 1) {
            full[at] = 0.299f * red + 0.587f * green + 0.114f * blue; // ITU-R BT.601
        } else {
            full[at] = red;
            full[size + at] = green;
            full[2 * size + at] = blue;
        }
    }

    private static boolean isGrey(BufferedImage image) {
        return image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getRaster().getNumBands() <= 2
                && image.getColorModel().getComponentSize(0) <= 16;
    }

    /** Each pixel becomes the mean of the area that it covers; enlarged ones are repeated. */
    private static void resize(
            float[] from, int start, int height, int width, float[] into, int at, int newHeight, int newWidth) {
        if (height == newHeight && width == newWidth) {
            System.arraycopy(from, start, into, at, height * width);
            return;
        }
        double down = (double) height / newHeight;
        double across = (double) width / newWidth;
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                into[at + y * newWidth + x] = (float)
                        mean(from, start, height, width, y * down, (y + 1) * down, x * across, (x + 1) * across);
            }
        }
    }

    private static double mean(
            float[] from, int start, int height, int width, double top, double bottom, double left, double right) {
        double sum = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(height, Math.ceil(bottom)); y++) {
            double part = Math.min(y + 1, bottom) - Math.max(y, top);
            for (int x = (int) left; x < Math.min(width, Math.ceil(right)); x++) {
                double covered = part * (Math.min(x + 1, right) - Math.max(x, left));
                sum += covered * from[start + y * width + x];
                area += covered;
            }
        }
        return sum / area;
    }
}
