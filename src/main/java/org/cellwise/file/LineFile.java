package org.cellwise.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Numbers;

/**
 * A file of lines that several processes and threads add to at once. Each line is added at the end, whole, under a lock on
 * the file, so that nothing that was there changes and nothing is lost.
 */
public final class LineFile {
    private static final long LARGEST = 64 << 20; // bytes
    private static final int PATIENCE = 6000; // times to wait for a lock of this process
    private static final int WAIT = 5; // milliseconds
    private static final Object HERE = new Object();

    private LineFile() {}

    /** What is done under a lock. */
    private interface Work<T> {
        T with(FileChannel channel) throws IOException;
    }

    /**
     * All lines; none where there is no such file.
     *
     * @throws FileFormatException if it is larger than 64 MB, or no text in UTF-8
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static List<String> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            ByteBuffer bytes = locked(file, true, channel -> whole(file, channel), StandardOpenOption.READ);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return text.lines().toList();
        } catch (CharacterCodingException e) {
            throw new FileFormatException(file + " is no text in UTF-8: name another file", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private static ByteBuffer whole(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > LARGEST) {
            throw new FileFormatException(
                    "%s is larger than %s: begin another file, or delete lines that are not needed"
                            .formatted(file, Numbers.bytes(LARGEST)));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // until all of it is there
        }
        return bytes.flip();
    }

    /**
     * Adds a line; the file is made where it is missing.
     *
     * @throws IllegalArgumentException if the text holds the end of a line
     * @throws FileFormatException if the file would be larger than 64 MB
     * @throws java.io.UncheckedIOException if it cannot be written; then it is as it was
     */
    public static void append(Path file, String line) {
        if (line.lines().count() != 1) {
            throw new IllegalArgumentException("A line of a file expects a text without line ends that is not empty");
        }
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            locked(
                    file,
                    false,
                    channel -> {
                        append(file, channel, bytes);
                        return null;
                    },
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    private static void append(Path file, FileChannel channel, byte... line) throws IOException {
        long size = channel.size();
        if (size + line.length + 1 > LARGEST) {
            throw new FileFormatException(
                    "%s would be larger than %s: begin another file".formatted(file, Numbers.bytes(LARGEST)));
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        boolean open = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n'; // edited by hand, or cut
        ByteBuffer bytes = ByteBuffer.allocate(line.length + 1);
        if (open) {
            bytes.put((byte) '\n');
        }
        bytes.put(line).flip();
        boolean written = false;
        try {
            channel.position(size);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            written = true;
        } finally {
            if (!written) {
                channel.truncate(size);
            }
        }
    }

    private static <T> T locked(Path file, boolean shared, Work<T> work, StandardOpenOption... options)
            throws IOException {
        synchronized (HERE) { // closing any channel of a file may end all locks that this process has on it
            try (FileChannel channel = FileChannel.open(file, Set.of(options))) {
                lock(channel, shared);
                return work.with(channel);
            }
        }
    }

    /** Other processes are waited for by the system; others of this process that know nothing of us, here. */
    private static void lock(FileChannel channel, boolean shared) throws IOException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                channel.lock(0, Long.MAX_VALUE, shared);
                return;
            } catch (OverlappingFileLockException heldHere) {
                try {
                    Thread.sleep(WAIT);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("it was stopped while another thread wrote to it");
                }
            }
        }
        throw new IOException("another thread holds it");
    }
}
