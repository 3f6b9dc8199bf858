package org.cellwise.model.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.cellwise.file.FileFormatException;
import org.cellwise.text.FileErrors;

/** Named arrays in a file, or in several that belong together. No array is read before it is asked for, where that can be. */
public interface ArrayFile extends Closeable {
    /** The arrays by name, in the order of the file. */
    Map<String, NamedArray> arrays();

    /** The numbers of an array, row by row. */
    float[] floats(String name);

    /** What network the file says it is of, such as {@code gpt2}; empty where it says nothing. */
    default String architecture() {
        return "";
    }

    @Override
    void close();

    /**
     * Opens a file by the ending of its name: safetensors, a {@code .safetensors.index.json} with the names of several,
     * NumPy's npz and npy, GGUF, Keras's {@code .weights.h5} and {@code .keras}.
     *
     * @throws FileFormatException if it is damaged, or a kind of file that is not read
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    static ArrayFile open(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (isPickle(path, name)) {
            throw pickle(path);
        }
        if (name.endsWith(".npz") || name.endsWith(".npy")) {
            return NumpyArrays.open(path);
        }
        if (name.endsWith(".gguf")) {
            return GgufFile.open(path);
        }
        if (name.endsWith(".h5") || name.endsWith(".hdf5") || name.endsWith(".keras")) {
            return KerasArrays.open(path);
        }
        if (name.endsWith(".onnx")) {
            throw new FileFormatException(
                    path + " is a whole network with its weights: read it by network(\"" + path.getFileName() + "\")");
        }
        return SafetensorsFiles.open(path);
    }

    /** By its name, or, whatever its name, by how it begins. */
    private static boolean isPickle(Path path, String name) {
        if (name.endsWith(".pt")
                || name.endsWith(".pth")
                || name.endsWith(".bin")
                || name.endsWith(".pkl")
                || name.endsWith(".ckpt")) {
            return true;
        }
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(Long.BYTES); // of safetensors these are a length, which ends in zeros
            boolean isLength = first.length == Long.BYTES && first[6] == 0 && first[7] == 0;
            return first.length > 2 && (first[0] & 0xFF) == 0x80 && first[1] >= 2 && first[1] <= 5 && !isLength;
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        }
    }

    private static FileFormatException pickle(Path path) {
        return new FileFormatException(path + " is a pickle, which can run any program when it is read. Convert it in"
                + " Python:\n    from safetensors.torch import save_file\n    save_file(torch.load(\""
                + path.getFileName()
                + "\", weights_only=True), \"weights.safetensors\")");
    }
}
