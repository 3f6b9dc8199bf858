package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.heaps;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.schedule.Schedule;
import org.cellwise.train.schedule.Schedules;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop over batches is an epoch, as one of fit is. */
class OwnLoopTest {
    private final Dataset data = heaps(50);

    private static Trainer trainer() {
        return new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
    }

    private static void pass(Trainer trainer, Dataset rows) {
        for (Batch batch : trainer.batches(rows)) {
            trainer.step(batch);
        }
    }

    private static float[] weights(Trainer trainer) {
        return trainer.network().parameters().values();
    }

    static Stream<Schedule> schedules() {
        return Stream.of(
                Schedules.warmUp(2, Schedules.cosine(4)),
                Schedules.cosine(6),
                Schedules.oneCycle(6),
                Schedules.step(2, 0.1),
                Schedules.exponential(0.5),
                Schedules.reduceOnPlateau(0.1, 0),
                Schedules.schedule("own", (epoch, history) -> 1 / (1 + epoch + history.size())));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesFollowThePasses(Schedule schedule) {
        Trainer fit = trainer().schedule(schedule).accumulate(3);
        fit.fit(data, 6);
        Trainer loop = trainer().schedule(schedule).accumulate(3);
        for (int epoch = 0; epoch < 6; epoch++) {
            pass(loop, data);
        }
        assertThat(loop.history().stepLearningRate()).isEqualTo(fit.history().stepLearningRate());
        assertThat(weights(loop)).isEqualTo(weights(fit));
    }

    private static void passInParts(Trainer trainer, Dataset rows, int together) {
        int gathered = 0;
        for (Batch batch : trainer.batches(rows)) {
            trainer.step().gradients(batch);
            if (++gathered % together == 0) {
                trainer.step().move();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void gradientsAndMovesAreWhatFitDoes(Schedule schedule) {
        for (int together : new int[] {1, 3}) {
            Trainer fit = trainer().schedule(schedule).accumulate(together);
            fit.fit(data, 6);
            Trainer parts = trainer().schedule(schedule);
            List<Progress> told = new ArrayList<>();
            parts.listen(told::add);
            for (int epoch = 0; epoch < 6; epoch++) {
                passInParts(parts, data, together);
            }
            assertThat(weights(parts)).isEqualTo(weights(fit));
            assertThat(parts.history().stepLoss()).isEqualTo(fit.history().stepLoss());
            assertThat(parts.history().stepLearningRate())
                    .isEqualTo(fit.history().stepLearningRate());
            assertThat(parts.history().loss()).isEqualTo(fit.history().loss());
            assertThat(parts.history().last().metrics())
                    .isEqualTo(fit.history().last().metrics());
            assertThat(told).extracting(Progress::epoch).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void weightsClippingAndPenaltiesToo() {
        Dataset weighted = data.weights(java.util.stream.IntStream.range(0, 50)
                .mapToDouble(i -> 0.3 + i % 4)
                .toArray());
        Trainer fit = trainer().batchSize(7).clipNorm(0.1).penalty(1e-4, 1e-3);
        fit.fit(weighted, 3);
        Trainer parts = trainer().batchSize(7).clipNorm(0.1).penalty(1e-4, 1e-3);
        for (int epoch = 0; epoch < 3; epoch++) {
            passInParts(parts, weighted, 1);
        }
        assertThat(weights(parts)).isEqualTo(weights(fit));
        assertThat(parts.history().loss()).isEqualTo(fit.history().loss());
    }

    @Test
    void fitGoesOnWithAPassInParts() {
        Trainer whole = trainer().schedule(Schedules.cosine(2));
        whole.fit(data, 2);
        Trainer parts = trainer().schedule(Schedules.cosine(2));
        Iterator<Batch> batches = parts.batches(data).iterator();
        parts.step().gradients(batches.next());
        parts.step().move();
        parts.step(batches.next());
        parts.fit(data, 2);
        assertThat(weights(parts)).isEqualTo(weights(whole));
        assertThat(parts.history().loss()).isEqualTo(whole.history().loss());
    }

    @Test
    void gradientsThatAreUndoneAreOfNoPass() {
        Trainer trainer = trainer();
        Trainer whole = trainer();
        whole.fit(data, 1);
        for (Batch batch : trainer.batches(data)) {
            trainer.<Double>undone("a test", step -> step.gradients(batch));
            trainer.step(batch);
        }
        assertThat(weights(trainer)).isEqualTo(weights(whole));
        assertThat(trainer.history().steps()).isEqualTo(4);
    }

    @Test
    void aPlateauLowersTheRate() {
        Trainer trainer = trainer().schedule(Schedules.reduceOnPlateau(0.1, 1)).learningRate(1e-9);
        for (int epoch = 0; epoch < 6; epoch++) {
            pass(trainer, heaps(3).rows(0, 0)); // nothing gets better at such a rate
        }
        assertThat(trainer.history().lastRate()).isLessThan(1e-10);
    }

    @Test
    void theHistoryIsThatOfFit() {
        Trainer fit = trainer();
        fit.fit(data, 3);
        Trainer loop = trainer();
        List<Progress> told = new ArrayList<>();
        loop.listen(told::add);
        for (int epoch = 0; epoch < 3; epoch++) {
            pass(loop, data);
        }
        assertThat(loop.history().loss()).isEqualTo(fit.history().loss());
        assertThat(loop.history().epochs())
                .extracting(History.Epoch::number, e -> e.metrics().get("accuracy"))
                .containsExactlyElementsOf(fit.history().epochs().stream()
                        .map(e -> org.assertj.core.api.Assertions.tuple(
                                e.number(), e.metrics().get("accuracy")))
                        .toList());
        assertThat(told).extracting(Progress::epoch).containsExactly(1, 2, 3);
        assertThat(loop.data()).isSameAs(data);
    }

    @Test
    void fitGoesOnWithAPassThatWasLeftEarly() {
        Trainer whole = trainer();
        whole.fit(data, 2);
        Trainer trainer = trainer();
        int batches = 0;
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
            if (++batches == 3) {
                break;
            }
        }
        assertThat(trainer.history().size()).isZero();
        trainer.fit(data, 2);
        assertThat(weights(trainer)).isEqualTo(weights(whole));
        assertThat(trainer.history().loss()).isEqualTo(whole.history().loss());
    }

    @Test
    void soDoesTheNextLoopAlsoAfterFit() {
        Trainer whole = trainer();
        whole.fit(data, 2);
        Trainer trainer = trainer().listen(Examples.stopAt(1, 2));
        trainer.fit(data, 2);
        pass(trainer, data); // the other two batches
        assertThat(trainer.history().size()).isEqualTo(1);
        assertThat(trainer.history().steps()).isEqualTo(4);
        pass(trainer, data);
        assertThat(weights(trainer)).isEqualTo(weights(whole));
    }

    @Test
    void lookingAtABatchChangesNoPass() {
        Trainer trainer = trainer().listen(Examples.stopAt(1, 2));
        trainer.fit(data, 1);
        trainer.batches(data).iterator().next();
        trainer.fit(data, 1);
        Trainer whole = trainer();
        whole.fit(data, 1);
        assertThat(trainer.history().steps()).isEqualTo(4);
        assertThat(weights(trainer)).isEqualTo(weights(whole));
    }

    @Test
    void rowsCountOnceHoweverOftenTheyAreLearnedFrom() {
        Trainer trainer = trainer();
        List<Double> first = new ArrayList<>();
        for (Batch batch : trainer.batches(data)) {
            first.add(batch.count() * trainer.step(batch));
            trainer.step(batch);
        }
        double mean = first.stream().mapToDouble(l -> l).sum() / 50;
        assertThat(trainer.history().last().loss()).isCloseTo(mean, within(1e-6));
        assertThat(trainer.history().steps()).isEqualTo(8);
    }

    @Test
    void aPassNothingWasLearnedFromIsNoEpoch() {
        Trainer trainer = trainer();
        for (Batch batch : trainer.batches(data)) {
            assertThat(batch.count()).isPositive();
        }
        assertThat(trainer.history().size()).isZero();
    }

    @Test
    void twoLoopsAtOnceAreTwoEpochs() {
        Trainer trainer = trainer();
        Dataset others = heaps(32);
        Iterator<Batch> second = trainer.batches(others).iterator();
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
            if (second.hasNext()) {
                trainer.step(second.next());
            }
        }
        assertThat(trainer.history().size()).isEqualTo(2);
        assertThat(trainer.history().steps()).isEqualTo(6);
    }

    @Test
    void aLoopThatWasRewoundCountsNoMore() {
        Trainer trainer = trainer();
        pass(trainer, data);
        int batches = 0;
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
            if (++batches == 2) {
                trainer.rewind(1);
            }
        }
        assertThat(trainer.history().size()).isEqualTo(1);
        trainer.rewind(0);
        trainer.fit(data, 2);
        assertThat(trainer.history().size()).isEqualTo(2);
    }

    @Test
    void rewindingReachesThePassesOfALoop() {
        Trainer trainer = trainer();
        pass(trainer, data);
        float[] first = weights(trainer).clone();
        pass(trainer, data);
        float[] second = weights(trainer).clone();
        trainer.rewind(1);
        assertThat(weights(trainer)).isEqualTo(first);
        pass(trainer, data);
        assertThat(weights(trainer)).isEqualTo(second);
    }

    @Test
    void aNetworkOnItsOwnIsTrainedByHand() {
        Network network = classifier();
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Adam(0.05));
        Batch batch = data.batch(0, 1, 2, 3, 4, 5); // of no pass
        double first = trainer.step(batch);
        for (int i = 0; i < 50; i++) {
            trainer.step(batch);
        }
        assertThat(trainer.step(batch)).isLessThan(first / 2);
        assertThat(trainer.history().size()).isZero();
        assertThat(trainer.history().steps()).isEqualTo(52);
    }

    /** Nor does it end the pass that a fit was stopped in. */
    @Test
    void aLoopThatLooksAtBatchesChangesNothing() {
        Trainer whole = trainer();
        whole.fit(data, 2);
        Trainer cut = trainer();
        cut.listen(Examples.afterBatch(p -> {
            if (p.batch() == 2 && p.epoch() == 1) {
                Thread.currentThread().interrupt();
            }
        }));
        cut.fit(data, 1);
        int seen = 0;
        for (Batch batch : cut.batches(data)) {
            seen += batch.count();
        }
        assertThat(seen).as("what the pass has left").isEqualTo(50 - 2 * 16);
        assertThat(cut.history().size()).isZero();
        cut.fit(data, 2);
        assertThat(weights(cut)).isEqualTo(weights(whole));
        assertThat(cut.history().loss()).isEqualTo(whole.history().loss());
    }
}
