package org.cellwise.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.stopAt;

import java.nio.file.Path;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.RmsProp;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedules;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop within an epoch, then another session or another moment: training goes on with the batch that came next. */
class PlaceInEpochTest {
    private static final int EPOCHS = 4;

    @TempDir
    private Path folder;

    private final Dataset data = heaps(50);
    private final Dataset validation = heaps(20);

    /** A training whose settings depend on chance. */
    private static Trainer trainer(int chance) {
        SeededRandom random = new SeededRandom(chance);
        Network network = Examples.network(2, dense(6), new BatchNorm(), relu(), new Dropout(0.2), dense(3));
        List<Optimizer> optimizers =
                List.of(new Adam(0.02), new Sgd(0.1), new Sgd(0.05).momentum(0.9), new RmsProp(0.01));
        Trainer trainer = new Trainer(
                        network,
                        Losses.crossEntropy().classWeights(1, 2, 0.5),
                        optimizers.get(random.nextInt(optimizers.size())))
                .batchSize(1 + random.nextInt(20))
                .accumulate(1 + random.nextInt(4))
                .schedule(random.nextInt(2) == 0 ? Schedules.cosine(EPOCHS) : Schedules.reduceOnPlateau(0.5, 0));
        if (random.nextInt(2) == 0) {
            trainer.metrics(Metrics.accuracy(), Losses.meanAbsoluteError(), Metrics.f1());
        }
        if (random.nextInt(3) == 0) {
            network.freeze("dense_1");
        }
        return trainer;
    }

    private void fit(Trainer trainer, int epochs, boolean validated) {
        trainer.fit(data, validated ? validation : null, new Epochs(epochs));
    }

    private static void assertSame(Trainer actual, Trainer expected) {
        assertThat(actual.network().parameters().values())
                .isEqualTo(expected.network().parameters().values());
        assertThat(actual.history().stepLoss()).isEqualTo(expected.history().stepLoss());
        assertThat(actual.history().stepLearningRate())
                .isEqualTo(expected.history().stepLearningRate());
        assertThat(actual.history().loss()).isEqualTo(expected.history().loss());
        assertThat(actual.history().validationLoss())
                .isEqualTo(expected.history().validationLoss());
        assertThat(actual.history().epochs().stream().map(History.Epoch::metrics))
                .isEqualTo(expected.history().epochs().stream()
                        .map(History.Epoch::metrics)
                        .toList());
    }

    @RepeatedTest(40)
    void savedLoadedRestoredAndCarriedOnAreTheSame(RepetitionInfo info) {
        int chance = info.getCurrentRepetition();
        SeededRandom random = new SeededRandom(1000 + chance);
        boolean validated = random.nextInt(2) == 0;
        Trainer whole = trainer(chance);
        fit(whole, EPOCHS, validated);

        int epoch = 1 + random.nextInt(EPOCHS);
        int batches = (50 + whole.batchSize() - 1) / whole.batchSize();
        Trainer stopped = trainer(chance).listen(stopAt(epoch, 1 + random.nextInt(batches)));
        fit(stopped, EPOCHS, validated);
        Checkpoint here = stopped.checkpoint();
        Path file = folder.resolve("state");
        stopped.save(file);

        Trainer loaded = trainer(chance).load(file);
        int left = EPOCHS - loaded.history().size();
        if (left > 0) {
            fit(loaded, left, validated);
            fit(stopped, left, validated);
            assertSame(stopped, whole);
            stopped.restore(here);
            fit(stopped, left, validated);
        }
        assertSame(loaded, whole);
        assertSame(stopped, whole);
    }

    @Test
    void aLoopOfOnesOwnThatSavesWithinAPass() {
        Trainer whole = trainer(3);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (Batch batch : whole.batches(data)) {
                whole.step(batch);
            }
        }
        Trainer first = trainer(3);
        int steps = 0;
        for (int epoch = 0; epoch < 2; epoch++) {
            for (Batch batch : first.batches(data)) {
                first.step(batch);
                if (++steps == whole.history().steps() / 2) {
                    first.save(folder.resolve("mid").toString());
                }
            }
        }
        Trainer second = trainer(3).load(folder.resolve("mid").toString());
        while (second.history().size() < 3) {
            for (Batch batch : second.batches(data)) {
                second.step(batch);
            }
        }
        assertSame(second, whole);
    }

    @Test
    void aCheckpointWithinAPassLeadsBackIntoIt() {
        Trainer trainer = trainer(5);
        Checkpoint[] mid = new Checkpoint[1];
        int steps = 0;
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
            if (++steps == 2) {
                mid[0] = trainer.checkpoint();
            }
        }
        float[] end = trainer.network().parameters().values().clone();
        double[] losses = trainer.history().stepLoss();
        trainer.restore(mid[0]);
        assertThat(trainer.history().steps()).isEqualTo(2);
        for (Batch batch : trainer.batches(data)) {
            trainer.step(batch);
        }
        assertThat(trainer.network().parameters().values()).isEqualTo(end);
        assertThat(trainer.history().stepLoss()).isEqualTo(losses);
    }

    /** The place is known by the rows that come next: others begin an epoch of their own. */
    @Test
    void otherRowsBeginAnew() {
        Trainer stopped = trainer(7).listen(stopAt(1, 1));
        fit(stopped, 2, false);
        stopped.save(folder.resolve("state"));
        Trainer loaded = trainer(7).load(folder.resolve("state"));
        double[][] other = new double[50][2];
        for (int i = 0; i < 50; i++) {
            other[i] = data.features(49 - i);
        }
        int[] labels = new int[50];
        for (int i = 0; i < 50; i++) {
            labels[i] = data.classIndex(49 - i);
        }
        int before = loaded.history().steps();
        loaded.fit(Dataset.ofClasses(other, labels, "a", "b", "c"), 1);
        assertThat(loaded.history().steps() - before).isEqualTo((50 + loaded.batchSize() - 1) / loaded.batchSize());
    }

    @Test
    void findingARateOrDiagnosingWithinAnEpochChangesNothing() {
        Trainer whole = trainer(8);
        fit(whole, 2, true);
        Trainer stopped = trainer(8).listen(stopAt(2, 1));
        fit(stopped, 2, true);
        stopped.findLearningRate(data);
        stopped.evaluate(validation);
        fit(stopped, 1, true);
        assertSame(stopped, whole);
    }
}
