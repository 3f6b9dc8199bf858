package org.cellwise.data.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.MinMaxScaler;
import org.cellwise.data.encode.NumericEncoder;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * Reads pairs of idx files, the format of MNIST (LeCun et al., 1998): a header with the sizes, then one byte for each
 * pixel or label; gzipped or not. Files are not trusted: a size is believed only when its bytes have come.
 */
public final class IdxFiles {
    private static final int UNSIGNED_BYTES = 0x08;
    private static final int GZIP = 0x1f8b;
    private static final long MAX_PIXELS = 1L << 28; // pixels of a file; 1 GB as floats
    private static final int MAX_INPUTS = 1 << 20; // pixels of an image
    private static final double WHITE = 255;

    private IdxFiles() {}

    /** What a file holds: sizes along the axes, and the bytes. */
    private record Content(int[] sizes, byte[] bytes) {}

    /**
     * Images (1, height, width) with pixels from 0 to 1, and their classes 0 … largest label.
     *
     * @param images a file of three axes: images, height, width
     * @param labels a file of one axis, a label for each image
     * @throws IllegalArgumentException if a file is not what it should be, or the two do not belong together
     * @throws UncheckedIOException if a file cannot be read
     */
    public static Dataset read(Path images, Path labels) {
        Content pixels = content(images, 3, "images");
        Content classes = content(labels, 1, "labels");
        int count = pixels.sizes[0];
        if (count != classes.sizes[0]) {
            throw new IllegalArgumentException("%s holds %s images, but %s holds %s labels: choose the two of one pair"
                    .formatted(images, count, labels, classes.sizes[0]));
        }
        int width = checkedWidth(images, pixels.sizes);
        int largest = 1; // two classes at least
        float[] targets = new float[count];
        for (int i = 0; i < count; i++) {
            targets[i] = classes.bytes[i] & 0xff;
            largest = Math.max(largest, classes.bytes[i] & 0xff);
        }
        return Dataset.encoded(
                        encoder(width), brightness(pixels.bytes), targets, Names.numbered("", 0, largest + 1), true)
                .reshape(1, pixels.sizes[1], pixels.sizes[2]);
    }

    /** As {@link #read(Path, Path)}, with the names of the files. */
    public static Dataset read(String images, String labels) {
        return read(Path.of(images), Path.of(labels));
    }

    private static int checkedWidth(Path file, int... sizes) {
        long width = (long) sizes[1] * sizes[2];
        if (width > MAX_INPUTS) {
            throw new IllegalArgumentException("%s holds images of %s x %s, but at most %s pixels each are read"
                    .formatted(file, sizes[1], sizes[2], MAX_INPUTS));
        }
        return (int) width;
    }

    static RowEncoder encoder(int width) {
        List<NumericEncoder> columns = Names.numbered("x", 1, width).stream()
                .map(name -> new NumericEncoder(name, new MinMaxScaler(0, WHITE)))
                .toList();
        return new RowEncoder(columns, Collections.emptyList());
    }

    private static float[] brightness(byte... pixels) {
        float[] brightness = new float[pixels.length];
        brightness(pixels, 0, brightness, 0, pixels.length);
        return brightness;
    }

    /** Bytes as numbers from 0 to 1. */
    static void brightness(byte[] pixels, int from, float[] into, int at, int count) {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) (i / WHITE);
        }
        for (int i = 0; i < count; i++) {
            into[at + i] = table[pixels[from + i] & 0xff];
        }
    }

    private static Content content(Path file, int axes, String what) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
            return content(new DataInputStream(unpacked(raw)), file, axes, what);
        } catch (EOFException | ZipException e) {
            throw broken(file, what, "it ends too early, or is damaged", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == GZIP ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
    }

    private static Content content(DataInputStream in, Path file, int axes, String what) throws IOException {
        int magic = in.readInt();
        if (magic != (UNSIGNED_BYTES << 8 | axes)) {
            throw broken(
                    file,
                    what,
                    "it begins with %s in place of %s"
                            .formatted(Numbers.hex(magic, 8), Numbers.hex(UNSIGNED_BYTES << 8 | axes, 8)),
                    null);
        }
        int[] sizes = new int[axes];
        long total = 1;
        for (int i = 0; i < axes; i++) {
            sizes[i] = in.readInt();
            total = sizes[i] < 1 || total > MAX_PIXELS ? -1 : total * sizes[i];
        }
        if (total < 1 || total > MAX_PIXELS) {
            throw broken(file, what, "its sizes are " + Arrays.toString(sizes), null);
        }
        byte[] bytes = in.readNBytes((int) total); // grows with what comes
        if (bytes.length < total) {
            throw broken(file, what, "it ends after %s of %s bytes".formatted(bytes.length, total), null);
        }
        if (in.read() >= 0) {
            throw broken(file, what, "it has more than the %s bytes that its header announces".formatted(total), null);
        }
        return new Content(sizes, bytes);
    }

    private static IllegalArgumentException broken(Path file, String what, String why, Exception cause) {
        return new IllegalArgumentException("%s is no idx file of %s: %s".formatted(file, what, why), cause);
    }
}
