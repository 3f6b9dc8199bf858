package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

class CsvFilesTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatGermanSpreadsheetsWrite() {
        Table table = read("size;weight;kind\n1,3;2,25;small\n7,6;0,5;big\n5,8;1,75;big\n0,9;3,125;small\n");
        assertThat(table.doubleColumn("size").asDoubleArray()).containsExactly(1.3, 7.6, 5.8, 0.9);
        assertThat(table.doubleColumn("weight").asDoubleArray()).containsExactly(2.25, 0.5, 1.75, 3.125);
        assertThat(table.stringColumn("kind").asList()).containsExactly("small", "big", "big", "small");
        // points are part thousands where commas are decimal, in another column too
        Table both = read("a;b\n1.234,5;1.234\n2,5;2.000\n");
        assertThat(both.doubleColumn("a").asDoubleArray()).containsExactly(1234.5, 2.5);
        assertThat(both.doubleColumn("b").asDoubleArray()).containsExactly(1234, 2000);
        Table mixed = read("a;b\n1,5;2.5\n2,5;3.5\n");
        assertThat(mixed.doubleColumn("a").get(0)).isEqualTo(1.5);
        assertThat(mixed.doubleColumn("b").get(0)).isEqualTo(2.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparator(String separator) {
        Table table = read("a,b,\"c;\t|,d\"\n1.5,2,x\n2.5,3,\"y, or; z\"\n".replace(",", separator));
        assertThat(table.columnCount()).isEqualTo(3);
        assertThat(table.doubleColumn(0).asDoubleArray()).containsExactly(1.5, 2.5);
        assertThat(table.intColumn(1).asDoubleArray()).containsExactly(2, 3);
    }

    @Test
    void readsAsTablesawDoesWhatIsWrittenPlainly() {
        for (String name : new String[] {"penguins.csv", "iris.csv", "digits.csv"}) {
            Table ours = CsvFiles.read(Path.of("notebooks", "data", name));
            Table theirs = Tables.file(name);
            assertThat(ours.name()).isEqualTo(name);
            assertThat(ours.print()).isEqualTo(theirs.print());
            assertThat(ours.columns())
                    .extracting(c -> c.type())
                    .isEqualTo(theirs.columns().stream().map(c -> c.type()).toList());
        }
    }

    @Test
    void typesOfColumns() {
        Table table = read("day,yes,id,big,late\n2026-01-02,true,9007199254740993,1,1\n2026-01-03,false,2,2,x\n");
        assertThat(table.types())
                .containsExactly(
                        ColumnType.LOCAL_DATE,
                        ColumnType.BOOLEAN,
                        ColumnType.LONG,
                        ColumnType.INTEGER,
                        ColumnType.STRING);
        assertThat(table.longColumn("id").getLong(0)).isEqualTo(9007199254740993L);
    }

    @Test
    void knowsTextsThatSayNothing() {
        Table table = read("a,b\n1.5,x\n?,NA\n-,n/a\n,y\nnan,y\n");
        assertThat(table.doubleColumn("a").countMissing()).isEqualTo(4);
        assertThat(table.stringColumn("b").countMissing()).isEqualTo(2);
    }

    @Test
    void commasThatMayBeEither() {
        String csv = "a;k\n1,300;x\n2,500;y\n";
        assertThatThrownBy(() -> read(csv))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whose comma may be decimal or part thousands (\"1,300\")")
                .hasMessageContaining("t.csv\", Locale.GERMANY) for 1.3, or readCsv(")
                .hasMessageContaining("t.csv\", Locale.US) for 1300.0");
        assertThat(CsvFiles.read(write(csv.getBytes(StandardCharsets.UTF_8)), Locale.GERMANY)
                        .doubleColumn("a")
                        .get(1))
                .isEqualTo(2.5);
        assertThat(CsvFiles.read(write(csv.getBytes(StandardCharsets.UTF_8)), Locale.US)
                        .doubleColumn("a")
                        .get(1))
                .isEqualTo(2500);
    }

    @Test
    void characterSets() {
        String csv = "größe;k\n1,5;ä\n2,5;ö\n";
        Charset[] sets = {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16};
        for (Charset set : sets) {
            Table table = CsvFiles.read(write(csv.getBytes(set)));
            assertThat(table.columnNames()).containsExactly("größe", "k");
            assertThat(table.stringColumn("k").asList()).containsExactly("ä", "ö");
        }
        Table marked = CsvFiles.read(write(("\uFEFF" + csv).getBytes(StandardCharsets.UTF_8)));
        assertThat(marked.columnNames()).containsExactly("größe", "k");
        assertThat(read("sep=;\na;b,c\n1;2\n").columnNames()).containsExactly("a", "b,c");
    }

    @Test
    void filesThatCannotBeRead() {
        assertThatThrownBy(() -> CsvFiles.read(folder.resolve("none.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such file in the folder " + folder.toAbsolutePath());
        assertThatThrownBy(() -> CsvFiles.read(folder)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> read(" \n")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("a,b\n1,2,3\n4,5\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "t.csv as a table whose columns are separated by \",\": line 2 has 3 values, but the first line has 2")
                .hasMessageEndingWith("put texts that hold the separator in quotation marks");
        assertThatThrownBy(() -> read("a,b\n")).hasMessageEndingWith("it has a line of names, but no rows");
        assertThatThrownBy(() -> read("a,a\n1,2\n"))
                .hasMessageContaining("duplicate name a")
                .hasMessageEndingWith("give each column a name of its own in the first line");
    }

    @Test
    void tablesReadWithAnotherSeparatorSaySo() {
        for (String csv : new String[] {"a;b;kind\n1.5;2;x\n2.5;3;y\n", "a\tb\tkind\n1.5\t2\tx\n2.5\t3\ty\n"}) {
            Table table = Tables.csv(csv);
            String name = table.columnNames().get(0);
            String expected = csv.startsWith("a;") ? "separated by \";\"" : "separated by tabs";
            assertThatThrownBy(() -> TableData.of(table).label(name).all())
                    .hasMessageContaining(expected)
                    .hasMessageContaining("readCsv");
            assertThatThrownBy(() -> TableData.of(table).label("kind")).hasMessageContaining(expected);
            assertThat(TableData.of(read(csv)).label("kind").all().features(1)).containsExactly(2.5, 3);
        }
    }

    private Table read(String csv) {
        return CsvFiles.read(write(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private Path write(byte... bytes) {
        try {
            return Files.write(folder.resolve("t.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
