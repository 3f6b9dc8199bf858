package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;

/** Files that fight back. */
class CsvHostileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyEndOfLineWithinCellsAndBetween(String end) {
        Table table = read("\uFEFFid,text\n1,\"two\nlines\"\n\n2,\"a \"\"word\"\", so\"\n3,\n".replace("\n", end));
        assertThat(table.columnNames()).containsExactly("id", "text");
        assertThat(table.intColumn("id").asDoubleArray()).containsExactly(1, 2, 3);
        assertThat(table.stringColumn("text").get(0)).isEqualTo("two" + end + "lines");
        assertThat(table.stringColumn("text").get(1)).isEqualTo("a \"word\", so");
        assertThat(table.stringColumn("text").isMissing(2)).isTrue();
    }

    @Test
    void spacesAroundCellsAndQuotes() {
        Table table = read("a , b, \"c\"\n 1.5 , x , \"y, z\"\n2.5,  \"w\" ,u\n   \n");
        assertThat(table.columnNames()).containsExactly("a", "b", "c");
        assertThat(table.doubleColumn("a").asDoubleArray()).containsExactly(1.5, 2.5);
        assertThat(table.stringColumn("b").asList()).containsExactly("x", "w");
        assertThat(table.stringColumn("c").asList()).containsExactly("y, z", "u");
    }

    @Test
    void aFileThatWasCut() {
        String whole = "id,text\n1,\"one\"\n2,\"two and more\"\n";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(whole.substring(0, whole.length() - 6)))
                .withMessageContaining("quot")
                .withMessageContaining("look whether the file was cut");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(whole.substring(0, whole.length() - 16)))
                .withMessageContaining("line 3 has 1 values, but the first line has 2")
                .withMessageContaining("may have been cut");
    }

    @Test
    void aCellWithoutEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("a,b\n1,\"" + "x".repeat(200_000) + "\"\n"))
                .withMessageContaining("line 2 has a cell of 200000 letters");
    }

    @Test
    void tenThousandColumns() {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String row = IntStream.range(0, 10_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Table table = read(names + "\n" + row + "\n" + row + "\n");
        assertThat(table.columnCount()).isEqualTo(10_000);
        assertThat(table.intColumn("c9999").get(1)).isEqualTo(9999);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(",".repeat(200_000) + "\n1,2\n"))
                .withMessageContaining("more than 100000 columns");
    }

    @Test
    void namesThatAreTwiceOrNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("a,b,A\n1,2,3\n"))
                .withMessageContaining("columns 1 and 3 have the duplicate name A");
        assertThat(read(",b,\n1,x,3\n").columnNames()).containsExactly("C0", "b", "C2");
        assertThat(read("\"<b>&\"\"x\"\"</b>\",😀,größe\n1,2,3\n").columnNames())
                .containsExactly("<b>&\"x\"</b>", "😀", "größe");
    }

    @Test
    void aFileWithoutNames() {
        Table table = read("1.5,2\n2.5,3\n");
        assertThat(table.columnNames()).containsExactly("C0", "C1");
        assertThat(table.doubleColumn("C0").asDoubleArray()).containsExactly(1.5, 2.5);
        assertThat(ReadTable.found(table).name()).contains("the first line taken for a row as it holds numbers");
        assertThat(read("\"2019\",\"2020\"\n1,2\n").columnNames()).containsExactly("2019", "2020");
    }

    @ParameterizedTest
    @CsvSource({
        "31/12/1899, 31/12/1899, LOCAL_DATE, 1899-12-31",
        "12/31/1899, 12/31/1899, LOCAL_DATE, 1899-12-31",
        "31.12.2020, 01.02.2020, LOCAL_DATE, 2020-02-01",
        "01.02.2020, 01.02.2020, LOCAL_DATE, 2020-02-01",
        "02/13/2020, 01/02/2020, LOCAL_DATE, 2020-01-02",
        "13/02/2020, 01/02/2020, LOCAL_DATE, 2020-02-01",
        "2020-1-2, 1066-10-14, LOCAL_DATE, 1066-10-14",
        "12/31/99, 12/31/02, LOCAL_DATE, 2002-12-31",
        "5-Jul-2019, 6 JUL 2019, LOCAL_DATE, 2019-07-06",
        "'Jul 5, 2019', 'July 16, 2019', LOCAL_DATE, 2019-07-16",
        "2020-01-02 03:04, 2020-01-02T03:04:05.250, LOCAL_DATE_TIME, 2020-01-02T03:04:05.250",
        "1/31/2020 1:02:03 PM, 1/2/2020 12:00:00 AM, LOCAL_DATE_TIME, 2020-01-02T00:00",
        "2020-01-02T03:04:05Z, 2020-01-02T03:04:05+02:00, INSTANT, 2020-01-02T01:04:05Z",
        "03:04, 23:59:59, LOCAL_TIME, 23:59:59",
        "1:05 PM, 12:30 AM, LOCAL_TIME, 00:30",
    })
    void datesAndTimes(String first, String second, String type, String value) {
        Table table = read("d,k\n\"%s\",x\n\"%s\",y\nNA,z\n".formatted(first, second));
        assertThat(table.column("d").type()).isEqualTo(ColumnType.valueOf(type));
        assertThat(table.column("d").get(1)).hasToString(value);
        assertThat(table.column("d").isMissing(2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"31/02/2020", "2020-13-01", "1.2.3", "10.20.30", "24:00", "3:2", "2020-01-02 25:00", "x"})
    void textsThatOnlyLookLikeDates(String text) {
        assertThat(read("d,k\n" + text + ",x\n" + text + ",y\n").column("d").type())
                .isEqualTo(ColumnType.STRING);
    }

    @Test
    void datesThatMayBeEither() {
        Path file = write("d\n03/04/2020\n05/06/2021\n");
        Table table = CsvFiles.read(file);
        assertThat(table.column("d").type()).isEqualTo(ColumnType.STRING);
        assertThat(ReadTable.found(table).stringColumn("note").get(0))
                .contains("day and month cannot be told apart (\"05/06/2021\")")
                .contains("Locale.UK");
        assertThat(CsvFiles.read(file, Locale.UK).dateColumn("d").get(0)).isEqualTo(LocalDate.of(2020, 4, 3));
        assertThat(CsvFiles.read(file, Locale.US).dateColumn("d").get(0)).isEqualTo(LocalDate.of(2020, 3, 4));
    }

    @Test
    void oneValueOrNone() {
        Table table = read("same,none,na,word\n1,,NA,yes\n1,,?,yes\n");
        assertThat(table.intColumn("same").asDoubleArray()).containsExactly(1, 1);
        assertThat(table.column("none").countMissing()).isEqualTo(2);
        assertThat(table.column("na").countMissing()).isEqualTo(2);
        assertThat(table.column("na").type()).isEqualTo(ColumnType.STRING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "1e22",
                "1e23",
                "-0.0",
                "123456789012345678",
                "0.12345678901234567890",
                "1.7976931348623157e308",
                "4.9e-324",
                "9007199254740993.0",
                "8.41e21",
                "2.2250738585072011e-308",
                "1e-30",
                "+5.",
                ".5",
                "1E+5",
                "179769313486231580793728971405301199e-20",
                "0.000000000000000000000000000012345"
            })
    void everyNumberIsTheNearestDouble(String number) {
        Table table = read("a,b\n" + number + ",x\n2.5,y\n");
        assertThat(table.doubleColumn("a").get(0)).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void randomNumbersAreTheNearestDoubles() {
        SeededRandom random = new SeededRandom(7);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String digits = String.valueOf(random.nextLong() >>> 1 + random.nextInt(60));
            int point = random.nextInt(digits.length() + 1);
            numbers.add(digits.substring(0, point) + "." + digits.substring(point));
            numbers.add(String.valueOf(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))));
            numbers.add(String.valueOf(1000 * random.nextDouble() - 500));
            numbers.add(new BigDecimal(1 + random.nextDouble())
                    .add(new BigDecimal(0x1p-53))
                    .toString()); // a middle
        }
        double[] read = read("a,b\n" + String.join(",x\n", numbers) + ",x\n")
                .doubleColumn("a")
                .asDoubleArray();
        for (int i = 0; i < read.length; i++) {
            assertThat(read[i]).as(numbers.get(i)).isEqualTo(Double.parseDouble(numbers.get(i)));
        }
    }

    @Test
    void whatWasFoundIsSaid() {
        Table found = ReadTable.found(
                read("price;day;zip;late\n1,5;13/02/2020;01234;1\nNA;14/02/2020;02345;2\n?;15/02/2020;99999;3\n"
                        + "1;1/1/2021;1;4\n2,5;1/1/2021;2;5\n2,5;1/1/2021;2;6\n2,5;1/1/2021;2;7\n2,5;1/1/2021;2;8\n"
                        + "2,5;1/1/2021;2;9\n2,5;1/1/2021;2;x\n"));
        assertThat(found.name()).isEqualTo("t.csv: UTF-8, columns separated by \";\"");
        assertThat(found.stringColumn("note").asList())
                .containsExactly(
                        "decimal commas",
                        "dates as day, month, year (\"1/1/2021\")",
                        "zeros in front of numbers dropped, such as \"01234\"",
                        "9 of 10 texts are numbers, but not row 9 \"x\"");
        assertThat(found.stringColumn("missing as").get(0)).isEqualTo("\"NA\" 1, \"?\" 1");
        assertThat(found.intColumn("missing").get(0)).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReadTable.found(found))
                .withMessageContaining("found expects a table as it came from table(");
    }

    @Test
    void otherFiles() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write("a;b\n1,5;x\n2,5;ä\n".getBytes(StandardCharsets.UTF_8));
        }
        Table table = CsvFiles.read(Files.write(folder.resolve("p.csv.gz"), packed.toByteArray()));
        assertThat(table.doubleColumn("a").asDoubleArray()).containsExactly(1.5, 2.5);
        byte[] cut = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        assertThatThrownBy(() -> CsvFiles.read(Files.write(folder.resolve("c.gz"), cut)))
                .isInstanceOfAny(IllegalArgumentException.class, UncheckedIOException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("PK\u0003\u0004rest of a sheet"))
                .withMessageContaining("a spreadsheet or zip file: save the sheet as CSV");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("PAR1rest of a file"))
                .withMessageContaining("a Parquet file: call table(\"….parquet\") with its own ending");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("\n<!DOCTYPE html>\n<html><body>404</body></html>\n"))
                .withMessageContaining("a web page, such as servers send in place of a file");
        for (String json : new String[] {"[{\"a\": 1}, {\"a\": 2}]", "{\"a\": [1, 2]}"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(json))
                    .withMessageContaining("but JSON: save it as CSV");
        }
        // UTF-16 without a mark, as some programs write it
        Table wide = CsvFiles.read(
                Files.write(folder.resolve("w.csv"), "a,b\n1,ä\n2,ö\n".getBytes(StandardCharsets.UTF_16LE)));
        assertThat(wide.stringColumn("b").asList()).containsExactly("ä", "ö");
    }

    @Test
    void lettersOfAnyScriptInOneColumn() {
        Table table = read("a,b\n1,x\n−3,größe\n—,漢字😀\n٣,\"\"\n");
        assertThat(table.intColumn("a").isMissing(2)).isTrue();
        assertThat(table.intColumn("a").asDoubleArray()[1]).isEqualTo(-3);
        assertThat(table.intColumn("a").asDoubleArray()[3]).isEqualTo(3);
        assertThat(table.stringColumn("b").get(2)).isEqualTo("漢字😀");
    }

    @Test
    void timesFinerThanTablesKeepAreSaid() {
        Table table = read("t,x\n2020-01-02T03:04:05.123456,1\n");
        assertThat(table.dateTimeColumn("t").get(0)).isEqualTo(LocalDateTime.parse("2020-01-02T03:04:05.123"));
        assertThat(ReadTable.found(table).stringColumn("note").get(0)).contains("to the millisecond");
    }

    private Table read(String csv) {
        return CsvFiles.read(write(csv));
    }

    private Path write(String csv) {
        try {
            return Files.writeString(folder.resolve("t.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Windows writes it, with a mark, dates of other centuries and cells of several lines. */
    @Test
    void anOldTableFromWindows() {
        Table table = read("\uFEFFday,what\r\n1066-10-14,\"a \"\"battle\"\"\r\nnear Hastings\"\r\n1815-06-18,b\r\n");
        assertThat(table.columnNames()).containsExactly("day", "what");
        assertThat(table.dateColumn("day").get(0)).hasToString("1066-10-14");
        assertThat(table.stringColumn("what").get(0)).isEqualTo("a \"battle\"\r\nnear Hastings");
    }

    @Test
    void linesOfSpacesBeforeTheNames() {
        Table table = read("  \n\0\na,b\n1,x\n");
        assertThat(table.columnNames()).containsExactly("a", "b");
        assertThat(table.rowCount()).isEqualTo(1);
    }
}
