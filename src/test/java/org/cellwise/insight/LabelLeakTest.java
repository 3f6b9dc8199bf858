package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.train.Examples.dense;
import static org.cellwise.train.Examples.network;
import static org.cellwise.train.Examples.relu;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.data.Dataset;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;

/** Columns that give the target away, wholly or in most rows, are named; what is merely good to know is not. */
class LabelLeakTest {
    static double[][] withColumn(int rows, IntToDoubleFunction column) {
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
    void rowsWithAClassForEachPositionAreNotAskedForOne() {
        Dataset data = Dataset.ofClasses(
                        new double[50][6],
                        IntStream.range(0, 50)
                                .mapToObj(i -> new int[] {i % 2, i / 2 % 2, 1})
                                .toArray(int[][]::new),
                        "a",
                        "b")
                .reshape(3, 2);
        Network network = Cellwise.network(inputs(3, 2), dense(4), dense(2));
        assertThat(diagnose(new Trainer(network, Losses.crossEntropy(), new Sgd(0.1)), data)
                        .findings())
                .noneMatch(finding -> finding.contains("alone tells"));
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
    void whatNeverChangesTellsNothing() {
        double[][] targets =
                IntStream.range(0, 1000).mapToObj(i -> new double[] {0.1}).toArray(double[][]::new);
        assertThat(findings(Dataset.of(withColumn(1000, i -> 0.1), targets)))
                .noneMatch(finding -> finding.contains("alone tells"));
    }

    @Test
    void rareClassesAndNoiseAreNoLeak() {
        int[] labels = IntStream.range(0, 400).map(i -> i % 200 == 0 ? 1 : 0).toArray();
        SeededRandom random = new SeededRandom(2);
        Dataset rare = Dataset.ofClasses(withColumn(400, i -> random.nextGaussian()), labels);
        assertThat(findings(rare)).isEmpty();
    }

    @Test
    void aFeatureThatGivesTheClassAwayInMostRows() {
        SeededRandom random = new SeededRandom(5);
        int[] two = IntStream.range(0, 500).map(i -> random.nextInt(2)).toArray();
        int[] three = IntStream.range(0, 500).map(i -> random.nextInt(3)).toArray();
        IntToDoubleFunction copy = i -> i % 25 == 0 ? 1 - two[i] : two[i]; // wrong in 4 % of the rows
        IntToDoubleFunction code = i -> i % 25 == 0 ? (three[i] + 1) % 3 : three[i];
        IntToDoubleFunction blurred = i -> 5 * code.applyAsDouble(i) + 0.3 * random.nextGaussian();
        for (Dataset leaky : List.of(
                Dataset.ofClasses(withColumn(500, copy), two),
                Dataset.ofClasses(withColumn(500, code), three),
                Dataset.ofClasses(withColumn(500, blurred), three))) {
            assertThat(findings(leaky)).singleElement().asString().matches("x2 alone tells .*0\\.9[2-6].*leave it out");
        }
    }

    @Test
    void aFeatureThatMerelySeparatesWellIsNoLeak() {
        SeededRandom random = new SeededRandom(6);
        int[] labels = IntStream.range(0, 500).map(i -> i % 2).toArray();
        double apart = 3.6; // deviations: 96 % on the right side
        assertThat(findings(Dataset.ofClasses(withColumn(500, i -> apart * labels[i] + random.nextGaussian()), labels)))
                .isEmpty();
    }

    @Test
    void aFeatureThatGivesANumberAwayInMostRows() {
        SeededRandom random = new SeededRandom(7);
        double[][] targets = IntStream.range(0, 300)
                .mapToObj(i -> new double[] {random.nextGaussian()})
                .toArray(double[][]::new);
        IntToDoubleFunction copy = i -> i % 25 == 0 ? random.nextGaussian() : 2 * targets[i][0] - 1;
        assertThat(findings(Dataset.of(withColumn(300, copy), targets)))
                .singleElement()
                .asString()
                .startsWith("x2 alone tells y1 (share of rows 0.96");
        IntToDoubleFunction related = i -> targets[i][0] + 0.1 * random.nextGaussian();
        assertThat(findings(Dataset.of(withColumn(300, related), targets))).isEmpty();
    }
}
