package org.cellwise.data.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cellwise.text.FileErrors;

/** Reads NumPy's files: one array in npy, several by name in npz. Sizes that they announce are believed only as far as there is memory. */
public final class NpyFiles {
    private static final int MOST_ARRAYS = 10_000;
    private static final String ENDING = ".npy";

    private NpyFiles() {}

    /**
     * The array in an npy file.
     *
     * @throws IllegalArgumentException if it is none of numbers, or larger than memory takes
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static NumberArray read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, String.valueOf(file.getFileName()));
        } catch (EOFException e) {
            throw broken(file, "it ends within its header", e);
        } catch (IllegalArgumentException e) {
            throw broken(file, e.getMessage(), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /**
     * The arrays in an npz file, by their names in the order of the file.
     *
     * @throws IllegalArgumentException if it is no such file, or one of its arrays is broken
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, NumberArray> readAll(Path file) {
        Map<String, NumberArray> arrays = new LinkedHashMap<>();
        long left = room();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ARRAYS) {
                throw new IllegalArgumentException(
                        "it holds %s files, but %s at most are read".formatted(zip.size(), MOST_ARRAYS));
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (name.endsWith(ENDING)) {
                    name = name.substring(0, name.length() - ENDING.length());
                    NumberArray array = array(zip, entry, name, left);
                    left -= array.bytes();
                    if (arrays.put(name, array) != null) {
                        throw new IllegalArgumentException("it has two arrays of the name \"%s\"".formatted(name));
                    }
                }
            }
        } catch (ZipException e) {
            throw broken(file, "it is no zip file, or damaged", e);
        } catch (IllegalArgumentException e) {
            throw broken(file, e.getMessage(), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static NumberArray array(ZipFile zip, ZipEntry entry, String name, long room) throws IOException {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            return read(in, name, room);
        } catch (EOFException e) {
            throw new IllegalArgumentException("\"%s\" ends within its header".formatted(name), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"%s\": %s".formatted(name, e.getMessage()), e);
        }
    }

    private static NumberArray read(InputStream in, String name) throws IOException {
        return read(in, name, room());
    }

    private static NumberArray read(InputStream in, String name, long room) throws IOException {
        NpyHeader header = NpyHeader.read(in);
        long total = header.count() * header.type().size();
        if (total > room) {
            throw new IllegalArgumentException(
                    "it announces %s numbers, more than fit into the memory there is (%s MB): train from it in parts, by streamArrays(…), or start Java with more, by -Xmx"
                            .formatted(header.count(), Runtime.getRuntime().maxMemory() >> 20));
        }
        byte[] bytes = in.readNBytes((int) total); // grows with what comes
        if (bytes.length < total) {
            throw new IllegalArgumentException(
                    "it ends after %s of the %s bytes that its header announces".formatted(bytes.length, total));
        }
        if (in.read() >= 0) {
            throw new IllegalArgumentException(
                    "it has more than the %s bytes that its header announces".formatted(total));
        }
        return new NumberArray(name, header, bytes);
    }

    /** How many bytes are read at most. */
    private static long room() {
        return Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 3);
    }

    private static IllegalArgumentException broken(Path file, String why, Exception cause) {
        return new IllegalArgumentException("Cannot read %s as arrays of NumPy: %s".formatted(file, why), cause);
    }
}
