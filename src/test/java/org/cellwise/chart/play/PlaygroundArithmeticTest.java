package org.cellwise.chart.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.List;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.optimizer.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The script of playgrounds beside the plain loops: the same weights, bit for bit. */
class PlaygroundArithmeticTest {
    private static Network plain(int inputs, Layer... layers) {
        Compute compute = new Compute(FloatMath.plain(), Workers.inline());
        return new Network(new Seed(3), compute, Inputs.shaped(inputs), List.of(layers));
    }

    private static Dataset blobs() {
        SeededRandom random = new SeededRandom(5);
        double[][] x = new double[90][4];
        int[] label = new int[90];
        for (int i = 0; i < 90; i++) {
            label[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                x[i][j] = random.nextGaussian() + (j == label[i] ? 2 : 0);
            }
        }
        return Dataset.ofClasses(x, label);
    }

    private static Dataset waves() {
        double[][] x = new double[80][1];
        double[][] y = new double[80][1];
        for (int i = 0; i < 80; i++) {
            x[i][0] = i / 20.0 - 2;
            y[i][0] = Math.sin(2 * x[i][0]);
        }
        return Dataset.of(x, y);
    }

    private static Trainer trainer(Network net, Loss loss, Optimizer optimizer) {
        return new Trainer(net, loss, optimizer).seed(new Seed(11));
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(
                        "2-4-2 with tanh",
                        trainer(plain(2, dense(4), tanh(), dense(2)), crossEntropy(), sgd(0.1)),
                        ToyData.moons(100, 0.1, new Seed(1))),
                Arguments.of(
                        "4-16-3 with relu",
                        trainer(plain(4, dense(16), relu(), dense(3)), crossEntropy(), adam(0.01))
                                .batchSize(25),
                        blobs()),
                Arguments.of(
                        "1-8-1 with sigmoid",
                        trainer(
                                plain(1, dense(8), sigmoid(), dense(1)),
                                meanSquaredError(),
                                sgd(0.05).momentum(0.9)),
                        waves()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void receiptsAreThoseOfJava(String name, Trainer trainer, Dataset data) {
        try (Script script = Script.of(Playground.of(trainer, data, null))) {
            int done = 0;
            for (int epochs : new int[] {1, 10, 100}) {
                trainer.fit(data, epochs - done);
                script.run("for (var i = " + done + "; i < " + epochs + "; i++) { training.epoch(); }");
                done = epochs;
                assertThat(script.text("training.receipt()"))
                        .as("after %s epochs", epochs)
                        .isEqualTo(trainer.receipt().weights());
            }
            assertThat(script.number("training.history[99].loss"))
                    .isEqualTo(trainer.history().last().loss());
        }
    }

    @Test
    void trainingGoesOnWhereJavaStopped() {
        Trainer trainer = trainer(plain(4, dense(16), relu(), dense(3)), crossEntropy(), adam(0.01));
        Dataset data = blobs();
        trainer.fit(data, 7);
        try (Script script = Script.of(Playground.of(trainer, data, null))) {
            trainer.fit(data, 5);
            script.run("for (var i = 0; i < 5; i++) { training.epoch(); }");
            assertThat(script.number("training.epochs")).isEqualTo(12);
            assertThat(script.text("training.receipt()"))
                    .isEqualTo(trainer.receipt().weights());
        }
    }

    static Stream<Layer> activations() {
        return Stream.of(
                relu(0.1),
                sigmoid(),
                tanh(),
                leakyRelu(0.1),
                elu(0.7),
                selu(),
                gelu(),
                geluTanh(),
                silu(),
                softplus(),
                straightThroughStep(0.1),
                softmax(),
                logSoftmax());
    }

    /** By itself before the first dense layer, and as what a dense layer ends in. */
    @ParameterizedTest
    @MethodSource("activations")
    void activationsRoundAsInJava(Layer activation) {
        Network net = plain(4, dense(5), activation, activation, dense(6), activation, dense(3));
        expectSame(trainer(net, crossEntropy(), sgd(0.1).nesterov(0.8).weightDecay(0.01)), blobs(), 3);
    }

    static Stream<Loss> losses() {
        return Stream.of(
                crossEntropy().smoothing(0.1).classWeights(1, 2, 0.5),
                binaryCrossEntropy().smoothing(0.1).classWeights(0.7, 1.2),
                meanSquaredError(),
                meanAbsoluteError(),
                huber(0.3));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesRoundAsInJava(Loss loss) {
        double[] weights = new double[90];
        for (int i = 0; i < 90; i++) {
            weights[i] = i % 4;
        }
        Trainer trainer = trainer(
                        plain(4, dense(5).noBias(), tanh(), dense(3)),
                        loss,
                        adam(0.01).weightDecay(0.1))
                .penalty(0.001, 0.01)
                .clipNorm(0.5)
                .clipValue(0.2);
        expectSame(trainer, blobs().weights(weights), 3);
    }

    /** More rows in a batch than are summed without care for what rounding leaves out. */
    @Test
    void longSumsAreMadeOfBlocksAsInJava() {
        Dataset data = ToyData.moons(5000, 0.2, new Seed(1));
        expectSame(
                trainer(plain(2, dense(2), tanh(), dense(2)), crossEntropy(), sgd(0.1))
                        .batchSize(5000),
                data,
                1);
    }

    private static void expectSame(Trainer trainer, Dataset data, int epochs) {
        try (Script script = Script.of(Playground.of(trainer, data, null))) {
            trainer.fit(data, epochs);
            script.run("for (var i = 0; i < " + epochs + "; i++) { training.epoch(); }");
            assertThat(script.text("training.receipt()"))
                    .isEqualTo(trainer.receipt().weights());
        }
    }
}
