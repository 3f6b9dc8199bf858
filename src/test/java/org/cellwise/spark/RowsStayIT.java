package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;
import static org.cellwise.spark.SparkFunctions.*;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.cellwise.network.Network;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

/** Rows stay where they are: what comes to the driver does not grow with them, and a bad one spoils none of the others. */
class RowsStayIT {
    private static final SparkSession SPARK = Sessions.of("local[2]");

    /** Rows that no driver has made. */
    private static Dataset<Row> rows(long count) {
        return SPARK.range(0, count, 1, 2)
                .selectExpr(
                        "sin(id) AS x",
                        "cos(id * 0.7) AS y",
                        "element_at(array('Ulm', 'Bern', 'Graz'), cast(id % 3 + 1 as int)) AS town",
                        "IF(sin(id) * cos(id * 0.7) > 0, 'more', 'less') AS kind");
    }

    private static Trainer trainer(SparkRows rows) {
        return org.cellwise.Cellwise.trainer(
                        network(seed(1), inputs(rows), dense(8), relu(), dense(outputs(rows))),
                        crossEntropy(),
                        adam(0.01))
                .batchSize(256)
                .shards(2)
                .quiet();
    }

    /** Bytes that come to the driver while rows are prepared, trained on and scored. */
    private static long results(long count) throws TimeoutException {
        AtomicLong bytes = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd ended) {
                bytes.addAndGet(ended.taskMetrics().resultSize());
            }
        };
        SPARK.sparkContext().addSparkListener(listener);
        SparkSplit split =
                dataset(rows(count)).robust("x").standardize("y").label("kind").split(0.8, seed(1));
        Trainer trainer = trainer(split.train());
        onSpark(trainer).fit(split, 1);
        new NetworkModel(trainer.network())
                .transform(rows(count))
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        SPARK.sparkContext().listenerBus().waitUntilEmpty();
        SPARK.sparkContext().removeSparkListener(listener);
        return bytes.get();
    }

    @Test
    void whatComesToTheDriverDoesNotGrowWithTheRows() throws TimeoutException {
        long few = results(1_000);
        long many = results(40_000); // of a megabyte as numbers
        assertThat(few).isPositive();
        assertThat(many).isLessThan(few * 5 / 4);
    }

    private static Dataset<Row> with(String bad) {
        return rows(400).coalesce(1).union(SPARK.sql("SELECT " + bad));
    }

    @Test
    void aBadRowIsToldWithItsPartitionAndAllOthersAreTrainedOn() {
        Dataset<Row> rows = with("1D, CAST(NULL AS DOUBLE), 'Ulm', 'more'")
                .union(SPARK.sql("SELECT CAST('Infinity' AS DOUBLE), 1D, 'Ulm', 'more'"))
                .union(SPARK.sql("SELECT 1D, 1D, 'Ulm', CAST(NULL AS STRING)"));
        SparkRows prepared = dataset(rows).standardize().label("kind").all();
        Trainer trainer = trainer(prepared);
        Progress progress = onSpark(trainer).fit(prepared, 1);
        assertThat(progress.state()).isEqualTo(Progress.State.FINISHED);
        assertThat(progress.message())
                .contains("3 rows left out that could not be read")
                .contains("partition 1, row 0: \"y\" misses a value")
                .contains("partition 2, row 0: \"x\" holds values that are infinite")
                .contains("partition 3, row 0: \"kind\" misses a value");
        SparkRows good = dataset(rows(400)).standardize().label("kind").all();
        Trainer without = trainer(good);
        onSpark(without).fit(good, 1);
        assertThat(trainer.network().parameters().values())
                .isEqualTo(without.network().parameters().values());
    }

    @Test
    void aCategoryThatTrainingHasNotSeenIsToldWhereItIsMeasured() {
        for (String row : new String[] {"1D, 1D, 'Atlantis', 'more'", "1D, 1D, 'Ulm', 'other'"}) {
            SparkSplit split = null;
            for (int seed = 1; split == null || split.validation().bad().count() == 0; seed++) {
                split = dataset(with(row)).standardize().label("kind").split(0.5, seed(seed));
            }
            Progress progress = onSpark(trainer(split.train())).fit(split, 1);
            assertThat(progress.state()).isEqualTo(Progress.State.FINISHED);
            assertThat(progress.message())
                    .contains("1 row left out that could not be read (partition 1, row 0: ")
                    .containsAnyOf("no category \"Atlantis\"", "no category \"other\"");
            assertThat(progress.history().last().validationLoss()).isPositive();
        }
        assertThatThrownBy(() -> dataset(with("1D, CAST(NULL AS DOUBLE), 'Ulm', 'more'"))
                        .strict()
                        .label("kind")
                        .all())
                .hasMessageContaining("1 row cannot be read: partition 1, row 0: \"y\" misses a value");
    }

    @Test
    void tooManyCategoriesAreRefusedInWords() {
        assertThatThrownBy(() -> dataset(SPARK.range(0, 30_000, 1, 2)
                                .selectExpr("cast(id AS string) || 'a' AS name", "IF(id > 5, 'a', 'b') AS kind"))
                        .label("kind")
                        .all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"name\" has more than 10000 different texts");
    }

    @Test
    void columnsThatAreMissingOrOfAnotherTypeAreRefusedBeforeAnyJob() {
        Network net = trainer(dataset(rows(100)).label("kind").all()).network();
        SparkRows texts = dataset(rows(100).withColumn("y", org.apache.spark.sql.functions.lit("a")))
                .label("kind")
                .all();
        Trainer other =
                org.cellwise.Cellwise.trainer(net, crossEntropy(), adam(0.01)).shards(2);
        assertThatThrownBy(() -> onSpark(other).fit(texts, 1)).hasMessageContaining("x, y");
        SparkRows fewer = dataset(rows(100).drop("y")).label("kind").all();
        assertThatThrownBy(() -> onSpark(other).fit(fewer, 1)).hasMessageContaining("x, y");
        assertThatThrownBy(() ->
                        dataset(rows(100)).features("x", "z").label("kind").all())
                .hasMessageContaining("no column \"z\"");
        assertThatThrownBy(() -> dataset(rows(100)).features("x").target("town").all())
                .hasMessageContaining("The target \"town\" expects numbers");
    }
}
