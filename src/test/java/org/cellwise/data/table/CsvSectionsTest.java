package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.data.csv.CsvForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Large files, which several threads read, hold what one thread reads. */
class CsvSectionsTest {
    private static final int ROWS = 100_000; // more than two megabytes

    @TempDir
    private Path folder;

    @Test
    void plainRows() throws IOException {
        assertThat(same(rows("\n", i -> i + ",word number " + i % 7 + "," + i * 0.5))
                        .rowCount())
                .isEqualTo(ROWS);
    }

    @Test
    void linesWithinCells() throws IOException {
        Table table = same(rows("\r\n", i -> i + ",\"a line\r\nand \"\"one\"\" more, of " + i + "\"," + i * 0.5));
        assertThat(table.stringColumn("text").get(ROWS - 1)).isEqualTo("a line\r\nand \"one\" more, of " + (ROWS - 1));
    }

    @Test
    void quotationMarksThatAreNone() throws IOException {
        // one stray mark, behind which a count of marks takes the inside of cells for the outside
        Table table = same(rows(
                "\n", i -> i + (i == 3 ? ",5\" of pipe," : ",\"a line\nand\none more, of " + i + "\",") + i * 0.5));
        assertThat(table.stringColumn("text").get(3)).isEqualTo("5\" of pipe");
        assertThat(table.stringColumn("text").get(ROWS - 1)).isEqualTo("a line\nand\none more, of " + (ROWS - 1));
    }

    @Test
    void lettersThatNeedMoreRoomInOneOfTheSections() throws IOException {
        Table table = same(rows("\n", i -> i + "," + (i == ROWS - 9 ? "漢字😀" : "größe of a thing") + "," + i * 0.5));
        assertThat(table.stringColumn("text").get(ROWS - 9)).isEqualTo("漢字😀");
    }

    @Test
    void lettersOfOneByte() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(
                file,
                rows("\n", i -> i + ",größe of a thing number " + i + "," + i).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(same(file).stringColumn("text").get(ROWS - 1)).isEqualTo("größe of a thing number " + (ROWS - 1));
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> same(rows("\n", i -> i + ",word number " + i % 7 + (i == ROWS - 2 ? "" : "," + i))))
                .withMessageContaining("line " + ROWS + " has 2 values, but the first line has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> same(rows("\n", i -> i + (i == ROWS - 2 ? ",\"word" : ",word number 1") + "," + i)))
                .withMessageContaining("close the quotation mark");
    }

    private static String rows(String end, java.util.function.IntFunction<String> row) {
        return IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining(end, "id,text,size" + end, end));
    }

    private Table same(String csv) throws IOException {
        return same(Files.writeString(folder.resolve("t.csv"), csv));
    }

    /** The table, which is the same as that of a stream, of which there are no sections. */
    private static Table same(Path file) {
        assertThat(file).satisfies(f -> assertThat(Files.size(f)).isGreaterThan(2 << 20));
        Table table = CsvFiles.read(file);
        Table expected = CsvFiles.read(CsvForm.of(file, () -> Files.newInputStream(file)), Locale.ROOT);
        assertThat(table.types()).isEqualTo(expected.types());
        for (int c = 0; c < expected.columnCount(); c++) {
            assertThat(table.column(c).asObjectArray())
                    .isEqualTo(expected.column(c).asObjectArray());
        }
        return table;
    }
}
