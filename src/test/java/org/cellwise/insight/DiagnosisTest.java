package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.heaps;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;
import static org.cellwise.train.Examples.sigmoid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.group.Residual;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.layer.shape.Flatten;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.text.Numbers;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.LearningRates;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;

/** Each illness is brought about, and must be told with the numbers seen; a healthy network has none. */
class DiagnosisTest {
    private final Dataset data = heaps(120);

    private static Trainer trainer(Network network, double rate) {
        return new Trainer(network, Losses.crossEntropy(), new Sgd(rate)).batchSize(16);
    }

    @Test
    void looksAtTheRowsOfTheLastFitUnlessTold() {
        Trainer trainer = trainer(Examples.classifier(), 0.1);
        Split split = heaps(60).split(0.8);
        trainer.fit(split, new Epochs(2));
        assertThat(diagnose(trainer))
                .isEqualTo(diagnose(trainer, split.train()))
                .isEqualTo(diagnose(trainer, split));
    }

    @Test
    void aHealthyNetworkBeforeAndAfterTraining() {
        Trainer trainer = trainer(Examples.classifier(), 0.1);
        assertThat(diagnose(trainer, data).findings()).isEmpty();
        trainer.fit(data, new Epochs(20));
        Diagnosis diagnosis = diagnose(trainer, data);
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis.toString())
                .startsWith("Nothing looks wrong.\ndense_1: weights ")
                .contains("a step moves them by ", "relu_1: ", " of 8 units flat");
        assertThat(diagnosis.layers()).extracting(Diagnosis.Layer::name).containsExactly("dense_1", "dense_2");
    }

    @Test
    void aHealthyConvolutionalNetworkWithAdam() {
        SeededRandom random = new SeededRandom(4);
        double[][] images = new double[60][64];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            labels[i] = i % 2;
            int odd = labels[i];
            Arrays.setAll(images[i], p -> random.nextGaussian() + ((p + odd) % 2));
        }
        Network network = new Network(
                new Seed(1),
                Compute.of(1),
                Inputs.shaped(1, 8, 8),
                List.of(new Conv2d(8, 3), relu(), new Flatten(), dense(2)));
        Trainer trainer = new Trainer(network, Losses.crossEntropy(), new Adam(0.001));
        assertThat(diagnose(trainer, Dataset.ofClasses(images, labels).reshape(1, 8, 8))
                        .findings())
                .isEmpty();
    }

    @Test
    void lookingLeavesNoTrace() {
        Network network = Examples.classifier();
        Trainer trainer = trainer(network, 0.1);
        trainer.fit(data, new Epochs(1));
        float[] before = network.parameters().values().clone();
        diagnose(trainer, data);
        assertThat(network.parameters().values()).isEqualTo(before);
        trainer.fit(data, new Epochs(1));
        Network other = Examples.classifier();
        trainer(other, 0.1).fit(data, new Epochs(2));
        assertThat(network.parameters().values()).isEqualTo(other.parameters().values());
    }

    @Test
    void unitsThatAreDead() {
        Network network = Examples.classifier();
        network.setValues("dense_1.bias", -50, -50, -50, -50, -50, -50, -50, 0);
        Diagnosis diagnosis = diagnose(trainer(network, 0.1), data);
        assertThat(diagnosis.units()).containsExactly(new Diagnosis.Units("relu_1", 7, 8));
        assertThat(diagnosis.findings())
                .singleElement()
                .asString()
                .startsWith("relu_1: 7 of 8 units are flat on all 120 rows, so they learn nothing")
                .contains("leakyRelu()");
        network.setValues("dense_1.bias", -50, -50, -50, 0, 0, 0, 0, 0);
        assertThat(diagnose(trainer(network, 0.1), data).findings()).isEmpty(); // three dead ones are usual
    }

    @Test
    void unitsThatAreSaturated() {
        Network network = network(2, dense(4), sigmoid(), dense(3));
        network.setValues("dense_1.bias", 90, -90, 90, -90);
        assertThat(diagnose(trainer(network, 0.1), data).findings())
                .anySatisfy(f -> assertThat(f).contains("sigmoid_1: 4 of 4 units are flat"));
    }

    @Test
    void answersAtTheEndsOfTheRangeOnNearlyAllRows() {
        Network network = network(2, dense(16), Activation.tanh(), dense(3));
        double[] first = network.values("dense_1.weight");
        network.setValues(
                "dense_1.weight", Arrays.stream(first).map(w -> 300 * w).toArray());
        assertThat(diagnose(trainer(network, 0.1), data).findings())
                .anySatisfy(f -> assertThat(f)
                        .startsWith("tanh_1: ")
                        .contains(" % of the answers are at an end of the range")
                        .contains("smaller first weights"));
    }

    @Test
    void featuresThatAreNotScaledAreNamed() {
        double[][] rows = IntStream.range(0, 120)
                .mapToObj(i -> new double[] {data.features(i)[0], 4000 + 500 * data.features(i)[1]})
                .toArray(double[][]::new);
        int[] classes = IntStream.range(0, 120).map(data::classIndex).toArray();
        Dataset grams = Dataset.ofClasses(rows, classes).inputs("cm", "g");
        assertThat(diagnose(trainer(Examples.classifier(), 0.1), grams).findings())
                .anySatisfy(f -> assertThat(f)
                        .startsWith("Features are not scaled: \"g\" about 4")
                        .doesNotContain("\"cm\""));
        Network scaling = network(2, new BatchNorm(), dense(8), relu(), dense(3));
        assertThat(diagnose(trainer(scaling, 0.1), grams).findings())
                .as("normalised before any weight")
                .noneMatch(f -> f.startsWith("Features"));
    }

    @Test
    void gradientsThatVanish() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            layers.add(dense(8));
            layers.add(sigmoid());
        }
        layers.add(dense(3));
        Diagnosis diagnosis = diagnose(trainer(network(2, layers.toArray(Layer[]::new)), 0.1), data);
        double first = diagnosis.layers().get(0).gradient();
        double last = diagnosis.layers().get(9).gradient();
        assertThat(last).isGreaterThan(1000 * first);
        assertThat(diagnosis.findings())
                .singleElement()
                .asString()
                .startsWith("The gradient vanishes on its way back: %s at dense_10, %s at dense_1"
                        .formatted(Numbers.significant(last, 2), Numbers.significant(first, 2)))
                .contains("relu()", "residual");
    }

    @Test
    void gradientsThatExplodeOnTheirWayBack() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            layers.add(new Dense(32, true, Initializer.normal(0.5), null));
            layers.add(Activation.straightThroughStep(0)); // bounds signals but lets slopes grow
        }
        layers.add(dense(3));
        Diagnosis diagnosis = diagnose(trainer(network(2, layers.toArray(Layer[]::new)), 1e-4), data);
        assertThat(diagnosis.findings())
                .anySatisfy(f -> assertThat(f)
                        .startsWith("The gradient explodes on its way back")
                        .contains(" at dense_23, ", " at dense_1;"));
    }

    @Test
    void gradientsThatExplodeBecauseOfLargeFeatures() {
        double[][] rows = IntStream.range(0, 120)
                .mapToObj(i -> Arrays.stream(data.features(i)).map(x -> 1e5 * x).toArray())
                .toArray(double[][]::new);
        Dataset large = Dataset.ofClasses(
                rows, IntStream.range(0, 120).map(data::classIndex).toArray());
        Diagnosis diagnosis = diagnose(trainer(Examples.classifier(), 0.1), large);
        assertThat(diagnosis.findings())
                .anySatisfy(f -> assertThat(f)
                        .startsWith("dense_1: the gradient explodes to")
                        .contains("standardize()"))
                .anySatisfy(f -> assertThat(f).startsWith("The learning rate looks too high"));
    }

    @Test
    void aRateThatIsFarOff() {
        Diagnosis high = diagnose(trainer(Examples.classifier(), 50), data);
        double largest =
                Math.max(high.layers().get(0).update(), high.layers().get(1).update());
        assertThat(high.findings())
                .singleElement()
                .asString()
                .startsWith("The learning rate looks too high: a step at learning rate 50 moves weights by %s of"
                                .formatted(Numbers.significant(largest, 2))
                        + " their length, where 0.001 is usual, and takes the loss on the same rows from ")
                .matches(".* from \\S+ to \\S+; findLearningRate.*");
        assertThat(diagnose(trainer(Examples.classifier(), 1e-8), data).findings())
                .singleElement()
                .asString()
                .startsWith("The learning rate looks too low: a step at learning rate 1e-8 moves");
    }

    @Test
    void weightsThatAreAllZeroHaveNoLengthToCompareWith() {
        Network network = network(2, new Dense(3, true, Initializer.zeros(), null));
        assertThat(diagnose(trainer(network, 0.1), data).findings()).isEmpty();
    }

    @Test
    void aLossThatIsNotFinite() {
        Network network = Examples.classifier();
        network.setValues("dense_2.bias", 0, Double.NaN, 0);
        assertThat(diagnose(trainer(network, 0.1), data).findings())
                .singleElement()
                .asString()
                .contains("The loss is NaN", "dense_2.bias holds such numbers already");
    }

    @Test
    void suggestedRatesAreNotFarOff() {
        Trainer trainer = trainer(Examples.classifier(), 1e-8);
        LearningRates found = trainer.findLearningRate(data);
        assertThat(found.rates()[0]).isCloseTo(1e-6, within(1e-12));
        assertThat(found.toString()).startsWith("Learning rate ").contains("suggested");
        trainer.learningRate(found.suggestion());
        assertThat(diagnose(trainer, data).findings()).isEmpty();
    }

    @Test
    void aRateThatIsChanceIsCalledSo() {
        assertThat(trainer(Examples.classifier(), 1e-8).findLearningRate(data).isUnclear())
                .isFalse();
        double[][] nothing = new double[data.size()][2];
        int[] labels = IntStream.range(0, data.size()).map(i -> i % 3).toArray();
        LearningRates found = trainer(Examples.classifier(), 1e-8).findLearningRate(Dataset.ofClasses(nothing, labels));
        assertThat(found.toString()).contains("hardly fell at any rate").contains("standardize()");
    }

    private static Network net(Initializer first, Initializer second, Layer activation) {
        return network(2, new Dense(8, true, first, null), activation, new Dense(3, true, second, null));
    }

    @Test
    void weightsThatAreAllZero() {
        for (Layer activation : List.of(relu(), sigmoid())) {
            assertThat(diagnose(trainer(net(Initializer.zeros(), null, activation), 0.1), data)
                            .findings())
                    .anySatisfy(f -> assertThat(f)
                            .startsWith("dense_1: all 16 weights are 0, so all its units put out the same")
                            .contains("leave weights(…) out"));
            assertThat(diagnose(trainer(net(null, Initializer.zeros(), activation), 0.1), data)
                            .findings())
                    .singleElement()
                    .asString()
                    .startsWith("dense_2: all 24 weights are 0, so no gradient goes through them to the layers before");
            assertThat(diagnose(trainer(net(Initializer.zeros(), Initializer.zeros(), activation), 0.1), data)
                            .findings())
                    .noneMatch(f -> f.contains("vanish") || f.contains("learning rate"))
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void weightsThatAreAllTheSame() {
        Initializer same = Initializer.constant(0.3);
        assertThat(diagnose(trainer(net(same, same, sigmoid()), 0.1), data).findings())
                .containsExactly("dense_1: 8 of 8 units have the same weights and get the same gradient, so they learn"
                        + " the same and count as one; let them begin at random: leave weights(…) out, or say"
                        + " weights(glorot())");
        assertThat(diagnose(trainer(net(same, null, sigmoid()), 0.1), data).findings())
                .singleElement()
                .asString()
                .startsWith("dense_1: 8 of 8 units have the same weights, so they put out the same");
        Network half = Examples.classifier();
        double[][] weights = half.weights("dense_1").values();
        for (double[] row : weights) {
            Arrays.fill(row, 0, 5, row[0]);
        }
        half.setWeights("dense_1", weights);
        assertThat(diagnose(trainer(half, 0.1), data).findings())
                .singleElement()
                .asString()
                .startsWith("dense_1: 5 of 8 units have the same weights");
        half.setValues("dense_1.bias", 0, 1, 2, 3, 4, 5, 6, 7); // as in the textbook's network for xor
        assertThat(diagnose(trainer(half, 0.1), data).findings()).isEmpty();
    }

    @Test
    void batchesOfOneRowUnderBatchNormalisation() {
        Network network = network(2, dense(8), new BatchNorm(), relu(), dense(3));
        assertThat(diagnose(trainer(network, 0.1), data).findings()).isEmpty();
        assertThat(diagnose(trainer(network, 0.1).batchSize(1), data).findings())
                .singleElement()
                .asString()
                .startsWith("batch_norm_1: batches are of one row, which normalisation over the batch turns into 0")
                .contains("batchSize(16)", "layerNorm()");
        assertThat(diagnose(trainer(network, 0.1).batchSize(17), data).findings())
                .singleElement()
                .asString()
                .startsWith("batch_norm_1: the last batch of 120 rows is of one row");
        Network fixed = network(2, dense(8), new BatchNorm().fixedStatistics(), relu(), dense(3));
        assertThat(diagnose(trainer(fixed, 0.1).batchSize(1), data).findings()).isEmpty();
        Network inside = network(2, dense(8), new Residual(new BatchNorm(), relu()), dense(3));
        assertThat(diagnose(trainer(inside, 0.1).batchSize(1), data).findings())
                .anySatisfy(f -> assertThat(f).startsWith("residual_1.batch_norm_1: batches are of one row"));
    }

    @Test
    void targetsThatAreTooLargeGetTheAdviceForTargets() {
        SeededRandom random = new SeededRandom(3);
        double[][] rows = LabelLeakTest.withColumn(100, i -> random.nextGaussian());
        double[][] targets = Arrays.stream(rows)
                .map(row -> new double[] {4200 + 800 * row[1]})
                .toArray(double[][]::new);
        Network network = network(2, dense(8), relu(), dense(1));
        Trainer trainer = new Trainer(network, Losses.meanSquaredError(), new Sgd(0.01));
        List<String> findings = diagnose(trainer, Dataset.of(rows, targets)).findings();
        assertThat(findings)
                .anySatisfy(f -> assertThat(f)
                        .startsWith("The targets are about 4300 in size")
                        .contains("standardizeTargets()"))
                .anySatisfy(
                        f -> assertThat(f).contains("the gradient explodes to").contains("standardizeTargets()"))
                .noneMatch(f -> f.contains("bring the features"));
        double[][] small = Arrays.stream(targets)
                .map(row -> new double[] {(row[0] - 4200) / 1600})
                .toArray(double[][]::new);
        assertThat(diagnose(new Trainer(network, Losses.meanSquaredError(), new Sgd(0.01)), Dataset.of(rows, small))
                        .findings())
                .noneMatch(f -> f.contains("targets are"));
    }

    @Test
    void unitsWithinOtherLayersAreLookedAtToo() {
        Network network = network(2, new Residual(dense(8), relu(), dense(2)), dense(3));
        network.setValues("residual_1.dense_1.bias", -50, -50, -50, -50, -50, -50, -50, 0);
        assertThat(diagnose(trainer(network, 0.1), data).findings())
                .anySatisfy(f -> assertThat(f).startsWith("residual_1.relu_1: 7 of 8 units are flat"));
    }

    @Test
    void weightsThatAFarTooHighRateRuined() {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1)).quiet();
        Dataset data = heaps(60);
        trainer.fit(data, 3);
        assertThat(diagnose(trainer, data).findings()).noneMatch(finding -> finding.contains("in size"));
        trainer.learningRate(1e9).fit(data, 1);
        assertThat(diagnose(trainer, data).findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("dense_1: weights are about ")
                        .contains("rewind(…)"));
        assertThat(diagnose(trainer.rewind(3).learningRate(0.1), data).findings())
                .noneMatch(finding -> finding.contains("in size"));
    }
}
