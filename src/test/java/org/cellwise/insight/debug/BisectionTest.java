package org.cellwise.insight.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.cellwise.train.TrainingListener;
import org.junit.jupiter.api.Test;

class BisectionTest {
    private final Dataset moons = moons(100, 0.2, seed(1));

    private static Trainer learner() {
        return trainer(network(seed(1), inputs("x", "y"), dense(6), relu(), dense(2)), crossEntropy(), adam(0.02))
                .batchSize(8)
                .quiet();
    }

    /** The weights after each step of a loop, the first before it. */
    private List<float[]> steps(Trainer trainer, int epochs) {
        List<float[]> all = new ArrayList<>();
        all.add(trainer.network().parameters().values().clone());
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : trainer.batches(moons)) {
                trainer.step(batch);
                all.add(trainer.network().parameters().values().clone());
            }
        }
        return all;
    }

    @Test
    void everyStepIsFoundWithTheWeightsBeforeAndAfterIt() {
        List<float[]> known = steps(learner(), 4);
        Trainer trainer = learner();
        Recording recording = recording(trainer);
        trainer.fit(moons, 4);
        float[] end = trainer.network().parameters().values().clone();
        for (int step : new int[] {1, 2, 12, 13, 14, 26, 37, 52}) {
            float[] wanted = known.get(step);
            Bisection found = bisect(recording, at -> {
                float[] now = at.network().parameters().values();
                return known.stream().skip(step).anyMatch(later -> Arrays.equals(later, now));
            });
            assertThat(found.step()).isEqualTo(step);
            assertThat(found.epoch()).isEqualTo((step + 12) / 13);
            assertThat(found.batch()).isEqualTo((step - 1) % 13 + 1);
            assertThat(found.after().network().parameters().values()).isEqualTo(wanted);
            assertThat(found.before().network().parameters().values()).isEqualTo(known.get(step - 1));
            assertThat(found.rowNumbers()).hasSize(step % 13 == 0 ? 4 : 8);
        }
        assertThat(trainer.network().parameters().values()).isEqualTo(end);
        assertThat(trainer.history().size()).isEqualTo(4);
    }

    @Test
    void theTrainerBeforeTakesTheVeryStep() {
        Trainer trainer = learner();
        Recording recording = recording(trainer);
        trainer.fit(moons, 4);
        double limit = trainer.network().weights("dense_2").values()[0][0];
        double start = recording.moments().get(0).values()[0];
        Bisection found = bisect(recording, at -> at.epoch() >= 3);
        assertThat(start).isNotNaN();
        assertThat(limit).isNotNaN();
        Trainer before = found.before();
        Batch next = before.batches(moons).iterator().next();
        float[] features = Arrays.copyOf(next.features(), 2 * next.count());
        assertThat(features)
                .isEqualTo(found.rows().batch(0, 1, 2, 3, 4, 5, 6, 7).features());
        assertThat(before.step(next)).isEqualTo(found.loss());
        assertThat(before.network().parameters().values())
                .isEqualTo(found.after().network().parameters().values());
        assertThat(found.loss()).isEqualTo(trainer.history().stepLoss()[found.step() - 1]);
        assertThat(found.toString())
                .contains("epoch 3, batch 1 of 13: step 27 of 52")
                .contains("to the bit");
        before.fit(moons, 2);
        assertThat(before.network().parameters().values())
                .as("it goes on as the recorded one did")
                .isEqualTo(trainer.network().parameters().values());
    }

    @Test
    void aConditionThatHoldsAtNoMomentIsLookedForInEveryStep() {
        Trainer trainer = learner();
        Recording recording = recording(trainer);
        trainer.fit(moons, 3);
        double[] losses = trainer.history().stepLoss();
        double highest = Arrays.stream(losses).limit(12).max().orElseThrow();
        int at = 0;
        while (losses[at] < highest) {
            at++;
        }
        Bisection jump = bisect(recording, step -> step.loss() >= highest);
        assertThat(jump.step()).isEqualTo(at + 1);
        assertThat(jump.loss()).isEqualTo(highest);
        assertThat(jump.toString()).contains("every step was looked at");
        Bisection never = bisect(recording, step -> step.loss() > 1e6);
        assertThat(never.held()).isFalse();
        assertThat(never.toString()).isEqualTo("The condition held after none of the 39 steps that were recorded");
        assertThatThrownBy(never::rows).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bisect(recording, step -> true)).hasMessageContaining("before the first step");
    }

    @Test
    void schedulesDropoutAccumulationFrozenLayersAndPatienceAreRepeatedToo() {
        Trainer trainer = trainer(
                        network(
                                seed(1),
                                inputs("x", "y"),
                                dense(6),
                                batchNorm(),
                                relu(),
                                dropout(0.2),
                                dense(5),
                                relu(),
                                dense(2)),
                        crossEntropy(),
                        sgd(0.1).momentum(0.9))
                .batchSize(8)
                .accumulate(3)
                .clipNorm(0.5)
                .penalty(0.001, 0.01)
                .layerRate("dense_2", 0.3)
                .schedule(reduceOnPlateau(0.5, 0))
                .quiet();
        trainer.network().freeze("dense_1");
        trainer.unfreezeEvery(2, "dense_1");
        Recording recording = recording(trainer);
        trainer.fit(moons, moons(50, 0.2, seed(3)), epochs(12).patience(2));
        Bisection last = bisect(recording, at -> at.epoch() >= trainer.history().size());
        assertThat(last.epoch()).isEqualTo(trainer.history().size());
    }

    @Test
    void trainingInShardsIsRepeatedInShards() {
        Trainer trainer = learner().shards(4);
        Recording recording = recording(trainer);
        trainer.fit(moons, 3);
        Bisection found = bisect(recording, at -> at.epoch() >= 2);
        assertThat(found.epoch()).isEqualTo(2);
        assertThat(found.batch()).isEqualTo(1);
        assertThat(found.hasRows())
                .as("shards have rows in an order of their own")
                .isFalse();
        assertThat(found.after().shards()).isEqualTo(4);
    }

    @Test
    void whatDoesNotFollowFromTheStateIsRefused() {
        Trainer trainer = learner();
        Recording recording = recording(trainer);
        trainer.listen(new TrainingListener() {
            @Override
            public void batchEnded(org.cellwise.train.Progress progress) {
                if (progress.epoch() == 2 && progress.batch() == 3) {
                    trainer.learningRate(0.001);
                }
            }
        });
        trainer.fit(moons, 4);
        assertThatThrownBy(() -> bisect(recording, at -> at.loss() > 1e6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("within epoch 1 it comes out otherwise");
        Trainer idle = learner();
        Recording nothing = recording(idle);
        assertThatThrownBy(() -> bisect(nothing, at -> false)).hasMessageContaining("before fit");
    }

    @Test
    void aTrainingThatWasStoppedWithinAnEpochIsRepeatedToo() {
        Trainer trainer = learner();
        Recording recording = recording(trainer);
        watch(trainer, at -> at.epoch() == 2 && at.batch() == 5);
        trainer.fit(moons, 3);
        Bisection stopped = bisect(recording, at -> at.epoch() == 2 && at.batch() >= 5 || at.epoch() > 2);
        assertThat(stopped.step()).isEqualTo(18);
        trainer.resume();
        assertThat(bisect(recording, at -> at.epoch() >= 3).step()).isEqualTo(27);
    }

    @Test
    void unitsThatDieAreFound() {
        Trainer trainer = trainer(
                        network(seed(1), inputs("x", "y"), dense(6), relu(), dense(2)), crossEntropy(), sgd(8))
                .batchSize(8)
                .quiet();
        Recording recording = recording(trainer);
        trainer.fit(moons, 3);
        assertThat(deadUnits(trainer.network(), moons, "relu_1")).isNotEmpty();
        Bisection death = bisect(recording, at -> at.deadUnits("relu_1").length > 0);
        assertThat(deadUnits(death.before().network(), moons, "relu_1")).isEmpty();
        assertThat(deadUnits(death.after().network(), moons, "relu_1")).isNotEmpty();
        assertThat(death.rows().size()).isEqualTo(death.rowNumbers().length);
    }

    /** Rather than to read their numbers as rows of another width. */
    @Test
    void unitsAreDeadOnRowsThatTheNetworkReads() {
        Network net = network(inputs(2), dense(4), relu(), dense(2));
        Dataset wide = dataset(new double[][] {{1, 2, 3, 4}, {4, 3, 2, 1}}, new int[] {0, 1});
        assertThatThrownBy(() -> deadUnits(net, wide, "relu_1")).hasMessageContaining("expects rows of shape 2");
        assertThatThrownBy(() -> Trace.of(net, new float[3], 2)).hasMessageContaining("3 numbers for 2 rows");
    }
}
