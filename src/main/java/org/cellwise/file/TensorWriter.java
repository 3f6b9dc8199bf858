package org.cellwise.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what {@link TensorFile} reads, with a {@link Checksum}; an older file is replaced when the new one is whole. */
public final class TensorWriter {
    private static final int PIECE = 1 << 16; // numbers at a time
    private static final int ALIGNMENT = 8;

    private TensorWriter() {}

    /** Takes pieces of a file. */
    private interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    /**
     * Writes arrays with texts about all of them. Those of larger numbers come first, so that each begins where its
     * numbers may lie in memory.
     *
     * @throws IllegalArgumentException if two have the same name
     * @throws java.io.UncheckedIOException if it cannot be written; then the older file is as it was
     */
    public static void write(Path file, Map<String, String> metadata, List<TensorData> arrays) {
        List<TensorData> sorted = new ArrayList<>(arrays);
        sorted.sort(Comparator.comparingInt(array -> -array.type().bytes()));
        byte[] header = header(metadata, sorted);
        Checksum sum = new Checksum(header);
        NewFile.replace(file, out -> {
            numbers(sorted, sum::update);
            sum.putInto(header);
            out.write(TensorFile.lengthOf(header));
            out.write(header);
            numbers(sorted, bytes -> out.write(bytes.array(), 0, bytes.limit()));
        });
    }

    private static byte[] header(Map<String, String> metadata, List<TensorData> sorted) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Checksum.NAME, Checksum.NONE);
        texts.putAll(metadata);
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        long at = 0;
        for (TensorData array : sorted) {
            long end = at + (long) array.type().bytes() * array.count();
            long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
            TensorEntry entry = new TensorEntry(array.name(), array.type(), shape, at, end);
            if (entries.put(array.name(), entry) != null) {
                throw new IllegalArgumentException(
                        "Arrays in a file expect different names, but \"" + array.name() + "\" is there twice");
            }
            at = end;
        }
        byte[] text = new TensorHeader(texts, entries).text().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] padded = Arrays.copyOf(text, length);
        Arrays.fill(padded, text.length, length, (byte) ' ');
        return padded;
    }

    private static void numbers(List<TensorData> arrays, Sink sink) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(PIECE * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (TensorData array : arrays) {
            int length = array.count();
            for (int done = 0; done < length; done += PIECE) {
                array.numbers().put(buffer.clear(), done, Math.min(PIECE, length - done));
                sink.take(buffer.flip());
            }
        }
    }
}
