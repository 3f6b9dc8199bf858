package org.cellwise.data.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.cellwise.text.FileErrors;

/**
 * A file of rows of numbers, any of which can be read by itself: npy, or idx that is not packed.
 *
 * @param file the file
 * @param header type, order and shape of the numbers, and where they begin
 * @param isIdx whether it is an idx file
 * @param size of the file in bytes when it was looked at
 * @param changed when it was changed last
 */
record NumberFile(Path file, NpyHeader header, boolean isIdx, long size, FileTime changed) {
    private static final int GZIP = 0x1f8b;
    private static final int MOST_AXES = 8;
    private static final int[] IDX_CODES = {0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E};
    private static final NumberType[] IDX_TYPES = {
        NumberType.UINT8, NumberType.INT8, NumberType.INT16, NumberType.INT32, NumberType.FLOAT32, NumberType.FLOAT64
    };

    /**
     * Looks at a file's header.
     *
     * @throws IllegalArgumentException if it has none, or the file is not of the size that it announces
     */
    static NumberFile of(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            int start = in.read() << 8 | in.read();
            in.reset();
            if (start == GZIP) {
                throw new IllegalArgumentException(
                        "it is packed by gzip, so that its rows cannot be read one by one: unpack it, by gunzip -k, or read it whole by images(…)");
            }
            NpyHeader header = start == 0 ? idx(new DataInputStream(in)) : NpyHeader.read(in);
            NumberFile read =
                    new NumberFile(file, header, start == 0, Files.size(file), Files.getLastModifiedTime(file));
            read.check();
            return read;
        } catch (EOFException e) {
            throw broken(file, "it ends within its header", e);
        } catch (IllegalArgumentException e) {
            throw broken(file, e.getMessage(), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static NpyHeader idx(DataInputStream in) throws IOException {
        int magic = in.readInt();
        int type = Arrays.binarySearch(IDX_CODES, magic >> 8);
        int axes = magic & 0xff;
        if (type < 0 || axes < 1 || axes > MOST_AXES) {
            throw new IllegalArgumentException("it begins as neither idx nor npy files do");
        }
        int[] shape = new int[axes];
        for (int i = 0; i < axes; i++) {
            shape[i] = in.readInt();
            if (shape[i] < 0) {
                throw new IllegalArgumentException("its sizes are " + Arrays.toString(shape));
            }
        }
        return new NpyHeader(IDX_TYPES[type], ByteOrder.BIG_ENDIAN, false, shape, 4 + 4 * axes);
    }

    private void check() {
        if (header.shape().length == 0 || header.count() == 0) {
            throw new IllegalArgumentException("it holds no rows");
        }
        if (header.isColumnwise() && header.shape().length > 1) {
            throw new IllegalArgumentException(
                    "its numbers stand column by column: save it row by row, by np.save(…, np.ascontiguousarray(array))");
        }
        long announced = header.length() + header.count() * header.type().size();
        if (size != announced) {
            throw new IllegalArgumentException(
                    "it is of %s bytes, but its header announces %s: was it cut?".formatted(size, announced));
        }
        if (header.count() / header.shape()[0] > 1 << 24) {
            throw new IllegalArgumentException(
                    "its rows are of %s numbers, more than %s".formatted(header.count() / header.shape()[0], 1 << 24));
        }
    }

    int rows() {
        return header.shape()[0];
    }

    /** How many numbers a row has. */
    int width() {
        return (int) (header.count() / header.shape()[0]);
    }

    /**
     * Reads rows.
     *
     * @param divisor what each number is divided by
     * @param at the row of {@code into} where the first one goes
     */
    void read(int from, int count, double divisor, float[] into, int at) {
        int width = width();
        int bytes = header.type().size();
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(count, width * bytes)).order(header.order());
        long start = header.length() + (long) from * width * bytes;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() != size || !Files.getLastModifiedTime(file).equals(changed)) {
                throw new IllegalArgumentException(
                        "%s has changed since it was looked at: make the source anew".formatted(file));
            }
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, start + buffer.position()) < 0) {
                    throw new EOFException("it ends too early");
                }
            }
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        for (int i = 0; i < count * width; i++) {
            into[at * width + i] = (float) (header.type().read(buffer, i * bytes) / divisor);
        }
        for (int i = 0; i < count * width && !header.type().isWhole(); i++) {
            if (!Float.isFinite(into[at * width + i])) {
                throw new IllegalArgumentException("A source expects finite numbers, but row %s of %s has %s"
                        .formatted(from + i / width, file, into[at * width + i]));
            }
        }
    }

    private static IllegalArgumentException broken(Path file, String why, Exception cause) {
        return new IllegalArgumentException("Cannot read rows of %s: %s".formatted(file, why), cause);
    }
}
