package org.cellwise.data.table.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.cellwise.text.FileErrors;
import tech.tablesaw.api.Table;

/**
 * Where the rows of a Parquet file stand, so that any block of them can be read by itself. A block lies within a group of
 * rows of the file, so that the other groups are passed over unread.
 *
 * @param file what is read
 * @param types the types of DuckDB by names of columns, in their order
 * @param starts the row where each block begins, and how many rows there are
 * @param size of the file in bytes
 * @param changed when the file was changed last
 */
public record ParquetIndex(ParquetFile file, Map<String, String> types, long[] starts, long size, FileTime changed) {
    private static final int BLOCK_ROWS = 1 << 14;
    private static final int BLOCK_CELLS = 1 << 21;
    private static final int MOST_BLOCKS = 1 << 20; // what announces more is damaged, or meant to fill the memory
    private static final String WHERE =
            " FROM read_parquet(?, file_row_number=true) WHERE file_row_number >= %s AND file_row_number < %s";

    /**
     * Looks at the description of a file; no row is read.
     *
     * @throws IllegalArgumentException if it is no Parquet file, holds columns that a table cannot, or DuckDB is missing
     * @throws java.io.UncheckedIOException if there is no such file
     */
    public static ParquetIndex of(Path path) {
        ParquetFile file = new ParquetFile(path);
        file.requireFile();
        file.requireDriver();
        try (Connection connection = connect()) {
            Map<String, String> types = file.types(connection);
            return new ParquetIndex(
                    file,
                    types,
                    starts(file, connection, types.size()),
                    Files.size(path),
                    Files.getLastModifiedTime(path));
        } catch (SQLException e) {
            throw file.unreadable("", e);
        } catch (IOException e) {
            throw FileErrors.reading(path, e);
        }
    }

    /** DuckDB with one thread and a bound on its memory, which writes nothing to disk and fetches nothing. */
    private static Connection connect() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", "1");
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("temp_directory", "");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:", settings);
    }

    private static long[] starts(ParquetFile file, Connection connection, int columns) throws SQLException {
        long most = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_CELLS / Math.max(1, columns)));
        List<Long> starts = new ArrayList<>();
        long row = 0;
        try (PreparedStatement query = file.query(
                        connection,
                        "SELECT any_value(row_group_num_rows) FROM parquet_metadata(?) GROUP BY row_group_id ORDER BY row_group_id");
                ResultSet groups = query.executeQuery()) {
            while (groups.next()) {
                long rows = groups.getLong(1);
                long blocks = rows / most + (rows % most == 0 ? 0 : 1);
                if (rows < 0 || blocks > MOST_BLOCKS - starts.size()) {
                    throw new IllegalArgumentException(
                            "Cannot read %s: it announces a group of %s rows behind %s others, more than files have: is it damaged?"
                                    .formatted(file.path(), rows, row));
                }
                for (long block = 0; block < blocks; block++) {
                    starts.add(row + rows / blocks * block + Math.min(block, rows % blocks)); // of nearly equal size
                }
                row += rows;
            }
        }
        starts.add(row);
        return starts.stream().mapToLong(Long::longValue).toArray();
    }

    /** How many blocks there are. */
    public int count() {
        return starts.length - 1;
    }

    /** How many rows a block has. */
    public int rows(int block) {
        return (int) (starts[block + 1] - starts[block]);
    }

    /**
     * Tells of each row, in their order, about how many bytes its cells take; texts are looked at for that.
     *
     * @throws IllegalArgumentException if the file has changed, or cannot be read
     */
    public void sizes(LongConsumer listener) {
        String texts = types.entrySet().stream()
                .filter(type -> ParquetFile.column(type.getKey(), type.getValue())
                        .cast()
                        .equals("VARCHAR"))
                .map(type -> " + coalesce(strlen(CAST(%s AS VARCHAR)), 0)".formatted(ParquetFile.quoted(type.getKey())))
                .collect(Collectors.joining());
        long plain = 8L * types.size();
        if (texts.isEmpty()) {
            LongStream.range(0, starts[count()]).forEach(row -> listener.accept(plain));
            return;
        }
        for (int block = 0; block < count(); block++) {
            each(block, plain + texts, row -> listener.accept(row.getLong(2)));
        }
    }

    /**
     * Some columns of the rows of a block.
     *
     * @throws IllegalArgumentException if the file has changed, or cannot be read
     */
    public Table read(int block, Collection<String> names) {
        List<ParquetColumn> columns = types.entrySet().stream()
                .filter(type -> names.contains(type.getKey()))
                .map(type -> ParquetFile.column(type.getKey(), type.getValue()))
                .toList();
        String wanted = columns.stream()
                .map(column ->
                        column.expression(ParquetFile.quoted(column.column().name())))
                .collect(Collectors.joining(", "));
        each(block, wanted, row -> {
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(row, i + 2);
            }
        });
        Table table = Table.create(String.valueOf(file.path().getFileName()));
        columns.forEach(column -> table.addColumns(column.column()));
        return table;
    }

    @FunctionalInterface
    private interface Reader {
        /** Reads a row, whose first column is its number. */
        void read(ResultSet row) throws SQLException;
    }

    private void each(int block, String wanted, Reader reader) {
        requireUnchanged();
        long row = starts[block];
        String sql = "SELECT file_row_number, " + wanted + WHERE.formatted(row, starts[block + 1]);
        try (Connection connection = connect();
                PreparedStatement query = file.query(connection, sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                if (rows.getLong(1) != row) {
                    break;
                }
                reader.read(rows);
                row++;
            }
        } catch (SQLException e) {
            throw file.unreadable(", rows %s to %s,".formatted(starts[block], starts[block + 1] - 1), e);
        }
        if (row != starts[block + 1]) {
            throw new IllegalArgumentException(
                    "Cannot read %s: it announces %s rows, but row %s is not there: is it damaged?"
                            .formatted(file.path(), starts[count()], row));
        }
    }

    private void requireUnchanged() {
        try {
            if (Files.size(file.path()) != size
                    || !Files.getLastModifiedTime(file.path()).equals(changed)) {
                throw new IllegalArgumentException(
                        "%s has changed since it was looked through: make the source anew".formatted(file.path()));
            }
        } catch (IOException e) {
            throw FileErrors.reading(file.path(), e);
        }
    }
}
