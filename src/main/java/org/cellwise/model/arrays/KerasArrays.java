package org.cellwise.model.arrays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cellwise.file.FileFormatException;
import org.cellwise.text.FileErrors;

/** The weights of Keras: an HDF5 file, or the one within a {@code .keras} file, which is a zip. */
final class KerasArrays {
    private static final String WEIGHTS = "model.weights.h5";

    private KerasArrays() {}

    static ArrayFile open(Path path) {
        boolean packed =
                String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".keras");
        try { // in memory, since the library takes as much for a part of a file as the file says
            return Hdf5Library.open(path, packed ? unpacked(path) : whole(path));
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    path
                            + " holds its weights as HDF5, which the library io.jhdf:jhdf reads, but that is not on the class"
                            + " path: add io.jhdf:jhdf:0.13.0 to it, in a notebook by %maven io.jhdf:jhdf:0.13.0",
                    e);
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        }
    }

    private static ByteBuffer whole(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return bytes(path, in);
        }
    }

    private static ByteBuffer bytes(Path path, InputStream in) throws IOException {
        int most = (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 3);
        byte[] bytes = in.readNBytes(most); // grows with what comes
        if (bytes.length == most) {
            throw new FileFormatException(path + " holds weights of more than the " + (most >> 20)
                    + " MB that there is memory for: start Java with more, by -Xmx");
        }
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer unpacked(Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry entry = zip.getEntry(WEIGHTS);
            if (entry == null) {
                throw new FileFormatException(
                        path + " has no " + WEIGHTS
                                + ": it was not saved by model.save(\"….keras\") of Keras 3, or with its weights as another kind");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return bytes(path, in);
            }
        } catch (ZipException e) {
            throw new FileFormatException(
                    path + " is no zip file, as Keras writes it, or damaged: " + e.getMessage(), e);
        }
    }
}
