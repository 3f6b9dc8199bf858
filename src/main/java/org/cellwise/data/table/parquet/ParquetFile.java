package org.cellwise.data.table.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;
import tech.tablesaw.api.Table;

/**
 * A Parquet file.
 *
 * @param path where it is
 */
public record ParquetFile(Path path) {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final String LIBRARY = "org.duckdb:duckdb_jdbc:1.4.4.0";

    /**
     * All rows as a table.
     *
     * @throws IllegalArgumentException if it is no Parquet file, holds columns that a table cannot, or DuckDB is missing
     * @throws java.io.UncheckedIOException if there is no such file
     */
    public Table read() {
        requireFile();
        requireDriver();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            List<ParquetColumn> columns = new ArrayList<>();
            types(connection).forEach((name, type) -> columns.add(column(name, type)));
            try (PreparedStatement query = query(connection, select(columns));
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).add(rows, i + 1);
                    }
                }
            }
            Table table = Table.create(String.valueOf(path.getFileName()));
            columns.forEach(column -> table.addColumns(column.column()));
            if (table.rowCount() == 0) {
                throw new IllegalArgumentException("Cannot read %s: it has columns, but no rows".formatted(path));
            }
            return table;
        } catch (SQLException e) {
            throw unreadable("", e);
        }
    }

    void requireFile() {
        if (!Files.isRegularFile(path)) {
            throw FileErrors.reading(path, new IOException("it is no file"));
        }
    }

    IllegalArgumentException unreadable(String where, SQLException cause) {
        return new IllegalArgumentException(
                "Cannot read %s%s as Parquet: %s".formatted(path, where, firstLine(cause.getMessage())), cause);
    }

    static ParquetColumn column(String name, String type) {
        return ParquetColumn.of(name, type).orElseThrow();
    }

    void requireDriver() {
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Parquet is read by DuckDB, which is not on the class path: run %%maven %s in a cell of its own before, or save %s as CSV"
                            .formatted(LIBRARY, path),
                    e);
        }
    }

    /** The types of all columns by name, in their order, each of which a table can hold. */
    Map<String, String> types(Connection connection) throws SQLException {
        try (PreparedStatement query = query(connection, "SELECT * FROM read_parquet(?) LIMIT 0");
                ResultSet rows = query.executeQuery()) {
            ResultSetMetaData meta = rows.getMetaData();
            Map<String, String> types = new LinkedHashMap<>();
            List<String> others = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String name = meta.getColumnName(i);
                types.put(name, meta.getColumnTypeName(i));
                if (ParquetColumn.of(name, meta.getColumnTypeName(i)).isEmpty()) {
                    others.add("\"%s\"".formatted(Names.shorten(name)));
                    names.add(quoted(name));
                }
            }
            if (!others.isEmpty()) {
                throw new IllegalArgumentException(
                        "Cannot read %s: its %s %s lists, structures or bytes, which no cell of a table can: write the file without, by java.sql.DriverManager.getConnection(\"jdbc:duckdb:\").createStatement().execute(\"COPY (SELECT * EXCLUDE (%s) FROM read_parquet('%s')) TO 'plain.parquet'\")"
                                .formatted(
                                        path,
                                        (others.size() == 1 ? "column " : "columns ") + Names.list(others),
                                        others.size() == 1 ? "holds" : "hold",
                                        String.join(", ", names)
                                                .replace("\\", "\\\\")
                                                .replace("\"", "\\\""),
                                        pattern()
                                                .replace("'", "''")
                                                .replace("\\", "\\\\")
                                                .replace("\"", "\\\"")));
            }
            return types;
        }
    }

    PreparedStatement query(Connection connection, String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, pattern());
        return query;
    }

    /** The path as a pattern that fits it alone: DuckDB takes stars, question marks and brackets for signs. */
    private String pattern() {
        return path.toAbsolutePath().toString().replaceAll("[\\[*?]", "[$0]");
    }

    private static String select(List<ParquetColumn> columns) {
        return columns.stream()
                .map(column -> column.expression(quoted(column.column().name())))
                .collect(Collectors.joining(", ", "SELECT ", " FROM read_parquet(?)"));
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("it is none");
    }
}
