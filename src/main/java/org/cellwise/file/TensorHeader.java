package org.cellwise.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/**
 * The header of a safetensors file: {@code {"__metadata__": {…texts…}, "name": {"dtype": "F32", "shape": [2, 3],
 * "data_offsets": [0, 24]}, …}}. Arrays lie one behind the other, without holes, up to the end of the file.
 *
 * @param metadata texts by name
 * @param entries by name, in the order in which they lie
 */
record TensorHeader(Map<String, String> metadata, Map<String, TensorEntry> entries) {
    private static final String METADATA = "__metadata__";

    /**
     * Reads a header.
     *
     * @param room bytes of the file that follow the header
     */
    static TensorHeader read(String file, byte[] bytes, long room) {
        String what = "The header of " + file;
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorEntry> found = new ArrayList<>();
        Fields header = Json.readObject(what, decode(what, bytes));
        for (String name : header.values().keySet()) {
            if (name.equals(METADATA)) {
                Fields texts = header.object(name);
                texts.values().keySet().forEach(key -> metadata.put(key, texts.text(key)));
            } else {
                found.add(entry(name, header.object(name)));
            }
        }
        found.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        long at = 0;
        for (TensorEntry entry : found) {
            if (entry.begin() != at) {
                throw new FileFormatException(
                        "%s says that \"%s\" begins at byte %s of the numbers, but %s end at byte %s: arrays expect to lie one behind the other"
                                .formatted(
                                        what,
                                        Names.shorten(entry.name()),
                                        entry.begin(),
                                        entries.isEmpty() ? "none" : "those before",
                                        at));
            }
            at = entry.end();
            entries.put(entry.name(), entry);
        }
        if (at != room) {
            throw new FileFormatException(
                    "%s says that numbers take %s bytes, but the file has %s: it was not written to its end, or something was added"
                            .formatted(what, at, room));
        }
        return new TensorHeader(Collections.unmodifiableMap(metadata), Collections.unmodifiableMap(entries));
    }

    private static String decode(String what, byte... bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FileFormatException(what + " is no UTF-8 text", e);
        }
    }

    private static TensorEntry entry(String name, Fields fields) {
        ElementType type = ElementType.named(fields.text("dtype"));
        if (type == null) {
            throw new FileFormatException(
                    fields.what() + ".dtype is " + Names.shorten(fields.text("dtype")) + ", which is none of "
                            + Names.list(List.of(ElementType.values()).stream()
                                    .map(Enum::name)
                                    .toList()));
        }
        long[] offsets = longs(fields, "data_offsets");
        long[] shape = longs(fields, "shape");
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw new FileFormatException(fields.what() + ".data_offsets expects where it begins and where it ends");
        }
        long bytes = type.bytes();
        boolean empty = false;
        for (long size : shape) {
            empty |= size == 0;
        }
        for (long size : shape) {
            long high = Math.multiplyHigh(bytes, size);
            bytes *= size;
            if (!empty && (high != 0 || bytes < 0)) {
                throw new FileFormatException(fields.what() + ".shape has more numbers than any file holds");
            }
        }
        if ((empty ? 0 : bytes) != offsets[1] - offsets[0]) {
            throw new FileFormatException("%s has a shape that takes %s bytes, but lies in %s"
                    .formatted(fields.what(), empty ? 0 : bytes, offsets[1] - offsets[0]));
        }
        return new TensorEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] longs(Fields fields, String name) {
        return fields.list(name).stream()
                .mapToLong(item -> {
                    if (!(item instanceof Long number) || number < 0) {
                        throw new FileFormatException(
                                fields.what() + "." + name + " expects whole numbers from 0, but holds " + item);
                    }
                    return number;
                })
                .toArray();
    }

    /** As text, the metadata first. */
    String text() {
        Map<String, Object> all = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            all.put(METADATA, metadata);
        }
        entries.forEach((name, entry) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("dtype", entry.type().name());
            fields.put("shape", Arrays.stream(entry.shape()).boxed().toList());
            fields.put("data_offsets", List.of(entry.begin(), entry.end()));
            all.put(name, fields);
        });
        return Json.write(all);
    }
}
