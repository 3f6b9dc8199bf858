package org.cellwise.data.csv;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Reads a large file in sections that several threads read at once. They are cut where a line seems to end. That it does
 * is proved by the section before, which begins right: had its last line gone on, its quotation mark would not be closed.
 * Whatever a section refuses leaves the file to be read by one thread, which knows the numbers of lines.
 */
final class Sections {
    private static final long SMALLEST = 1 << 20; // bytes
    private static final int BUFFER = 1 << 16;

    private Sections() {}

    /** The columns of a file; null where it is small, packed, or not to be read in this way. */
    static CsvColumns read(CsvForm form) {
        if (!(form.opening() instanceof CsvForm.Whole)
                || form.isPacked()
                || !form.charset().equals(StandardCharsets.UTF_8)
                        && !form.charset().equals(CsvForm.WINDOWS)) {
            return null;
        }
        try {
            List<Long> cuts = cuts(form);
            int count = cuts.size() - 1;
            if (count < 2) {
                return null;
            }
            List<CsvColumns> read = IntStream.range(0, count)
                    .parallel()
                    .mapToObj(i -> read(form, cuts.get(i), cuts.get(i + 1), i, count))
                    .toList();
            int width = read.get(0).names().size();
            // a single column has lines of spaces, which mean nothing between names and rows
            return width > 1 && read.stream().allMatch(part -> part.names().size() == width)
                    ? CsvColumns.joined(read)
                    : null;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            return null; // what is wrong is said of the whole
        }
    }

    private static CsvColumns read(CsvForm form, long start, long end, int section, int count) {
        CsvForm plain = section == 0 ? form : form.withoutName();
        try (FileChannel channel = FileChannel.open(form.file());
                Reader reader = plain.reader(new Part(Channels.newInputStream(channel.position(start)), end - start))) {
            return CsvColumns.of(plain, reader, section == 0 ? CellCollector.first(count) : CellCollector.other(count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where sections begin, and the end of the file: behind ends of lines that stand in no quotation. */
    private static List<Long> cuts(CsvForm form) throws IOException {
        List<Long> cuts = new ArrayList<>(List.of((long) form.mark()));
        long size = Files.size(form.file());
        long step = Math.max(SMALLEST, size / (ForkJoinPool.getCommonPoolParallelism() + 1) + 1);
        if (step >= size) {
            return cuts;
        }
        try (InputStream in = new BufferedInputStream(form.opening().open(), BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            long at = 0;
            long wanted = step;
            boolean quoted = false;
            for (int read = in.read(buffer); read >= 0 && wanted < size; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    byte b = buffer[i];
                    if (b == '"') {
                        quoted = !quoted;
                    } else if (b == '\n' && !quoted && at + i + 1 >= wanted) {
                        cuts.add(at + i + 1);
                        wanted = at + i + 1 + step;
                    }
                }
                at += read;
            }
        }
        if (cuts.get(cuts.size() - 1) < size) {
            cuts.add(size);
        }
        return cuts;
    }

    /** The first bytes of a stream. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
