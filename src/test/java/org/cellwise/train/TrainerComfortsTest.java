package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.train.Examples.afterBatch;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.heaps;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Schema;
import org.cellwise.data.Source;
import org.cellwise.data.Split;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What simply works: numbers for epochs, functions for listeners, quiet, other sources, rates and times that hold. */
class TrainerComfortsTest {
    private final Dataset data = heaps(50);

    private static Trainer trainer() {
        return new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
    }

    @Test
    void aNumberOfEpochsIsEnough() {
        Split split = data.split(0.8);
        Trainer trainer = trainer();
        assertThat(trainer.fit(split, 3).history().size()).isEqualTo(3);
        assertThat(trainer.fit(data, 2).history().size()).isEqualTo(5);
        assertThat(trainer.history().validationLoss()[2]).isFinite();
        assertThat(trainer.fit(split.train(), split.test(), 2).history().size()).isEqualTo(7);
        assertThat(trainer.history().validationLoss()[6]).isFinite();
    }

    @Test
    void aFunctionIsAListener() {
        List<Integer> epochs = new ArrayList<>();
        trainer().listen(progress -> epochs.add(progress.epoch())).fit(data, 3);
        assertThat(epochs).containsExactly(1, 2, 3);
    }

    @Test
    void quietTakesDisplaysAwayAndNothingElse() {
        List<String> told = new ArrayList<>();
        Trainer trainer = trainer().listen(p -> told.add("function")).listen(new TrainingListener() {
            @Override
            public void started(Progress progress) {
                told.add("display");
            }

            @Override
            public boolean isDisplay() {
                return true;
            }
        });
        trainer.fit(data, 1);
        trainer.quiet().fit(data, 1);
        assertThat(told).containsExactly("display", "function", "function");
    }

    /** Rows that are made when they are asked for. */
    private record Made(Dataset rows) implements Source {
        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public long rowCount() {
            return rows.rowCount();
        }

        @Override
        public Pass pass() {
            Pass real = rows.pass();
            return new Pass() {
                @Override
                public void shuffle(SeededRandom random) {
                    real.shuffle(random);
                }

                @Override
                public void fill(Batch batch, long from, int count, Compute compute) {
                    real.fill(batch, from, count, compute);
                }
            };
        }
    }

    @Test
    void rowsComeFromAnySource() {
        Trainer usual = trainer();
        usual.fit(data, heaps(20), new Epochs(3));
        Trainer other = trainer().listen(Examples.stopAt(2, 2));
        Source source = new Made(data);
        other.fit(source, new Made(heaps(20)), new Epochs(3));
        other.resume();
        assertThat(other.network().parameters().values())
                .isEqualTo(usual.network().parameters().values());
        assertThat(other.history().validationLoss()).isEqualTo(usual.history().validationLoss());
        assertThat(other.history().last().validationMetrics())
                .isEqualTo(usual.history().last().validationMetrics());
        assertThat(other.evaluate(source)).isEqualTo(usual.evaluate(data));
        assertThat(other.receipt().weights()).isEqualTo(usual.receipt().weights());
        assertThat(other.receipt().data()).matches("[0-9a-f]{12}");
        assertThat(other.data()).isNull();
        int rows = 0;
        for (Batch batch : other.batches(source)) {
            other.step(batch);
            rows += batch.count();
        }
        assertThat(rows).isEqualTo(50);
        assertThat(other.history().size()).isEqualTo(4);
    }

    /** What outputs mean does not depend on whether rows are looked at before, or as they come. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2.5, -1})
    void targetsMeanTheSameFromAnySource(double target) {
        Dataset numbers = Dataset.of(new double[][] {{1, 2}, {2, 1}}, new double[][] {{target, 1 - target}, {1, 0}});
        Network usual = Examples.network(2, Examples.dense(2), Examples.softmax());
        Network other = Examples.network(2, Examples.dense(2), Examples.softmax());
        new Trainer(usual, Losses.meanSquaredError(), new Sgd(0.1)).fit(numbers, 1);
        new Trainer(other, Losses.meanSquaredError(), new Sgd(0.1)).fit(new Made(numbers), 1);
        assertThat(other.meaning()).isEqualTo(usual.meaning());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 400})
    void theRateSuggestedIsOneOfThoseTried(int epochs) {
        Trainer trainer = trainer();
        if (epochs > 0) {
            trainer.fit(data, epochs);
        }
        LearningRates found = trainer.findLearningRate(data);
        assertThat(found.suggestion()).isBetween(found.rates()[0], found.rates()[found.rates().length - 1]);
        assertThat(found.toString().contains("chance")).isEqualTo(found.isUnclear());
        assertThat(trainer.history().steps()).isEqualTo(4 * epochs);
    }

    @Test
    void aNetworkThatCannotGetBetterMakesItUnclear() {
        Network network = Examples.network(1, Examples.dense(1));
        network.setValues("dense_1.weight", 1);
        network.setValues("dense_1.bias", 0);
        Dataset line = Dataset.of(new double[][] {{1}, {2}, {3}}, new double[] {1, 2, 3});
        LearningRates found = new Trainer(network, Losses.meanSquaredError(), new Sgd(0.1)).findLearningRate(line);
        assertThat(found.isUnclear()).isTrue();
        assertThat(found.suggestion()).isGreaterThanOrEqualTo(found.rates()[0]);
    }

    @Test
    void theStopButtonEndsTheSearchForARate() {
        Trainer trainer = trainer();
        trainer.fit(data, 1);
        float[] before = trainer.network().parameters().values().clone();
        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.findLearningRate(data))
                .withMessageContaining("was stopped");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(trainer.network().parameters().values()).isEqualTo(before);
        assertThat(trainer.history().steps()).isEqualTo(4);
    }

    /** However long the first picture takes to draw. */
    @Test
    void theTimeLeftDoesNotCountWhatListenersTake() {
        List<Double> left = new ArrayList<>();
        trainer()
                .listen(afterBatch(p -> {
                    if (p.epoch() == 1 && p.batch() == 2) {
                        sleep(1000);
                    }
                    if (p.epoch() == 1 && p.batch() == 4) {
                        left.add(p.secondsLeft());
                    }
                }))
                .fit(data, 400);
        assertThat(left.get(0)).isBetween(0.0, 400.0); // of 1596 batches, two of which would have taken a second
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRecordingForgetsWhatTrainingHasLeft() {
        Trainer trainer = trainer();
        Recording recording = Recording.of(trainer);
        trainer.fit(data, 4);
        var checkpoint = trainer.checkpoint();
        trainer.fit(data, 4);
        trainer.rewind(2);
        assertThat(recording.moments()).extracting(Recording.Moment::epochs).containsExactly(0, 1, 2);
        trainer.learningRate(0.3).fit(data, 4);
        trainer.restore(checkpoint);
        assertThat(recording.moments()).extracting(Recording.Moment::epochs).containsExactly(0, 1, 2, 4);
        assertThat(recording.moments().get(3).values())
                .isEqualTo(trainer.network().parameters().values());
        assertThat(trainer.history().last().loss()).isCloseTo(trainer.history().loss()[3], within(0.0));
        org.cellwise.Cellwise.film(recording);
    }
}
