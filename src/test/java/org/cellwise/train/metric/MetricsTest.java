package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.dense.Dense;
import org.cellwise.network.Network;
import org.cellwise.train.Epochs;
import org.cellwise.train.Examples;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Sgd;
import org.junit.jupiter.api.Test;

/** Metrics against numbers counted by hand, on a network that puts its inputs out as they are. */
class MetricsTest {
    private static final double ROUNDING = 1e-7;

    private static final double[][] OUTPUTS = {
        {3, 2, 1}, // a, taken for a
        {2, 3, 1}, // a, taken for b
        {1, 3, 2}, // b, taken for b
        {1, 2, 3}, // b, taken for c
        {3, 2, 1}, // c, taken for a
        {1, 2, 3}, // c, taken for c
        {0, 0, 9}, // c, taken for c
    };
    private static final Dataset CLASSES = Dataset.ofClasses(OUTPUTS, new int[] {0, 0, 1, 1, 2, 2, 2}, "a", "b", "c");

    private static Network mirror(int width) {
        double[] one = new double[width * width];
        for (int i = 0; i < width; i++) {
            one[i * width + i] = 1;
        }
        return Examples.network(width, new Dense(width, false, Initializer.values(one), null));
    }

    private static double measure(Metric metric) {
        return metric.measure(Predictions.run(mirror(3), CLASSES));
    }

    private static void check(Metric metric, double expected) {
        assertThat(measure(metric)).as(metric.name()).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void classesThatAreTold() {
        check(Metrics.accuracy(), 4 / 7.0);
        check(Metrics.topK(1), 4 / 7.0);
        check(Metrics.topK(2), 6 / 7.0);
        assertThat(Predictions.run(mirror(3), CLASSES).confusion())
                .isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 1, 1}, {1, 0, 2}});
    }

    @Test
    void precisionRecallAndF1() {
        check(Metrics.precision("a"), 1 / 2.0);
        check(Metrics.precision("c"), 2 / 3.0);
        check(Metrics.precision(), (1 / 2.0 + 1 / 2.0 + 2 / 3.0) / 3);
        check(Metrics.recall("b"), 1 / 2.0);
        check(Metrics.recall("c"), 2 / 3.0);
        check(Metrics.recall(), (1 / 2.0 + 1 / 2.0 + 2 / 3.0) / 3);
        check(Metrics.f1("b"), 1 / 2.0);
        check(Metrics.f1(), (1 / 2.0 + 1 / 2.0 + 2 / 3.0) / 3);
    }

    @Test
    void aClassThatIsNeverTakenOrNeverThere() {
        Dataset data = Dataset.ofClasses(new double[][] {{2, 1, 0}, {2, 1, 0}}, new int[] {0, 1}, "a", "b", "c");
        ClassReport report = Predictions.run(mirror(3), data).report();
        assertThat(report.classes())
                .containsExactly(
                        new ClassReport.Row("a", 0.5, 1, 2 / 3.0, 1),
                        new ClassReport.Row("b", 0, 0, 0, 1),
                        new ClassReport.Row("c", 0, 0, 0, 0));
        assertThat(report.accuracy()).isEqualTo(0.5);
        assertThat(report.toString().lines().toList())
                .containsExactly(
                        "class     precision   recall       F1   rows",
                        "a             0.500    1.000    0.667      1",
                        "b             0.000    0.000    0.000      1",
                        "c             0.000    0.000    0.000      0",
                        "mean          0.167    0.333    0.222       ",
                        "accuracy 0.500");
    }

    @Test
    void equalOutputsAreNoMerit() {
        Dataset data = Dataset.ofClasses(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, new int[] {0, 1, 2});
        Predictions p = Predictions.run(mirror(3), data);
        assertThat(Metrics.accuracy().measure(p)).isEqualTo(1 / 3.0);
        assertThat(Metrics.topK(1).measure(p)).isEqualTo(1 / 3.0);
        assertThat(Metrics.topK(2).measure(p)).isEqualTo(2 / 3.0);
    }

    @Test
    void numbersThatAreMissed() {
        double[][] outputs = {{1, 0}, {2, 3}, {4, 3}};
        double[][] targets = {{1, 0}, {2, 0}, {3, 3}};
        Predictions p = Predictions.run(mirror(2), Dataset.of(outputs, targets));
        assertThat(Losses.meanAbsoluteError().measure(p)).isCloseTo(4 / 6.0, within(ROUNDING));
        assertThat(Losses.meanSquaredError().measure(p)).isCloseTo(10 / 6.0, within(ROUNDING));
        // of the first output 1 - 1 / 2, of the second 1 - 9 / 6
        assertThat(Metrics.rSquared().measure(p)).isCloseTo((0.5 - 0.5) / 2, within(ROUNDING));
    }

    @Test
    void aTargetThatNeverChanges() {
        Metric metric = Metrics.rSquared();
        double[][] ones = {{1}, {1}};
        assertThat(metric.measure(Predictions.run(mirror(1), Dataset.of(ones, ones))))
                .isEqualTo(1);
        assertThat(metric.measure(Predictions.run(mirror(1), Dataset.of(new double[][] {{1}, {2}}, ones))))
                .isZero();
    }

    @Test
    void aLossAsAMetricMeasuresWhatItTrains() {
        Trainer trainer = new Trainer(Examples.network(2, Examples.dense(1)), Losses.meanAbsoluteError(), new Sgd(0.1));
        Map<String, Double> values = trainer.evaluate(Examples.xor(), Losses.meanAbsoluteError());
        assertThat(values.get("mean absolute error")).isCloseTo(values.get("loss"), within(ROUNDING));
    }

    @Test
    void oneOfYourOwnIsMeasuredEveryEpochOnBothParts() {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1))
                .metrics(Metrics.accuracy(), Metrics.metric("rows", Predictions::rows));
        trainer.fit(Examples.heaps(50), Examples.heaps(20), new Epochs(2));
        assertThat(trainer.history().epochs()).allSatisfy(epoch -> {
            assertThat(epoch.metrics()).containsEntry("rows", 50.0).containsKey("accuracy");
            assertThat(epoch.validationMetrics()).containsEntry("rows", 20.0);
        });
    }

    @Test
    void whatCannotBeMeasuredIsRefusedBeforeTraining() {
        refuses(Metrics.topK(3), "topK(3) is always 1 with 3 classes (a, b, c)", "smaller number");
        refuses(Metrics.topK(5), "topK(5) is always 1");
        refuses(Metrics.recall("d"), "There is no class \"d\"", "There are: a, b, c");
        refuses(Metrics.f1("A"), "did you mean \"a\"?");
        assertThatIllegalArgumentException().isThrownBy(() -> Metrics.topK(0)).withMessageContaining("at least 1");
        Trainer places = new Trainer(Examples.network(2, Examples.dense(2)), Losses.triplet(0.2), new Sgd(0.1))
                .metrics(Metrics.accuracy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> places.fit(Examples.heaps(30), new Epochs(1)))
                .withMessageContaining(
                        "accuracy expects one output for each of 3 classes (a, b, c), but the network has 2");
    }

    private static void refuses(Metric metric, String... parts) {
        Trainer trainer = new Trainer(Examples.classifier(), Losses.crossEntropy(), new Sgd(0.1)).metrics(metric);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.fit(Examples.heaps(30), new Epochs(1)))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
        assertThat(trainer.history().steps()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> trainer.evaluate(Examples.heaps(30), metric));
    }
}
