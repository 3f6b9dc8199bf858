package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.stopAt;

import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.group.Residual;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.state.Checkpoint;
import org.cellwise.train.state.History;
import org.junit.jupiter.api.Test;

/** Going back, branching off, comparing runs, and steps that are made of several batches or leave layers out. */
class TrainingStateTest {
    private final Dataset data = heaps(50);
    private final Network network = classifier();
    private final Trainer trainer = trainer(network);

    private static Trainer trainer(Network network) {
        return new Trainer(network, Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
    }

    private float[] weights() {
        return network.parameters().values().clone();
    }

    @Test
    void rewindingGoesBackExactly() {
        float[] start = weights();
        trainer.fit(data, new Epochs(3));
        float[] third = weights();
        trainer.fit(data, new Epochs(4));
        float[] seventh = weights();
        double[] losses = trainer.history().loss();

        trainer.rewind(3);
        assertThat(network.parameters().values()).isEqualTo(third);
        assertThat(trainer.history().size()).isEqualTo(3);
        assertThat(trainer.history().steps()).isEqualTo(12);
        trainer.fit(data, new Epochs(4));
        assertThat(network.parameters().values()).isEqualTo(seventh);
        assertThat(trainer.history().loss()).isEqualTo(losses);

        trainer.rewind(0);
        assertThat(network.parameters().values()).isEqualTo(start);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.rewind(3))
                .withMessageContaining("from 0 to 0, but got 3");
    }

    @Test
    void anotherBranchLeavesTheFirstBehind() {
        trainer.fit(data, new Epochs(5));
        float[] slow = weights();
        trainer.rewind(2).learningRate(0.1).fit(data, new Epochs(3));
        assertThat(network.parameters().values()).isNotEqualTo(slow);
        assertThat(trainer.history().epochs())
                .extracting(History.Epoch::learningRate)
                .containsExactly(0.01, 0.01, 0.1, 0.1, 0.1);
    }

    @Test
    void rewindingWithinAnEpochGoesToItsBeginning() {
        trainer.listen(stopAt(2, 2));
        trainer.fit(data, new Epochs(3));
        trainer.rewind(1);
        assertThatIllegalStateException().isThrownBy(trainer::resume);
        assertThat(trainer.history().steps()).isEqualTo(4);
        Network other = classifier();
        trainer(other).fit(data, new Epochs(1));
        assertThat(network.parameters().values()).isEqualTo(other.parameters().values());
    }

    @Test
    void checkpointsLeadBackAndOverToOtherBranches() {
        trainer.fit(data, new Epochs(2));
        Checkpoint early = trainer.checkpoint();
        trainer.fit(data, new Epochs(2));
        Checkpoint late = trainer.checkpoint();
        float[] end = weights();
        trainer.restore(early).fit(data, new Epochs(2));
        assertThat(network.parameters().values()).isEqualTo(end);
        trainer.rewind(3).learningRate(1).fit(data, new Epochs(3));
        trainer.restore(late);
        assertThat(network.parameters().values()).isEqualTo(end);
        assertThat(trainer.history().size()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(classifier()).restore(late))
                .withMessageContaining("another trainer's");
    }

    @Test
    void accumulatedBatchesStepLikeOneLargeBatch() {
        Network large = classifier();
        new Trainer(large, Losses.crossEntropy(), new Sgd(0.1)).batchSize(50).fit(data, new Epochs(3));
        Trainer small = new Trainer(network, Losses.crossEntropy(), new Sgd(0.1))
                .batchSize(16)
                .accumulate(4);
        small.fit(data, new Epochs(3)); // 16 + 16 + 16 + 2 rows a step
        assertThat(small.history().steps()).isEqualTo(12);
        for (int i = 0; i < network.parameters().size(); i++) {
            assertThat(network.parameters().values()[i])
                    .isCloseTo(large.parameters().values()[i], within(1e-5f));
        }
    }

    @Test
    void aStopAmongAccumulatedBatchesLosesNothing() {
        Network whole = classifier();
        trainer(whole).accumulate(3).fit(data, new Epochs(2));
        trainer.accumulate(3).listen(stopAt(1, 2)).fit(data, new Epochs(2));
        trainer.findLearningRate(data);
        diagnose(trainer, data);
        trainer.resume();
        assertThat(network.parameters().values()).isEqualTo(whole.parameters().values());
    }

    @Test
    void theTimeLeftCountsFromWhereTrainingGoesOn() {
        trainer.listen(stopAt(2, 1));
        double spent = trainer.fit(data, new Epochs(100)).seconds();
        List<Progress> seen = new ArrayList<>();
        trainer.listen(new TrainingListener() {
            @Override
            public void started(Progress progress) {
                seen.add(progress);
            }
        });
        trainer.listen(stopAt(3, 1));
        trainer.resume();
        trainer.fit(data, new Epochs(1));
        assertThat(seen.get(0).seconds()).isGreaterThanOrEqualTo(spent);
        assertThat(seen.get(1).seconds()).isPositive();
        assertThat(seen).allMatch(p -> p.secondsLeft() > 0);
    }

    @Test
    void theSearchForALearningRateFindsOneAndLeavesNoTrace() {
        float[] before = weights();
        LearningRates found = trainer.findLearningRate(data);
        assertThat(network.parameters().values()).isEqualTo(before);
        assertThat(trainer.history().steps()).isZero();
        assertThat(found.rates()).isSorted().hasSameSizeAs(found.losses());
        assertThat(found.suggestion()).isBetween(1e-3, 1.0);
        trainer.learningRate(found.suggestion()).fit(data, new Epochs(20));
        assertThat(trainer.evaluate(data).get("accuracy")).isGreaterThan(0.9);
    }

    @Test
    void receiptsOfEqualRunsAreEqual() {
        trainer.fit(data, new Epochs(2));
        Trainer again = trainer(classifier());
        again.fit(heaps(50), new Epochs(2));
        assertThat(again.receipt()).isEqualTo(trainer.receipt());
        assertThat(trainer.receipt()).hasToString(again.receipt().toString());
        assertThat(trainer.receipt().weights()).matches("[0-9a-f]{12}");

        Trainer other = trainer(classifier()).seed(new Seed(5));
        other.fit(data, new Epochs(2));
        assertThat(other.receipt().data()).isEqualTo(trainer.receipt().data());
        assertThat(other.receipt().settings()).isEqualTo(trainer.receipt().settings());
        assertThat(other.receipt().weights()).isNotEqualTo(trainer.receipt().weights());
        assertThat(trainer(network).batchSize(8).receipt().settings())
                .isNotEqualTo(trainer.receipt().settings());
    }

    @Test
    void frozenLayersStayAsTheyAre() {
        network.freeze("dense_1");
        double[] first = network.values("dense_1.weight");
        double[] second = network.values("dense_2.weight");
        trainer.fit(data, new Epochs(1));
        assertThat(network.values("dense_1.weight")).isEqualTo(first);
        assertThat(network.values("dense_2.weight")).isNotEqualTo(second);
        network.unfreeze("dense_1");
        trainer.fit(data, new Epochs(1));
        assertThat(network.values("dense_1.weight")).isNotEqualTo(first);
    }

    @Test
    void layersInsideOthersAreFrozenByTheirPath() {
        Network nested = network(2, dense(4), new Residual(dense(4), relu(), dense(4)), dense(3));
        nested.freeze("residual_1.dense_1");
        double[] frozen = nested.values("residual_1.dense_1.weight");
        double[] other = nested.values("residual_1.dense_2.weight");
        trainer(nested).fit(data, new Epochs(1));
        assertThat(nested.values("residual_1.dense_1.weight")).isEqualTo(frozen);
        assertThat(nested.values("residual_1.dense_2.weight")).isNotEqualTo(other);
        nested.freeze("residual_1", "dense_1");
        assertThat(nested.parameters().list().stream().filter(Parameter::trainable))
                .extracting(Parameter::name)
                .containsExactly("dense_2.weight", "dense_2.bias");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nested.freeze("dense_2", "residual_1.dense_9"))
                .withMessageContaining("no layer residual_1.dense_9");
        assertThat(nested.layer("dense_2").trainable()).isTrue(); // all or nothing
    }

    @Test
    void nothingRunsBackwardBelowTheLowestLayerThatLearns() {
        Counter counter = new Counter(new int[1]);
        Layer counting = new Activation("counting", counter, 1);
        Network deep = network(2, dense(4), counting, dense(4), relu(), dense(3));
        deep.freeze("dense_1");
        Trainer deepTrainer = trainer(deep);
        Batch batch = deepTrainer.batches(data).iterator().next();
        deepTrainer.step(batch);
        assertThat(counter.backward[0]).isZero();
        deep.unfreeze("dense_1");
        deepTrainer.step(batch);
        assertThat(counter.backward[0]).isEqualTo(1);
    }

    /** Passes numbers on and counts its backward steps. */
    private record Counter(int[] backward) implements Op {
        @Override
        public Shape shape(Node node) {
            return node.input(0).shape();
        }

        @Override
        public void forward(Node node) {
            System.arraycopy(
                    node.input(0).data(),
                    node.input(0).offset(),
                    node.output().data(),
                    0,
                    node.output().size());
        }

        @Override
        public void backward(Node node) {
            backward[0]++;
            for (int i = 0; i < node.output().size(); i++) {
                node.input(0).gradient()[node.input(0).offset() + i] +=
                        node.output().gradient()[i];
            }
        }
    }

    @Test
    void aNetworkThatIsWhollyFrozenIsLeftAlone() {
        network.freeze();
        float[] before = weights();
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.fit(data, new Epochs(1)))
                .withMessageContaining("all layers are frozen: call unfreeze(…)");
        assertThat(network.parameters().values()).isEqualTo(before);
        assertThat(trainer.history().size()).isZero();
        network.unfreeze();
        trainer.fit(data, new Epochs(1));
        assertThat(network.parameters().values()).isNotEqualTo(before);
    }
}
