package org.cellwise.data.table;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.cellwise.data.csv.CsvColumns;
import org.cellwise.data.csv.CsvIndex;
import org.cellwise.data.stream.Streamed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;

/**
 * Files of separated values that need not fit into memory, to be trained from in parts. They are looked through once at
 * the beginning; a sample of their rows, spread evenly by chance, is a table to look at and to fit encoders on.
 */
public final class CsvParts {
    private static final int SAMPLE = 100_000;
    private static final int SAMPLE_BYTES = 1 << 26;
    private static final long STRIDE = 0xD1342543DE82EF95L;

    private final List<CsvIndex> files;
    private final ReadTable sample;
    private final long rows;

    private CsvParts(List<CsvIndex> files, ReadTable sample, long rows) {
        this.files = files;
        this.sample = sample;
        this.rows = rows;
    }

    /** Where a row stands that may be in the sample; the smallest draws are. */
    private record Place(long draw, long number, int file, long start, long end) {}

    /**
     * Looks through files of the same columns.
     *
     * @param names of files; a star stands for any letters of a name: {@code ticks-*.csv}
     * @throws IllegalArgumentException if there are none, their columns differ, or one cannot be read line by line
     * @throws UncheckedIOException if one cannot be read
     */
    public static CsvParts of(String... names) {
        List<Path> paths = paths(names);
        Sampler sampler = new Sampler();
        List<CsvIndex> files = new ArrayList<>();
        for (Path path : paths) {
            sampler.file = files.size();
            CsvIndex file = CsvIndex.of(path, sampler);
            if (!files.isEmpty() && !file.names().equals(files.get(0).names())) {
                throw new IllegalArgumentException("%s has the columns (%s), but %s has (%s): choose files of one kind"
                        .formatted(
                                path,
                                Names.list(file.names()),
                                files.get(0).form().file(),
                                Names.list(files.get(0).names())));
            }
            files.add(file);
        }
        return new CsvParts(files, sampler.table(files), sampler.rows);
    }

    private static List<Path> paths(String... names) {
        List<Path> paths = new ArrayList<>();
        for (String name : names) {
            int cut = 1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf(File.separatorChar));
            String last = name.substring(cut);
            if (!last.contains("*")) {
                paths.add(Path.of(name));
                continue;
            }
            Path folder = Path.of(name.substring(0, cut)).toAbsolutePath(); // on Windows no path has a star
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, last)) {
                List<Path> matching = StreamSupport.stream(found.spliterator(), false)
                        .sorted()
                        .toList();
                if (matching.isEmpty()) {
                    throw new IllegalArgumentException(
                            "csvParts expects files, but none in %s is called %s".formatted(folder, last));
                }
                paths.addAll(matching);
            } catch (IOException e) {
                throw FileErrors.reading(folder, e);
            }
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("csvParts expects 1 file or more, such as csvParts(\"ticks-*.csv\")");
        }
        return paths;
    }

    /** Up to 100,000 of the rows, as they stand in the files, in their order; all of them where there are fewer. */
    public Table sample() {
        return sample.copied();
    }

    /** How many rows all files have. */
    public long rowCount() {
        return rows;
    }

    /**
     * A source of all rows, encoded as a recipe says that is fitted on the sample:
     * {@code source(table -> dataset(table).standardize().label("species"))}. All files are read once more to see that
     * every row can be encoded, so that no epoch ends in an error, and how many rows are left out for missing values.
     *
     * @throws IllegalArgumentException if a row does not fit what the sample shows; the message says where
     */
    public Streamed source(Function<Table, TableData> recipe) {
        return Streamed.of(CsvBlocks.of(files, sample, recipe.apply(sample)));
    }

    @Override
    public String toString() {
        return "%s with %s rows; columns %s"
                .formatted(
                        Names.count(files.size(), "file"),
                        rows,
                        Names.list(files.get(0).names()));
    }

    /** Chooses rows for the sample: those with the smallest random numbers. */
    private static final class Sampler implements CsvIndex.Listener {
        private final PriorityQueue<Place> places =
                new PriorityQueue<>(Comparator.comparingLong(Place::draw).reversed());
        private final SeededRandom random = new SeededRandom(0);
        private int file;
        private long rows;
        private long bytes;

        @Override
        public void row(long start, long end) {
            random.restore(STRIDE * rows);
            long draw = random.nextLong();
            if (places.size() < SAMPLE || draw < places.peek().draw()) {
                places.add(new Place(draw, rows, file, start, end));
                bytes += end - start;
                while (places.size() > SAMPLE || bytes > SAMPLE_BYTES && places.size() > 1) {
                    Place removed = places.remove();
                    bytes -= removed.end() - removed.start();
                }
            }
            rows++;
        }

        ReadTable table(List<CsvIndex> files) {
            List<Place> chosen = new ArrayList<>(places);
            chosen.sort(Comparator.comparingLong(Place::number));
            List<CsvColumns> parts = new ArrayList<>();
            int at = 0;
            for (int f = 0; f < files.size(); f++) {
                int from = at;
                while (at < chosen.size() && chosen.get(at).file() == f) {
                    at++;
                }
                if (at > from) {
                    parts.add(files.get(f).read(bytes(files.get(f), chosen.subList(from, at))));
                }
            }
            return CsvFiles.table(CsvColumns.joined(parts), Locale.ROOT);
        }

        private static byte[] bytes(CsvIndex file, List<Place> places) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                int at = 0;
                while (at < places.size()) { // neighbours in one go
                    int last = at;
                    while (last + 1 < places.size()
                            && places.get(last + 1).start() - places.get(last).end() <= 2) {
                        last++;
                    }
                    bytes.writeBytes(
                            file.bytes(places.get(at).start(), places.get(last).end()));
                    bytes.write('\n');
                    at = last + 1;
                }
            } catch (IOException e) {
                throw FileErrors.reading(file.form().file(), e);
            }
            return bytes.toByteArray();
        }
    }
}
