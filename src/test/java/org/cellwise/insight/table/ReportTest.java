package org.cellwise.insight.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableColumns;
import org.cellwise.math.SeededRandom;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a report finds, and that the calls it names mend it. */
class ReportTest {
    private static final int ROWS = 200;

    private static StringColumn texts(String name, IntFunction<String> text) {
        return StringColumn.create(name, IntStream.range(0, ROWS).mapToObj(text).toList());
    }

    private static DoubleColumn numbers(String name) {
        SeededRandom random = new SeededRandom(name.hashCode());
        return DoubleColumn.create(
                name,
                IntStream.range(0, ROWS)
                        .mapToDouble(i -> Math.rint(1000 * random.nextGaussian()) / 10)
                        .toArray());
    }

    private static Report report(Table table) {
        return Report.of(TableColumns.of(table), "");
    }

    private static Finding only(Report report, String column) {
        List<Finding> found = report.findings().stream()
                .filter(finding -> finding.column().equals(column))
                .toList();
        assertThat(found).as(report.toString()).hasSize(1);
        return found.get(0);
    }

    @Test
    void aCleanTableHasNoFindings() {
        Table clean = Table.create(numbers("a"), numbers("b"), texts("c", i -> i % 2 == 0 ? "yes" : "no"));
        assertThat(report(clean).findings()).isEmpty();
        assertThat(report(clean).title()).endsWith("nothing looks odd");
        assertThat(report(clean.emptyCopy()).title())
                .endsWith("0 rows x " + clean.columnCount() + " columns, too few rows to find anything");
    }

    @Test
    void aColumnWithOneValueOrNone() {
        Table table = Table.create(
                numbers("a"),
                texts("empty", i -> ""),
                texts("constant", i -> "x"),
                DoubleColumn.create(
                        "seven", Arrays.stream(new double[ROWS]).map(x -> 7).toArray()));
        assertThat(only(report(table), "empty").what()).isEqualTo("empty is missing in every row");
        assertThat(only(report(table), "constant").what()).isEqualTo("constant has one value, \"x\", in every row");
        Finding seven = only(report(table), "seven");
        assertThat(seven).hasToString("seven has one value, \"7\", in every row: table.rejectColumns(\"seven\")");
        assertThat(report(table.rejectColumns("seven", "constant", "empty")).findings())
                .isEmpty();
    }

    @Test
    void numbersHeldAsText() {
        Table table = Table.create(numbers("a"), texts("price", i -> i == 3 ? "on request" : i * 7 % 90 + ",50 €"));
        Finding finding = only(report(table), "price");
        assertThat(finding.what())
                .contains("price holds numbers as text (\"")
                .contains("no numbers are \"on request\"");
        assertThat(finding.call()).isEqualTo("dataset(table).numeric(\"price\").missing(\"on request\")");
        Dataset mended = Cellwise.dataset(table)
                .numeric("price")
                .missing("on request")
                .dropMissing()
                .target("a")
                .all();
        assertThat(mended.inputNames()).containsExactly("price");
        assertThat(mended.size()).isEqualTo(ROWS - 1);
    }

    @Test
    void datesHeldAsText() {
        Table table = Table.create(
                numbers("a"),
                texts("iso", i -> LocalDate.of(2020, 1, 1).plusDays(i).toString()),
                texts("german", i -> 1 + i % 28 + "." + (1 + i % 12) + ".2021"));
        Finding iso = only(report(table), "iso");
        assertThat(iso.call())
                .isEqualTo(
                        "table.replaceColumn(\"iso\", DateColumn.create(\"iso\", table.stringColumn(\"iso\").asList()"
                                + ".stream().map(text -> java.time.LocalDate.parse(text))))");
        table.replaceColumn(
                "iso",
                DateColumn.create(
                        "iso",
                        table.stringColumn("iso").asList().stream().map(text -> java.time.LocalDate.parse(text))));
        assertThat(only(report(table), "german").call()).contains("ofPattern(\"d.M.yyyy\")");
        table.replaceColumn(
                "german",
                DateColumn.create(
                        "german",
                        table.stringColumn("german").asList().stream()
                                .map(text -> java.time.LocalDate.parse(
                                        text, java.time.format.DateTimeFormatter.ofPattern("d.M.yyyy")))));
        assertThat(report(table).findings()).isEmpty();
    }

    @Test
    void textsForMissingValues() {
        Table table = Table.create(numbers("a"), texts("sex", i -> i % 9 == 0 ? "?" : i % 2 == 0 ? "f" : "m"));
        Finding finding = only(report(table), "sex");
        assertThat(finding.what()).isEqualTo("sex has \"?\" in 23 rows, which look like missing values");
        assertThat(finding.call()).isEqualTo("dataset(table).missing(\"?\").dropMissing()");
    }

    @Test
    void numbersForMissingValues() {
        DoubleColumn depth = numbers("depth");
        for (int i = 0; i < 12; i++) {
            depth.set(i * 5, -999.0);
        }
        Table table = Table.create(depth, numbers("b"));
        Finding finding = only(report(table), "depth");
        assertThat(finding.what()).startsWith("depth is -999 in 12 rows, far from all others");
        assertThat(finding.call()).isEqualTo("dataset(table).missing(\"-999\").dropMissing()");
        assertThat(Cellwise.dataset(table)
                        .missing("-999")
                        .dropMissing()
                        .target("b")
                        .all()
                        .size())
                .isEqualTo(ROWS - 12);
    }

    @Test
    void textsThatDifferByCapitalsOrSpaces() {
        Table table = Table.create(
                numbers("a"), texts("island", i -> i % 3 == 0 ? "Dream" : i % 3 == 1 ? "dream " : "Biscoe"));
        Finding finding = only(report(table), "island");
        assertThat(finding.what())
                .isEqualTo("island has texts that differ by capitals or spaces alone (\"Dream\" in 67 rows, \"dream \""
                        + " in 67 rows)");
        assertThat(finding.call())
                .isEqualTo("table.replaceColumn(\"island\","
                        + " table.stringColumn(\"island\").trim().lowerCase().setName(\"island\"))");
        table.replaceColumn(
                "island", table.stringColumn("island").trim().lowerCase().setName("island"));
        assertThat(table.stringColumn("island").asSet()).containsExactlyInAnyOrder("dream", "biscoe");
        assertThat(report(table).findings()).isEmpty();
    }

    @Test
    void identifiers() {
        Table table = Table.create(
                numbers("a"),
                texts("name", i -> "bird " + i),
                IntColumn.create("id", IntStream.range(100, 100 + ROWS).toArray()));
        assertThat(only(report(table), "name").what()).contains("another text in nearly every row (200 in 200 rows)");
        assertThat(only(report(table), "id").what()).startsWith("id numbers the rows from 100 to 299");
    }

    @Test
    void infinitiesAndNumbersFarOut() {
        DoubleColumn far = numbers("far");
        far.set(17, 90_000.0);
        DoubleColumn infinite = numbers("infinite");
        infinite.set(4, Double.POSITIVE_INFINITY);
        Table table = Table.create(far, infinite);
        Finding out = only(report(table), "far");
        assertThat(out.what()).startsWith("far has 1 number far from all others (90000;");
        assertThat(table.where(table.numberColumn("far").isGreaterThan(900)).rowCount())
                .isEqualTo(1);
        Finding finding = only(report(table), "infinite");
        assertThat(finding.call())
                .isEqualTo("table.dropWhere(table.numberColumn(\"infinite\").isGreaterThan(1e100)"
                        + ".or(table.numberColumn(\"infinite\").isLessThan(-1e100)))");
        Table mended = table.dropWhere(table.numberColumn("infinite")
                .isGreaterThan(1e100)
                .or(table.numberColumn("infinite").isLessThan(-1e100)));
        assertThat(mended.rowCount()).isEqualTo(ROWS - 1);
    }

    @Test
    void aLongTail() {
        SeededRandom random = new SeededRandom(2);
        DoubleColumn income = DoubleColumn.create(
                "income",
                IntStream.range(0, ROWS)
                        .mapToDouble(i -> Math.exp(8 + 2 * random.nextGaussian()))
                        .toArray());
        Table table = Table.create(income, numbers("b"));
        assertThat(only(report(table), "income").what()).startsWith("income has a long tail of large numbers");
        assertThat(only(report(table), "income").call()).isEqualTo("dataset(table).log(\"income\")");
        Dataset mended = Cellwise.dataset(table).log("income").target("b").all();
        assertThat(mended.inputNames()).containsExactly("income");
        assertThat(report(table.replaceColumn("income", income.add(1).logN().setName("income")))
                        .findings())
                .isEmpty();
    }

    @Test
    void missingValuesAndWhatTheyCost() {
        Table table = Table.create(
                numbers("a"),
                texts("deck", i -> i % 4 == 0 ? "C" : i % 4 == 1 && i < 100 ? "D" : ""),
                texts("port", i -> i == 5 ? "" : i % 2 == 0 ? "S" : "Q"));
        Finding finding = only(report(table), "deck");
        assertThat(finding.what())
                .isEqualTo("126 of 200 rows miss a value (deck 125, port 1); leaving them out keeps 74, and 199 without"
                        + " deck");
        assertThat(finding.call()).isEqualTo("dataset(table.rejectColumns(\"deck\")).dropMissing()");
    }

    @Test
    void manyRowsThatMissSomethingAreFilled() {
        DoubleColumn holes = numbers("holes");
        for (int i = 0; i < 15; i++) {
            holes.setMissing(i * 7);
        }
        StringColumn gaps = texts("gaps", i -> i % 9 == 2 ? "" : i % 2 == 0 ? "S" : "Q");
        Table table = Table.create(numbers("a"), holes, gaps);
        assertThat(only(report(table), "").call())
                .isEqualTo("dataset(table).fillMedian().fillMostFrequent().flagMissing()");
        Dataset mended = Cellwise.dataset(table)
                .fillMedian()
                .fillMostFrequent()
                .flagMissing()
                .target("a")
                .all();
        assertThat(mended.size()).isEqualTo(ROWS);
    }

    @Test
    void rareAndManyCategoriesAndSentences() {
        Table table = Table.create(
                numbers("a"),
                texts("island", i -> i == 4 ? "Torgersen" : i % 2 == 0 ? "Dream" : "Biscoe"),
                texts("town", i -> "town " + i % 102),
                texts("note", i -> "a bird that was seen near nest " + i));
        assertThat(only(report(table), "island").call()).isEqualTo("dataset(table).groupRare(5, \"island\")");
        assertThat(only(report(table), "town").call()).isEqualTo("dataset(table).meanTarget(\"town\")");
        assertThat(only(report(table), "note").call()).isEqualTo("dataset(table).tfidf(\"note\", 200)");
        Dataset mended = Cellwise.dataset(table)
                .groupRare(5, "island")
                .meanTarget("town")
                .tfidf("note", 200)
                .target("a")
                .all();
        assertThat(mended.size()).isEqualTo(ROWS);
    }

    @Test
    void rowsThatAreThereTwice() {
        Table table = Table.create(numbers("a"), numbers("b"), numbers("c"));
        Table twice = table.copy();
        for (int row : new int[] {3, 90, 91}) {
            twice.append(table.row(row));
        }
        Finding finding = only(report(twice), "");
        assertThat(finding.what()).startsWith("3 rows were there before");
        assertThat(report(twice.dropDuplicateRows()).findings()).isEmpty();
        twice.addColumns(IntColumn.indexColumn("number", twice.rowCount(), 1));
        assertThat(only(report(twice), "").call()).isEqualTo("table.rejectColumns(\"number\").dropDuplicateRows()");
        assertThat(twice.rejectColumns("number").dropDuplicateRows().rowCount()).isEqualTo(ROWS);
    }

    @Test
    void columnsThatSayTheSame() {
        DoubleColumn grams = numbers("grams");
        Table table = Table.create(grams, grams.multiply(0.001).setName("kilograms"), numbers("c"));
        Finding finding = report(table).findings().get(0);
        assertThat(finding.what()).isEqualTo("grams and kilograms say the same (association 1.000)");
        assertThat(finding.call()).isEqualTo("table.rejectColumns(\"kilograms\")");
    }

    @Test
    void whatGivesTheTargetAway() {
        SeededRandom random = new SeededRandom(4);
        StringColumn label = texts("label", i -> i % 2 == 0 ? "sick" : "well");
        // 96 % of the rows
        StringColumn therapy =
                texts("therapy", i -> (i % 2 == 0) == (random.nextDouble() < 0.96) ? "insulin" : "nothing");
        StringColumn died = texts("died", i -> i % 2 == 0 && i % 3 > 0 ? "2021-05-06" : "");
        Table table = Table.create(numbers("a"), label, therapy, died);
        Report report = Report.of(TableColumns.of(table), "label");
        assertThat(report.findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.LEAK)
                        .map(Finding::column))
                .contains("therapy");
        assertThat(report.withTarget("therapy")).isGreaterThan(0.85);
        assertThat(report.withTarget("a")).isLessThan(0.3);
        DoubleColumn price = numbers("price");
        Table houses = Table.create(price, price.multiply(1.19).setName("with tax"), numbers("c"));
        assertThat(Report.of(TableColumns.of(houses), "price").findings().get(0).what())
                .startsWith("with tax alone tells price (correlation 1.0000)");
    }

    @Test
    void unevenClasses() {
        Table table = Table.create(numbers("a"), texts("label", i -> i % 40 == 0 ? "rare" : "common"));
        Finding finding = only(Report.of(TableColumns.of(table), "label"), "label");
        assertThat(finding.what())
                .isEqualTo("The class \"rare\" of label has 5 of 200 rows (2.5 %), the largest has 195: whoever always"
                        + " says that one is right in 98 %");
        assertThat(finding.call()).isEqualTo("crossEntropy().classWeights(balancedWeights(split.train()))");
    }

    @Test
    void sameFeaturesWithAnotherClass() {
        Table table = Table.create(numbers("a"), numbers("b"), texts("label", i -> i % 2 == 0 ? "x" : "y"));
        Table twice = table.copy();
        twice.append(table.row(0));
        twice.stringColumn("label").set(ROWS, "y");
        assertThat(Report.of(TableColumns.of(twice), "label").findings().stream()
                        .map(Finding::what)
                        .collect(Collectors.joining()))
                .contains("1 row is like an earlier one in all features, but of another class");
    }

    @Test
    void sizesFarApart() {
        Table table = Table.create(numbers("a"), numbers("b").multiply(1000).setName("b"));
        assertThat(only(report(table), "").call()).isEqualTo("dataset(table).standardize()");
    }

    @Test
    void penguinsAsTheyCome() {
        Report report = Report.of(TableColumns.of(Table.read().csv("notebooks/data/penguins.csv")), "species");
        assertThat(report.findings().stream().map(Finding::kind)).doesNotContain(Finding.Kind.LEAK, Finding.Kind.TYPE);
        assertThat(report.toString()).contains("rows miss a value (sex 11,");
    }
}
