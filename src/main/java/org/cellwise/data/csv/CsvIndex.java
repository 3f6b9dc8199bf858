package org.cellwise.data.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.text.FileErrors;

/**
 * Where the lines of a file stand, so that any block of them can be read by itself.
 *
 * @param form how the file is written
 * @param names of its columns
 * @param starts the byte where each block begins, and the end of the file
 * @param lines how many rows each block has
 * @param changed when the file was changed last
 */
public record CsvIndex(CsvForm form, List<String> names, long[] starts, int[] lines, FileTime changed) {
    private static final int BLOCK_LINES = 2048;
    private static final int BLOCK_BYTES = 1 << 22;
    private static final int LONGEST_LINE = 1 << 26;

    /** What is told of each row while the file is looked through. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A row.
         *
         * @param start its first byte
         * @param end the byte behind its last one
         */
        void row(long start, long end);
    }

    /**
     * Looks through a file once.
     *
     * @throws IllegalArgumentException if its lines cannot be read one by one
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static CsvIndex of(Path file, Listener listener) {
        CsvForm form = CsvForm.of(file);
        if (form.isPacked() || !form.charset().equals(StandardCharsets.UTF_8)) {
            throw new IllegalArgumentException("Cannot read %s in parts: %s"
                    .formatted(
                            file,
                            form.isPacked()
                                    ? "it is packed by gzip; unpack it first, by gunzip -k"
                                    : "it is written in UTF-16; write it in UTF-8 first"));
        }
        try (InputStream in = new BufferedInputStream(form.opening().open(), 1 << 16)) {
            return new Scan(form, listener).run(in);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot read %s in parts: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** How many blocks there are. */
    public int count() {
        return lines.length;
    }

    /** The rows of a block. */
    public CsvColumns read(int block) {
        CsvColumns read = read(starts[block], starts[block + 1]);
        if (read.cells().get(0).size() != lines[block]) {
            throw hasChanged();
        }
        return read;
    }

    /** The rows whose bytes are given, one after another. */
    public CsvColumns read(byte... rows) {
        try {
            return read(form, rows);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(form.file(), e.getMessage()), e);
        } catch (IOException e) {
            throw FileErrors.reading(form.file(), e);
        }
    }

    private CsvColumns read(long start, long end) {
        try {
            return read(form, bytes(start, end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, in the part that begins with byte %s: %s".formatted(form.file(), start, e.getMessage()), e);
        } catch (IOException e) {
            throw FileErrors.reading(form.file(), e);
        }
    }

    private CsvColumns read(CsvForm as, byte... rows) throws IOException {
        try {
            return CsvColumns.of(as.withoutName(), as.reader(new ByteArrayInputStream(rows)), CellCollector.of(names));
        } catch (CharacterCodingException e) {
            return read(as.with(CsvForm.WINDOWS), rows);
        }
    }

    /** Some bytes of the file, which has not changed. */
    public byte[] bytes(long start, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
        try (FileChannel channel = FileChannel.open(form.file())) {
            if (channel.size() != starts[starts.length - 1]
                    || !Files.getLastModifiedTime(form.file()).equals(changed)) {
                throw hasChanged();
            }
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw hasChanged(); // cut since its size was asked for
                }
            }
        }
        return bytes.array();
    }

    private IllegalArgumentException hasChanged() {
        return new IllegalArgumentException(
                "%s has changed since it was looked through: make the source anew".formatted(form.file()));
    }

    /** One look through a file, which goes from quotation mark to quotation mark as the reader of lines does. */
    private static final class Scan {
        private final CsvForm form;
        private final Listener listener;
        private final List<Long> starts = new ArrayList<>();
        private final List<Integer> lines = new ArrayList<>();
        private List<String> names;
        private int inBlock;
        private long blockStart;

        Scan(CsvForm form, Listener listener) {
            this.form = form;
            this.listener = listener;
        }

        CsvIndex run(InputStream in) throws IOException {
            FileTime changed = Files.getLastModifiedTime(form.file());
            in.skipNBytes(form.mark());
            byte[] buffer = new byte[1 << 16];
            long at = form.mark();
            long start = at; // of the line
            boolean quoted = false;
            boolean fieldStart = true;
            boolean isText = false; // whether the line holds anything
            boolean wasReturn = false;
            boolean skips = form.isNamed();
            byte separator = (byte) form.separator();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++, at++) {
                    byte b = buffer[i];
                    if (wasReturn) {
                        wasReturn = false;
                        if (b == '\n') {
                            start = at + 1;
                            continue;
                        }
                    }
                    if (quoted) {
                        quoted = b != '"'; // a doubled one opens again at once
                        fieldStart = !quoted;
                        continue;
                    }
                    if (b == '\n' || b == '\r') {
                        if (skips) {
                            skips = false;
                        } else if (isText) {
                            line(start, at);
                        }
                        wasReturn = b == '\r';
                        start = at + 1;
                        fieldStart = true;
                        isText = false;
                        continue;
                    }
                    isText |= b > ' ' || b < 0 || b == separator || names != null && names.size() == 1;
                    if (b == '"' && fieldStart) {
                        quoted = true;
                    }
                    fieldStart = b == separator || fieldStart && form.isSpaced() && b == ' ';
                }
                if (at - start > LONGEST_LINE) {
                    throw new IllegalArgumentException(
                            "a line from byte %s on is longer than %s bytes: close its quotation mark, if one is missing"
                                    .formatted(start, LONGEST_LINE));
                }
            }
            if (quoted) {
                throw new IllegalArgumentException(
                        "it ends within a quotation that begins behind byte %s: close the quotation mark, or look whether the file was cut"
                                .formatted(start));
            }
            if (isText) {
                line(start, at);
            }
            if (inBlock > 0) {
                lines.add(inBlock);
            }
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("it has a line of names, but no rows");
            }
            starts.add(at);
            return new CsvIndex(
                    form,
                    names,
                    starts.stream().mapToLong(Long::longValue).toArray(),
                    lines.stream().mapToInt(Integer::intValue).toArray(),
                    changed);
        }

        private void line(long start, long end) throws IOException {
            if (names == null) {
                CsvColumns header = header(start, end);
                names = header.names();
                if (header.hasNames()) {
                    return;
                }
            }
            if (inBlock == BLOCK_LINES || inBlock > 0 && end - blockStart > BLOCK_BYTES) {
                lines.add(inBlock);
                inBlock = 0;
            }
            if (inBlock == 0) {
                starts.add(start);
                blockStart = start;
            }
            inBlock++;
            listener.row(start, end);
        }

        /** The first line, read twice, as names and as what may be a row. */
        private CsvColumns header(long start, long end) throws IOException {
            byte[] line;
            try (InputStream in = form.opening().open()) {
                in.skipNBytes(start);
                line = in.readNBytes(Math.toIntExact(end - start));
            }
            byte[] twice = Arrays.copyOf(line, 2 * line.length + 1);
            twice[line.length] = '\n';
            System.arraycopy(line, 0, twice, line.length + 1, line.length);
            CsvForm plain = form.withoutName();
            try {
                return CsvColumns.of(plain, plain.reader(new ByteArrayInputStream(twice)), CellCollector.whole());
            } catch (CharacterCodingException e) {
                CsvForm other = plain.with(CsvForm.WINDOWS);
                return CsvColumns.of(other, other.reader(new ByteArrayInputStream(twice)), CellCollector.whole());
            }
        }
    }
}
