package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.api.TimeColumn;

class TableDataErrorsTest {
    private final Table penguins = Tables.file("penguins.csv");
    private final TableData data = TableData.of(penguins);

    @Test
    void unknownColumns() {
        assertThat(message(() -> data.features("bill_lenght_mm")))
                .startsWith("features: the table has no column \"bill_lenght_mm\"; did you mean \"bill_length_mm\"?")
                .contains("There are: species, island");
        assertThat(message(() -> data.label("Species"))).startsWith("label: ").contains("did you mean \"species\"?");
        assertThat(message(() -> data.target("mass"))).startsWith("target: ").contains("did you mean \"body_mass_g\"?");
        assertThat(message(() -> data.features("island")
                        .categorical("year")
                        .label("species")
                        .all()))
                .isEqualTo(
                        "categorical: \"year\" is not among the features (island, species): add it to features(…), or leave it out of categorical(…)");
        assertThat(message(() -> data.categorical("yaer"))).contains("did you mean \"year\"?");
    }

    @Test
    void nothingToPredict() {
        assertThatIllegalStateException()
                .isThrownBy(data::all)
                .withMessageContaining("choose the column to predict with label(…) for classes or target(…)");
        assertThat(data.toString()).endsWith("nothing to predict yet: choose label(…) or target(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> TableData.of(penguins.selectColumns("species"))
                        .label("species")
                        .all())
                .withMessageContaining("no column left as a feature besides \"species\"");
    }

    @Test
    void columnsNamedTwiceOrOnBothSides() {
        assertThat(message(() -> data.features("year", "island", "year")))
                .isEqualTo("features: \"year\" is named twice; once is enough");
        assertThat(message(() -> data.features("species", "year").label("species")))
                .startsWith("\"species\" is chosen as a feature and as what to predict");
        assertThat(message(() -> data.label("species").features("species"))).contains("take it out of features(…)");
    }

    @Test
    void missingValuesAreCounted() {
        assertThat(message(() -> data.label("species").all()))
                .isEqualTo("11 of 344 rows miss a value (bill_length_mm 2, bill_depth_mm 2, flipper_length_mm 2,"
                        + " body_mass_g 2, sex 11): add dropMissing() to leave those rows out, fillMedian() and"
                        + " fillMostFrequent() to put values in, or choose other columns with features(…)");
        assertThat(data.label("species").fillMedian().fillMostFrequent().all().size())
                .isEqualTo(344);
        Table holes = Table.create(
                DoubleColumn.create("x", 1, Double.NaN),
                StringColumn.create("y", "", "a"),
                IntColumn.create("z", 1, 2));
        assertThat(message(() -> TableData.of(holes).label("y").dropMissing().all()))
                .startsWith("Every one of the 2 rows misses a value (x 1, y 1)");
    }

    @Test
    void infiniteAndHugeNumbers() {
        double inf = Double.POSITIVE_INFINITY;
        Table table = Table.create(
                DoubleColumn.create("x", 1, inf, -inf, 1e300), StringColumn.create("y", "a", "b", "a", "b"));
        assertThat(message(() -> TableData.of(table).label("y").all()))
                .startsWith("\"x\" holds 3 values that are infinite or beyond 1e100 (row 1 ∞, row 2 -∞, row 3 ");
        Table huge = Table.create(DoubleColumn.create("x", 1, 1e50), StringColumn.create("y", "a", "b"));
        assertThat(message(() -> TableData.of(huge).label("y").all()))
                .isEqualTo(
                        "\"x\" is too large for a network in row 1 (1.0E50): add standardize(), or leave the row out");
    }

    @Test
    void textAmongNumbers() {
        Table table = Tables.csv("income,class\n1.5,a\nunknown,b\n3,a\n-4e2,b\n 5 ,a\n?,b\n");
        assertThat(message(() -> TableData.of(table).label("class").all()))
                .isEqualTo("\"income\" holds numbers as text (row 0 \"1.5\", row 2 \"3\", row 3 \"-4e2\", row 4 \"5\";"
                        + " no numbers are row 1 \"unknown\", row 5 \"?\"): call numeric(\"income\") to take \"1.5\""
                        + " as 1.5, missing(\"unknown\") and dropMissing(), or categorical(\"income\") if each text"
                        + " is a category");
        assertThat(TableData.of(table)
                        .label("class")
                        .categorical("income")
                        .all()
                        .inputNames())
                .contains("income=unknown")
                .hasSize(6);
        assertThat(message(() -> TableData.of(table).target("income").all()))
                .startsWith(
                        "The target \"income\" expects numbers, but the column's type is string (row 1 \"unknown\"");
    }

    @Test
    void tooManyCategories() {
        String rows =
                IntStream.range(0, 101).mapToObj(i -> "name " + i + "," + i % 2).collect(Collectors.joining("\n"));
        Table table = Tables.csv("name,class\n" + rows + "\n");
        assertThat(message(() -> TableData.of(table).label("class").all()))
                .startsWith("\"name\" has 101 different texts in 101 rows, too many for one input each (\"name 0\", ")
                .contains("leave it out of features(…)");
        assertThat(TableData.of(table).label("class").categorical("name").all().inputNames())
                .hasSize(101);
    }

    @Test
    void aTextForEachRow() {
        String rows = IntStream.range(0, 40)
                .mapToObj(i -> "ticket " + i + ",deck " + i / 2 % 5 + "," + i % 2)
                .collect(Collectors.joining("\n"));
        Table table = Tables.csv("ticket,deck,class\n" + rows + "\n");
        assertThat(message(() -> TableData.of(table).label("class").all()))
                .startsWith("\"ticket\" has 40 different texts in 40 rows, too many for one input each")
                .contains("leave it out of features(…)");
        assertThat(TableData.of(table).features("deck").label("class").all().inputNames())
                .hasSize(5);
    }

    @Test
    void labelsThatAreNone() {
        assertThat(message(() -> TableData.of(penguins.first(50))
                        .features("year")
                        .label("species")
                        .all()))
                .isEqualTo(
                        "The label \"species\" is \"Adelie\" in every row: a network needs 2 classes or more to tell apart");
        assertThat(message(() -> data.dropMissing()
                        .features("year")
                        .label("bill_length_mm")
                        .all()))
                .startsWith(
                        "\"bill_length_mm\" holds decimal numbers, which make no classes or categories: call target(\"bill_length_mm\")");
        Table many = Table.create(
                IntColumn.create("x", IntStream.range(0, 101).toArray()),
                IntColumn.create("y", IntStream.range(0, 101).toArray()));
        assertThat(message(() -> TableData.of(many).label("y").all()))
                .startsWith("The label \"y\" has 101 different numbers, too many for classes: call target(\"y\")");
        assertThat(message(() -> data.features("year").target("species").all()))
                .contains("expects numbers, but the column's type is string")
                .contains("call label(\"species\")");
    }

    @Test
    void labelsOfManyNumbers() {
        Table table = Table.create(
                IntColumn.create("x", IntStream.range(0, 93).toArray()),
                IntColumn.create(
                        "flipper", IntStream.range(0, 93).map(i -> 140 + i / 3).toArray()),
                IntColumn.create(
                        "below", IntStream.range(0, 93).map(i -> i % 30 - 15).toArray()),
                IntColumn.create(
                        "sign", IntStream.range(0, 93).map(i -> i % 2 * 2 - 1).toArray()),
                IntColumn.create(
                        "from1", IntStream.range(0, 93).map(i -> i % 3 + 1).toArray()));
        TableData features = TableData.of(table).features("x");
        assertThat(message(() -> features.label("flipper").all()))
                .isEqualTo("The label \"flipper\" has 31 different numbers, too many for classes: call"
                        + " target(\"flipper\") to predict a number, or categorical(\"flipper\") if each is a class");
        assertThat(features.label("flipper").categorical("flipper").all().outputNames())
                .hasSize(31);
        assertThat(features.target("flipper").all().target(0)).containsExactly(140);
        assertThat(message(() -> features.label("below").all())).contains("30 different numbers");
        assertThat(features.label("sign").all().outputNames()).containsExactly("-1", "1");
        assertThat(features.label("from1").all().outputNames()).containsExactly("1", "2", "3");
        String[] names = IntStream.range(0, 93).mapToObj(i -> "name " + i).toArray(String[]::new);
        table.addColumns(StringColumn.create("name", names));
        assertThat(message(() -> TableData.of(table).features("x").label("name").all()))
                .contains("93 different texts in 93 rows, hardly two rows for a class")
                .contains("categorical(\"name\")");
        String[] prices = IntStream.range(0, 93).mapToObj(i -> i % 4 + ".5").toArray(String[]::new);
        table.addColumns(StringColumn.create("price", prices));
        assertThat(message(
                        () -> TableData.of(table).features("x").label("price").all()))
                .contains("call numeric(\"price\") to take \"0.5\" as 0.5 and target(\"price\")");
        assertThat(TableData.of(table)
                        .features("x")
                        .numeric("price")
                        .target("price")
                        .all()
                        .target(1))
                .containsExactly(1.5);
        assertThat(message(() -> TableData.of(table)
                        .features("x")
                        .numeric("price")
                        .label("price")
                        .all()))
                .contains("call target(\"price\")");
    }

    @Test
    void identifiersAndTimesThatFloatsCannotTellApart() {
        long start = 1L << 53;
        String[] kinds = {"a", "b", "a", "b"};
        Table table = Table.create(
                LongColumn.create("id", start + 1, start + 2, start + 3, start + 4),
                LongColumn.create("small", 5, 6, 7, 8),
                DoubleColumn.create("seconds", 1.7e9, 1.7e9 + 20, 1.7e9 + 40, 1.7e9 + 60),
                DoubleColumn.create("rounded", 0.1 + 0.2, 0.3, 0.3, 0.3),
                StringColumn.create("k", kinds));
        TableData data = TableData.of(table).label("k");
        assertThat(message(() -> data.features("id").all()))
                .startsWith("\"id\" holds 4 whole numbers beyond 2^53")
                .contains("leave the column out of features(…)");
        assertThat(message(() -> data.features("id").standardize().all())).startsWith("\"id\" holds 4 whole");
        assertThat(data.features("small").all().features(3)).containsExactly(8);
        table.addColumns(table.longColumn("id").asDoubleColumn().setName("double"));
        assertThat(message(() ->
                        TableData.of(table).features("small").label("double").all()))
                .contains("whole numbers beyond 2^53")
                .contains("columnTypesPartial(Map.of(\"double\", ColumnType.STRING))");
        assertThat(TableData.of(table).features("small").label("id").all().outputNames())
                .containsExactly("9007199254740993", "9007199254740994", "9007199254740995", "9007199254740996");
        assertThat(message(() -> data.features("seconds").all()))
                .startsWith("\"seconds\" has differences too small for the float32 numbers of a network, from 1.7E9 to")
                .contains("add standardize()");
        var scaled = data.features("seconds").standardize().all();
        assertThat(scaled.features(0)[0]).isLessThan(scaled.features(1)[0]);
        assertThat(message(() ->
                        TableData.of(table).features("small").target("seconds").all()))
                .contains("add standardizeTargets()");
        assertThat(TableData.of(table)
                        .features("small")
                        .target("seconds")
                        .standardizeTargets()
                        .all()
                        .decode(1.0))
                .hasSize(1);
        // rounding errors are no differences: neither refused nor blown up
        assertThat(data.features("rounded").all().size()).isEqualTo(4);
        assertThat(data.features("rounded").standardize().all().features(0)[0]).isBetween(-1e-6, 1e-6);
        assertThat(data.features("rounded").normalize().all().features(0)[0]).isBetween(-1e-6, 1e-6);
    }

    @Test
    void weightsThatAreNone() {
        Table table = Table.create(
                IntColumn.create("x", 1, 2, 3),
                DoubleColumn.create("w", 1, -2, 0.5),
                StringColumn.create("k", "a", "b", "a"));
        TableData data = TableData.of(table).label("k");
        assertThat(message(() -> data.weights("w").all()))
                .isEqualTo("weights expects numbers of 0 or more, but \"w\" has 1 below 0 (row 1 -2)");
        assertThat(message(() -> data.features("x").weights("k").all())).contains("choose one of these");
        assertThat(message(() -> data.weights("ww"))).contains("no column \"ww\"; There are: x, w, k");
        assertThat(message(() -> data.features("w", "x").weights("w"))).contains("choose one of these");
    }

    @Test
    void readingsThatDoNotFit() {
        Table table = Table.create(StringColumn.create("x", "1", "2"), StringColumn.create("k", "a", "b"));
        TableData data = TableData.of(table).label("k");
        assertThat(message(() -> data.numeric("x").categorical("x").all()))
                .isEqualTo("\"x\" is named in numeric(…) and in categorical(…): choose one of the two");
        assertThat(message(() -> data.numeric("y"))).contains("numeric: the table has no column \"y\"");
    }

    @Test
    void datesAndTimes() {
        LocalDate day = LocalDate.of(2026, 1, 2);
        Table table = Table.create(
                DateColumn.create("day", day, day.plusDays(1)),
                TimeColumn.create(
                        "time", day.atTime(1, 2).toLocalTime(), day.atTime(3, 4).toLocalTime()),
                DateTimeColumn.create("moment", day.atTime(1, 2), day.atTime(3, 4)),
                InstantColumn.create("instant", Instant.EPOCH, Instant.EPOCH),
                StringColumn.create("y", "a", "b"));
        TableData recipe = TableData.of(table).label("y");
        assertThat(message(() -> recipe.features("day").all()))
                .isEqualTo("\"day\" is of type local date, which is neither number nor category: choose parts of it by"
                        + " date(\"day\", \"year\", \"month\", \"weekday\"), or leave it out of features(…)");
        assertThat(message(() -> recipe.features("time").all())).contains("cyclic(\"time\", \"hour\")");
        assertThat(message(() -> recipe.features("time").date("time", "year").all()))
                .contains("times of day, which have no year");
        assertThat(recipe.features("time").cyclic("time", "hour").all().features(1)[0])
                .isEqualTo((float) Math.sin(Math.PI / 4));
        assertThat(message(() -> recipe.features("instant").all())).contains("date(\"instant\", \"year\"");
        assertThat(recipe.features("moment", "instant")
                        .date("moment", "year", "month", "weekday")
                        .date("instant", "hour")
                        .all()
                        .features(1))
                .containsExactly(2026, 1, 5, 0);
        table.addColumns(table.dateColumn("day").dayOfYear());
        assertThat(TableData.of(table)
                        .features("day day of year")
                        .label("y")
                        .all()
                        .features(1))
                .containsExactly(3);
    }

    @Test
    void emptyTables() {
        assertThat(message(() ->
                        TableData.of(penguins.emptyCopy()).label("species").split(0.8)))
                .startsWith("The table \"penguins.csv\" has no rows");
        assertThat(message(() -> TableData.of(Table.create("nothing")).label("x")))
                .isEqualTo("label: the table has no column \"x\"; there are none");
    }

    @Test
    void sharesAndRowsThatCannotBeSplit() {
        TableData recipe = data.features("year").label("species");
        for (double share : new double[] {0, 1, 80, -1}) {
            assertThat(message(() -> recipe.split(share))).contains("split expects shares above 0", "" + share);
        }
        assertThat(message(() -> recipe.split(0.8, 0.2, new Seed(1)))).contains("leave a rest below 1");
        Table two = Tables.csv("x,y\n1,a\n2,b\n");
        assertThat(message(() -> TableData.of(two).label("y").split(0.5)))
                .startsWith("Too few rows to split: 2 rows of 2 classes");
    }

    @Test
    void heldOutTablesThatDoNotFit() {
        Table train = Tables.csv("x,c,y\n1,red,a\n2,blue,b\n");
        TableData recipe = TableData.of(train).label("y");
        assertThat(message(() -> recipe.split(Tables.csv("x,c,y\n1,red,a\n2,red,z\n3,red,z\n"))))
                .isEqualTo(
                        "The label \"y\" has values that were not seen in training (rows: \"z\" 2): training knows a, b;"
                                + " drop those rows, or put some of them into training");
        assertThat(message(() -> recipe.split(Tables.csv("x,c,y\n1,red,a\n2,rde,b\n"))))
                .isEqualTo(
                        "Row 1 does not fit the training rows: \"c\" has no category \"rde\": did you mean \"red\"? There are: blue, red");
        assertThat(message(() -> recipe.split(Tables.csv("X,c,y\n1,red,a\n"))))
                .contains("has no column \"x\"; did you mean \"X\"?");
        assertThat(message(() -> recipe.split(Tables.csv("x,c,y\nlow,red,a\nhigh,red,b\n"))))
                .isEqualTo(
                        "Row 0 does not fit the training rows: \"x\" expects a finite number, but got the text \"low\"");
    }

    @Test
    void rawRowsThatDoNotFit() {
        var all = data.dropMissing().features("island", "year").label("species").all();
        assertThat(message(() -> all.encode("Dream"))).isEqualTo("encode expects 2 values (island, year), but got 1");
        assertThat(message(() -> all.encode("Drem", 2007)))
                .startsWith("\"island\" has no category \"Drem\": did you mean \"Dream\"?");
        assertThat(message(() -> all.encode("Dream", "2007")))
                .isEqualTo("\"year\" expects a finite number, but got the text \"2007\"");
        assertThat(message(() -> all.encode(null, 2007))).contains("\"island\" has no category \"null\"");
    }

    private static String message(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        return thrown.getMessage();
    }
}
