package org.cellwise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellwise.data.RowEncoder;
import org.cellwise.math.Compute;
import org.cellwise.network.Network;

/**
 * A network as the bytes of its file, which Spark carries to executors; each makes the network of them once, when it first
 * asks. A network predicts on any number of threads, so the tasks of an executor share it.
 */
final class SavedNetwork implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

    private final byte[] file;
    private transient volatile Network network;

    SavedNetwork(byte[] file) {
        this.file = file;
    }

    /**
     * As it is now; what becomes of the network later changes nothing.
     *
     * @throws IllegalArgumentException if it has layers that no file keeps, or its file is of 2 GB or more
     */
    static SavedNetwork of(Network network) {
        return inFile(path -> {
            network.save(path);
            requireSize("The network", Files.size(path));
            return new SavedNetwork(Files.readAllBytes(path));
        });
    }

    /** @throws IllegalArgumentException if it is more than an array holds */
    static void requireSize(String what, long bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "%s takes %s bytes as a file, and at most %s go to executors at once: predict with it on one machine, or save it in float16"
                            .formatted(what, bytes, MOST_BYTES));
        }
    }

    byte[] bytes() {
        return file;
    }

    Network network() {
        Network made = network;
        if (made == null) {
            synchronized (this) {
                made = network;
                if (made == null) {
                    made = load();
                    network = made;
                }
            }
        }
        return made;
    }

    private Network load() {
        return inFile(path -> {
            Files.write(path, file);
            return Network.load(path, Compute.of(1), RowEncoder::of); // each core of an executor has its own task
        });
    }

    /** What is done with a file. */
    interface Use<T> {
        T of(Path file) throws IOException;
    }

    /** Gives a file for as long as it is used. */
    static <T> T inFile(Use<T> use) {
        try {
            Path path = Files.createTempFile("network", ".safetensors");
            try {
                return use.of(path);
            } finally {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a network goes through a file in the folder for temporary files", e);
        }
    }
}
