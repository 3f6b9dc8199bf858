package org.cellwise.data.table;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cellwise.data.csv.CsvForm;
import org.cellwise.data.ready.Archive;
import org.cellwise.data.ready.Cache;
import org.cellwise.data.table.parquet.ParquetFile;
import org.cellwise.text.Given;
import tech.tablesaw.api.Table;

/**
 * Tables in files of whatever kind: separated values, or Parquet where DuckDB is there to read it; and small ones that come
 * with the library, whose README beside them tells their sources and licences.
 */
public final class TableFiles {
    private static final List<String> HOUSING = List.of(
            "longitude",
            "latitude",
            "housing_median_age",
            "total_rooms",
            "total_bedrooms",
            "population",
            "households",
            "median_income",
            "median_house_value");

    private TableFiles() {}

    /**
     * The table in a file, by the ending of its name.
     *
     * @param locale where numbers and dates of a file of texts were written; {@link Locale#ROOT} to find it out
     * @throws IllegalArgumentException if it is no table, or needs what is not there
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Table read(Path file, Locale locale) {
        Given.require(locale, "table", "a country, such as Locale.US");
        boolean isParquet =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".parquet");
        return isParquet ? new ParquetFile(file).read() : CsvFiles.read(file, locale);
    }

    /**
     * Penguins of the Palmer Archipelago: species, island, bill, flipper, mass, sex, year; 344 rows, some with missing
     * values. CC0 1.0; Horst, Hill and Gorman (2020), palmerpenguins.
     */
    public static Table penguins() {
        return ready("penguins");
    }

    /** Lengths and widths of sepals and petals of three kinds of iris, in cm; 150 rows. Public domain; Fisher (1936). */
    public static Table iris() {
        return ready("iris");
    }

    /**
     * Handwritten digits, 8 by 8 pixels from 0 to 16, and the digit; 1797 rows. CC BY 4.0; Alpaydin and Kaynak (1998), UCI
     * Machine Learning Repository.
     */
    public static Table digits() {
        return ready("digits");
    }

    /**
     * House prices of the census of 1990 in California: 20,640 groups of blocks with place, age, rooms, people, income and
     * the median value of a house in dollars; from what {@code download("california-housing").fetch()} has brought. Pace and
     * Barry (1997).
     *
     * @throws IllegalArgumentException if the file is not there
     */
    public static Table californiaHousing() {
        return californiaHousing(Cache.folder().resolve("california-housing"));
    }

    /** As {@link #californiaHousing()}, from a folder that has {@code cal_housing.tgz}, or {@code cal_housing.data}. */
    public static Table californiaHousing(Path folder) {
        Path packed = folder.resolve("cal_housing.tgz");
        Path place = Files.isRegularFile(packed) ? packed : folder;
        byte[] rows = Files.exists(place)
                ? Archive.read(place, "cal_housing.data"::equals).get("cal_housing.data")
                : null;
        if (rows == null) {
            throw new IllegalArgumentException(
                    "california-housing is not in %s: look at download(\"california-housing\") and call its fetch(), or name the folder that has cal_housing.tgz or cal_housing.data"
                            .formatted(folder));
        }
        Path name = Path.of("cal_housing.data");
        Table table = CsvFiles.read(CsvForm.of(name, () -> new ByteArrayInputStream(rows)), Locale.US);
        if (table.columnCount() != HOUSING.size()) {
            throw new IllegalArgumentException("%s in %s has %s columns, but %s are expected (%s)"
                    .formatted(name, place, table.columnCount(), HOUSING.size(), String.join(", ", HOUSING)));
        }
        for (int c = 0; c < HOUSING.size(); c++) {
            table.column(c).setName(HOUSING.get(c));
        }
        return table.setName("california-housing");
    }

    private static Table ready(String name) {
        String file = name + ".csv";
        CsvForm form = CsvForm.of(Path.of(file), () -> {
            InputStream in = TableFiles.class.getResourceAsStream("/org/cellwise/data/ready/" + file);
            if (in == null) {
                throw new FileNotFoundException("the library's jar lacks " + file);
            }
            return in;
        });
        return CsvFiles.read(form, Locale.US).setName(name);
    }
}
