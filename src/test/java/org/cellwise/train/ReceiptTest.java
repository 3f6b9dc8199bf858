package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.train.Examples.classifier;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cellwise.layer.Custom;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.math.Seed;
import org.cellwise.network.Network;
import org.cellwise.op.Ops;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.cellwise.train.schedule.Schedules;
import org.junit.jupiter.api.Test;

/** Receipts are equal where everything is, in another run too, and different where a setting is. */
class ReceiptTest {
    private static Trainer trained(Network network) {
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Adam(0.01)).batchSize(16);
        trainer.fit(heaps(50), new Epochs(2));
        return trainer;
    }

    private static String settings(Layer... layers) {
        return trained(network(2, layers)).receipt().settings();
    }

    private static String settings(UnaryOperator<Trainer> change) {
        return change.apply(trained(classifier())).receipt().settings();
    }

    @Test
    void equalRunsHaveEqualReceipts() {
        Receipt receipt = trained(classifier()).receipt();
        assertThat(trained(classifier()).receipt()).isEqualTo(receipt);
        assertThat(Stream.of(receipt.data(), receipt.settings(), receipt.weights()))
                .allMatch(hash -> hash.matches("[0-9a-f]{12}"))
                .doesNotHaveDuplicates();
        assertThat(receipt)
                .hasToString("data " + receipt.data() + ", seed 42, settings " + receipt.settings() + ", weights "
                        + receipt.weights());
    }

    @Test
    void eachSettingShows() {
        assertThat(Stream.of(
                        settings(dense(8), Activation.relu(0), dense(3)),
                        settings(dense(8), Activation.relu(0.5), dense(3)),
                        settings(dense(8), Activation.leakyRelu(0.1), dense(3)),
                        settings(dense(8), Activation.leakyRelu(0.2), dense(3)),
                        settings(dense(8), new Dropout(0.1), Activation.relu(0), dense(3)),
                        settings(dense(8), new Dropout(0.2), Activation.relu(0), dense(3)),
                        settings(dense(8), new Residual(new Dropout(0.1)), dense(3)),
                        settings(dense(8), new Residual(new Dropout(0.2)), dense(3))))
                .doesNotHaveDuplicates();
        assertThat(Stream.of(
                        settings(t -> t),
                        settings(t -> t.batchSize(8)),
                        settings(t -> t.learningRate(0.02)),
                        settings(t -> t.accumulate(2)),
                        settings(t -> t.schedule(Schedules.cosine(4))),
                        settings(t -> t.schedule(Schedules.cosine(5))),
                        settings(t -> t.clipNorm(1)),
                        settings(t -> t.clipValue(1)),
                        settings(t -> t.penalty(0.1, 0)),
                        settings(t -> t.decayBiases())))
                .doesNotHaveDuplicates();
    }

    @Test
    void lossesAndOptimizersShow() {
        Network network = classifier();
        assertThat(Stream.of(
                                Losses.crossEntropy(),
                                Losses.crossEntropy().smoothing(0.1),
                                Losses.crossEntropy().classWeights(1, 2, 1),
                                Losses.meanSquaredError(),
                                Losses.huber(1),
                                Losses.huber(2))
                        .map(loss -> new Trainer(network, loss, new Sgd(0.1)).receipt()))
                .doesNotHaveDuplicates();
        assertThat(Stream.of(
                                new Sgd(0.1),
                                new Sgd(0.1).momentum(0.9),
                                new Sgd(0.1).nesterov(0.9),
                                new Sgd(0.1).weightDecay(0.1),
                                new Adam(0.1),
                                new Adam(0.1).betas(0.8, 0.99))
                        .map(optimizer -> new Trainer(network, Losses.crossEntropy(), optimizer).receipt()))
                .doesNotHaveDuplicates();
    }

    /** A lambda's own text differs from one run of a notebook to the next, as between two of one place in the code. */
    @Test
    void functionsOfYourOwnCountByName() {
        assertThat(withLambdas(1).settings()).isEqualTo(withLambdas(2).settings());
    }

    private static Receipt withLambdas(double factor) {
        Network network = network(
                2,
                new Dense(8, true, Initializer.uniform(-factor, factor), null),
                Custom.of("twice", x -> Ops.scale(x, 2 * factor)),
                dense(3));
        return new Trainer(network, Losses.loss("mine", (p, t) -> Ops.mean(Ops.square(p))), new Sgd(0.1))
                .schedule((epoch, history) -> factor)
                .receipt();
    }

    @Test
    void dataAndSeedShow() {
        Trainer first = trained(classifier());
        Trainer other = new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01))
                .batchSize(16)
                .seed(new Seed(5));
        other.fit(heaps(51), new Epochs(2));
        assertThat(other.receipt().data()).isNotEqualTo(first.receipt().data());
        assertThat(other.receipt().seed()).isEqualTo(5);
        assertThat(other.receipt().weights()).isNotEqualTo(first.receipt().weights());
        assertThat(new Trainer(classifier(), Losses.crossEntropy(), new Adam(0.01))
                        .receipt()
                        .data())
                .isEqualTo("none");
    }
}
