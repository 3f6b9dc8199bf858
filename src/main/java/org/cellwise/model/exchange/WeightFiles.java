package org.cellwise.model.exchange;

import java.io.Closeable;
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
final class WeightFiles implements Closeable {
    private static final int LONGEST_INDEX = 32 << 20;

    private final Map<Path, TensorFile> files = new LinkedHashMap<>();
    private final Map<String, TensorFile> owners = new LinkedHashMap<>();

    private WeightFiles() {}

    static WeightFiles open(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".bin") || name.endsWith(".pkl")) {
            throw new IllegalArgumentException(
                    path + " is a pickle, which can run any program when it is read. Convert it in"
                            + " Python:\n    from safetensors.torch import save_file\n    save_file(torch.load(\""
                            + path.getFileName()
                            + "\", weights_only=True), \"weights.safetensors\")");
        }
        WeightFiles opened = new WeightFiles();
        boolean whole = false;
        try {
            if (name.endsWith(".json")) {
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
                if (name.contains("/") || name.contains("\\") || name.equals("..")) {
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
        return files.computeIfAbsent(path, TensorFile::open);
    }

    /** The arrays by name. */
    Map<String, TensorEntry> entries() {
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        owners.forEach((name, file) -> entries.put(name, file.entry(name)));
        return entries;
    }

    float[] floats(String name) {
        return owners.get(name).floats(name);
    }

    @Override
    public void close() {
        files.values().forEach(TensorFile::close);
    }
}
