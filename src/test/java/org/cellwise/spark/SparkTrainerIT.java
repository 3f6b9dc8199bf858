package org.cellwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.spark.SparkFunctions.dataset;
import static org.cellwise.spark.SparkFunctions.onSpark;

import java.nio.file.Path;
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
import org.cellwise.data.table.TableData;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.DivergedException;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.Progress;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Training on Spark comes to the bits of the trainer that computes the same shards by itself. */
class SparkTrainerIT {
    private static final StructType FORM = new StructType()
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("town", DataTypes.StringType)
            .add("kind", DataTypes.StringType);
    private static final int COUNT = 600;

    @AfterAll
    static void stop() {
        Sessions.of("local[1]").stop();
    }

    private static List<Row> rows() {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            String town = List.of("Ulm", "Bern", "Graz").get(random.nextInt(3));
            rows.add(RowFactory.create(x, 3 * y, town, x * y > 0 ? "same" : town.equals("Ulm") ? "ulm" : "other"));
        }
        return rows;
    }

    static SparkData spark(SparkSession session, int partitions) {
        Dataset<Row> frame = session.createDataFrame(rows(), FORM)
                .selectExpr("*", "abs(x) AS weight")
                .repartition(partitions);
        return dataset(frame).features("x", "y", "town").standardize().label("kind");
    }

    static TableData table() {
        DoubleColumn x = DoubleColumn.create("x");
        DoubleColumn y = DoubleColumn.create("y");
        StringColumn town = StringColumn.create("town");
        StringColumn kind = StringColumn.create("kind");
        for (Row row : rows()) {
            x.append(row.getDouble(0));
            y.append(row.getDouble(1));
            town.append(row.getString(2));
            kind.append(row.getString(3));
        }
        DoubleColumn weight = x.abs();
        weight.setName("weight");
        return TableData.of(Table.create("rows", x, y, town, kind, weight))
                .features("x", "y", "town")
                .standardize()
                .label("kind");
    }

    static Trainer trainer(int hidden) {
        List<Layer> layers = List.of(
                Examples.dense(hidden),
                new BatchNorm(),
                Examples.relu(),
                new Dropout(0.2),
                Examples.dense(hidden),
                Examples.tanh(),
                Examples.dense(3));
        Network network = new Network(
                new Seed(7),
                Compute.of(1),
                Inputs.named(List.of("x", "y", "town=Bern", "town=Graz", "town=Ulm")),
                layers);
        return new Trainer(network, Losses.crossEntropy().classWeights(1, 2, 1.5), new Adam(0.01).weightDecay(0.01))
                .batchSize(64)
                .accumulate(2)
                .clipNorm(0.5)
                .schedule(Schedules.warmUp(1, Schedules.cosine(6)))
                .metrics(Metrics.accuracy(), Metrics.f1("ulm"))
                .seed(new Seed(11))
                .shards(4);
    }

    static void assertSame(Trainer a, Trainer b) {
        assertThat(b.network().parameters().values())
                .isEqualTo(a.network().parameters().values());
        assertThat(b.history().stepLoss()).isEqualTo(a.history().stepLoss());
        assertThat(b.history().size()).isEqualTo(a.history().size());
        for (int i = 0; i < a.history().size(); i++) {
            History.Epoch x = a.history().epochs().get(i);
            History.Epoch y = b.history().epochs().get(i);
            assertThat(y.loss()).isEqualTo(x.loss());
            assertThat(Double.compare(y.validationLoss(), x.validationLoss())).isZero();
            assertThat(y.metrics()).isEqualTo(x.metrics());
            assertThat(y.validationMetrics()).isEqualTo(x.validationMetrics());
        }
        assertThat(b.network().preparation()).isEqualTo(a.network().preparation());
    }

    @Test
    void oneTaskAndTwoComeToTheBitsOfTheTrainerAlone() {
        Trainer small = trainer(12);
        small.fit(table().all(), 3);
        Trainer large = trainer(200); // of slices
        large.fit(table().all(), 3);
        for (String master : List.of("local[1]", "local[2]")) {
            SparkRows rows = spark(Sessions.of(master), 3).all();
            Trainer one = trainer(12);
            Progress progress = onSpark(one).fit(rows, 3);
            assertThat(progress.state()).as(progress.toString()).isEqualTo(Progress.State.FINISHED);
            assertSame(small, one);
            Trainer other = trainer(200);
            onSpark(other).fit(rows, 3);
            assertSame(large, other);
        }
    }

    @Test
    void rowsWeighAsInATable() {
        Trainer here = trainer(12);
        here.fit(table().weights("weight").all(), 2);
        Trainer there = trainer(12);
        onSpark(there).fit(spark(Sessions.of("local[2]"), 3).weights("weight").all(), 2);
        assertSame(here, there);
        Trainer evenly = trainer(12);
        evenly.fit(table().all(), 2);
        assertThat(evenly.history().last().loss())
                .isNotEqualTo(here.history().last().loss());
    }

    @Test
    void validationEarlyStoppingAndListenersAreThoseOfTheTrainer() {
        List<Integer> told = new ArrayList<>();
        SparkSplit split = spark(Sessions.of("local[2]"), 2).split(0.7, new Seed(3));
        Trainer one = trainer(12).listen(p -> told.add(p.history().size()));
        Progress first = onSpark(one).tasks(1).fit(split, new Epochs(9).patience(2));
        Trainer two = trainer(12);
        onSpark(two).fit(split, new Epochs(9).patience(2));
        assertSame(one, two);
        assertThat(told)
                .isEqualTo(
                        IntStream.rangeClosed(1, one.history().size()).boxed().toList());
        assertThat(first.history().last().validationLoss()).isPositive();
        assertThat(first.history().last().validationMetrics()).containsKeys("accuracy", "F1 ulm");
    }

    @Test
    void aStopEndsWithinAStepAndTheNextFitContinuesToTheSameBits() {
        SparkRows rows = spark(Sessions.of("local[2]"), 2).all();
        Trainer straight = trainer(12);
        onSpark(straight).fit(rows, 4);
        Trainer cut = trainer(12).listen(p -> {
            if (p.history().size() == 2) {
                Thread.currentThread().interrupt();
            }
        });
        Progress stopped = onSpark(cut).fit(rows, 4_000);
        assertThat(stopped.state()).isEqualTo(Progress.State.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
        int done = cut.history().size();
        assertThat(done).isBetween(2, 3_999);
        Trainer same = trainer(12);
        onSpark(same).fit(rows, done + 1);
        cut.fit(table().all(), 1); // here, from the place where the cluster was stopped
        assertSame(same, cut);
    }

    @Test
    void aNewDriverContinuesFromTheLastState(@TempDir Path folder) {
        SparkRows rows = spark(Sessions.of("local[2]"), 2).all();
        Trainer straight = trainer(12);
        onSpark(straight).fit(rows, 3);
        Trainer lost = trainer(12);
        lost.listen(new TrainingListener() {
            @Override
            public void epochEnded(Progress progress) {
                if (progress.history().size() == 2) {
                    throw new IllegalStateException("the driver is lost");
                }
            }
        });
        String address = folder.toUri().toString();
        assertThatThrownBy(() -> onSpark(lost).checkpoints(address, 3).fit(rows, 3))
                .hasMessage("the driver is lost");
        assertThat(folder.toFile().list((f, name) -> name.startsWith("step-"))).hasSizeBetween(1, 2);
        Trainer next = trainer(12);
        Progress ended = onSpark(next).checkpoints(address, 3).fit(rows, 3);
        assertThat(ended.state()).isEqualTo(Progress.State.FINISHED);
        assertSame(straight, next);
        Trainer again = trainer(12);
        assertThat(onSpark(again).checkpoints(address, 3).fit(rows, 3).toString())
                .contains("was there already");
        assertSame(straight, again);
    }

    @Test
    void whatCannotTravelIsRefused() {
        SparkRows rows = spark(Sessions.of("local[2]"), 2).all();
        assertThatThrownBy(() -> onSpark(trainer(4).shards(1)).fit(rows, 1))
                .hasMessageContaining("call trainer.shards(8)");
        assertThatThrownBy(() ->
                        onSpark(trainer(4).schedule((epoch, history) -> 1)).fit(rows, 1))
                .hasMessageContaining("The schedule own schedule is your own, and cannot be told to other machines");
        assertThatThrownBy(() -> onSpark(trainer(4).metrics(Metrics.metric("mine", p -> 1)))
                        .fit(rows, 1))
                .hasMessageContaining("The metric mine is your own");
        assertThatThrownBy(() -> onSpark(trainer(4)).tasks(0)).hasMessageContaining("at least 1 task");
        Network other = Examples.network(2, Examples.dense(3));
        Trainer narrow = new Trainer(other, Losses.crossEntropy(), new Sgd(0.1)).shards(2);
        assertThatThrownBy(() -> onSpark(narrow).fit(rows, 1)).hasMessageContaining("5 (x, y, town=Bern");
    }

    @Test
    void aTrainingThatDivergesSaysSoAndKeepsTheLastGoodWeights() {
        SparkRows rows = spark(Sessions.of("local[2]"), 2).all();
        Network network = new Network(
                new Seed(7),
                Compute.of(1),
                Inputs.named(List.of("x", "y", "town=Bern", "town=Graz", "town=Ulm")),
                List.of(Examples.dense(3)));
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Sgd(1e39)).shards(2);
        assertThatThrownBy(() -> onSpark(trainer).fit(rows, 3))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("The weights are those from before epoch 1");
        for (float weight : network.parameters().values()) {
            assertThat(weight).isFinite();
        }
    }
}
