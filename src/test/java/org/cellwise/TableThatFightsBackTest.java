package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableData;
import org.cellwise.insight.table.Report;
import org.cellwise.insight.table.TableSummary;
import org.cellwise.notebook.Renderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables that fight back, on the whole way of a table: read, shown, described, reported on, turned into a batch. Each step has
 * the right values, or refuses in words.
 */
class TableThatFightsBackTest {
    @TempDir
    private Path folder;

    private Table read(String csv) {
        try {
            return table(Files.writeString(folder.resolve("t.csv"), csv).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page of a value, in which nothing that came from the data is markup. */
    private static String page(Object value) {
        Object html = Renderer.render(value).orElseThrow().data().get("text/html");
        assertThat(html).asString().isNotBlank().doesNotContain("<b>bold", "<img src=x");
        return html.toString();
    }

    /** Looks at a table in every way, and gives what it is found to be. */
    private static Report looked(Table table, String target) {
        page(table);
        TableSummary summary = describe(table);
        assertThat(summary.columns()).hasSize(table.columnCount());
        assertThat(summary.toString()).isNotBlank();
        page(summary);
        Report report = target.isEmpty() ? report(table) : report(table, target);
        assertThat(report.toString()).isNotBlank();
        page(report);
        return report;
    }

    private static double[][] batch(Table table, Function<TableData, TableData> recipe) {
        Dataset data = recipe.apply(dataset(table)).all();
        page(data);
        float[] features = data.batch(
                        IntStream.range(0, Math.min(8, data.size())).toArray())
                .features();
        int width = data.inputShape().elements();
        return IntStream.range(0, Math.min(8, data.size()))
                .mapToObj(row -> IntStream.range(0, width)
                        .mapToDouble(i -> features[row * width + i])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static String lines(int rows, Function<Integer, String> line) {
        return IntStream.range(0, rows).mapToObj(line::apply).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void tenThousandColumns() {
        int width = 10_000;
        String names = IntStream.range(0, width).mapToObj(c -> "c" + c).collect(Collectors.joining(","));
        Table table = read(names + ",class\n"
                + lines(
                        30,
                        row -> IntStream.range(0, width)
                                .mapToObj(c -> String.valueOf((row * 7 + c) % 11 + (c == 9 ? 0.5 : 0)))
                                .collect(Collectors.joining(",", "", row % 2 == 0 ? ",even" : ",odd"))));
        assertThat(looked(table, "class").title()).contains("30 rows x 10,001 columns");
        double[][] rows = batch(table, data -> data.label("class"));
        assertThat(rows[1]).hasSize(width).startsWith(7, 8, 9, 10, 0, 1, 2, 3, 4, 5.5);
    }

    @Test
    void namesThatAreThereTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("size,kind,Size\n1,a,2\n"))
                .withMessageContaining("columns 1 and 3 have the duplicate name Size")
                .withMessageContaining("give each column a name of its own");
    }

    @Test
    void namesWithQuotesMarkupAndEmoji() {
        String bold = "<b>bold</b> & \"so\"";
        String image = "<img src=x onerror=alert(1)>";
        Table table = read("\"<b>bold</b> & \"\"so\"\"\",😀 größe,\"<img src=x onerror=alert(1)>\"\n"
                + lines(40, row -> row + "," + row % 3 + "," + (row % 2 == 0 ? "'yes'" : "\"<b>bold no</b>\"")));
        assertThat(table.columnNames()).containsExactly(bold, "😀 größe", image);
        looked(table, image);
        Dataset data = dataset(table).label(image).all();
        assertThat(data.inputNames()).containsExactly(bold, "😀 größe");
        assertThat(data.outputNames()).containsExactly("'yes'", "<b>bold no</b>");
        assertThat(batch(table, d -> d.label(image))[5]).containsExactly(5, 2);
    }

    @Test
    void oneValueAndNone() {
        Table table =
                read("same,none,word,size,k\n" + lines(40, row -> "7,,x," + row + "," + (row % 2 == 0 ? "a" : "b")));
        assertThat(looked(table, "k").toString())
                .contains("same")
                .contains("none")
                .contains("word");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(table).label("k").all())
                .withMessageContaining("40 of 40 rows miss a value (none 40)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(table)
                        .fillMedian()
                        .fillMostFrequent()
                        .label("k")
                        .all())
                .withMessageContaining("\"none\" has no value in any of the 40 training rows");
        double[][] rows = batch(
                table,
                data -> data.features("same", "word", "size").standardize().label("k"));
        assertThat(rows[0]).hasSize(3).startsWith(0, 1); // of equal values nothing is left, but no NaN
    }

    @Test
    void infinities() {
        double[] sizes = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
        sizes[3] = Double.POSITIVE_INFINITY;
        sizes[4] = Double.NEGATIVE_INFINITY;
        String[] kinds =
                IntStream.range(0, 40).mapToObj(i -> i % 2 == 0 ? "a" : "b").toArray(String[]::new);
        Table table = Table.create("t", DoubleColumn.create("size", sizes), StringColumn.create("k", kinds));
        assertThat(looked(table, "k").toString()).contains("size").contains("infinite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(table).standardize().label("k").all())
                .withMessageContaining("\"size\" holds 2 values that are infinite or beyond 1e100 (row 3 ∞, row 4 -∞)");
        // as texts in a file they are no numbers, and that is said
        Table file = read("size,k\n" + lines(40, row -> (row == 3 ? "inf" : row) + "," + (row % 2 == 0 ? "a" : "b")));
        assertThat(found(file).stringColumn("note").get(0))
                .contains("39 of 40 texts are numbers, but not row 3 \"inf\"");
        looked(file, "k");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(file).label("k").all())
                .withMessageContaining("\"size\" holds numbers as text")
                .withMessageContaining("no numbers are row 3 \"inf\"");
    }

    @Test
    void datesOfOtherCenturies() {
        Table table = read("day,k\n1066-10-14,a\n1815-06-18,b\n0476-09-04,a\n2024-02-29,b\n9999-12-31,a\n");
        assertThat(table.column("day")).isInstanceOf(DateColumn.class);
        assertThat(table.dateColumn("day").get(2)).isEqualTo(LocalDate.of(476, 9, 4));
        looked(table, "k");
        assertThat(describe(table).toString()).contains("0476-09-04").contains("9999-12-31");
        double[][] rows =
                batch(table, data -> data.date("day", "year", "month", "day").label("k"));
        assertThat(rows[0]).containsExactly(1066, 10, 14);
        assertThat(rows[2]).containsExactly(476, 9, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5;2,25;3           | 1.5 2.25 3",
                "1.234,5;2;3.000      | 1234.5 2 3000",
                "1,234.5;2;3,000      | 1234.5 2 3000",
                "1,234,567;5;1,000    | 1234567 5 1000",
                "1.234.567;5;1.000    | 1234567 5 1000",
                "1 234,5;2;3          | 1234.5 2 3",
                "1'234.5;2;3          | 1234.5 2 3",
                "-0,5;+1,5;,25        | -0.5 1.5 0.25",
                "1,5e3;2,5;3          | 1500 2.5 3",
                "1.5;2.25;1.125       | 1.5 2.25 1.125",
                "1.5;1.234;3          | 1.5 1.234 3",
            })
    void decimalCommasAndThousands(String cells, String expected) {
        List<String> each = List.of(cells.split(";"));
        Table table = read("size;k\n" + lines(3, row -> each.get(row) + ";" + (row % 2 == 0 ? "a" : "b")));
        double[][] rows = batch(table, data -> data.label("k"));
        for (int row = 0; row < 3; row++) {
            assertThat((float) rows[row][0]).isEqualTo(Float.parseFloat(expected.split(" ")[row]));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5;1.5;2      | with a decimal comma (\"1,5\") and with a decimal point (\"1.5\")",
                "1.234,5;1.5;2  | with a decimal comma (\"1.234,5\") and with a decimal point (\"1.5\")",
                "1,234.5;1,5;2  | with a decimal comma (\"1,5\") and with a decimal point (\"1,234.5\")",
                "1.234.567;1.5;2| with a decimal comma (\"1.234.567\") and with a decimal point (\"1.5\")",
                "1,234;2,345;3  | whose comma may be decimal or part thousands",
                "1,234;2.345;3  | whose comma may be decimal or part thousands",
            })
    void commasThatCannotBeUnderstoodAreRefused(String cells, String words) {
        List<String> each = List.of(cells.split(";"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("size;k\n" + lines(3, row -> each.get(row) + ";a")))
                .withMessageContaining("\"size\" has numbers")
                .withMessageContaining(words.strip());
    }

    @Test
    void pointsThatPartThousandsWhereAnotherColumnHasCommas() {
        Table table = read("size;price\n1.234;0,5\n2.000;1,5\n");
        assertThat(table.numberColumn("size").getDouble(0)).isEqualTo(1234);
        assertThat(found(table).stringColumn("note").get(0)).contains("\"1.234\" read as 1234");
    }

    @Test
    void marksEndsOfLinesAndQuotes() {
        Table table =
                read("\uFEFFname,\"a \"\"word\"\"\",k\r\n\"two\r\nlines\",1,a\r\n\"a, \"\"b\"\"\",2,b\r\n,3,a\r\n");
        assertThat(table.columnNames()).containsExactly("name", "a \"word\"", "k");
        assertThat(table.stringColumn("name").get(0)).isEqualTo("two\r\nlines");
        looked(table, "k");
        assertThat(batch(table, data -> data.features("a \"word\"").label("k")))
                .isDeepEqualTo(new double[][] {{1}, {2}, {3}});
    }

    @Test
    void filesThatWereCut() throws IOException {
        String whole = "id,name,k\n" + lines(1000, row -> row + ",\"name " + row + "\",a");
        // behind the last separator nothing tells that a file was cut: the cell may be missing
        for (int end : new int[] {whole.length() - 5, whole.length() - 8, whole.length() - 15}) {
            String cut = whole.substring(0, end);
            assertThatIllegalArgumentException()
                    .as(cut.substring(cut.length() - 10))
                    .isThrownBy(() -> read(cut))
                    .withMessageContaining("cut");
        }
        Path packed = folder.resolve("t.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(whole.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> table(packed.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("end too early");
    }

    /** A megabyte that unpacks to a cell of a gigabyte. */
    @Test
    void packedBombs() throws IOException {
        Path packed = folder.resolve("t.csv.gz");
        byte[] letters = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write("a,b\n1,\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1024; i++) {
                out.write(letters);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(packed.toString()))
                .withMessageContaining("Cannot read")
                .withMessageContaining("t.csv.gz");
    }

    @Test
    void fiveMillionRows() throws IOException {
        int rows = 5_000_000;
        Path file = folder.resolve("t.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("size,kind\n");
            for (int row = 0; row < rows; row++) {
                out.append((char) ('0' + row % 9)).append(row % 2 == 0 ? ",a\n" : ",b\n");
            }
        }
        Table table = table(file.toString());
        assertThat(looked(table, "kind").title()).contains("5,000,000 rows x 2 columns");
        assertThat(describe(table).column("size").mean()).isCloseTo(4, org.assertj.core.api.Assertions.within(1e-5));
        Dataset data = dataset(table).label("kind").all();
        assertThat(data.size()).isEqualTo(rows);
        assertThat(data.batch(rows - 1).features()).startsWith((rows - 1) % 9);
    }

    @Test
    void otherLanguagesOfTheMachineChangeNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Table table = read("size,k\n1.5,a\n1.234,b\n");
            assertThat(table.doubleColumn("size").asDoubleArray()).containsExactly(1.5, 1.234);
        } finally {
            Locale.setDefault(before);
        }
    }
}
