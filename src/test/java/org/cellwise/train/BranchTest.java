package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.nio.file.Path;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.train.optimizer.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchTest {
    private final Dataset moons = moons(100, 0.2, seed(1));

    private static Network network(Layer... between) {
        return switch (between.length) {
            case 0 -> built(dense(8), relu(), dense(5), tanh(), dense(2));
            default -> built(dense(8), between[0], relu(), dense(5), tanh(), dense(2));
        };
    }

    private static Network built(Layer... layers) {
        return org.cellwise.Cellwise.network(seed(1), inputs("x", "y"), layers);
    }

    private static Trainer trainer(Network network, Optimizer optimizer) {
        return org.cellwise.Cellwise.trainer(network, crossEntropy(), optimizer)
                .batchSize(8)
                .quiet();
    }

    private static float[] weights(Trainer trainer) {
        return trainer.network().parameters().values();
    }

    /** Largest difference of outputs on the rows, beside the size of the outputs. */
    private double apart(Network a, Network b) {
        double most = 0;
        for (int row = 0; row < moons.size(); row++) {
            double[] one = a.predict(moons.features(row));
            double[] other = b.predict(moons.features(row));
            for (int i = 0; i < one.length; i++) {
                most = Math.max(most, Math.abs(one[i] - other[i]) / Math.max(1, Math.abs(one[i])));
            }
        }
        return most;
    }

    @Test
    void aBranchGoesOnAsTheTrainingItLeftToTheBit() {
        Trainer trunk = trainer(network(dropout(0.2)), adam(0.02))
                .schedule(cosineDecay(9))
                .clipNorm(0.7)
                .penalty(0.01, 0.02)
                .layerRate("dense_1", 0.5)
                .accumulate(2);
        trunk.network().freeze("dense_2");
        trunk.unfreezeEvery(5, "dense_2");
        trunk.fit(moons, 3);
        int done = 0;
        for (Batch batch : trunk.batches(moons)) { // into the middle of an epoch, with a batch gathered
            trunk.step(batch);
            if (++done == 5) {
                break;
            }
        }
        Trainer branch = trunk.branch();
        assertThat(branch.network()).isNotSameAs(trunk.network());
        assertThat(branch.receipt()).isEqualTo(trunk.receipt());
        trunk.fit(moons, 4);
        float[] end = weights(trunk).clone();
        branch.fit(moons, 4);
        assertThat(weights(branch)).isEqualTo(end);
        assertThat(branch.history().stepLoss()).isEqualTo(trunk.history().stepLoss());
        assertThat(branch.receipt()).isEqualTo(trunk.receipt());
        branch.learningRate(0.001).fit(moons, 1);
        assertThat(weights(trunk)).as("each goes its own way").isEqualTo(end);
        assertThat(trunk.history().size()).isEqualTo(7);
        branch.rewind(7);
        assertThat(weights(branch)).isEqualTo(end);
    }

    @Test
    void withoutDeadUnitsANetworkAnswersAsBefore() {
        Network net = network();
        Trainer trainer = trainer(net, sgd(3));
        trainer.fit(moons, 3);
        int[] dead = deadUnits(net, moons, "relu_1");
        assertThat(dead).isNotEmpty().hasSizeLessThan(8);
        Network smaller = net.withoutUnits("dense_1", dead);
        assertThat(smaller.layer("dense_1").output().last()).isEqualTo(8 - dead.length);
        assertThat(apart(net, smaller)).as("to the bit").isZero();
        assertThat(deadUnits(smaller, moons, "relu_1")).isEmpty();
        assertThat(smaller.outputNames()).isEqualTo(net.outputNames());
        assertThat(smaller.meaning()).isEqualTo(net.meaning());
    }

    @Test
    void aCopiedUnitLeavesTheOutputsAsTheyAre() {
        Network net = network(batchNorm());
        trainer(net, adam(0.02)).fit(moons, 2);
        for (int unit = 0; unit < 8; unit++) {
            Network larger = net.withCopiedUnit("dense_1", unit);
            assertThat(larger.layer("dense_1").output().last()).isEqualTo(9);
            assertThat(apart(net, larger)).isLessThan(1e-6);
            double[][] before = net.weights("dense_2").values();
            double[][] after = larger.weights("dense_2").values();
            assertThat(after[unit]).isEqualTo(after[unit + 1]);
            assertThat(2 * after[unit][3]).isEqualTo(before[unit][3]);
            assertThat(apart(net, larger.withoutUnits("dense_1", unit))).isGreaterThan(1e-4);
        }
    }

    @Test
    void aRewiredUnitBeginsAnewAndSaysNothing() {
        Network net = network();
        trainer(net, sgd(3)).fit(moons, 3);
        int dead = deadUnits(net, moons, "relu_1")[0];
        Network again = net.withRewiredUnit("dense_1", dead, seed(1));
        assertThat(apart(net, again)).isLessThan(1e-6);
        assertThat(again.weights("dense_1").values()[0][dead])
                .as("as at the beginning")
                .isEqualTo(network().weights("dense_1").values()[0][dead]);
        assertThat(again.values("dense_1.bias")[dead]).isZero();
        assertThat(again.weights("dense_2").values()[dead]).containsOnly(0);
        Trainer on = trainer(again, sgd(0.1));
        on.fit(moons, 5);
        assertThat(deadUnits(again, moons, "relu_1")).doesNotContain(dead);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "adam"})
    void aTrainingGoesOnWithoutADeadUnitAsIfItHadNeverBeenThere(String name) {
        Optimizer optimizer = switch (name) {
            case "sgd" -> sgd(0.05);
            case "momentum" -> sgd(0.05).momentum(0.9);
            default -> adam(0.01);
        };
        Network net = network();
        net.setValues("dense_1.bias", 0, -50, 0, 0, 0, -50, 0, 0); // two are dead from the start
        Trainer trunk = trainer(net, optimizer);
        trunk.fit(moons, 3);
        Trainer branch = trunk.withoutUnits("dense_1", 1, 5);
        assertThat(branch.history().size()).isEqualTo(3);
        trunk.fit(moons, 3);
        branch.fit(moons, 3);
        assertThat(apart(trunk.network(), branch.network())).isLessThan(1e-4);
        assertThat(branch.history().last().loss())
                .isCloseTo(trunk.history().last().loss(), org.assertj.core.api.Assertions.within(1e-5));
    }

    @Test
    void copiesTrainOnWithWhatTheOptimizerRemembers() {
        Trainer trunk = trainer(network(), adam(0.01));
        trunk.fit(moons, 3);
        Trainer copied = trunk.withCopiedUnit("dense_1", 2);
        Trainer rewired = trunk.withRewiredUnit("dense_1", 2, seed(4));
        copied.fit(moons, 2);
        rewired.fit(moons, 2);
        double[][] w = copied.network().weights("dense_1").values();
        assertThat(w[0][2]).as("nothing tells the two apart").isEqualTo(w[0][3]);
        assertThat(copied.history().size()).isEqualTo(5);
        assertThat(rewired.network().weights("dense_2").values()[2]).doesNotContain(0);
        trunk.fit(moons, 2);
        assertThat(copied.history().loss()[4])
                .isCloseTo(trunk.history().loss()[4], org.assertj.core.api.Assertions.within(0.05));
    }

    @Test
    void changedNetworksAreDrawnAndSavedAsOthers(@TempDir Path folder) {
        Network net = network(batchNorm()).freeze("dense_2");
        Network changed = net.withoutUnits("dense_1", 0, 3).withCopiedUnit("dense_2", 1);
        changed.save(folder.resolve("changed.safetensors"));
        Network read = org.cellwise.Cellwise.network(
                folder.resolve("changed.safetensors").toString());
        assertThat(read.parameters().values()).isEqualTo(changed.parameters().values());
        assertThat(read.summary().toString()).isEqualTo(changed.summary().toString());
        assertThat(changed.layer("dense_1").output().last()).isEqualTo(6);
        assertThat(changed.layer("batch_norm_1").output().last()).isEqualTo(6);
        assertThat(changed.layer("dense_2").output().last()).isEqualTo(6);
        assertThat(changed.layer("dense_2").trainable()).isFalse();
        assertThat(draw(changed).toString()).contains("6 units");
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        Network net = network();
        assertThatThrownBy(() -> net.withoutUnits("dense_3", 0)).hasMessageContaining("gives the outputs");
        assertThatThrownBy(() -> net.withoutUnits("relu_1", 0)).hasMessageContaining("choose one of dense_1, dense_2");
        assertThatThrownBy(() -> net.withoutUnits("dense_1", 8)).hasMessageContaining("units 0 to 7");
        assertThatThrownBy(() -> net.withoutUnits("dense_2", 0, 1, 2, 3, 4)).hasMessageContaining("no unit left");
        Network around = built(dense(4), residual(dense(4), relu()), dense(2));
        assertThatThrownBy(() -> around.withCopiedUnit("dense_1", 0)).hasMessageContaining("residual_1");
        for (Layer together : List.of(layerNorm(), rmsNorm(), softmax(), logSoftmax())) {
            Network normed = network(together);
            assertThatThrownBy(() -> normed.withCopiedUnit("dense_1", 0))
                    .hasMessageContaining("takes all units together");
            normed.withoutUnits("dense_1", 0); // where nothing promises that the others stay
        }
        assertThatThrownBy(() -> around.withCopiedUnit("residual_1.dense_1", 0))
                .hasMessageContaining("inside another layer");
        Trainer trainer = trainer(net, adam(0.01));
        watch(trainer, at -> at.batch() == 3);
        trainer.fit(moons, 1);
        assertThatThrownBy(() -> trainer.withoutUnits("dense_1", 0)).hasMessageContaining("trainer.resume()");
        trainer.resume();
        assertThat(trainer.withoutUnits("dense_1", 0).fit(moons, 1).state()).isEqualTo(Progress.State.FINISHED);
    }
}
