package org.cellwise.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * Named arrays in a file, in the format safetensors (github.com/huggingface/safetensors), which NumPy, PyTorch and others
 * read: eight bytes with the length of the header, the header as JSON, and the numbers. Nothing in it is believed before
 * it is compared with the size of the file, and no array is read before it is asked for.
 *
 * <p>Numbers are read in pieces rather than mapped into memory: what is mapped cannot be replaced on Windows until Java
 * collects it, and they are copied to where they belong anyway.
 */
public final class TensorFile implements Closeable {
    static final int LENGTH_BYTES = 8;
    private static final int LONGEST_HEADER = 100_000_000; // as the format's own reader has it
    private static final int PIECE = 1 << 18; // bytes

    private final Path file;
    private final FileChannel channel;
    private final long start; // where the numbers begin
    private final TensorHeader header;
    private final boolean checked;
    private final ByteBuffer buffer;

    private TensorFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw new FileFormatException(file + " is no safetensors file: it has only " + Names.count(size, "byte"));
        }
        buffer = ByteBuffer.allocateDirect((int) Math.min(size, PIECE)).order(ByteOrder.LITTLE_ENDIAN);
        fill(0, LENGTH_BYTES);
        long length = buffer.getLong();
        if (length < 2 || length > size - LENGTH_BYTES || length > LONGEST_HEADER) {
            if (Checksum.isIn(bytes(LENGTH_BYTES, (int) Math.min(size - LENGTH_BYTES, Checksum.END)))) {
                throw FileFormatException.damaged(file);
            }
            throw new FileFormatException(
                    "%s is no safetensors file, or was not written to its end: its first eight bytes say that the header has %s bytes, but the file has %s"
                            .formatted(file, Long.toUnsignedString(length), size));
        }
        byte[] bytes = bytes(LENGTH_BYTES, (int) length);
        if (bytes[0] != '{') {
            throw new FileFormatException(file + " is no safetensors file: its header does not begin with {");
        }
        start = LENGTH_BYTES + length;
        checked = Checksum.isIn(bytes);
        if (checked) { // before anything in it is believed
            check(bytes, size);
        }
        header = TensorHeader.read(file.toString(), bytes, size - start);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws FileFormatException if it is no such file, is damaged, or was not written to its end
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static TensorFile open(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new FileFormatException(file + " is no safetensors file: it is no regular file");
        }
        FileChannel channel = null;
        try { // opened once: a save beside this puts another file under the name
            channel = FileChannel.open(file, StandardOpenOption.READ);
            TensorFile opened = new TensorFile(file, channel);
            channel = null;
            return opened;
        } catch (EOFException e) {
            throw new FileFormatException(file + " became shorter while it was read", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // what was to be said is said
        }
    }

    private void check(byte[] bytes, long size) throws IOException {
        Checksum sum = new Checksum(bytes);
        for (long at = start; at < size; at += PIECE) {
            fill(at, (int) Math.min(PIECE, size - at));
            sum.update(buffer);
        }
        if (!sum.isRight()) {
            throw FileFormatException.damaged(file);
        }
    }

    private byte[] bytes(long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += PIECE) {
            int count = Math.min(PIECE, length - at);
            fill(from + at, count);
            buffer.get(bytes, at, count);
        }
        return bytes;
    }

    /** The texts about all of it. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** The arrays in the order in which they lie. */
    public Collection<TensorEntry> entries() {
        return header.entries().values();
    }

    /** Whether it has a checksum, which then was right. */
    public boolean isChecked() {
        return checked;
    }

    /** The file. */
    public Path path() {
        return file;
    }

    /** Whether there is an array of that name. */
    public boolean has(String name) {
        return header.entries().containsKey(name);
    }

    /**
     * The array of a name.
     *
     * @throws FileFormatException if there is none
     */
    public TensorEntry entry(String name) {
        TensorEntry entry = header.entries().get(name);
        if (entry == null) {
            throw new FileFormatException(file + " has no array \"" + Names.shorten(name) + "\": "
                    + Names.hint(name, header.entries().keySet()));
        }
        return entry;
    }

    /** The numbers of an array as floats, row by row. */
    public float[] floats(String name) {
        float[] numbers = new float[length(entry(name))];
        read(entry(name), numbers, 0);
        return numbers;
    }

    /** The numbers of an array as doubles, row by row. */
    public double[] doubles(String name) {
        TensorEntry entry = entry(name);
        double[] numbers = new double[length(entry)];
        pieces(entry, (done, count) -> {
            for (int i = 0; i < count; i++) {
                numbers[done + i] = entry.type().read(buffer);
            }
        });
        return numbers;
    }

    /**
     * The numbers of an array of 64-bit whole numbers.
     *
     * @throws FileFormatException if it holds others
     */
    public long[] longs(String name) {
        TensorEntry entry = entry(name);
        if (entry.type() != ElementType.I64) {
            throw new FileFormatException(file + ": " + entry + " expects to be i64");
        }
        long[] numbers = new long[length(entry)];
        pieces(entry, (done, count) -> buffer.asLongBuffer().get(numbers, done, count));
        return numbers;
    }

    /** As {@link #longs(String)}, of an array that must have so many. */
    public long[] longs(String name, int count) {
        checkCount(name, count);
        return longs(name);
    }

    /** As {@link #doubles(String)}, of an array that must have so many. */
    public double[] doubles(String name, int count) {
        checkCount(name, count);
        return doubles(name);
    }

    private void checkCount(String name, int count) {
        if (entry(name).count() != count) {
            throw new FileFormatException(
                    file + ": " + entry(name) + " expects to have " + Names.count(count, "number"));
        }
    }

    /** Copies the numbers of an array into another from a place on, as floats. */
    public void read(TensorEntry entry, float[] into, int from) {
        pieces(entry, (done, count) -> {
            if (entry.type() == ElementType.F32) {
                buffer.asFloatBuffer().get(into, from + done, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[from + done + i] = (float) entry.type().read(buffer);
            }
        });
    }

    private int length(TensorEntry entry) {
        if (entry.count() > Integer.MAX_VALUE - 8) {
            throw new FileFormatException(file + ": " + entry + " has more numbers than an array holds");
        }
        return (int) entry.count();
    }

    /** What to do with numbers that stand in the buffer. */
    private interface Piece {
        void take(int done, int count);
    }

    private synchronized void pieces(TensorEntry entry, Piece piece) {
        int bytes = entry.type().bytes();
        int most = buffer.capacity() / bytes;
        int length = length(entry);
        try {
            for (int done = 0; done < length; done += most) {
                int count = Math.min(most, length - done);
                fill(start + entry.begin() + (long) done * bytes, count * bytes);
                piece.take(done, count);
            }
        } catch (EOFException e) {
            throw new FileFormatException(file + " became shorter while it was read", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private void fill(long from, int count) throws IOException {
        buffer.clear().limit(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        buffer.flip();
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    /** The file, and what is in it. */
    @Override
    public String toString() {
        return file + ": "
                + Names.list(entries().stream().map(TensorEntry::toString).toList());
    }

    static byte[] lengthOf(byte... header) {
        return ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
    }
}
