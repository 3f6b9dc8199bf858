package org.cellwise.data.table;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cellwise.data.csv.CsvForm;
import org.cellwise.data.ready.Archive;
import org.cellwise.data.ready.Cache;
import org.cellwise.text.FileErrors;
import tech.tablesaw.api.Table;

/**
 * Tables in files of whatever kind: separated values, or Parquet where DuckDB is there to read it; and small ones that come
 * with the library, whose README beside them tells their sources and licences.
 */
public final class TableFiles {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";

    private static final Set<String> PLAIN = Set.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "VARCHAR",
            "DATE",
            "TIME",
            "TIMESTAMP");

    /** Others become the type that holds them; of a greater one, a number that does not fit is an error. */
    private static final Map<String, String> WIDER = Map.of(
            "UTINYINT", "INTEGER",
            "USMALLINT", "INTEGER",
            "UINTEGER", "BIGINT",
            "UBIGINT", "BIGINT",
            "HUGEINT", "BIGINT");

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
        boolean isParquet =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".parquet");
        return isParquet ? parquet(file) : CsvFiles.read(file, locale);
    }

    private static Table parquet(Path file) {
        if (!Files.isRegularFile(file)) {
            throw FileErrors.reading(file, new IOException("it is no file"));
        }
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Parquet is read by DuckDB, which is not on the class path: run %maven org.duckdb:duckdb_jdbc:1.4.4.0 in a cell of its own before, or save "
                            + file + " as CSV",
                    e);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement query = connection.prepareStatement(
                        "SELECT %s FROM read_parquet(?)".formatted(columns(connection, file)))) {
            query.setString(1, file.toAbsolutePath().toString());
            try (ResultSet rows = query.executeQuery()) {
                return Table.read().db(rows, String.valueOf(file.getFileName()));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("Cannot read %s as Parquet: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** All columns, in types of which a table loses nothing: it takes short decimal numbers for floats. */
    private static String columns(Connection connection, Path file) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM read_parquet(?) LIMIT 0")) {
            query.setString(1, file.toAbsolutePath().toString());
            try (ResultSet rows = query.executeQuery()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    String name = "\"" + rows.getMetaData().getColumnName(i).replace("\"", "\"\"") + "\"";
                    String type = rows.getMetaData().getColumnTypeName(i);
                    String as = PLAIN.contains(type)
                            ? type
                            : type.startsWith("DECIMAL") ? "DOUBLE" : WIDER.getOrDefault(type, "VARCHAR");
                    columns.add(as.equals(type) ? name : "CAST(%s AS %s) AS %s".formatted(name, as, name));
                }
                return String.join(", ", columns);
            }
        }
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
