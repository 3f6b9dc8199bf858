package org.cellwise.model.arrays;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cellwise.data.file.NpyFiles;
import org.cellwise.data.file.NumberArray;

/** The arrays of an npz file, or the one of an npy file, which is called as the file without its ending. */
final class NumpyArrays implements ArrayFile {
    private static final int ENDING = ".npy".length();

    private final Map<String, NumberArray> numbers;

    private NumpyArrays(Map<String, NumberArray> numbers) {
        this.numbers = numbers;
    }

    static NumpyArrays open(Path path) {
        String name = String.valueOf(path.getFileName());
        return new NumpyArrays(
                name.toLowerCase(Locale.ROOT).endsWith(".npz")
                        ? NpyFiles.readAll(path)
                        : Map.of(name.substring(0, name.length() - ENDING), NpyFiles.read(path)));
    }

    @Override
    public Map<String, NamedArray> arrays() {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        numbers.forEach((name, array) -> {
            long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
            arrays.put(name, NamedArray.of(name, array.type(), shape));
        });
        return arrays;
    }

    @Override
    public float[] floats(String name) {
        return numbers.get(name).floats();
    }

    @Override
    public void close() {
        // all was read when it was opened
    }
}
