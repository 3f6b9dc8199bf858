package org.cellwise.data.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cellwise.data.csv.Country;
import org.cellwise.data.csv.CsvColumns;
import org.cellwise.data.csv.CsvForm;
import org.cellwise.data.csv.Separator;
import org.cellwise.data.table.ReadTable.Found;
import org.cellwise.text.Given;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Reads CSV files as spreadsheets and programs write them: the separator, the character set, decimal commas, dates,
 * missing values and types are found out from the whole file, and said by {@link ReadTable#found}.
 */
public final class CsvFiles {
    private CsvFiles() {}

    /**
     * The table in a file, packed by gzip or not. Texts such as {@code NA} and {@code ?} are missing values.
     *
     * @throws IllegalArgumentException if a comma in its numbers may be decimal or part thousands, or its lines do not
     *     make a table
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table read(Path file) {
        return read(file, Locale.ROOT);
    }

    /** As {@link #read(Path)}, with numbers and dates written as in a country: {@code Locale.GERMANY} has decimal commas. */
    public static Table read(Path file, Locale locale) {
        Given.require(locale, "readCsv", "a country, such as Locale.US");
        return read(CsvForm.of(file), locale);
    }

    static Table read(CsvForm form, Locale locale) {
        try {
            return table(CsvColumns.of(form), locale);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot read %s as a table whose columns are separated by %s: %s"
                            .formatted(form.file(), Separator.words(form.separator()), e.getMessage()),
                    e);
        }
    }

    static ReadTable table(CsvColumns file, Locale locale) {
        String path = file.form().file().toString();
        ColumnType.values(); // made here, since two threads that come upon its classes together wait for each other
        // forever
        CellColumn[] read = IntStream.range(0, file.names().size())
                .parallel()
                .mapToObj(
                        c -> new CellColumn(file.names().get(c), file.cells().get(c), new Country(locale, path, false)))
                .toArray(CellColumn[]::new);
        boolean commas = Arrays.stream(read).anyMatch(CellColumn::hasDecimalComma);
        Column<?>[] columns = Arrays.stream(read)
                .parallel()
                .map(column -> column.column(commas))
                .toArray(Column<?>[]::new);
        List<Found> found = new ArrayList<>();
        List<Country> countries = new ArrayList<>();
        for (CellColumn column : read) {
            found.add(column.found());
            countries.add(column.written());
        }
        String form = file.written() + (file.hasNames() ? "" : ", the first line taken for a row as it holds numbers");
        return new ReadTable(
                String.valueOf(file.form().file().getFileName()), Arrays.asList(columns), form, found, countries);
    }
}
