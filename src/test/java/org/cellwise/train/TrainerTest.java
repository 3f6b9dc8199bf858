package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.train.Examples.afterBatch;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.sigmoid;
import static org.cellwise.train.Examples.stopAt;
import static org.cellwise.train.Examples.xor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.cellwise.Allocations;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private final Dataset data = heaps(50);
    private final Network network = classifier();

    private static Trainer trainer(Network network) {
        return new Trainer(network, Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
    }

    private float[] trainedAtOnce(int epochs) {
        Network whole = classifier();
        trainer(whole).fit(data.split(0.8), new Epochs(epochs));
        return whole.parameters().values();
    }

    @Test
    void eachFitGoesOnWhereTheLastOneStopped() {
        Trainer trainer = trainer(network);
        var split = data.split(0.8);
        trainer.fit(split, new Epochs(3));
        History history = trainer.fit(split, new Epochs(2)).history();
        assertThat(history.epochs()).extracting(History.Epoch::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(network.parameters().values()).isEqualTo(trainedAtOnce(5));
    }

    @ParameterizedTest
    @CsvSource({"2,1", "2,2", "1,3", "3,3"}) // three batches an epoch: in the middle, and at the end
    void theStopButtonLosesNothing(int epoch, int batch) {
        Trainer trainer = trainer(network).listen(stopAt(epoch, batch));
        var split = data.split(0.8);
        List<Progress> ends = new ArrayList<>();
        trainer.listen(new TrainingListener() {
            @Override
            public void ended(Progress progress) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                ends.add(progress);
            }
        });
        trainer.fit(split, new Epochs(4));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(ends.get(0).state()).isEqualTo(Progress.State.INTERRUPTED);
        assertThat(ends.get(0).message())
                .startsWith("stopped in epoch " + epoch)
                .contains("batch " + batch + " of 3");
        assertThat(trainer.history().size()).isEqualTo(epoch - 1);

        trainer.fit(split, new Epochs(5 - epoch));
        assertThat(ends.get(1).state()).isEqualTo(Progress.State.FINISHED);
        assertThat(trainer.history().size()).isEqualTo(4);
        assertThat(trainer.history().steps()).isEqualTo(12);
        assertThat(network.parameters().values()).isEqualTo(trainedAtOnce(4));
    }

    @Test
    void resumeRunsAStoppedFitToItsEnd() {
        Trainer trainer = trainer(network).listen(stopAt(2, 1));
        trainer.fit(data.split(0.8), new Epochs(4));
        trainer.resume();
        assertThat(trainer.history().size()).isEqualTo(4);
        assertThat(network.parameters().values()).isEqualTo(trainedAtOnce(4));
        assertThatIllegalStateException().isThrownBy(trainer::resume).withMessageContaining("call fit");
    }

    @Test
    void aStoppedFitWhosePassALoopEndedCannotResume() {
        Trainer trainer = trainer(network).listen(stopAt(2, 1));
        trainer.fit(data, new Epochs(4));
        trainer.batches(data).forEach(trainer::step);
        assertThat(trainer.history().size()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(trainer::resume).withMessageContaining("call fit");
        trainer.fit(data, new Epochs(2));
        Network whole = classifier();
        trainer(whole).fit(data, new Epochs(4));
        assertThat(network.parameters().values()).isEqualTo(whole.parameters().values());
    }

    @Test
    void aFitThatIsRefusedLeavesAPassThatWasCut() {
        Trainer trainer = trainer(network).listen(stopAt(2, 1));
        trainer.fit(data, new Epochs(2));
        Dataset other = heaps(30);
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.fit(other, xor(), new Epochs(1)));
        trainer.fit(data, new Epochs(1));
        Network whole = classifier();
        trainer(whole).fit(data, new Epochs(2));
        assertThat(network.parameters().values()).isEqualTo(whole.parameters().values());
    }

    @Test
    void anInterruptBetweenEpochsLosesNothing() {
        Trainer trainer = trainer(network).listen(new TrainingListener() {
            @Override
            public void epochEnded(Progress progress) {
                if (progress.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        var split = data.split(0.8);
        trainer.fit(split, new Epochs(4));
        assertThat(trainer.history().size()).isEqualTo(2);
        trainer.fit(split, new Epochs(2));
        assertThat(network.parameters().values()).isEqualTo(trainedAtOnce(4));
    }

    @Test
    void anInterruptInTheLastEpochDoesNotLeakOutOfTheCell() {
        trainer(network).listen(stopAt(1, 4)).fit(data, new Epochs(1));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void twoFitsOfOneNetworkAreRefused() {
        Trainer other = trainer(network);
        List<String> refusals = new ArrayList<>();
        trainer(network)
                .listen(afterBatch(p -> {
                    try {
                        other.fit(data, new Epochs(1));
                    } catch (IllegalStateException e) {
                        refusals.add(e.getMessage());
                    }
                }))
                .fit(data, new Epochs(1));
        assertThat(refusals).hasSize(4).first().asString().contains("being trained by another fit");
        other.fit(data, new Epochs(1)); // free again
    }

    @Test
    void aFailingListenerFreesTheNetworkAndTellsOfTheEnd() {
        List<Progress> ends = new ArrayList<>();
        Trainer trainer = trainer(network).listen(new TrainingListener() {
            @Override
            public void epochEnded(Progress progress) {
                throw new IllegalStateException("full disk");
            }

            @Override
            public void ended(Progress progress) {
                ends.add(progress);
            }
        });
        assertThatIllegalStateException().isThrownBy(() -> trainer.fit(data, new Epochs(2)));
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).state()).isEqualTo(Progress.State.FAILED);
        assertThat(ends.get(0).message()).isEqualTo("full disk");
        trainer(network).fit(data, new Epochs(1));
    }

    @Test
    void theLossOfAnEpochWeighsItsLastPartialBatchByItsRows() {
        Dataset few = Dataset.of(new double[][] {{0}, {0}, {0}}, new double[][] {{1}, {1}, {1}});
        Network constant = network(1, dense(1));
        constant.setValues("dense_1.bias", 0);
        Trainer trainer = new Trainer(constant, Losses.meanSquaredError(), new Sgd(0.25)).batchSize(2);
        // bias 0: loss 1, two rows; then slope -2, bias 0.5: loss 0.25, one row
        assertThat(trainer.fit(few, new Epochs(1)).history().last().loss()).isCloseTo((2 * 1 + 0.25) / 3, within(1e-7));
        assertThat(trainer.history().stepLoss()).containsExactly(1, 0.25);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void theSameBitsOnAnyNumberOfThreads(int threads) {
        Dataset wide = wide();
        Network one = wideNetwork(1);
        Network many = wideNetwork(threads);
        trainer(one).batchSize(64).fit(wide, new Epochs(2));
        trainer(many).batchSize(64).fit(wide, new Epochs(2));
        assertThat(many.parameters().values()).isEqualTo(one.parameters().values());
    }

    /** Large enough for products and optimizer steps to be shared among threads. */
    private static Network wideNetwork(int threads) {
        return network(threads, 96, dense(400), relu(), dense(96), sigmoid(), dense(3));
    }

    private static Dataset wide() {
        var random = new Seed(3).random();
        double[][] rows = new double[150][96];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = random.nextInt(3);
            for (int j = 0; j < 96; j++) {
                rows[i][j] = random.nextGaussian() + (j % 3 == labels[i] ? 0.5 : 0);
            }
        }
        return Dataset.ofClasses(rows, labels);
    }

    /** On plain loops, since it is the trainer's own buffers that are asked about. */
    @Test
    void aWarmStepAllocatesNothing() {
        Compute plain = new Compute(FloatMath.plain(), Workers.inline());
        Trainer trainer =
                trainer(new Network(new Seed(7), plain, Inputs.shaped(2), List.of(dense(8), relu(), dense(3))));
        Batch batch = trainer.batches(data).iterator().next();
        assertThat(Allocations.least(() -> trainer.step(batch))).isZero();
    }

    @Test
    void aFitAfterManyTakesNoMoreThanTheFirst() {
        Trainer trainer = trainer(network);
        Runnable fit = () -> trainer.fit(data, new Epochs(1));
        long early = Allocations.leastOf(50, fit);
        for (int i = 0; i < 3000; i++) {
            fit.run();
        }
        assertThat(Allocations.leastOf(50, fit)).isLessThanOrEqualTo(early + 1000);
    }

    @Test
    void aLoopOfOnesOwnDoesWhatFitDoes() {
        Trainer trainer = trainer(network);
        var split = data.split(0.8);
        for (int epoch = 0; epoch < 3; epoch++) {
            int rows = 0;
            for (Batch batch : trainer.batches(split.train())) {
                trainer.step(batch);
                rows += batch.count();
            }
            assertThat(rows).isEqualTo(40);
        }
        assertThat(network.parameters().values()).isEqualTo(trainedAtOnce(3));
    }

    @Test
    void aSeedGivesTheSameOrderAndAnotherSeedAnother() {
        Iterator<Batch> a = trainer(network).seed(new Seed(1)).batches(data).iterator();
        Iterator<Batch> b = trainer(network).seed(new Seed(1)).batches(data).iterator();
        Iterator<Batch> c = trainer(network).seed(new Seed(2)).batches(data).iterator();
        float[] first = a.next().features();
        assertThat(b.next().features()).isEqualTo(first);
        assertThat(c.next().features()).isNotEqualTo(first);
    }

    @Test
    void patienceStopsEarlyAndPutsTheBestWeightsBack() {
        Trainer trainer =
                new Trainer(network, Losses.crossEntropy(), new Sgd(8)).batchSize(4); // far too fast: it jumps about
        var split = data.split(0.8);
        List<Progress> ends = new ArrayList<>();
        trainer.listen(new TrainingListener() {
            @Override
            public void ended(Progress progress) {
                ends.add(progress);
            }
        });
        History history = trainer.fit(split, new Epochs(500).patience(3)).history();
        assertThat(ends.get(0).state()).isEqualTo(Progress.State.STOPPED_EARLY);
        double best = history.epochs().stream()
                .mapToDouble(History.Epoch::validationLoss)
                .min()
                .orElseThrow();
        assertThat(history.epochs().get(history.size() - 4).validationLoss()).isEqualTo(best);
        assertThat(history.last().validationLoss()).isGreaterThan(best);
        assertThat(trainer.evaluate(split.test()).get("loss")).isEqualTo(best);
    }

    @Test
    void trainingStopsWhenTheLossIsGoodEnough() {
        History history =
                trainer(network).fit(data, new Epochs(1000).untilLoss(0.4)).history();
        assertThat(history.last().loss()).isLessThanOrEqualTo(0.4);
        assertThat(history.epochs().get(history.size() - 2).loss()).isGreaterThan(0.4);
    }

    @Test
    void evaluateMeasuresWhatFitMeasures() {
        Trainer trainer = trainer(network);
        var split = data.split(0.8);
        History.Epoch last = trainer.fit(split, new Epochs(5)).history().last();
        assertThat(trainer.evaluate(split.test()))
                .containsEntry("loss", last.validationLoss())
                .containsEntry("accuracy", last.validationMetrics().get("accuracy"));
        assertThat(trainer.evaluate(split.test(), Losses.meanAbsoluteError()))
                .containsOnlyKeys("loss", "mean absolute error");
    }

    @Test
    void learnsXor() {
        Network small = network(2, dense(8), Examples.tanh(), dense(1), sigmoid());
        new Trainer(small, Losses.meanSquaredError(), new Adam(0.05))
                .batchSize(4)
                .fit(xor(), new Epochs(500));
        assertThat(small.predict(0, 0)[0]).isLessThan(0.1);
        assertThat(small.predict(0, 1)[0]).isGreaterThan(0.9);
        assertThat(small.predict(1, 0)[0]).isGreaterThan(0.9);
        assertThat(small.predict(1, 1)[0]).isLessThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aLearningRateThatIsNotAboveZeroIsRefused(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(rate))
                .withMessageContaining("learning rate above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(rate))
                .withMessageContaining("learning rate above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network).learningRate(rate))
                .withMessageContaining("learning rate above 0");
    }

    @Test
    void asManyEpochsAsANumberHoldsGoOnAfterOthers() {
        Trainer trainer = new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01));
        trainer.fit(heaps(50), 2);
        Progress ended = trainer.fit(heaps(50), new Epochs(Integer.MAX_VALUE).untilLoss(0.4));
        assertThat(ended.history().last().loss()).isLessThanOrEqualTo(0.4);
        assertThat(ended.state()).isEqualTo(Progress.State.STOPPED_EARLY);
    }
}
