package org.cellwise.data.ready;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * Files in a folder, or packed into one by tar and gzip (POSIX.1-1988, ustar): what sets of data come in. A size is
 * believed only when its bytes have come, and nothing is ever written.
 */
public final class Archive {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int SIZE_DIGITS = 12;
    private static final long LARGEST = 1L << 26;
    private static final int MOST = 10_000; // members looked at

    private Archive() {}

    /**
     * The wanted files by the last part of their names, in order of these.
     *
     * @param place a folder, or a file whose name ends in {@code .tar.gz} or {@code .tgz}
     * @throws IllegalArgumentException if it is damaged, or one of them is larger than 64 MB
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, byte[]> read(Path place, Predicate<String> wanted) {
        try {
            return Files.isDirectory(place) ? folder(place, wanted) : packed(place, wanted);
        } catch (EOFException | ZipException e) {
            throw new IllegalArgumentException(
                    place + " is no archive of tar and gzip: it ends too early, or is damaged; fetch it again", e);
        } catch (IOException e) {
            throw FileErrors.reading(place, e);
        }
    }

    private static Map<String, byte[]> folder(Path folder, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (wanted.test(name) && Files.isRegularFile(file)) {
                    requireSmall(folder, name, Files.size(file));
                    found.put(name, Files.readAllBytes(file));
                }
            }
        }
        return found;
    }

    private static Map<String, byte[]> packed(Path file, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16)) {
            for (int member = 0; member < MOST; member++) {
                byte[] head = in.readNBytes(BLOCK);
                if (head.length < BLOCK || head[0] == 0) {
                    return found; // two blocks of zeros end it
                }
                String name = text(head, 0, NAME);
                name = name.substring(name.lastIndexOf('/') + 1);
                long size = size(file, head);
                boolean isFile = head[SIZE + 2 * SIZE_DIGITS + 8] == '0' || head[SIZE + 2 * SIZE_DIGITS + 8] == 0;
                if (isFile && wanted.test(name)) {
                    requireSmall(file, name, size);
                    byte[] bytes = in.readNBytes((int) size);
                    if (bytes.length < size) {
                        throw new EOFException();
                    }
                    found.put(name, bytes);
                    in.skipNBytes(-size & BLOCK - 1);
                } else {
                    in.skipNBytes(size + (-size & BLOCK - 1));
                }
            }
            throw new IllegalArgumentException("%s holds more than %s files".formatted(file, MOST));
        }
    }

    private static void requireSmall(Path place, String name, long size) {
        if (size > LARGEST) {
            throw new IllegalArgumentException("%s holds a file %s of %s bytes, more than the %s that are read"
                    .formatted(place, Names.shorten(name), size, LARGEST));
        }
    }

    private static long size(Path file, byte... head) {
        String digits = text(head, SIZE, SIZE_DIGITS).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new IllegalArgumentException(
                    "%s is no archive of tar and gzip: a size in it is \"%s\"".formatted(file, Names.shorten(digits)));
        }
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] head, int from, int length) {
        int end = from;
        while (end < from + length && head[end] != 0) {
            end++;
        }
        return new String(head, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
