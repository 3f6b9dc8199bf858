package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.activation.Dropout;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.image.MaxPool;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.schedule.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same weights: on any number of threads, on any JDK, and nearly so with other loops. */
class DeterminismTest {
    /** How far losses with the Vector API's loops may be from those with plain ones. */
    private static final double FAMILIES = 1e-4;

    /** A training from beginning to end. */
    private record Case(String name, Dataset data, Loss loss, List<Layer> layers) {
        Trainer run(FloatMath math, int threads) {
            Network network = new Network(
                    new Seed(5),
                    new Compute(math, new Workers(threads)),
                    new Inputs(data.inputShape(), List.of()),
                    layers);
            Trainer trainer = new Trainer(network, loss, new Adam(0.003).weightDecay(0.01))
                    .batchSize(64)
                    .clipNorm(1)
                    .schedule(Schedules.oneCycle(4));
            trainer.fit(data, data.head(40), new Epochs(4));
            return trainer;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(dense(), convolutional());
    }

    private static Dense dense(int units) {
        return new Dense(units, true, null, null);
    }

    /** Wide enough for threads to share its products. */
    private static Case dense() {
        return new Case(
                "dense with dropout",
                ToyData.moons(300, 0.1, new Seed(1)),
                Losses.crossEntropy().smoothing(0.1),
                List.of(
                        dense(256),
                        Activation.gelu(),
                        new Dropout(0.3),
                        dense(256),
                        Activation.tanh(),
                        new Dropout(0.1),
                        dense(2)));
    }

    private static Case convolutional() {
        return new Case(
                "convolutional",
                stripes(150),
                Losses.crossEntropy(),
                List.of(
                        new Conv2d(16, 3).same(),
                        new BatchNorm(),
                        Activation.relu(0),
                        new MaxPool(2),
                        new Conv2d(8, 3),
                        Activation.silu(),
                        new Flatten(),
                        dense(2)));
    }

    /** Images of 12 x 12 with stripes across or down, in noise. */
    private static Dataset stripes(int rows) {
        SeededRandom random = new Seed(2).random();
        double[][] images = new double[rows][144];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            boolean down = i % 2 == 1;
            labels[i] = i % 2;
            Arrays.setAll(images[i], p -> ((down ? p % 12 : p / 12) / 2) % 2 + random.nextGaussian());
        }
        return Dataset.ofClasses(images, labels, "across", "down").reshape(1, 12, 12);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBitsOnOneTwoAndFourThreads(Case training) {
        for (FloatMath math : List.of(FloatMath.best(), FloatMath.plain())) {
            Trainer alone = training.run(math, 1);
            for (int threads : new int[] {2, 4}) {
                Trainer shared = training.run(math, threads);
                assertThat(shared.network().parameters().values())
                        .as("%s, %d threads", math.description(), threads)
                        .isEqualTo(alone.network().parameters().values());
                assertThat(shared.history().stepLoss())
                        .isEqualTo(alone.history().stepLoss());
                assertThat(shared.history().validationLoss())
                        .isEqualTo(alone.history().validationLoss());
                assertThat(shared.receipt()).isEqualTo(alone.receipt());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void plainAndVectorLoopsAgreeNearly(Case training) {
        double[] plain = training.run(FloatMath.plain(), 1).history().stepLoss();
        double[] best = training.run(FloatMath.best(), 1).history().stepLoss();
        for (int i = 0; i < plain.length; i++) {
            assertThat(best[i]).as("step %d", i).isCloseTo(plain[i], within(FAMILIES * plain[i]));
        }
    }

    private static String weights(Case training) {
        return training.run(FloatMath.plain(), 2).receipt().weights();
    }

    /** Taken once, on JDK 17; any JDK on any processor must come to them. */
    @Test
    void plainSumsProductsAndRootsHaveTheSameBitsEverywhere() {
        assertThat(weights(exact())).isEqualTo("e3a40858bdb2");
    }

    /** Exponentials are those of the JDK, which may round them differently on other processors. */
    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
    void plainLoopsHaveTheSameBitsOnAnyJdk() {
        assertThat(weights(dense())).isEqualTo("204b13065dbe");
        assertThat(weights(convolutional())).isEqualTo("40d938616ecc");
    }

    /** Only sums, products and roots, which every processor rounds alike. */
    private static Case exact() {
        return new Case(
                "exact",
                ToyData.moons(300, 0.1, new Seed(1)),
                Losses.meanSquaredError(),
                List.of(
                        dense(32),
                        Activation.relu(0),
                        new Dropout(0.2),
                        dense(32),
                        Activation.leakyRelu(0.1),
                        dense(2)));
    }
}
