package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.loss;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.zeros;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss, gradients or weights that are not finite end training at once, with good weights in place. */
class DivergenceTest {
    private static final Loss DISTANCE =
            loss("distance", (p, y) -> Ops.sqrt(Ops.sum(Ops.square(Ops.subtract(p, y))))); // no slope at 0

    private static boolean finite(Network net) {
        for (float value : net.parameters().values()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aGradientThatIsNotFiniteShowsInItsOwnStep() {
        Network net = network(inputs(1), dense(1).weights(zeros()));
        Dataset zero = dataset(new double[][] {{1}, {1}}, new double[] {0, 0});
        Trainer trainer = new Trainer(net, DISTANCE, sgd(0.1));
        assertThatThrownBy(() -> trainer.fit(zero, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("Epoch 1, batch 1: the step made weights NaN, in dense_1.weight")
                .hasMessageContaining("from before epoch 1");
        assertThat(net.parameters().values()).containsOnly(0f);
        assertThat(trainer.history().size()).isZero();
        for (Batch batch : trainer.batches(zero)) {
            assertThatThrownBy(() -> trainer.step(batch))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("This step made weights NaN");
        }
        assertThat(net.parameters().values()).containsOnly(0f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whateverTheLastStep(int epochs) {
        // good until the last batch of all, whose targets are hit exactly
        Network net = network(inputs(1), dense(1).weights(zeros()).noBias());
        Dataset rows = dataset(new double[][] {{1}, {1}}, new double[] {0, 0});
        boolean[] last = {false};
        Loss loss = loss("sometimes", (p, y) -> last[0] ? DISTANCE.apply(p, y) : Ops.mean(Ops.square(p)));
        Trainer trainer = new Trainer(net, loss, adam(0.1));
        trainer.listen(p -> last[0] = p.epoch() == epochs - 1);
        last[0] = epochs == 1;
        assertThatThrownBy(() -> trainer.fit(rows, epochs)).isInstanceOf(DivergedException.class);
        assertThat(finite(net)).isTrue();
        assertThat(trainer.history().size()).isEqualTo(epochs - 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e18, 1e25, 1e30, 1e36})
    void aRateFarTooLargeIsFoundInTheSameFit(double rate) {
        Network net = network(seed(1), inputs(1), dense(4), relu(), dense(1));
        float[] before = net.parameters().values().clone();
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(rate));
        Dataset data = dataset(new double[][] {{1}, {2}}, new double[] {1e3, 2e3});
        assertThatThrownBy(() -> trainer.fit(data, 1)).isInstanceOf(DivergedException.class);
        assertThat(net.parameters().values()).isEqualTo(before);
        assertThat(trainer.history().size()).isZero();
        assertThat(trainer.history().steps()).isZero();
        trainer.learningRate(1e-9).fit(data, 1);
    }

    /** Rates of all sizes, networks and batches: whatever happens, the weights left give finite losses. */
    @Test
    void noDivergedRunIsLeftWithRuinedWeights() {
        SeededRandom random = new SeededRandom(9);
        int diverged = 0;
        for (int run = 0; run < 150; run++) {
            double rate = Math.pow(10, random.nextDouble(0, 38));
            Optimizer optimizer = run % 2 == 0 ? sgd(rate) : sgd(rate).momentum(0.9);
            Network net = network(seed(run), inputs(2), dense(4), relu(), dense(3));
            Trainer trainer = new Trainer(net, crossEntropy(), optimizer)
                    .batchSize(1 + random.nextInt(50))
                    .accumulate(1 + random.nextInt(3));
            Dataset data = Examples.heaps(50);
            DivergedException failure = null;
            try {
                trainer.fit(data, 1 + random.nextInt(4));
            } catch (DivergedException e) {
                failure = e;
                diverged++;
            }
            assertThat(finite(net)).as("run " + run).isTrue();
            assertThat(trainer.evaluate(data).get("loss")).as("run " + run).isFinite();
            if (failure != null) {
                assertThat(failure)
                        .hasMessageContaining(
                                "from before epoch " + (trainer.history().size() + 1));
            }
        }
        assertThat(diverged).isGreaterThan(30);
    }

    private static final Dataset LINE =
            dataset(new double[][] {{-1}, {-0.5}, {0}, {0.5}, {1}, {0.25}}, new double[] {-2, -1, 0, 1, 2, 0.5});

    @Test
    void aFitThatEndsFarAboveItsBestLossSaysSoAndHowToGoBack() {
        Network net = network(seed(1), inputs(1), dense(8), relu(), dense(1));
        Trainer trainer = new Trainer(net, meanSquaredError(), adam(0.05)).batchSize(3);
        assertThat(trainer.fit(LINE, LINE, 40).message()).isEmpty();
        double best = trainer.history().last().watchedLoss();
        trainer.learningRate(1e9);
        Progress end = trainer.fit(LINE, LINE, 2);
        assertThat(end.state()).isEqualTo(Progress.State.FINISHED);
        assertThat(trainer.history().last().watchedLoss()).isGreaterThan(1e6 * best);
        assertThat(end.toString())
                .startsWith("Epochs 41 to 42 trained: the loss is ")
                .contains("far above the best");
        var advice = java.util.regex.Pattern.compile("rewind\\((\\d+)\\)").matcher(end.message());
        assertThat(advice.find()).isTrue();
        trainer.rewind(Integer.parseInt(advice.group(1)));
        assertThat(trainer.evaluate(LINE).get("loss")).isLessThan(2 * best);
        trainer.rewind(Integer.parseInt(advice.group(1))).learningRate(0.05);
        assertThat(trainer.fit(LINE, LINE, 1).message()).isEmpty();
    }

    @Test
    void soDoesAFitThatWatchesNothing() {
        for (int epochs : new int[] {1, 3}) {
            Trainer trainer =
                    new Trainer(network(seed(1), inputs(1), dense(8), relu(), dense(1)), meanSquaredError(), adam(1e6));
            assertThat(trainer.fit(LINE, epochs).message()).contains("rewind(0)");
            assertThat(trainer.rewind(0).evaluate(LINE).get("loss")).isLessThan(100);
        }
    }

    @Test
    void aLossThatIsSmallStaysUnremarkedHoweverMuchItGrows() {
        Trainer trainer = new Trainer(network(seed(1), inputs(1), dense(1)), meanSquaredError(), sgd(0.5));
        trainer.fit(LINE, 300);
        assertThat(trainer.history().last().loss()).isLessThan(1e-10);
        assertThat(trainer.learningRate(1e-9).fit(LINE, LINE.rows(1, 2), 1).message())
                .isEmpty();
        trainer.network().setValues("dense_1.bias", 0.1);
        Progress end = trainer.fit(LINE, 1);
        assertThat(trainer.history().last().loss()).isGreaterThan(1e-3);
        assertThat(end.message()).isEmpty();
    }

    /** Rates that blow up over several epochs, with finite losses before the end. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 5, 30, 100, 1e4, 1e9})
    void whatDivergesComesBackWithWeightsThatPredict(double rate) {
        for (boolean watches : new boolean[] {true, false}) {
            for (int batch : new int[] {2, 6}) {
                Network net = network(seed(2), inputs(1), dense(1));
                Trainer trainer = new Trainer(net, meanSquaredError(), sgd(rate)).batchSize(batch);
                double first = trainer.evaluate(LINE).get("loss");
                DivergedException failure = catchThrowableOfType(
                        DivergedException.class, () -> trainer.fit(LINE, watches ? LINE : null, 60));
                if (failure != null) {
                    assertThat(trainer.evaluate(LINE).get("loss")).isLessThan(1000 * first);
                    assertThat(failure)
                            .hasMessageContaining(
                                    "from before epoch " + (trainer.history().size() + 1));
                    assertThat(trainer.history().size() == 0
                                    || failure.getMessage().contains("with loss "))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whereAllThatIsKeptIsRuinedTheBestOfItComesBackAndTheMessageSaysSo() {
        Network net = network(seed(2), inputs(1), dense(1));
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(1.05));
        assertThatThrownBy(() -> trainer.fit(LINE, 1000))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("far above the best, loss")
                .hasMessageContaining("build network and trainer anew");
    }

    @Test
    void aRowThatIsBadForAllWeightsCostsNoEpochs() {
        Network net = network(seed(2), inputs(1), dense(1));
        Trainer trainer = new Trainer(net, meanSquaredError(), sgd(0.1));
        trainer.fit(LINE, 5);
        Dataset bad = dataset(new double[][] {{1}, {1e30}}, new double[] {2, 2});
        assertThatThrownBy(() -> trainer.fit(bad, 1)).hasMessageContaining("from before epoch 6");
        assertThat(trainer.history().size()).isEqualTo(5);
    }

    @Test
    void weightsThatAreNotFiniteFromTheStartAreNamed() {
        Network net = network(inputs(2), dense(3));
        net.setValues("dense_1.bias", 0, Double.NaN, 0);
        Trainer trainer = new Trainer(net, crossEntropy(), sgd(0.1));
        Dataset data = Examples.heaps(20);
        List<Throwable> failures = new ArrayList<>();
        failures.add(catchThrowableOfType(DivergedException.class, () -> trainer.fit(data, 1)));
        failures.add(catchThrowableOfType(DivergedException.class, () -> trainer.evaluate(data)));
        failures.add(catchThrowableOfType(
                DivergedException.class,
                () -> trainer.step(trainer.batches(data).iterator().next())));
        failures.add(catchThrowableOfType(
                DivergedException.class,
                () -> trainer.step().gradients(trainer.batches(data).iterator().next())));
        assertThat(failures)
                .allSatisfy(e -> assertThat(e)
                        .isNotNull()
                        .hasMessageContaining("NaN")
                        .hasMessageContaining("dense_1.bias holds such numbers already"));
    }

    @Test
    void aStepOfALoopThatRuinsWeightsGoesBackToTheBeginningOfThePass() {
        Network net = network(seed(3), inputs(2), dense(4), relu(), dense(3));
        Trainer trainer = new Trainer(net, crossEntropy(), sgd(0.1)).batchSize(10);
        Dataset data = Examples.heaps(50);
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
        }
        float[] good = net.parameters().values().clone();
        var batches = trainer.batches(data).iterator();
        trainer.step(batches.next());
        trainer.step().gather(huge(net), 1, 1);
        assertThatThrownBy(() -> {
                    trainer.learningRate(1e20);
                    trainer.step(batches.next());
                })
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("from before epoch 2");
        assertThat(net.parameters().values()).isEqualTo(good);
        assertThat(trainer.history().size()).isEqualTo(1);
        assertThat(trainer.history().steps()).isEqualTo(5);
    }

    private static float[] huge(Network net) {
        float[] sums = new float[net.parameters().size()];
        java.util.Arrays.fill(sums, 1e30f);
        return sums;
    }
}
