package org.cellwise.model.arrays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.TensorEntry;
import org.cellwise.file.TensorFile;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * The arrays of one safetensors file, or of several that an index names: {@code model.safetensors.index.json} with a {@code
 * weight_map} from arrays to files beside it.
 */
final class SafetensorsFiles implements ArrayFile {
    private static final int LONGEST_INDEX = 32 << 20;
    private static final int MOST_FILES = 1000; // each is kept open

    private final Map<Path, TensorFile> files = new LinkedHashMap<>();
    private final Map<String, TensorFile> owners = new LinkedHashMap<>();

    private SafetensorsFiles() {}

    static SafetensorsFiles open(Path path) {
        SafetensorsFiles opened = new SafetensorsFiles();
        boolean whole = false;
        try {
            if (String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json")) {
                opened.readIndex(path);
            } else {
                TensorFile file = opened.file(path);
                file.entries().forEach(entry -> opened.owners.put(entry.name(), file));
            }
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                opened.close();
            }
        }
    }

    private void readIndex(Path path) {
        try {
            if (Files.size(path) > LONGEST_INDEX) {
                throw new FileFormatException(
                        path + " is too long for an index: it has " + Files.size(path) + " bytes");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            Fields map = Json.readObject(path.toString(), text).object("weight_map");
            for (String array : map.values().keySet()) {
                String name = map.text(array);
                if (name.contains("/") || name.contains("\\") || name.contains(":") || name.equals("..")) {
                    throw new FileFormatException(path + " names a file that is not beside it: " + Names.shorten(name));
                }
                TensorFile file = file(path.resolveSibling(name));
                file.entry(array);
                owners.put(array, file);
            }
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        }
    }

    private TensorFile file(Path path) {
        if (files.size() == MOST_FILES && !files.containsKey(path)) {
            throw new FileFormatException("An index of more than " + MOST_FILES + " files is not read: " + path);
        }
        return files.computeIfAbsent(path, TensorFile::open);
    }

    @Override
    public Map<String, NamedArray> arrays() {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        owners.forEach((name, file) -> {
            TensorEntry entry = file.entry(name);
            arrays.put(name, NamedArray.of(name, entry.type().toString(), entry.shape()));
        });
        return arrays;
    }

    @Override
    public float[] floats(String name) {
        return owners.get(name).floats(name);
    }

    @Override
    public void close() {
        files.values().forEach(TensorFile::close);
    }
}
