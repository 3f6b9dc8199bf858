package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.spark.SparkFunctions.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cellwise.data.ShardedRows;
import org.cellwise.data.table.TableData;
import org.cellwise.math.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Rows of Spark become the numbers that a table of the same rows becomes. */
class SparkRowsIT {
    private static final StructType FORM = new StructType()
            .add("price", DataTypes.DoubleType)
            .add("rooms", DataTypes.IntegerType)
            .add("town", DataTypes.StringType)
            .add("garden", DataTypes.BooleanType)
            .add("hour", DataTypes.IntegerType)
            .add("kind", DataTypes.StringType)
            .add("day", DataTypes.DateType);
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = Sessions.of("local[2]");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static List<Row> rows(int count, boolean missing) {
        Random random = new Random(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean misses = missing && i % 10 == 3;
            rows.add(RowFactory.create(
                    misses ? null : Math.exp(random.nextGaussian() * 3) * 1e4,
                    1 + random.nextInt(9),
                    missing && i % 14 == 5
                            ? null
                            : List.of("Ulm", "Bern", "Graz", "Rom").get(random.nextInt(4)),
                    random.nextBoolean(),
                    random.nextInt(24),
                    List.of("a", "b", "c").get(random.nextInt(3)),
                    null));
        }
        return rows;
    }

    private static Dataset<Row> frame(List<Row> rows, int partitions) {
        return spark.createDataFrame(rows, FORM).repartition(partitions);
    }

    private static Table table(List<Row> rows) {
        DoubleColumn price = DoubleColumn.create("price");
        IntColumn roomCount = IntColumn.create("rooms");
        StringColumn town = StringColumn.create("town");
        BooleanColumn garden = BooleanColumn.create("garden");
        IntColumn hour = IntColumn.create("hour");
        StringColumn kind = StringColumn.create("kind");
        for (Row row : rows) {
            if (row.isNullAt(0)) {
                price.appendMissing();
            } else {
                price.append(row.getDouble(0));
            }
            roomCount.append(row.getInt(1));
            town.append(row.isNullAt(2) ? "" : row.getString(2));
            garden.append(row.getBoolean(3));
            hour.append(row.getInt(4));
            kind.append(row.getString(5));
        }
        return Table.create("houses", price, roomCount, town, garden, hour, kind);
    }

    private static final String[] FEATURES = {"price", "rooms", "town", "garden", "hour"};

    @Test
    void encodersAreThoseOfATable() {
        List<Row> rows = rows(400, false);
        TableData table = TableData.of(table(rows)).features(FEATURES).label("kind");
        SparkData data = dataset(frame(rows, 3)).features(FEATURES).label("kind");
        assertThat(data.standardize().all().preparation())
                .isEqualTo(table.standardize().all().preparation());
        assertThat(data.normalize().cyclic("hour", 24).all().preparation())
                .isEqualTo(table.normalize().cyclic("hour", 24).all().preparation());
        assertThat(data.robust("rooms").log("price").index("town").all().preparation())
                .isEqualTo(
                        table.robust("rooms").log("price").index("town").all().preparation());
        assertThat(data.quantile("price", "hour").groupRare(110, "town").all().preparation())
                .isEqualTo(table.quantile("price", "hour")
                        .groupRare(110, "town")
                        .all()
                        .preparation());
        assertThat(data.ordinal("town", "Ulm", "Bern", "Graz", "Rom")
                        .standardize("town")
                        .all()
                        .preparation())
                .isEqualTo(table.ordinal("town", "Ulm", "Bern", "Graz", "Rom")
                        .standardize("town")
                        .all()
                        .preparation());
        assertThat(data.all().schema()).isEqualTo(table.all().schema());
    }

    @Test
    void missingValuesAreFilledAsInATable() {
        List<Row> rows = rows(400, true);
        TableData table =
                TableData.of(table(rows)).features(FEATURES).label("kind").standardize();
        SparkData data =
                dataset(frame(rows, 3)).features(FEATURES).label("kind").standardize();
        assertThat(data.fillMean().fillMostFrequent().flagMissing("price").all().preparation())
                .isEqualTo(table.fillMean()
                        .fillMostFrequent()
                        .flagMissing("price")
                        .all()
                        .preparation());
        assertThat(data.fillMedian().fill("none", "town").all().preparation())
                .isEqualTo(table.fillMedian().fill("none", "town").all().preparation());
        SparkRows dropped = data.dropMissing().all();
        assertThat(dropped.preparation()).isEqualTo(table.dropMissing().all().preparation());
        assertThat(dropped.count()).isEqualTo(table.dropMissing().all().size());
        assertThat(dropped.bad().count()).isZero();
    }

    @Test
    void numbersOfRowsAreThoseOfATable() {
        List<Row> rows = rows(300, false);
        SparkData data = dataset(frame(rows, 3))
                .features("price", "town", "hour")
                .target("rooms")
                .log("price")
                .standardizeTargets();
        TableData table = TableData.of(table(rows))
                .features("price", "town", "hour")
                .target("rooms")
                .log("price")
                .standardizeTargets();
        ShardedRows sharded = ShardedRows.of(table.all(), 4);
        DealtRows dealt = data.all().deal(4);
        assertThat(dealt.fingerprint()).isEqualTo(sharded.fingerprint());
        assertThat(dealt.sizes())
                .isEqualTo(IntStream.range(0, 4).mapToLong(sharded::size).toArray());
    }

    @Test
    void badRowsAreLeftOutAndToldUnlessAskedTo() {
        List<Row> rows = rows(100, false);
        rows.set(17, RowFactory.create(Double.POSITIVE_INFINITY, 3, "Ulm", true, 3, "a", null));
        rows.set(18, RowFactory.create(5.0, 3, null, true, 3, "a", null));
        SparkData data = dataset(frame(rows, 1)).features(FEATURES).label("kind");
        SparkRows all = data.all();
        assertThat(all.count()).isEqualTo(98);
        assertThat(all.bad().count()).isEqualTo(2);
        assertThat(all.bad().toString())
                .contains("2 rows left out", "partition 0, row", "\"price\" holds values that are infinite")
                .contains("\"town\" misses a value");
        assertThatThrownBy(() -> data.strict().all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rows cannot be read: partition 0, row ")
                .hasMessageContaining("\"town\" misses a value");
        assertThat(data.dropMissing().all().bad().count()).isEqualTo(1);
    }

    @Test
    void aSplitDependsOnRowsAndSeedAlone() {
        List<Row> rows = rows(500, false);
        SparkData one = dataset(frame(rows, 1)).features(FEATURES).label("kind");
        SparkData three = dataset(frame(rows, 3)).features(FEATURES).label("kind");
        SparkSplit split = one.split(0.8, new Seed(1));
        SparkSplit other = three.split(0.8, new Seed(1));
        assertThat(split.train().count()).isBetween(370L, 430L);
        assertThat(split.train().count() + split.validation().count()).isEqualTo(500);
        assertThat(other.train().deal(3).fingerprint())
                .isEqualTo(split.train().deal(3).fingerprint());
        assertThat(one.split(0.8, new Seed(2)).train().deal(3).fingerprint())
                .isNotEqualTo(split.train().deal(3).fingerprint());
        assertThatThrownBy(() -> one.split(1.5, new Seed(2))).hasMessageContaining("a share between 0 and 1");
    }

    @Test
    void whatATableRefusesIsRefusedInItsWords() {
        Dataset<Row> frame = frame(rows(60, false), 2);
        assertThatThrownBy(() -> dataset(frame).label("sort"))
                .hasMessage(
                        "label: the table has no column \"sort\"; There are: price, rooms, town, garden, hour, kind, day")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dataset(frame).label("price").features("rooms").all())
                .hasMessageContaining("\"price\" holds decimal numbers, which make no classes");
        assertThatThrownBy(() ->
                        dataset(frame).label("kind").features("rooms", "day").all())
                .hasMessageContaining("\"day\" is of type date, which is neither number nor category");
        assertThatThrownBy(() -> dataset(frame).target("kind").features("rooms").all())
                .hasMessageContaining("The target \"kind\" expects numbers");
        assertThatThrownBy(() -> dataset(frame.filter("rooms > 100"))
                        .label("kind")
                        .features("rooms")
                        .all())
                .hasMessageContaining("There are no rows");
        assertThatThrownBy(() -> dataset(frame).features("rooms").all()).hasMessageContaining("no label yet");
    }

    @Test
    void whatANetworkCannotTellApartIsRefusedAsInATable() {
        Dataset<Row> frame = spark.range(0, 3_000, 1, 2)
                .selectExpr(
                        "1.7e9D + id AS time",
                        "id AS place",
                        "id / 7 AS part",
                        "cast(id % 50 / 10 AS string) AS size",
                        "IF(id % 30 = 1, '?', 'a' || id % 2) AS colour",
                        "IF(id % 3 = 0, 'a', 'b') AS kind");
        SparkData data = dataset(frame).label("kind");
        assertThatThrownBy(() -> data.features("time", "place", "part").all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"time\" has differences too small for the float32 numbers of a network, from 1.7E9 to 1.700002999E9: add standardize(), which takes the mean away");
        assertThat(data.features("time", "place", "part").standardize().all().count())
                .isEqualTo(3_000);
        assertThat(data.features("place", "part").all().count()).isEqualTo(3_000);
        assertThatThrownBy(() -> dataset(frame).features("place").target("time").all())
                .hasMessageContaining("add standardizeTargets(), which takes the mean away");
        assertThatThrownBy(() -> data.features("size").all())
                .hasMessage(
                        "\"size\" holds numbers as text: make numbers of them first, as cast(\"double\") of Spark does, or call categorical(\"size\") if each text is a category");
        assertThat(data.features("size").categorical("size").all().count()).isEqualTo(3_000);
        assertThatThrownBy(() -> data.features("colour").all())
                .hasMessageContaining("\"colour\" has texts that look like missing values");
        assertThatThrownBy(() -> dataset(frame).features("place").label("size").all())
                .hasMessageContaining("\"size\" holds numbers as text");
    }
}
