package org.cellwise.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.Reference;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.Split;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** From columns to vectors: what a user can choose for them. */
class PreparationTest {
    private static final Seed SEED = new Seed(3);

    private final Table houses = Table.create(
            "houses",
            DoubleColumn.create("area", 50, 80, Double.NaN, 120, 100, 60, 200, 90, 70, 110),
            StringColumn.create("town", "A", "B", "A", "", "A", "B", "C", "A", "B", "A"),
            StringColumn.create("size", "S", "M", "M", "L", "M", "S", "L", "M", "S", "L"),
            DateColumn.create(
                    "sold",
                    IntStream.range(0, 10)
                            .mapToObj(i -> LocalDate.of(2020 + i % 3, 1 + i, 1 + i))
                            .toArray(LocalDate[]::new)),
            DoubleColumn.create("price", 100, 160, 190, 260, 210, 120, 900, 180, 140, 230));
    private final TableData prices = TableData.of(houses).target("price");

    @Test
    void fillsMissingValuesFromTrainingRowsAlone() {
        JsonObject missing = Reference.read("preparation").getAsJsonObject("missing");
        Table train = Table.create("t", StringColumn.create("word"), DoubleColumn.create("number"));
        missing.getAsJsonArray("words")
                .forEach(word -> train.stringColumn("word").append(word.isJsonNull() ? "" : word.getAsString()));
        for (int i = 0; i < 7; i++) {
            var number = missing.getAsJsonArray("numbers").get(i);
            train.doubleColumn("number").append(number.isJsonNull() ? Double.NaN : number.getAsDouble());
        }
        train.addColumns(DoubleColumn.create("y", 1, 2, 3, 4, 5, 6, 7));
        Table later = train.emptyCopy();
        later.stringColumn("word").append("");
        later.doubleColumn("number").append(Double.NaN);
        later.doubleColumn("y").append(1);
        TableData data = TableData.of(train).target("y");
        double[] row = data.fillMean().fillMostFrequent().split(later).test().features(0);
        double[] known = {3, 7.5, 7.5, 1, 20}; // of the first seven
        assertThat(row[0]).isEqualTo(1); // word=a, as often as b and before it
        assertThat(row[3]).isCloseTo(Arrays.stream(known).average().orElseThrow(), within(1e-6));
        assertThat(data.fillMedian().fillMostFrequent().split(later).test().features(0)[3])
                .isEqualTo(7.5);
        assertThat(missing.get("most frequent word").getAsString()).isEqualTo("a");
        assertThat(new Fill(Fill.Kind.MEAN, null, 0).value(numbers(missing), present(missing)))
                .isEqualTo(missing.get("mean").getAsDouble());
        assertThat(new Fill(Fill.Kind.MEDIAN, null, 0).value(numbers(missing), present(missing)))
                .isEqualTo(missing.get("median").getAsDouble());
        assertThat(new Fill(Fill.Kind.MOST_FREQUENT, null, 0).value(numbers(missing), present(missing)))
                .isEqualTo(missing.get("most frequent").getAsDouble());
    }

    private static RawColumn numbers(JsonObject missing) {
        double[] values = new double[missing.getAsJsonArray("numbers").size()];
        for (int i = 0; i < values.length; i++) {
            var number = missing.getAsJsonArray("numbers").get(i);
            values[i] = number.isJsonNull() ? Double.NaN : number.getAsDouble();
        }
        return new RawColumn.Numbers("n", values.length, row -> values[row]);
    }

    private static int[] present(JsonObject missing) {
        RawColumn numbers = numbers(missing);
        return numbers.present(
                IntStream.range(0, missing.getAsJsonArray("numbers").size()).toArray());
    }

    @Test
    void flagsAndFillsWithConstants() {
        Dataset all = prices.features("area", "town")
                .fill(75, "area")
                .fill("none", "town")
                .flagMissing()
                .all();
        assertThat(all.size()).isEqualTo(10);
        assertThat(all.inputNames())
                .containsExactly("area", "area missing", "town=A", "town=B", "town=C", "town=none", "town missing");
        assertThat(all.features(2)).containsExactly(75, 1, 1, 0, 0, 0, 0);
        assertThat(all.features(3)).containsExactly(120, 0, 0, 0, 0, 1, 1);
        assertThat(all.encode(null, "B")).containsExactly(75, 1, 0, 1, 0, 0, 0);
        assertThat(all.encode(Double.NaN, "")).containsExactly(75, 1, 0, 0, 0, 1, 1);
    }

    @Test
    void asksTheNearestTrainingRows() {
        Table table = houses.copy();
        table.addColumns(DoubleColumn.create("rooms", 2, 3, 4, 5, 4, 2, 8, 4, 3, 5));
        Dataset all = TableData.of(table)
                .target("price")
                .features("area", "rooms")
                .fillNearest(2)
                .flagMissing()
                .all();
        assertThat(all.inputNames()).containsExactly("area", "area missing", "rooms");
        assertThat(all.features(2)).containsExactly(95, 1, 4); // of the houses of 100 and of 90 square metres
        assertThat(all.encode(null, 8)[0]).isEqualTo(160); // 200 and 120
        assertThat(RowEncoder.of(all.preparation().describe()).encode(null, 8)).containsExactly(all.encode(null, 8));
    }

    @Test
    void dropsRowsThatMissWhatIsNotFilled() {
        TableData data = prices.features("area", "town").fillMedian().dropMissing();
        assertThat(data.all().size()).isEqualTo(9);
        assertThatThrownBy(() -> prices.features("area", "town").fillMedian().all())
                .hasMessageContaining("1 of 10 rows miss a value (town 1)")
                .hasMessageContaining("fillMostFrequent()");
        assertThatThrownBy(() -> data.fillMean("town").all()).hasMessageContaining("\"town\" holds no numbers");
        assertThatThrownBy(() -> data.fillMean("price").all())
                .hasMessageContaining("\"price\" is not among the features");
        assertThatThrownBy(() -> data.all().encode(null, null))
                .hasMessageContaining("\"town\" has no category \"null\"")
                .hasMessageContaining("fillMostFrequent(\"town\")");
    }

    @Test
    void scalesSomeColumnsInAWayOfTheirOwn() {
        Split split = prices.features("area", "size")
                .dropMissing()
                .standardize()
                .ordinal("size", "S", "M", "L")
                .log("price")
                .normalize("area")
                .split(0.7, SEED);
        Dataset train = split.train();
        assertThat(IntStream.range(0, train.size()).mapToDouble(i -> train.features(i)[0]))
                .contains(0.0, 1.0);
        assertThat(IntStream.range(0, train.size())
                        .mapToDouble(i -> train.features(i)[1])
                        .sum())
                .isCloseTo(0, within(1e-5));
        assertThat(train.inputNames()).containsExactly("area", "size");
        double price = split.decode(split.test().target(0))[0];
        assertThat(houses.doubleColumn("price").asList()).anyMatch(one -> Math.abs(one - price) < 1e-2);
        assertThatThrownBy(() -> prices.features("town")
                        .dropMissing()
                        .standardize("town")
                        .all())
                .hasMessageContaining("\"town\" is to be scaled, but its inputs are no quantities");
        assertThatThrownBy(
                        () -> prices.features("size").ordinal("size", "S", "M").all())
                .hasMessageContaining("\"size\" has the category \"L\", which is not in the order given");
    }

    @Test
    void readsPartsOffDates() {
        Dataset all = prices.features("sold")
                .date("sold", "year")
                .cyclic("sold", "month")
                .all();
        assertThat(all.inputNames()).containsExactly("sold year", "sold month sin", "sold month cos");
        assertThat(all.features(0)).containsExactly(2020, 0, 1);
        assertThat(all.features(3)[1]).isCloseTo(1, within(1e-6)); // April, a quarter of the year on
        assertThat(all.encode("2021-07-31")[2]).isCloseTo(-1, within(1e-12));
        assertThat(all.encode(LocalDate.of(1850, 1, 31))).containsExactly(1850, 0, 1);
        assertThatThrownBy(() -> prices.date("sold", "yeer")).hasMessageContaining("did you mean \"year\"");
        assertThatThrownBy(() -> prices.cyclic("sold", "year")).hasMessageContaining("begins anew");
        assertThatThrownBy(() -> all.encode("31.7.2021")).hasMessageContaining("2024-03-31");
        assertThatThrownBy(() -> prices.features("sold").all())
                .hasMessageContaining("date(\"sold\", \"year\", \"month\", \"weekday\")");
    }

    @Test
    void joinsRareCategoriesOfTheTrainingRows() {
        Dataset all = prices.features("town").dropMissing().groupRare(2).all();
        assertThat(all.inputNames()).containsExactly("town=A", "town=B", "town=other");
        assertThat(all.encode("never seen")).containsExactly(0, 0, 1);
        Dataset index =
                prices.features("town").dropMissing().groupRare(2).index("town").all();
        assertThat(index.encode("B")).containsExactly(1);
        assertThat(index.encode("never seen")).containsExactly(2);
    }

    /** Each row of a town of its own: its mean target would be its own answer. */
    @Test
    void doesNotTellARowItsOwnTarget() {
        int rows = 60;
        StringColumn town = StringColumn.create("town", rows);
        DoubleColumn y = DoubleColumn.create("y", rows);
        for (int i = 0; i < rows; i++) {
            town.set(i, "t" + i);
            y.set(i, i * i % 17);
        }
        Dataset all = TableData.of(Table.create("t", town, y))
                .target("y")
                .meanTarget("town")
                .all();
        assertThat(all.inputNames()).containsExactly("town mean");
        double[] means =
                IntStream.range(0, rows).mapToDouble(i -> all.features(i)[0]).toArray();
        assertThat(Arrays.stream(means).distinct().count()).isLessThanOrEqualTo(5); // those of the other folds
        assertThat(all.encode("t3")[0]).isEqualTo(9.0);
        assertThat(all.encode("unknown")[0]).isCloseTo(y.mean(), within(1e-9));
    }

    @Test
    void encodesClassesByMeanTargets() {
        Table table = houses.copy().removeColumns("price");
        Dataset sizes = TableData.of(table)
                .features("town")
                .dropMissing()
                .label("size")
                .meanTarget("town")
                .all();
        assertThat(sizes.inputNames()).containsExactly("town mean of L", "town mean of M", "town mean of S");
        double[] encoded = sizes.encode("C");
        assertThat(encoded[0] + encoded[1] + encoded[2]).isCloseTo(1, within(0.3));
    }

    @Test
    void makesIndicesAndBagsOfTexts() {
        Table reviews = Table.create(
                "reviews",
                StringColumn.create("text", "good good film", "bad film", "good one"),
                StringColumn.create("mood", "+", "-", "+"));
        TableData data = TableData.of(reviews).label("mood");
        Dataset indices = data.words("text", 10, 4).all();
        assertThat(indices.features(0)).containsExactly(2, 2, 3, 0); // good, then film: most frequent first
        assertThat(indices.encode("a good plan")).containsExactly(1, 2, 1, 0);
        assertThat(data.bagOfWords("text", 10).all().features(0)).containsExactly(0, 1, 2, 0);
        assertThat(data.characters("text", 3).all().inputNames()).containsExactly("text 1", "text 2", "text 3");
        Dataset pairs = data.bytePairs("text", 20, 9).all();
        assertThat(pairs.columns().get(0).decode(pairs.encode("bad good fad"), 0))
                .isEqualTo("bad good fad");
        assertThat(pairs.encode("good film")[2]).isZero(); // two pieces, since both are there twice
        assertThat(data.tfidf("text", 2).all().inputNames()).containsExactly("text:film", "text:good");
        assertThatThrownBy(() -> prices.words("area", 5, 5)
                        .features("area")
                        .dropMissing()
                        .all())
                .hasMessageContaining("words and characters expect texts");
    }

    @Test
    void keepsGroupsTogetherAndTimeInOrder() {
        Split grouped =
                prices.features("area").fillMean().dropMissing().groups("town").split(0.5, SEED);
        assertThat(grouped.train().size() + grouped.test().size()).isEqualTo(9); // one has no town
        assertThatThrownBy(() -> prices.groups(null)).hasMessageContaining("groups expects the name of a column");
        Split later = prices.features("area").fillMean().time("sold").split(0.8, SEED);
        assertThat(IntStream.range(0, 2).mapToDouble(row -> later.test().target(row)[0]))
                .containsExactly(120.0, 140.0); // sold in June and September of 2022
        assertThat(later.test().size()).isEqualTo(2);
        assertThat(prices.features("area")
                        .fillMean()
                        .time("sold")
                        .folds(3)
                        .get(0)
                        .train()
                        .size())
                .isEqualTo(4);
        assertThatThrownBy(() -> prices.time("sold").groups("town")).hasMessageContaining("not by both");
    }

    @Test
    void comesBackFromItsDescriptionWhateverWasChosen() {
        Dataset all = prices.fillMedian()
                .fillMostFrequent()
                .flagMissing()
                .standardize()
                .log("price")
                .quantile("area")
                .groupRare(2, "town")
                .meanTarget("town")
                .ordinal("size", "S", "M", "L")
                .cyclic("sold", "month", "weekday")
                .date("sold", "days")
                .all();
        RowEncoder again = RowEncoder.of(all.preparation().describe());
        assertThat(again).isEqualTo(all.preparation());
        Object[] raw = {Double.NaN, "Z", "L", LocalDate.of(2023, 5, 6)};
        assertThat(again.encode(raw)).containsExactly(all.encode(raw));
    }

    @Test
    void explainsWhatBecameOfEveryColumn() {
        Split split = prices.fillMedian()
                .dropMissing()
                .standardize()
                .ordinal("size", "S", "M", "L")
                .date("sold", "year")
                .log("price")
                .split(0.7, SEED);
        String table = split.explain().toString();
        assertThat(table)
                .contains("4 columns become 6 inputs; the first training row, fitted on 6 rows of training")
                .contains("town=A, town=B, town=C")
                .contains("standardised: (value - ")
                .contains("missing: ")
                .contains("sold year")
                .contains("(target) price")
                .contains("ln(1 + value)");
        assertThat(split.explain(75, "B", "S", LocalDate.of(2021, 1, 1)).toString())
                .contains("the row given")
                .contains("0 1 0");
    }
}
