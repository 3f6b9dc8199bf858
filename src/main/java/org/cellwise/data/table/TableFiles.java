package org.cellwise.data.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.cellwise.text.FileErrors;
import tech.tablesaw.api.Table;

/** Tables in files of whatever kind: separated values, or Parquet where DuckDB is there to read it. */
public final class TableFiles {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";

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
                PreparedStatement query = connection.prepareStatement("SELECT * FROM read_parquet(?)")) {
            query.setString(1, file.toAbsolutePath().toString());
            try (ResultSet rows = query.executeQuery()) {
                return Table.read().db(rows, String.valueOf(file.getFileName()));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("Cannot read %s as Parquet: %s".formatted(file, e.getMessage()), e);
        }
    }
}
