package org.cellwise.data.table.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.Cellwise;
import org.cellwise.data.table.TableParts;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ParquetFileTest {
    @TempDir
    private Path folder;

    private static void run(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Path write(String name, String select) {
        Path file = folder.resolve(name);
        run("COPY (%s) TO '%s' (FORMAT parquet)"
                .formatted(select, file.toString().replace("'", "''")));
        return file;
    }

    private static Table read(Path file) {
        return Cellwise.table(file.toString());
    }

    @Test
    void eachTypeAndNothingOfIt() {
        Table table = read(write("types.parquet", """
                SELECT * FROM (VALUES
                  (200::UTINYINT, 9007199254740993::BIGINT, 2.25::DECIMAL(10,3), 123456789012345678::DECIMAL(18,0), 0.5::FLOAT,
                   true, 'größe 😀', DATE '1066-10-14', TIME '12:34:56', TIMESTAMP '1815-06-18 11:35:00.25',
                   TIMESTAMPTZ '2024-01-02 03:04:05+02', UUID '123e4567-e89b-12d3-a456-426614174000'),
                  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
                t(small, large, price, number, share, yes, word, day, clock, moment, instant, "the ""id\""")
                """));
        assertThat(table.columnNames()).endsWith("moment", "instant", "the \"id\"");
        List<Object> row =
                table.columns().stream().<Object>map(column -> column.get(0)).toList();
        assertThat(row)
                .containsExactly(
                        200,
                        9007199254740993L,
                        2.25,
                        123456789012345678L,
                        0.5,
                        true,
                        "größe 😀",
                        LocalDate.of(1066, 10, 14),
                        LocalTime.of(12, 34, 56),
                        LocalDateTime.of(1815, 6, 18, 11, 35, 0, 250_000_000),
                        java.time.Instant.parse("2024-01-02T01:04:05Z"),
                        "123e4567-e89b-12d3-a456-426614174000");
        table.columns()
                .forEach(column ->
                        assertThat(column.isMissing(1)).as(column.name()).isTrue());
    }

    /** 02:30 is no time at all there in that night, and 1815 was 8 minutes off. */
    @Test
    void theZoneOfTheMachineChangesNothing() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            Table table = read(
                    write(
                            "zone.parquet",
                            "SELECT TIMESTAMP '2024-03-31 02:30:00' AS t, DATE '1815-06-18' AS d, TIMESTAMP '1582-10-05 00:00:01' AS o"));
            assertThat(table.dateTimeColumn("t").get(0)).isEqualTo(LocalDateTime.of(2024, 3, 31, 2, 30));
            assertThat(table.dateColumn("d").get(0)).isEqualTo(LocalDate.of(1815, 6, 18));
            assertThat(table.dateTimeColumn("o").get(0)).isEqualTo(LocalDateTime.of(1582, 10, 5, 0, 0, 1));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void rowsBecomeABatch() {
        Table table = read(
                write(
                        "rows.parquet",
                        "SELECT i::INTEGER AS size, i / 4.0 AS share, CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END AS k FROM range(1000) t(i)"));
        assertThat(Cellwise.describe(table).column("size").maximum()).isEqualTo(999);
        float[] rows = Cellwise.dataset(table).label("k").all().batch(4, 999).features();
        assertThat(rows).startsWith(4, 1, 999, 249.75f);
    }

    /** What is told to be done works. */
    @Test
    void listsAndStructuresAreRefused() {
        Path file = write(
                "it's [a] list.parquet", "SELECT 1 AS i, [1, 2] AS \"l \"\"q\"\"\", {'a': 1} AS s, 'x'::BLOB AS b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(file))
                .withMessageContaining("its columns \"l \"q\"\", \"s\", \"b\" hold lists, structures or bytes")
                .satisfies(e -> {
                    Matcher call = Pattern.compile("execute\\(\"(COPY .*)\"\\)").matcher(e.getMessage());
                    assertThat(call.find()).isTrue();
                    run(call.group(1)
                            .translateEscapes()
                            .replace("'plain.parquet'", "'" + folder.resolve("plain.parquet") + "'"));
                });
        assertThat(read(folder.resolve("plain.parquet")).columnNames()).containsExactly("i");
    }

    /** A name is no pattern, by which another file would be read. */
    @Test
    void namesWithSignsOfPatterns() {
        write("data1.parquet", "SELECT 1 AS other");
        for (String name : List.of("data[1].parquet", "data*.parquet", "da?a1.parquet", "it's.parquet")) {
            assertThat(read(write(name, "SELECT 2 AS own")).columnNames())
                    .as(name)
                    .containsExactly("own");
        }
    }

    @Test
    void whatDoesNotFitOrIsNotThere() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(write("large.parquet", "SELECT 18446744073709551615::UBIGINT AS n")))
                .withMessageContaining("large.parquet")
                .withMessageContaining("out of range");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(write("empty.parquet", "SELECT 1 AS n WHERE false")))
                .withMessageContaining("it has columns, but no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Files.writeString(folder.resolve("no.parquet"), "a,b\n1,2\n")))
                .withMessageContaining("no.parquet as Parquet");
        assertThatThrownBy(() -> read(folder.resolve("none.parquet"))).hasMessageContaining("there is no such file");
    }

    @Test
    void damagedFilesAreRefusedInWords() throws IOException {
        byte[] good = Files.readAllBytes(write("good.parquet", "SELECT i, 'text ' || i AS t FROM range(500) t(i)"));
        SeededRandom random = new SeededRandom(3);
        Path file = folder.resolve("bad.parquet");
        for (int run = 0; run < 60; run++) {
            byte[] bad = Arrays.copyOf(good, run % 3 == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 0; i < 4 && bad.length > 0; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bad);
            try {
                read(file);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("bad.parquet").message().doesNotContain("\n");
            }
        }
    }

    @Test
    void withoutTheLibraryItIsSaidHowToAddIt() throws Exception {
        Path file = write("some.parquet", "SELECT 1 AS i");
        URL[] others = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("duckdb"))
                .map(ParquetFileTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader without = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Object parquet = without.loadClass(ParquetFile.class.getName())
                    .getConstructor(Path.class)
                    .newInstance(file);
            assertThatThrownBy(() -> parquet.getClass().getMethod("read").invoke(parquet))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("run %maven org.duckdb:duckdb_jdbc:1.4.4.0 in a cell of its own");
            Class<?> parts = without.loadClass(TableParts.class.getName());
            assertThatThrownBy(() -> parts.getMethod("parquet", String[].class)
                            .invoke(null, (Object) new String[] {file.toString()}))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("run %maven org.duckdb:duckdb_jdbc:1.4.4.0 in a cell of its own");
        }
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
