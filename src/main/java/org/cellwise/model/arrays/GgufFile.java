package org.cellwise.model.arrays;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.file.FileFormatException;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * The arrays of a GGUF file (github.com/ggml-org/ggml/blob/master/docs/gguf.md), versions 2 and 3, little-endian: a header,
 * values by name, what arrays there are, and their numbers. Quantised ones come as floats.
 */
final class GgufFile implements ArrayFile {
    private static final String ALIGNMENT = "general.alignment";
    private static final int MAGIC = 0x46554747; // "GGUF"
    private static final int MOST_AXES = 4;
    private static final int SHORTEST_INFO = 24; // bytes that tell of an array at least
    private static final int SHORTEST_VALUE = 13;
    private static final int DEEPEST = 4; // lists in lists
    private static final int LIST = 9;
    private static final int TEXT = 8;
    private static final int[] BYTES = {1, 1, 2, 2, 4, 4, 4, 1, -1, -1, 8, 8, 8}; // of a value, by its type

    private final Path path;
    private final FileChannel channel;
    private final Map<String, Info> infos = new LinkedHashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final long start;

    /** What is told of an array; where it begins is counted from where all numbers begin. */
    private record Info(NamedArray array, GgufType type, long begin) {}

    private GgufFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        FileCursor in = new FileCursor(path, "GGUF", channel);
        if (in.whole32("its first four bytes") != MAGIC) {
            throw in.wrong("it does not begin as GGUF files do");
        }
        int version = in.whole32("its version");
        if (version < 2 || version > 3) {
            throw in.wrong("it is of version " + Integer.toUnsignedString(version)
                    + ", or big-endian, but versions 2 and 3 are read, little-endian");
        }
        long arrays = in.count("the number of arrays", SHORTEST_INFO);
        long named = in.count("the number of values", SHORTEST_VALUE);
        for (long i = 0; i < named; i++) {
            String name = in.text("the name of a value");
            Object value = value(in, in.whole32("the type of " + Names.shorten(name)), 0);
            if (value != null) {
                values.put(name, value);
            }
        }
        for (long i = 0; i < arrays; i++) {
            read(in);
        }
        long alignment = values.get(ALIGNMENT) instanceof Long set ? set : 32;
        if (alignment < 1 || alignment > 1 << 20) {
            throw in.wrong(ALIGNMENT + " is " + alignment + ", but from 1 to 2^20 is read");
        }
        start = (in.position() + alignment - 1) / alignment * alignment;
        checkPlaces(in);
    }

    static GgufFile open(Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            GgufFile file = new GgufFile(path, channel);
            channel = null;
            return file;
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        } finally {
            closeQuietly(channel);
        }
    }

    /** A whole number or a text; null for what is passed over. */
    private static Object value(FileCursor in, int type, int depth) throws IOException {
        if (type == TEXT) {
            return in.text("a value");
        }
        if (type == LIST) {
            if (depth == DEEPEST) {
                throw in.wrong("it has lists in lists in lists");
            }
            int of = in.whole32("the type of a list");
            int each = of >= 0 && of < BYTES.length && BYTES[of] > 0 ? BYTES[of] : of == TEXT ? 8 : 12;
            long count = in.count("the length of a list", each);
            if (of >= 0 && of < BYTES.length && BYTES[of] > 0) {
                in.skip("a list", count * each);
            } else {
                for (long i = 0; i < count; i++) {
                    if (of == TEXT) {
                        in.skip("a text", in.count("the length of a text", 1));
                    } else {
                        value(in, of, depth + 1);
                    }
                }
            }
            return null;
        }
        if (type < 0 || type >= BYTES.length) {
            throw in.wrong("it has a value of type " + type + ", but there are 0 to " + (BYTES.length - 1));
        }
        boolean isWhole = type != 6 && type != 12;
        long bits = in.little("a value", BYTES[type]);
        return isWhole ? bits : null;
    }

    private void read(FileCursor in) throws IOException {
        String name = in.text("the name of an array");
        int axes = in.whole32("the axes of " + Names.shorten(name));
        if (axes < 0 || axes > MOST_AXES) {
            throw in.wrong(Names.shorten(name) + " has " + Integer.toUnsignedString(axes) + " axes, but up to "
                    + MOST_AXES + " are read");
        }
        long[] shape = new long[axes];
        long count = 1;
        for (int i = axes - 1; i >= 0; i--) { // the one that runs fastest stands first
            shape[i] = in.whole64("a size of " + Names.shorten(name));
            if (shape[i] < 0 || shape[i] > Integer.MAX_VALUE) {
                throw in.wrong(Names.shorten(name) + " has a size of " + Long.toUnsignedString(shape[i])
                        + ", but sizes below 2^31 are read");
            }
            count = shape[i] != 0 && count > Integer.MAX_VALUE / shape[i] ? Integer.MAX_VALUE + 1L : count * shape[i];
        }
        if (count > Integer.MAX_VALUE - 8) {
            throw in.wrong(Names.shorten(name) + " has more numbers than an array holds");
        }
        int number = in.whole32("the type of " + Names.shorten(name));
        GgufType type = GgufType.of(number);
        long begin = in.whole64("the place of " + Names.shorten(name));
        NamedArray array = NamedArray.of(name, type == null ? "type " + number : type.toString(), shape);
        if (type != null && axes > 0 && shape[axes - 1] % type.numbers() != 0) {
            throw in.wrong(array + " is quantised in blocks of " + type.numbers() + ", which do not fill its rows");
        }
        if (begin < 0 || infos.put(name, new Info(array, type, begin)) != null) {
            throw in.wrong(begin < 0 ? array + " lies nowhere" : "it has two arrays of the name " + array.name());
        }
    }

    /** Arrays lie within the file, and none in another. */
    private void checkPlaces(FileCursor in) {
        List<Info> known = new ArrayList<>(infos.values());
        known.removeIf(info -> info.type == null);
        known.sort(Comparator.comparingLong(Info::begin));
        long end = 0;
        for (Info info : known) {
            long bytes = info.type.bytes(info.array.count());
            if (info.begin < end) {
                throw in.wrong(info.array + " begins at byte " + info.begin
                        + " of the numbers, within the one before, which ends at byte " + end);
            }
            if (info.begin > in.size() - start - bytes) {
                throw in.wrong(info.array + " takes " + bytes + " bytes from byte " + info.begin
                        + " of the numbers on, but the file has " + Math.max(0, in.size() - start)
                        + " there: it was not written to its end");
            }
            end = info.begin + bytes;
        }
    }

    @Override
    public Map<String, NamedArray> arrays() {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        infos.forEach((name, info) -> arrays.put(name, info.array));
        return arrays;
    }

    @Override
    public String architecture() {
        return values.get("general.architecture") instanceof String text ? text : "";
    }

    @Override
    public float[] floats(String name) {
        Info info = infos.get(name);
        if (info.type == null) {
            throw new FileFormatException(path + ": " + info.array
                    + " is quantised in a way that is not read: there are " + Names.list(GgufType.names()));
        }
        try {
            FileCursor in = new FileCursor(path, "GGUF", channel);
            in.skip("what is before " + info.array, start + info.begin);
            return info.type.read(in, (int) info.array.count());
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // what was to be said is said
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
