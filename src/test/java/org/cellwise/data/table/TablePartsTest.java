package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cellwise.data.Dataset;
import org.cellwise.data.csv.CsvIndex;
import org.cellwise.data.stream.Streamed;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TablePartsTest {
    @TempDir
    private Path folder;

    /** Rows of several files, with quotes, ends of lines within cells, missing values and numbers of all kinds. */
    private String write(int rows, String... files) throws IOException {
        SeededRandom random = new SeededRandom(1);
        for (String file : files) {
            StringBuilder text = new StringBuilder("id,size,\"kind, or so\",note,answer\r\n");
            for (int i = 0; i < rows; i++) {
                text.append(i).append(',');
                text.append(i % 50 == 7 ? "NA" : String.valueOf(random.nextGaussian()))
                        .append(',');
                text.append(new String[] {"red", "\"blue\"", "\"green, dark\"", "ultra \"x\" violet"}
                                [random.nextInt(4)])
                        .append(',');
                text.append(i % 3 == 0 ? "\"a \"\"word\"\"\r\nin two lines, ok\"" : "plain")
                        .append(',');
                text.append(random.nextInt(3)).append(i % 100 == 0 ? "\r\n\r\n" : "\r\n");
            }
            Files.writeString(folder.resolve(file), text.substring(0, text.length() - 2));
        }
        return folder.resolve("part-*.csv").toString();
    }

    private static TableData recipe(Table table) {
        return TableData.of(table)
                .features("id", "size", "kind, or so")
                .dropMissing()
                .standardize()
                .label("answer");
    }

    @Test
    void theRowsOfAllFilesAsReadWhole() throws IOException {
        TableParts parts = TableParts.csv(write(5000, "part-1.csv", "part-2.csv"));
        assertThat(parts.rowCount()).isEqualTo(10_000);
        assertThat(parts).hasToString("2 files with 10000 rows; columns id, size, kind, or so, note, answer");
        Table whole = CsvFiles.read(folder.resolve("part-1.csv"));
        whole.append(CsvFiles.read(folder.resolve("part-2.csv")));
        assertThat(parts.sample().print(20_000))
                .isEqualTo(whole.setName("part-1.csv").print(20_000));
        Dataset expected = recipe(whole).all();
        Streamed source = parts.source(TablePartsTest::recipe);
        assertThat(source.schema()).isEqualTo(expected.schema());
        assertThat(source.rowCount()).isEqualTo(expected.size()).isEqualTo(9800);
        Dataset rows = source.head(20_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.features(i)).isEqualTo(expected.features(i));
            assertThat(rows.label(i)).isEqualTo(expected.label(i));
        }
    }

    @Test
    void whatDoesNotFitTheSampleIsSaidBeforeTraining() throws IOException {
        StringBuilder text = new StringBuilder("a,k\n");
        for (int i = 0; i < 400_000; i++) {
            text.append(i % 1000).append(i % 2 == 0 ? ",x\n" : ",y\n");
        }
        Path file = folder.resolve("a.csv");
        Files.writeString(file, text + "oops,x\n");
        TableParts parts = TableParts.csv(file.toString());
        assertThat(parts.sample().rowCount()).isEqualTo(100_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        parts.source(table -> TableData.of(table).features("a").label("k")))
                .withMessageContaining(
                        "a.csv, rows 399360 to 400000: \"a\" is of type integer in the sample, but holds \"oops\"");
    }

    @Test
    void filesThatDoNotGoTogether() throws IOException {
        Files.writeString(folder.resolve("part-1.csv"), "a,b\n1,2\n");
        Files.writeString(folder.resolve("part-2.csv"), "a,c\n1,2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableParts.csv(folder.resolve("part-*.csv").toString()))
                .withMessageContaining("part-2.csv has the columns (a, c), but")
                .withMessageContaining("has (a, b)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableParts.csv(folder.resolve("none-*.csv").toString()))
                .withMessageContaining("is called none-*.csv");
        Path wide = folder.resolve("w.csv");
        Files.write(wide, "\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableParts.csv(wide.toString()))
                .withMessageContaining("written in UTF-16");
        Files.writeString(wide, "a,b\n1,\"2\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableParts.csv(wide.toString()))
                .withMessageContaining("it ends within a quotation");
    }

    @Test
    void aFileThatChangesMeanwhile() throws IOException {
        String files = write(5000, "part-1.csv");
        Streamed source = TableParts.csv(files).source(TablePartsTest::recipe);
        Files.writeString(folder.resolve("part-1.csv"), "other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.head(10))
                .withMessageContaining("has changed since it was looked through");
    }

    @Test
    void bytesThatAreNoLongerThereAreNoZeros() throws IOException {
        Path file = Files.writeString(folder.resolve("cut.csv"), "a,b\n1,2\n3,4\n");
        CsvIndex index = CsvIndex.of(file, (start, end) -> {});
        assertThat(index.bytes(4, 12)).asString(StandardCharsets.UTF_8).isEqualTo("1,2\n3,4\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.bytes(4, 13))
                .withMessageContaining("has changed since it was looked through");
    }

    @Test
    void decimalCommasAndLatinLetters() throws IOException {
        String text = "größe;day;k\n1.234,5;13/02/2020;ä\n2,5;1/2/2020;ö\n7;1/3/2020;ä\n";
        Path file = Files.write(folder.resolve("l.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
        Dataset rows = TableParts.csv(file.toString())
                .source(table -> TableData.of(table).features("größe").label("k"))
                .head(3);
        assertThat(rows.features(0)).containsExactly(1234.5);
        assertThat(rows.label(1)).isEqualTo("ö");
    }
}
