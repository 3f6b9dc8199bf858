package org.cellwise.insight.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

class BiographyTest {
    private final Dataset moons = moons(100, 0.2, seed(1));

    private static Trainer descent(Network network) {
        return trainer(network, crossEntropy(), sgd(0.1)).batchSize(8).quiet();
    }

    @Test
    void itsValuesAreThoseOfTrainingAndItsGradientsExplainThem() {
        Trainer trainer = descent(network(seed(1), inputs("x", "y"), dense(6), tanh(), dense(2)));
        Recording recording = recording(trainer);
        double start = trainer.network().weights("dense_1").values()[1][3];
        trainer.fit(moons, 4);
        double end = trainer.network().weights("dense_1").values()[1][3];
        Biography life = biography(recording, "dense_1", 1, 3);
        assertThat(life.steps()).isEqualTo(52);
        assertThat(life.start()).isEqualTo(start);
        assertThat(life.end()).isEqualTo(end);
        for (int i = 0; i < 52; i++) {
            assertThat(life.values()[i + 1] - life.values()[i]).isCloseTo(-0.1 * life.gradients()[i], within(1e-7));
        }
        assertThat(Arrays.stream(life.pushes()).sum()).isCloseTo(end - start, within(1e-5));
        assertThat(life.words()).contains("w[1][3] of dense_1, from y").contains("to the bit at the 4 moments");
        assertThat(life.table().rows()).hasSize(10);
    }

    @Test
    void aRowPushesAsATrainingOnItAloneWould() {
        Network net = network(seed(1), inputs("x", "y"), dense(6), tanh(), dense(2));
        Trainer trainer = descent(net).batchSize(100);
        Recording recording = recording(trainer);
        Network before = net.copy();
        trainer.fit(moons, 1);
        Biography life = biography(recording, "dense_1", 0, 2);
        for (int row : new int[] {0, 17, 99}) {
            Network alone = before.copy();
            descent(alone).fit(moons.rows(row), 1);
            double moved = alone.weights("dense_1").values()[0][2]
                    - before.weights("dense_1").values()[0][2];
            assertThat(life.pushes()[row]).isCloseTo(moved / 100, within(1e-8));
        }
    }

    @Test
    void whatDropsOutAndMeansOfBatchesAreThoseOfTraining() {
        Network net = network(
                seed(1),
                inputs("x", "y"),
                dense(6),
                batchNorm(),
                relu(),
                dropout(0.5),
                residual(dense(6), tanh()),
                dense(2));
        Trainer trainer = trainer(net, crossEntropy().classWeights(1, 3), sgd(0.1))
                .batchSize(8)
                .quiet();
        Recording recording = recording(trainer);
        trainer.fit(moons, 2);
        for (String layer : new String[] {"dense_1", "residual_1.dense_1", "dense_2"}) {
            Biography life = biography(recording, layer, 1, 1);
            for (int i = 0; i < life.steps(); i++) {
                assertThat(life.values()[i + 1] - life.values()[i]).isCloseTo(-0.1 * life.gradients()[i], within(1e-6));
            }
        }
    }

    @Test
    void aFrozenWeightStaysAndNothingPushesIt() {
        Trainer trainer = descent(network(seed(1), inputs("x", "y"), dense(6), tanh(), dense(2)));
        trainer.network().freeze("dense_1");
        trainer.unfreezeEvery(1, "dense_1");
        Recording recording = recording(trainer);
        trainer.fit(moons, 2);
        Biography life = biography(recording, "dense_1", 0, 0);
        assertThat(Arrays.copyOf(life.gradients(), 13)).containsOnly(0);
        assertThat(life.values()[13]).isEqualTo(life.start());
        assertThat(life.gradients()[13]).isNotZero();
        assertThat(life.end()).isNotEqualTo(life.start());
    }

    @Test
    void whatIsNotThereIsRefused() {
        Trainer trainer = descent(network(seed(1), inputs("x", "y"), dense(6), tanh(), dense(2)));
        Recording recording = recording(trainer);
        assertThatThrownBy(() -> biography(recording, "dense_1", 0, 0)).hasMessageContaining("before fit");
        trainer.fit(moons, 1);
        assertThatThrownBy(() -> biography(recording, "dense_1", 2, 0)).hasMessageContaining("inputs 0 to 1");
        assertThatThrownBy(() -> biography(recording, "tanh_1", 0, 0)).hasMessageContaining("dense_1");
        assertThatThrownBy(() -> biography(recording, "dense_7", 0, 0)).hasMessageContaining("dense_7");
    }
}
