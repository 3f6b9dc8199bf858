package org.cellwise.data.table.parquet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/**
 * A column on its way into a table. Times without a zone stay what they say, whatever the zone of the machine, and dates of
 * all centuries those of the calendar of today.
 *
 * @param column what is filled
 * @param cast the type that DuckDB is to hand out; empty for that of the file
 * @param reader reads a value
 */
record ParquetColumn(Column<?> column, String cast, Reader reader) {
    private static final int EXACT_DIGITS = 18; // of a long

    @FunctionalInterface
    private interface Reader {
        /** Appends the value of the row under way, which is not missing. */
        void append(ResultSet row, int index) throws SQLException;
    }

    /** Of a type of DuckDB; none for one of which a cell of a table holds no values. */
    static Optional<ParquetColumn> of(String name, String type) {
        if (type.startsWith("DECIMAL")) {
            boolean isWhole = type.endsWith(",0)")
                    && Integer.parseInt(type.substring(type.indexOf('(') + 1, type.indexOf(','))) <= EXACT_DIGITS;
            return isWhole ? longs(name) : doubles(name);
        }
        if (type.startsWith("ENUM")) {
            return texts(name);
        }
        return switch (type) {
            case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> ints(name);
            case "BIGINT", "UINTEGER" -> longs(name);
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> longs(name); // an error where one does not fit
            case "FLOAT", "DOUBLE" -> doubles(name);
            case "BOOLEAN" -> booleans(name);
            case "DATE" -> dates(name);
            case "TIME" -> times(name);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> moments(name);
            case "TIMESTAMP WITH TIME ZONE" -> instants(name);
            case "VARCHAR", "UUID", "JSON" -> texts(name);
            default -> Optional.empty();
        };
    }

    private static Optional<ParquetColumn> ints(String name) {
        IntColumn column = IntColumn.create(name);
        return of(column, "INTEGER", (row, i) -> column.append(row.getInt(i)));
    }

    private static Optional<ParquetColumn> longs(String name) {
        LongColumn column = LongColumn.create(name);
        return of(column, "BIGINT", (row, i) -> column.append(row.getLong(i)));
    }

    private static Optional<ParquetColumn> doubles(String name) {
        DoubleColumn column = DoubleColumn.create(name);
        return of(column, "DOUBLE", (row, i) -> column.append(row.getDouble(i)));
    }

    private static Optional<ParquetColumn> booleans(String name) {
        BooleanColumn column = BooleanColumn.create(name);
        return of(column, "", (row, i) -> column.append(row.getBoolean(i)));
    }

    private static Optional<ParquetColumn> dates(String name) {
        DateColumn column = DateColumn.create(name);
        return of(column, "", (row, i) -> column.append(row.getObject(i, LocalDate.class)));
    }

    private static Optional<ParquetColumn> times(String name) {
        TimeColumn column = TimeColumn.create(name);
        return of(column, "", (row, i) -> column.append((LocalTime) row.getObject(i)));
    }

    private static Optional<ParquetColumn> moments(String name) {
        DateTimeColumn column = DateTimeColumn.create(name);
        return of(column, "TIMESTAMP", (row, i) -> column.append(row.getObject(i, LocalDateTime.class)));
    }

    private static Optional<ParquetColumn> instants(String name) {
        InstantColumn column = InstantColumn.create(name);
        return of(
                column,
                "",
                (row, i) -> column.append(row.getObject(i, OffsetDateTime.class).toInstant()));
    }

    private static Optional<ParquetColumn> texts(String name) {
        StringColumn column = StringColumn.create(name);
        return of(column, "VARCHAR", (row, i) -> column.append(row.getString(i)));
    }

    private static Optional<ParquetColumn> of(Column<?> column, String cast, Reader reader) {
        return Optional.of(new ParquetColumn(column, cast, reader));
    }

    /** What is asked for, of a name in quotation marks. */
    String expression(String quoted) {
        return cast.isEmpty() ? quoted : "CAST(%s AS %s) AS %s".formatted(quoted, cast, quoted);
    }

    void add(ResultSet row, int index) throws SQLException {
        if (row.getObject(index) == null) {
            column.appendMissing();
        } else {
            reader.append(row, index);
        }
    }
}
