package org.cellwise.model.arrays;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cellwise.file.FileFormatException;

/** A place in a file of little-endian numbers, which knows how much is left. */
final class FileCursor {
    private static final int PIECE = 1 << 16;
    private static final int LONGEST_TEXT = 1 << 20;

    private final Path path;
    private final String kind;
    private final FileChannel channel;
    private final long size;
    private final ByteBuffer buffer;
    private long base; // where the buffer's first byte lies

    FileCursor(Path path, String kind, FileChannel channel) throws IOException {
        this.path = path;
        this.kind = kind;
        this.channel = channel;
        size = channel.size();
        buffer = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(16, size)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
    }

    long size() {
        return size;
    }

    long position() {
        return base + buffer.position();
    }

    private long left() {
        return size - position();
    }

    FileFormatException wrong(String why) {
        return new FileFormatException(
                "%s cannot be read as %s: at byte %s, %s".formatted(path, kind, position(), why));
    }

    private FileFormatException ends(String what, long bytes) {
        return wrong("%s takes %s bytes, but %s are left: it was not written to its end"
                .formatted(what, Long.toUnsignedString(bytes), Math.max(0, left())));
    }

    /** The buffer with so many bytes to read at least, which are few. */
    ByteBuffer need(String what, int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            if (left() < bytes) {
                throw ends(what, bytes);
            }
            base += buffer.position();
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer, base + buffer.position()) < 0) {
                    throw wrong("it became shorter while it was read");
                }
            }
            buffer.flip();
        }
        return buffer;
    }

    int whole32(String what) throws IOException {
        return need(what, Integer.BYTES).getInt();
    }

    long whole64(String what) throws IOException {
        return need(what, Long.BYTES).getLong();
    }

    /** A whole number of some bytes. */
    long little(String what, int bytes) throws IOException {
        ByteBuffer from = need(what, bytes);
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (from.get() & 0xFFL) << 8 * i;
        }
        return number;
    }

    /** How many things follow, each of which takes some bytes at least. */
    long count(String what, int bytesEach) throws IOException {
        long count = whole64(what);
        if (count < 0 || count > left() / bytesEach) {
            throw wrong("%s is %s, more than the %s bytes that are left hold"
                    .formatted(what, Long.toUnsignedString(count), left()));
        }
        return count;
    }

    String text(String what) throws IOException {
        long length = count("the length of " + what, 1);
        if (length > LONGEST_TEXT) {
            throw wrong("%s has %s bytes, but up to %s are read".formatted(what, length, LONGEST_TEXT));
        }
        byte[] bytes = new byte[(int) length];
        for (int at = 0; at < bytes.length; ) {
            ByteBuffer from = need(what, 1);
            int count = Math.min(from.remaining(), bytes.length - at);
            from.get(bytes, at, count);
            at += count;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(String what, long bytes) {
        if (bytes > left()) {
            throw ends(what, bytes);
        }
        long to = position() + bytes;
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) bytes);
        } else {
            buffer.clear().limit(0);
            base = to;
        }
    }
}
