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
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.layer.Activation;
import org.cellwise.layer.Conv2d;
import org.cellwise.layer.Dense;
import org.cellwise.layer.Flatten;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Layer;
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
import org.cellwise.train.loss.Loss;
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
        double most =
                Math.max(high.layers().get(0).update(), high.layers().get(1).update());
        assertThat(high.findings())
                .singleElement()
                .asString()
                .startsWith("The learning rate looks too high: a step at learning rate 50 moves weights by %.2g of"
                                .formatted(most)
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

    private static double[][] withColumn(int rows, IntToDoubleFunction column) {
        SeededRandom random = new SeededRandom(8);
        return IntStream.range(0, rows)
                .mapToObj(i -> new double[] {random.nextGaussian(), column.applyAsDouble(i)})
                .toArray(double[][]::new);
    }

    private static List<String> findings(Dataset data) {
        int outputs = data.outputNames().size();
        Network network = network(2, dense(8), relu(), dense(outputs));
        Loss loss = data.isClassification() ? Losses.crossEntropy() : Losses.meanSquaredError();
        return diagnose(new Trainer(network, loss, new Sgd(0.1)), data).findings();
    }

    @Test
    void aFeatureThatGivesTheClassAway() {
        int[] labels = IntStream.range(0, 90).map(i -> i % 3).toArray();
        Dataset leaky = Dataset.ofClasses(withColumn(90, i -> labels[i] - 1), labels, "a", "b", "c")
                .inputs("weight", "result");
        assertThat(findings(leaky))
                .containsExactly(
                        "result alone tells the class (accuracy 1.0000); if it is not known when the network is"
                                + " to predict, leave it out");
    }

    @Test
    void aYesOrNoFeatureThatGivesOneClassAway() {
        int[] labels = IntStream.range(0, 90).map(i -> i % 3).toArray();
        Dataset leaky = Dataset.ofClasses(withColumn(90, i -> labels[i] == 1 ? 1 : 0), labels, "a", "b", "c");
        assertThat(findings(leaky)).singleElement().asString().startsWith("x2 alone tells b (correlation 1.0000)");
    }

    @Test
    void aFeatureThatGivesANumberAway() {
        double[][] targets = IntStream.range(0, 50)
                .mapToObj(i -> new double[] {i % 2, 0.02 * (i * 7 % 50)})
                .toArray(double[][]::new);
        Dataset leaky = Dataset.of(withColumn(50, i -> 1 - 2 * targets[i][1]), targets);
        assertThat(findings(leaky)).singleElement().asString().startsWith("x2 alone tells y2 (correlation 1.0000)");
    }

    @Test
    void rareClassesAndNoiseAreNoLeak() {
        int[] labels = IntStream.range(0, 400).map(i -> i % 200 == 0 ? 1 : 0).toArray();
        SeededRandom random = new SeededRandom(2);
        Dataset rare = Dataset.ofClasses(withColumn(400, i -> random.nextGaussian()), labels);
        assertThat(findings(rare)).isEmpty();
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
}
