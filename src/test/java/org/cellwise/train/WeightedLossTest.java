package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.binaryCrossEntropy;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.huber;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.loss;
import static org.cellwise.Cellwise.meanAbsoluteError;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.zeros;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.train.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A loss is Σ wᵢ lᵢ / Σ wᵢ over rows, however these are ordered, cut into batches, or put together from several. */
class WeightedLossTest {
    private static final double CLOSE = 1e-6;

    /** A network that gives the same logits to every row, so that the loss can be told in advance. */
    private static Network same() {
        Network net = network(inputs(1), dense(2).weights(zeros()));
        net.setValues("dense_1.bias", 0, 1);
        return net;
    }

    private static Dataset labelled(int... labels) {
        return Dataset.ofClasses(new double[labels.length][1], labels, "no", "yes");
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        double a = Math.log(1 + Math.E); // the loss of class 0, that of class 1 is one less
        int[] sorted = IntStream.range(0, 512).map(i -> i / 256).toArray();
        int[] mixed = IntStream.range(0, 512).map(i -> i % 2).toArray();
        Loss weighted = crossEntropy().classWeights(1, 10);
        for (int[] labels : List.of(sorted, mixed)) {
            assertThat(new Trainer(same(), weighted, sgd(1)).evaluate(labelled(labels)))
                    .hasEntrySatisfying("loss", l -> assertThat(l).isCloseTo((a + 10 * (a - 1)) / 11, within(CLOSE)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 300})
    void norDoesTheSizeOfBatches(int size) {
        int[] labels = IntStream.range(0, 300).map(i -> i % 5 == 0 ? 1 : 0).toArray();
        Trainer trainer =
                new Trainer(same(), crossEntropy().classWeights(0.3, 4).smoothing(0.1), sgd(1e-12));
        trainer.batchSize(size).fit(labelled(labels), 1);
        double whole = trainer.evaluate(labelled(labels)).get("loss");
        assertThat(trainer.history().last().loss()).isCloseTo(whole, within(CLOSE));
    }

    static Stream<Loss> losses() {
        return Stream.of(
                crossEntropy(),
                crossEntropy().classWeights(1, 10, 0),
                crossEntropy().classWeights(0.2, 3, 1).smoothing(0.2),
                meanSquaredError(),
                meanAbsoluteError(),
                huber(0.5),
                binaryCrossEntropy().classWeights(1, 3),
                loss("own", (p, t) -> Ops.mean(Ops.square(Ops.subtract(p, t)))));
    }

    private static Dataset points(int rows) {
        SeededRandom random = new SeededRandom(3);
        double[][] x = new double[rows][2];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(3);
            x[i] = new double[] {random.nextGaussian() + labels[i], random.nextGaussian()};
        }
        return dataset(x, labels);
    }

    private static Network fresh() {
        return network(seed(5), inputs(2), dense(4), relu(), dense(3));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void accumulatedBatchesAreTheLargeBatch(Loss loss) {
        Dataset data = points(48);
        Network large = fresh();
        new Trainer(large, loss, sgd(0.1)).batchSize(48).fit(data, 3);
        for (int part : new int[] {1, 5, 16}) {
            Network small = fresh();
            new Trainer(small, loss, sgd(0.1))
                    .batchSize(part)
                    .accumulate(48 / part + 1)
                    .fit(data, 3);
            assertClose(small, large);
        }
    }

    private static void assertClose(Network actual, Network expected) {
        for (int i = 0; i < expected.parameters().size(); i++) {
            assertThat(actual.parameters().values()[i])
                    .isCloseTo(expected.parameters().values()[i], within(2e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void rowsThatWeighThreeAreThreeRows(Loss loss) {
        if (loss.name().equals("own")) {
            return; // gives one number for a batch
        }
        Dataset data = points(12);
        double[] weights = new double[12];
        int[] repeated = new int[24];
        for (int i = 0; i < 12; i++) {
            weights[i] = i % 2 == 0 ? 3 : 1;
        }
        int at = 0;
        for (int i = 0; i < 12; i++) {
            for (int k = 0; k < weights[i]; k++) {
                repeated[at++] = i;
            }
        }
        Network weighted = fresh();
        Trainer one = new Trainer(weighted, loss, adam(0.05)).batchSize(12);
        one.fit(data.weights(weights), 4);
        Network copied = fresh();
        Trainer other = new Trainer(copied, loss, adam(0.05)).batchSize(24);
        other.fit(data.rows(repeated), 4);
        assertClose(weighted, copied);
        assertThat(one.history().last().loss()).isCloseTo(other.history().last().loss(), within(1e-5));
        assertThat(one.evaluate(data.weights(weights)).get("loss"))
                .isCloseTo(other.evaluate(data.rows(repeated)).get("loss"), within(1e-5));
    }

    @Test
    void aLossOfTheWholeBatchCannotWeighRows() {
        Loss own = loss("own", (p, t) -> Ops.mean(Ops.square(Ops.subtract(p, t))));
        double[] weights = IntStream.range(0, 12).mapToDouble(i -> 1 + i % 2).toArray();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Trainer(fresh(), own, sgd(0.1)).fit(points(12).weights(weights), 1))
                .withMessageContaining("one number for each row");
    }

    @Test
    void aLossOfOnesOwnMayGiveANumberForEachRow() {
        Dataset data = dataset(new double[][] {{1}, {1}}, new double[] {0, 4}).weights(3, 1);
        Network net = network(inputs(1), dense(1).weights(zeros()));
        Loss rows = loss("rows", RowLosses::squaredError);
        assertThat(new Trainer(net, rows, sgd(0.1)).evaluate(data).get("loss")).isEqualTo(4); // (3 · 0 + 16) / 4
        assertThat(new Trainer(net, rows, sgd(0.1)).evaluate(data.weights(1, 1)).get("loss"))
                .isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBatchThatWeighsNothingMovesNothing(int accumulate) {
        Network net = network(seed(2), inputs(1), dense(2));
        Trainer trainer =
                new Trainer(net, crossEntropy().classWeights(1, 0), adam(0.1).weightDecay(0.1)).batchSize(1);
        trainer.accumulate(accumulate);
        Dataset nothing = labelled(1, 1);
        float[] before = net.parameters().values().clone();
        for (Batch batch : trainer.batches(nothing)) {
            assertThat(trainer.step(batch)).isZero();
            break;
        }
        assertThat(net.parameters().values()).isEqualTo(before);
        Dataset some = dataset(new double[][] {{0}, {1}, {2}, {3}}, new int[] {0, 1, 0, 1});
        trainer.fit(some, 2);
        assertThat(DoubleStream.of(trainer.history().loss())).allMatch(Double::isFinite);
        assertThat(net.parameters().values()).isNotEqualTo(before);
    }

    @Test
    void rowsOfWhichNoneWeighsAnythingAreRefused() {
        Trainer trainer = new Trainer(same(), crossEntropy().classWeights(1, 0), sgd(0.1));
        float[] before = trainer.network().parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(labelled(1, 1, 1), 1))
                .withMessageContaining("all 3 rows weigh 0")
                .withMessageContaining("classWeights(…)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.evaluate(labelled(1, 1)))
                .withMessageContaining("all 2 rows weigh 0");
        assertThat(trainer.network().parameters().values()).isEqualTo(before);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crossEntropy().classWeights(0, 0))
                .withMessageContaining("one above 0");
    }
}
