package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Custom;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Weight;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.metric.Predictions;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;

/** What each setting of training does, against numbers computed by hand. */
class TrainerSettingsTest {
    private static final double ROUNDING = 1e-5;

    private static Dense linear(int units, double... weights) {
        return new Dense(units, false, Initializer.values(weights), null);
    }

    /** One step from weights (1, 1) on the row (3, 4) with target 0: output 7, loss 49, gradient (42, 56) of norm 70. */
    private static double[] step(UnaryOperator<Trainer> settings) {
        Network network = network(2, linear(1, 1, 1));
        Trainer trainer = new Trainer(network, Losses.meanSquaredError(), new Sgd(1));
        Dataset row = Dataset.of(new double[][] {{3, 4}}, new double[][] {{0}});
        assertThat(settings.apply(trainer).step(trainer.batches(row).iterator().next()))
                .isEqualTo(49);
        return network.values("dense_1.weight");
    }

    private static void check(UnaryOperator<Trainer> settings, double... expected) {
        assertThat(step(settings)).containsExactly(expected, within(ROUNDING));
    }

    @Test
    void gradientsAreClipped() {
        check(t -> t, -41, -55);
        check(t -> t.clipNorm(1), 0.4, 0.2);
        check(t -> t.clipNorm(100), -41, -55);
        check(t -> t.clipValue(50), -41, -49);
        check(t -> t.clipValue(10).clipNorm(1), 1 - Math.sqrt(0.5), 1 - Math.sqrt(0.5));
    }

    @Test
    void penaltiesAddTheirSlopesBeforeClipping() {
        check(t -> t.penalty(0.5, 0), -41.5, -55.5);
        check(t -> t.penalty(0, 2), -43, -57);
        check(t -> t.penalty(0.5, 2).clipValue(43), -42, -42);
    }

    @Test
    void aSquaredPenaltyIsWeightDecayUnderPlainDescent() {
        Network penalized = classifier();
        new Trainer(penalized, Losses.crossEntropy(), new Sgd(0.1))
                .penalty(0, 0.1)
                .fit(heaps(50), new Epochs(3));
        Network decayed = classifier();
        new Trainer(decayed, Losses.crossEntropy(), new Sgd(0.1).weightDecay(0.1)).fit(heaps(50), new Epochs(3));
        assertClose(penalized, decayed, 1e-6);
    }

    private static void assertClose(Network a, Network b, double tolerance) {
        for (int i = 0; i < a.parameters().size(); i++) {
            assertThat((double) a.parameters().values()[i])
                    .isCloseTo(b.parameters().values()[i], within(tolerance));
        }
    }

    /** Outputs (ln 3, 0) are probabilities 3/4 and 1/4. */
    private static double crossEntropy(Loss loss, int... labels) {
        double[][] rows = new double[labels.length][];
        Arrays.fill(rows, new double[] {Math.log(3), 0});
        Network mirror = network(2, linear(2, 1, 0, 0, 1));
        Dataset data = Dataset.ofClasses(rows, labels, "a", "b");
        return new Trainer(mirror, loss, new Sgd(1)).evaluate(data).get("loss");
    }

    @Test
    void classWeightsAndSmoothing() {
        double a = -Math.log(0.75);
        double b = -Math.log(0.25);
        assertThat(crossEntropy(Losses.crossEntropy(), 0, 1)).isCloseTo((a + b) / 2, within(ROUNDING));
        assertThat(crossEntropy(Losses.crossEntropy().classWeights(1, 3), 0, 1))
                .isCloseTo((a + 3 * b) / 4, within(ROUNDING));
        assertThat(crossEntropy(Losses.crossEntropy().smoothing(0.2), 0))
                .isCloseTo(0.9 * a + 0.1 * b, within(ROUNDING));
    }

    @Test
    void balancedWeightsCountClassesAlike() {
        Dataset data = Dataset.ofClasses(new double[][] {{1}, {2}, {3}, {4}}, new int[] {0, 0, 0, 1});
        assertThat(Losses.balancedWeights(data)).containsExactly(4 / 6.0, 2);
    }

    @Test
    void weightsFindARareClassThatIsOverlookedWithoutThem() {
        Dataset rare = overlapping(600, 12);
        double without = recallOfRare(rare, Losses.crossEntropy());
        double with = recallOfRare(rare, Losses.crossEntropy().classWeights(Losses.balancedWeights(rare)));
        assertThat(without).isLessThan(0.3);
        assertThat(with).isGreaterThan(0.6);
    }

    private static double recallOfRare(Dataset data, Loss loss) {
        Network network = network(1, dense(2));
        new Trainer(network, loss, new Adam(0.02)).fit(data, new Epochs(30));
        return Metrics.recall("rare").measure(Predictions.run(network, data));
    }

    /** Two bells that overlap; every so many rows one of the rare class. */
    private static Dataset overlapping(int rows, int every) {
        SeededRandom random = new Seed(6).random();
        double[][] x = new double[rows][];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % every == 0 ? 1 : 0;
            x[i] = new double[] {random.nextGaussian() + 1.3 * labels[i]};
        }
        return Dataset.ofClasses(x, labels, "common", "rare");
    }

    @Test
    void aLossOfYourOwnTrainsAsTheBuiltInOne() {
        Loss own = Losses.loss("own", (p, t) -> Ops.mean(Ops.square(Ops.subtract(p, t))));
        Network a = network(2, dense(8), relu(), dense(3));
        Network b = network(2, dense(8), relu(), dense(3));
        new Trainer(a, own, new Sgd(0.1)).fit(heaps(50), new Epochs(3));
        new Trainer(b, Losses.meanSquaredError(), new Sgd(0.1)).fit(heaps(50), new Epochs(3));
        assertClose(a, b, 1e-6);
    }

    @Test
    void aLayerOfYourOwnTrainsAsTheBuiltInOne() {
        Layer own = new Custom("own", (scope, input) -> {
            Weight w = scope.weight("weight", Shape.of(input.last(), 3), Initializer.glorot());
            Weight b = scope.bias("bias", Shape.of(3), Initializer.zeros());
            return x -> Ops.add(Ops.matmul(x, w.on(x.tape())), b.on(x.tape()));
        });
        Network a = network(2, own);
        Network b = network(2, dense(3));
        new Trainer(a, Losses.crossEntropy(), new Adam(0.01)).fit(heaps(50), new Epochs(3));
        new Trainer(b, Losses.crossEntropy(), new Adam(0.01)).fit(heaps(50), new Epochs(3));
        assertClose(a, b, 1e-5);
    }

    @Test
    void accumulationWeighsRowsAlikeWhenTheLastBatchIsSmall() {
        Network whole = network(2, dense(3));
        new Trainer(whole, Losses.crossEntropy(), new Sgd(0.5)).batchSize(20).fit(heaps(20), new Epochs(4));
        Network parts = network(2, dense(3));
        new Trainer(parts, Losses.crossEntropy(), new Sgd(0.5))
                .batchSize(7)
                .accumulate(3)
                .fit(heaps(20), new Epochs(4)); // 7 + 7 + 6
        assertClose(parts, whole, 1e-6);
    }

    @Test
    void aPenaltyIsFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1))
                        .penalty(0, Double.POSITIVE_INFINITY))
                .withMessageContaining("finite numbers from 0");
    }
}
