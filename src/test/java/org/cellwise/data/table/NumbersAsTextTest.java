package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Numbers that a table holds as text are refused, and what the message says to do works. */
class NumbersAsTextTest {
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$%d.5",
                "%d,5",
                "%d km",
                "%d*",
                "<%d",
                "−%d",
                "%d %%",
                "€ %d.50",
                "-$%d",
                "%d.5 €",
                "1'00%d",
                "1 00%d",
                "1e%d",
                "(%d)",
                "≥ %d",
                "%d°C",
                "USD %d",
                "%d.000.000",
                "%d",
                "0%d",
                "+%d",
                "~%d",
                "%d.5[1]",
                "٣%d"
            })
    void formsOfNumbers(String form) {
        Table table =
                table(IntStream.rangeClosed(1, 9).mapToObj(form::formatted).toArray(String[]::new));
        Dataset data = asAdvised(table);
        assertThat(data.inputNames()).containsExactly("a");
        assertThat(data.size()).isEqualTo(9);
        assertThat(IntStream.range(0, 9)
                        .mapToDouble(row -> data.features(row)[0])
                        .distinct())
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$1.5|1.5",
                "1.5|1.5",
                "−3 km|-3",
                "7 %|0.07",
                "<5|5",
                "(12)|-12",
                "1.234,50 €|1234.5",
                "1,234.50|1234.5",
                "0,125|0.125",
                "1'234.5|1234.5",
                "٤٢|42",
                "1e3|1000",
                "12*|12",
                "-.5|-0.5"
            })
    void valuesOfNumbers(String text, double value) {
        Dataset data = TableData.of(table(text, text)).numeric("a").label("k").all();
        assertThat(data.features(1)[0]).isCloseTo(value, within(1e-6));
    }

    @Test
    void oneMarkerAmongNumbers() {
        Table table = table("1.5", "-", "2.5", "3.5", "4.5", "5.5", "6.5", "7.5", "8.5");
        assertThat(message(table))
                .isEqualTo(
                        "\"a\" holds numbers as text (row 0 \"1.5\", row 2 \"2.5\", row 3 \"3.5\", row 4 \"4.5\", row 5"
                                + " \"5.5\" …; no numbers are row 1 \"-\"): call numeric(\"a\") to take \"1.5\" as 1.5 and dropMissing(), or"
                                + " categorical(\"a\") if each text is a category");
        assertThat(asAdvised(table).size()).isEqualTo(8);
        Table dropped = table.dropWhere(table.stringColumn("a").isEqualTo("-"));
        assertThat(asAdvised(dropped).inputNames()).containsExactly("a");
    }

    @Test
    void mostValuesMissing() {
        assertThat(asAdvised(table("1.5", "?", "?", "2.5", "?", "?", "3.5", "?", "?"))
                        .size())
                .isEqualTo(3);
        Table words = table("1.5", "unknown", "unknown", "2.5", "unknown", "unknown", "3.5", "unknown", "say \"no\"");
        assertThat(message(words)).contains("missing(\"unknown\", \"say \\\"no\\\"\") and dropMissing()");
        assertThat(asAdvised(words).inputNames()).containsExactly("a");
        assertThat(asAdvised(words).size()).isEqualTo(3);
    }

    @Test
    void readWithOtherMarkersThanTablesawKnows() {
        String csv = "a,b,k\n1.5,3,x\n?,NA,y\n1.6,5,x\n2.5,6,y\n3.5,7,x\n4.5,8,y\n5.5,9,x\n";
        var options = CsvReadOptions.builder(new StringReader(csv)).missingValueIndicator("?");
        Table table = Table.read().csv(options);
        assertThat(asAdvised(table).inputNames()).containsExactly("a", "b");
        assertThat(asAdvised(Tables.csv(csv)).size()).isEqualTo(6);
    }

    /** Tablesaw itself would make 13 of 1,3 and leave no trace of it. */
    @Test
    void decimalCommasThatTablesawReads() {
        String csv = "size;weight;k\n1,3;2,25;x\n7,6;0,5;y\n5,8;1,75;y\n0,9;3,125;x\n";
        for (Locale locale : new Locale[] {Locale.GERMANY, Locale.US}) {
            var options =
                    CsvReadOptions.builder(new StringReader(csv)).separator(';').locale(locale);
            Table table = Table.read().csv(options);
            assertThat(message(table)).contains("call numeric(\"size\") to take \"1,3\" as 1.3");
            Dataset data = asAdvised(table);
            assertThat(data.features(0)).containsExactly(new double[] {1.3, 2.25}, within(1e-6));
            assertThat(data.features(3)).containsExactly(new double[] {0.9, 3.125}, within(1e-6));
        }
        var thousands = CsvReadOptions.builder(new StringReader("a;b;c\n1,300;2,000.5;-1,000,000\n12,300;4;$5\n"))
                .separator(';');
        Table table = Table.read().csv(thousands);
        assertThat(table.intColumn("a").get(1)).isEqualTo(12_300);
        assertThat(table.doubleColumn("b").get(0)).isEqualTo(2000.5);
        assertThat(table.column("c").type()).isEqualTo(ColumnType.STRING);
    }

    @Test
    void commasThatMayBeEither() {
        Table table = table("1,300", "2,500", "3,125");
        assertThat(message(table))
                .contains("numeric(Locale.GERMANY, \"a\") for 1.3, or numeric(Locale.US, \"a\") for 1300.0");
        TableData data = TableData.of(table).label("k");
        assertThat(data.numeric(Locale.GERMANY, "a").all().features(2)).containsExactly(3.125);
        assertThat(data.numeric(Locale.US, "a").all().features(2)).containsExactly(3125);
        Table odd = Table.create(StringColumn.create("100 %s", "1,300", "2,500"), StringColumn.create("k", "x", "y"));
        assertThat(message(odd)).contains("numeric(Locale.US, \"100 %s\") for 1300.0");
        // a comma elsewhere in the column settles it
        assertThat(TableData.of(table("1,300", "2,5", "3,125"))
                        .numeric("a")
                        .label("k")
                        .all()
                        .features(0))
                .containsExactly(new double[] {1.3}, within(1e-6));
        assertThat(TableData.of(table("1,300", "2,500.5", "3,125"))
                        .numeric("a")
                        .label("k")
                        .all()
                        .features(0))
                .containsExactly(1300);
    }

    @Test
    void numbersThatDoNotGoTogether() {
        assertThat(message(TableData.of(table("1,5", "2.5", "3")).numeric("a")))
                .contains("with a decimal comma (\"1,5\") and with a decimal point (\"2.5\")");
        assertThat(message(TableData.of(table("1 km", "500 m", "3 km")).numeric("a")))
                .contains("different units (km, m)");
        assertThat(message(table("1 km", "500 m", "3 km"))).contains("bring them to one unit (km, m)");
        assertThat(message(TableData.of(table("5%", "0.3", "7%")).numeric("a"))).contains("different units (%, none)");
        assertThat(message(TableData.of(table("1", "two", "3")).numeric("a")))
                .isEqualTo("numeric expects numbers in \"a\", but 1 of its 3 texts are none (row 1 \"two\"): add"
                        + " missing(\"two\") where that stands for a missing value, or drop those rows");
        assertThat(message(TableData.of(table("1,5", "2,5", "3")).numeric(Locale.US, "a")))
                .contains("expects numbers with a decimal point, as en-US has them, but got \"1,5\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-0%d", "%d:30", "%d-2", "v1.2.%d", "A%d", "1/%d", "%d and more words"})
    void textsThatAreNoNumbers(String form) {
        Table table =
                table(IntStream.rangeClosed(1, 9).mapToObj(form::formatted).toArray(String[]::new));
        assertThat(TableData.of(table).label("k").all().inputNames()).hasSize(9);
    }

    @Test
    void categoriesThatLookLikeNumbersWhenAsked() {
        Table table = table("1", "2", "1");
        assertThat(TableData.of(table).label("k").categorical("a").all().inputNames())
                .containsExactly("a=1", "a=2");
        assertThat(TableData.of(table).label("k").numeric("a").all().inputNames())
                .containsExactly("a");
        // words with a few codes among them are categories
        assertThat(TableData.of(table("red", "blue", "3")).label("k").all().inputNames())
                .containsExactly("a=3", "a=blue", "a=red");
    }

    @Test
    void targetsAndWeights() {
        Table table = table("1,5", "2,5", "?");
        assertThat(message(TableData.of(table).features("k").target("a")))
                .isEqualTo("The target \"a\" expects numbers, but the column's type is string (row 0 \"1,5\", row 1"
                        + " \"2,5\"): call numeric(\"a\") to take \"1,5\" as 1.5 and dropMissing()");
        Dataset data = TableData.of(table)
                .features("k")
                .target("a")
                .numeric("a")
                .dropMissing()
                .all();
        assertThat(data.target(1)).containsExactly(2.5);
    }

    @Test
    void wordsThatStandForMissingClasses() {
        for (String marker : new String[] {"NA", "n/a", "N/A", "null", "NaN", " ", "?", "#N/A"}) {
            Table table = Table.create(
                    StringColumn.create("c", "p", "q", "p", "q"), StringColumn.create("k", "x", "y", marker, "x"));
            String message = message(TableData.of(table).label("k"));
            assertThat(message)
                    .isEqualTo("\"k\" has 1 text that look like missing values (row 2 \"%s\"): call missing(\"%s\") and"
                                    .formatted(marker, marker)
                            + " dropMissing() to leave those rows out"
                            + (marker.isBlank() ? "" : ", or categorical(\"k\") if that is a class"));
            assertThat(TableData.of(table)
                            .label("k")
                            .missing(marker)
                            .dropMissing()
                            .all()
                            .outputNames())
                    .containsExactly("x", "y");
            if (!marker.isBlank()) {
                assertThat(TableData.of(table).label("k").categorical("k").all().outputNames())
                        .contains(marker);
                assertThat(message(TableData.of(table).features("k").label("c")))
                        .contains("if that is a category");
            }
        }
        Table signs = Table.create(StringColumn.create("c", "p", "q"), StringColumn.create("k", "+", "-"));
        assertThat(TableData.of(signs).label("k").all().outputNames()).containsExactly("+", "-");
    }

    @Test
    void numbersThatStandForMissingValues() {
        Table table = Table.create(
                IntColumn.create("i", 1, -999, 3),
                DoubleColumn.create("d", 1.5, 2.5, -999),
                StringColumn.create("k", "x", "y", "x"));
        TableData data = TableData.of(table).label("k").missing("-999", "none");
        assertThat(message(data)).startsWith("2 of 3 rows miss a value (i 1, d 1)");
        assertThat(data.features("d").dropMissing().all().size()).isEqualTo(2);
    }

    /** Does what the message of a refused dataset says, call by call. */
    private static Dataset asAdvised(Table table) {
        TableData data = TableData.of(table).label("k");
        for (int tries = 0; tries < 4; tries++) {
            var refused = catchThrowableOfType(IllegalArgumentException.class, data::all);
            if (refused == null) {
                return data.all();
            }
            data = advised(data, refused.getMessage());
        }
        return data.all();
    }

    private static TableData advised(TableData data, String message) {
        TableData changed = data;
        Matcher numeric = Pattern.compile("numeric\\((\"[^\"]*\")\\)").matcher(message);
        if (numeric.find()) {
            changed = changed.numeric(arguments(numeric.group(1)));
        }
        Matcher missing = Pattern.compile("missing\\((\".*\")\\) and").matcher(message);
        if (missing.find()) {
            changed = changed.missing(arguments(missing.group(1)));
        }
        return message.contains("dropMissing()") ? changed.dropMissing() : changed;
    }

    private static String[] arguments(String code) {
        return QUOTED.matcher(code)
                .results()
                .map(result -> result.group(1).replace("\\\"", "\""))
                .toArray(String[]::new);
    }

    private static Table table(String... values) {
        String[] kinds = new String[values.length];
        Arrays.setAll(kinds, i -> i % 2 == 0 ? "x" : "y");
        return Table.create("t", StringColumn.create("a", values), StringColumn.create("k", kinds));
    }

    private static String message(Table table) {
        return message(TableData.of(table));
    }

    private static String message(TableData data) {
        TableData labelled = data.toString().contains("nothing to predict") ? data.label("k") : data;
        return catchThrowableOfType(IllegalArgumentException.class, labelled::all)
                .getMessage();
    }
}
