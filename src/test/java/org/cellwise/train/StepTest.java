package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;

import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Custom;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients without moving weights, and moves by gradients from here and elsewhere. */
class StepTest {
    private final Dataset data = heaps(48);
    private final Network network = classifier();
    private final Loss loss = Losses.crossEntropy().classWeights(1, 4, 0.5);
    private final Trainer trainer = new Trainer(network, loss, new Adam(0.05))
            .batchSize(48)
            .clipNorm(0.5)
            .penalty(0, 1e-3);

    private Batch whole() {
        return batch(0, 48);
    }

    @Test
    void gradientsMoveNothing() {
        float[] before = network.parameters().values().clone();
        double mean = trainer.step().gradients(whole());
        assertThat(network.parameters().values()).isEqualTo(before);
        assertThat(mean).isCloseTo(trainer.evaluate(data).get("loss"), within(1e-6));
        assertThat(trainer.step().lossSum() / trainer.step().weightSum()).isCloseTo(mean, within(1e-6));
        assertThat(trainer.step().weightSum()).isCloseTo(16 + 64 + 8, within(1e-9));
        assertThat(trainer.step().gradientSums()).doesNotContain(Float.NaN).isNotEqualTo(new float[before.length]);
        trainer.step().forget();
        trainer.step().move();
        assertThat(network.parameters().values()).isEqualTo(before);
        assertThat(trainer.step().weightSum()).isZero();
    }

    @Test
    void gradientsAndAMoveAreAStep() {
        Network other = classifier();
        Trainer steps = new Trainer(other, loss, new Adam(0.05))
                .batchSize(48)
                .clipNorm(0.5)
                .penalty(0, 1e-3);
        for (int i = 0; i < 5; i++) {
            Batch batch = whole();
            trainer.step().gradients(batch);
            trainer.step().move();
            steps.step(batch);
        }
        for (int i = 0; i < network.parameters().size(); i++) {
            assertThat(network.parameters().values()[i])
                    .isCloseTo(other.parameters().values()[i], within(1e-5f));
        }
        assertThat(trainer.history().steps()).isEqualTo(5);
        assertThat(trainer.history().stepLoss()[4]).isCloseTo(steps.history().stepLoss()[4], within(1e-5));
    }

    /** Three workers with weights of their own, each with a part of the rows, against one with all of them. */
    @Test
    void sumsFromElsewhereAreTheWholeBatch() {
        Network alone = classifier();
        Trainer whole = new Trainer(alone, loss, new Adam(0.05))
                .batchSize(48)
                .clipNorm(0.5)
                .penalty(0, 1e-3);
        Network copy = network.copy();
        Step worker = new Step(copy, loss, new Sgd(1));
        for (int round = 0; round < 5; round++) {
            for (int[] part : new int[][] {{0, 7}, {7, 30}, {30, 48}}) {
                System.arraycopy(
                        network.parameters().values(),
                        0,
                        copy.parameters().values(),
                        0,
                        copy.parameters().size());
                worker.gradients(batch(part[0], part[1]));
                trainer.step().gather(worker.gradientSums(), worker.lossSum(), worker.weightSum());
                worker.forget();
            }
            trainer.step().move();
            whole.step(batch(0, 48));
        }
        for (int i = 0; i < network.parameters().size(); i++) {
            assertThat(network.parameters().values()[i])
                    .isCloseTo(alone.parameters().values()[i], within(1e-5f));
        }
    }

    private Batch batch(int from, int to) {
        int[] rows = new int[to - from];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = from + i;
        }
        return data.batch(rows);
    }

    @Test
    void sumsThatDoNotFitAreRefused() {
        float[] before = network.parameters().values().clone();
        float[] sums = new float[before.length];
        Step step = trainer.step();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> step.gather(new float[3], 1, 1))
                .withMessageContaining("a sum for each of the " + before.length + " numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> step.gather(sums, 1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> step.gather(sums, 1, Double.NaN));
        assertThatThrownBy(() -> step.gather(sums, 1, Double.POSITIVE_INFINITY)).isInstanceOf(DivergedException.class);
        sums[2] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> step.gather(sums, 1, 1)).isInstanceOf(DivergedException.class);
        assertThatThrownBy(() -> step.gather(new float[before.length], Double.NaN, 1))
                .isInstanceOf(DivergedException.class);
        step.move();
        assertThat(network.parameters().values()).isEqualTo(before);
    }

    /** Lets its input through, and fails on its way back once it is told to. */
    private static final class Failing implements Op {
        private boolean fails;

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
            if (fails) {
                throw new IllegalStateException("no way back");
            }
            for (int i = 0; i < node.output().size(); i++) {
                node.input(0).gradient()[node.input(0).offset() + i] +=
                        node.output().gradient()[i];
            }
        }
    }

    /** The layer after the op has its gradients by then, which the next step must not add to its own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aBackwardPassThatFailsLeavesNothing(int accumulate) {
        Failing op = new Failing();
        Layer middle = Custom.of("through", x -> x.tape().apply(op, x));
        Network failed = Examples.network(2, dense(8), middle, dense(3));
        Network same = Examples.network(2, dense(8), middle, dense(3));
        Trainer trainer = new Trainer(failed, loss, new Sgd(0.1)).accumulate(accumulate);
        Trainer other = new Trainer(same, loss, new Sgd(0.1)).accumulate(accumulate);
        Batch batch = batch(0, 48);
        op.fails = true;
        assertThatThrownBy(() -> trainer.step(batch)).hasMessage("no way back");
        assertThatThrownBy(() -> trainer.step().gradients(batch)).hasMessage("no way back");
        assertThat(trainer.step().gradientSums()).containsOnly(0f);
        op.fails = false;
        for (int i = 0; i < 4; i++) {
            trainer.step(batch);
            other.step(batch);
        }
        assertThat(failed.parameters().values()).isEqualTo(same.parameters().values());
    }

    @Test
    void aMoveThatRuinsWeightsSaysSo() {
        float[] sums = new float[network.parameters().size()];
        sums[0] = 1e38f;
        Trainer fast = new Trainer(network, loss, new Sgd(1e5));
        fast.step().gather(sums, 1, 1);
        assertThatThrownBy(() -> fast.step().move())
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("dense_1.weight");
    }

    @Test
    void theLossOfABatchAddsNothing() {
        Batch batch = whole();
        double before = trainer.step().loss(batch);
        assertThat(trainer.step().weightSum()).isZero();
        trainer.step(batch);
        assertThat(trainer.step().loss(batch)).isLessThan(before);
        assertThat(trainer.history().stepLoss()[0]).isCloseTo(before, within(1e-6));
    }
}
