package org.cellwise.data.table;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.cellwise.data.csv.CsvColumns;
import org.cellwise.data.csv.CsvIndex;
import org.cellwise.data.stream.Streamed;
import org.cellwise.data.table.parquet.ParquetIndex;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Files of separated values or of Parquet that need not fit into memory, to be trained from in parts. They are looked
 * through once at the beginning; a sample of their rows, spread evenly by chance, is a table to look at and to fit encoders on.
 */
public final class TableParts {
    private static final int SAMPLE = 100_000;
    private static final int SAMPLE_BYTES = 1 << 26;
    private static final long STRIDE = 0xD1342543DE82EF95L;

    private final List<? extends TableBlocks.Part> files;
    private final List<String> names; // of columns
    private final Table sample;
    private final long rows;

    private TableParts(List<? extends TableBlocks.Part> files, List<String> names, Table sample, long rows) {
        this.files = files;
        this.names = names;
        this.sample = sample;
        this.rows = rows;
    }

    /** Where a row stands that may be in the sample; the smallest draws are. */
    private record Place(long draw, long number, int file, long start, long end) {}

    /**
     * Looks through files of separated values of the same columns.
     *
     * @param names of files; a star stands for any letters of a name: {@code ticks-*.csv}
     * @throws IllegalArgumentException if there are none, their columns differ, or one cannot be read line by line
     * @throws UncheckedIOException if one cannot be read
     */
    public static TableParts csv(String... names) {
        List<Path> paths = paths("csv", names);
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
        ReadTable sample = sampler.table(files);
        List<CsvPart> parts =
                files.stream().map(file -> new CsvPart(file, sample)).toList();
        return new TableParts(parts, files.get(0).names(), sample, sampler.rows);
    }

    /**
     * Looks through Parquet files of the same columns and types, by DuckDB.
     *
     * @param names of files; a star stands for any letters of a name: {@code ticks-*.parquet}
     * @throws IllegalArgumentException if there are none, their columns differ, one is damaged, or DuckDB is missing
     * @throws UncheckedIOException if one cannot be read
     */
    public static TableParts parquet(String... names) {
        Sampler sampler = new Sampler();
        List<ParquetPart> files = new ArrayList<>();
        for (Path path : paths("parquet", names)) {
            sampler.file = files.size();
            ParquetIndex file = ParquetIndex.of(path);
            if (!files.isEmpty()) {
                requireSameTypes(file, files.get(0).index());
            }
            long[] row = new long[1]; // in this file
            file.sizes(size -> sampler.row(row[0], row[0]++ + size));
            files.add(new ParquetPart(file));
        }
        if (sampler.rows == 0) {
            throw new IllegalArgumentException("Cannot read %s: it has columns, but no rows"
                    .formatted(files.get(0).file()));
        }
        List<String> columns = List.copyOf(files.get(0).index().types().keySet());
        return new TableParts(files, columns, sampler.parquet(files, columns), sampler.rows);
    }

    private static void requireSameTypes(ParquetIndex file, ParquetIndex first) {
        if (!words(file).equals(words(first))) {
            throw new IllegalArgumentException("%s has the columns (%s), but %s has (%s): choose files of one kind"
                    .formatted(
                            file.file().path(),
                            Names.list(words(file)),
                            first.file().path(),
                            Names.list(words(first))));
        }
    }

    private static List<String> words(ParquetIndex file) {
        List<String> words = new ArrayList<>();
        file.types().forEach((name, type) -> words.add(name + " " + type));
        return words;
    }

    /** Lines of a file, whose cells are read as those of the sample are. */
    private record CsvPart(CsvIndex index, ReadTable sample) implements TableBlocks.Part {
        @Override
        public Path file() {
            return index.form().file();
        }

        @Override
        public int count() {
            return index.count();
        }

        @Override
        public int rows(int block) {
            return index.lines()[block];
        }

        @Override
        public Table read(int block, Collection<String> names) {
            CsvColumns columns = index.read(block);
            List<Column<?>> read = new ArrayList<>();
            try {
                for (int c = 0; c < columns.cells().size(); c++) {
                    if (names.contains(columns.names().get(c))) {
                        read.add(CellColumn.like(
                                sample.column(c),
                                columns.cells().get(c),
                                sample.countries().get(c)));
                    }
                }
            } catch (IllegalArgumentException e) {
                throw wrong(block, e);
            }
            return Table.create(sample.name(), read);
        }
    }

    private record ParquetPart(ParquetIndex index) implements TableBlocks.Part {
        @Override
        public Path file() {
            return index.file().path();
        }

        @Override
        public int count() {
            return index.count();
        }

        @Override
        public int rows(int block) {
            return index.rows(block);
        }

        @Override
        public Table read(int block, Collection<String> names) {
            return index.read(block, names);
        }
    }

    private static List<Path> paths(String kind, String... names) {
        List<Path> paths = new ArrayList<>();
        for (String name : Given.require(names, kind, "names of files")) {
            Given.require(name, kind, "names of files");
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
                            "%sParts expects files, but none in %s is called %s".formatted(kind, folder, last));
                }
                paths.addAll(matching);
            } catch (IOException e) {
                throw FileErrors.reading(folder, e);
            }
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(
                    "%sParts expects 1 file or more, such as %sParts(\"ticks-*.%s\")".formatted(kind, kind, kind));
        }
        return paths;
    }

    /** Up to 100,000 of the rows, as they stand in the files, in their order; all of them where there are fewer. */
    public Table sample() {
        return sample instanceof ReadTable read ? read.copied() : sample.copy();
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
        return Streamed.of(TableBlocks.of(
                files,
                sample,
                Given.require(recipe, "source", "a recipe, such as table -> dataset(table).label(\"species\")")
                        .apply(sample)));
    }

    @Override
    public String toString() {
        return "%s with %s rows; columns %s".formatted(Names.count(files.size(), "file"), rows, Names.list(names));
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

        /** The chosen rows, block by block; those that are not chosen are gone before the next block is read. */
        Table parquet(List<ParquetPart> files, List<String> columns) {
            List<Place> chosen = new ArrayList<>(places);
            chosen.sort(Comparator.comparingLong(Place::number));
            Table sample = null;
            int at = 0;
            while (at < chosen.size()) {
                ParquetPart part = files.get(chosen.get(at).file());
                long[] starts = part.index().starts();
                int found = Arrays.binarySearch(starts, chosen.get(at).start());
                int block = found < 0 ? -found - 2 : found;
                int from = at;
                while (at < chosen.size()
                        && chosen.get(at).file() == chosen.get(from).file()
                        && chosen.get(at).start() < starts[block + 1]) {
                    at++;
                }
                int[] rows = chosen.subList(from, at).stream()
                        .mapToInt(place -> (int) (place.start() - starts[block]))
                        .toArray();
                Table read = part.read(block, columns).rows(rows);
                sample = sample == null ? read : sample.append(read);
            }
            return sample;
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
