package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.List;
import java.util.stream.Stream;
import org.cellwise.chart.decision.Residuals;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics as sums: whatever the batches, their order and who adds them, and what rows weigh. */
class MeasureTest {
    private static final int ROWS = 60;

    private static double[][] random(int rows, int columns, long from) {
        var random = seed(from).random();
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return values;
    }

    private static int[] labels(int rows) {
        var random = seed(9).random();
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(3);
        }
        return labels;
    }

    private static double[] weights(int rows) {
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            weights[i] = i % 4;
        }
        return weights;
    }

    private static Network mirror(int width) {
        double[] one = new double[width * width];
        for (int i = 0; i < width; i++) {
            one[i * width + i] = 1;
        }
        return network(inputs(width), dense(width).weights(numbers(one)).noBias());
    }

    record Case(Metric metric, Network network, Dataset data) {
        @Override
        public String toString() {
            return metric.name() + (data.isWeighted() ? ", weighted" : "");
        }
    }

    static Stream<Case> cases() {
        Dataset classes = dataset(random(ROWS, 3, 1), labels(ROWS), "a", "b", "c");
        Dataset numbers = dataset(random(ROWS, 3, 1), random(ROWS, 3, 2));
        return Stream.of(classes, classes.weights(weights(ROWS)), numbers, numbers.weights(weights(ROWS)))
                .flatMap(data -> (data.isClassification()
                                ? Stream.of(accuracy(), topK(2), precision(), recall("b"), f1(), meanAbsoluteError())
                                : Stream.of(rSquared(), meanAbsoluteError(), meanSquaredError()))
                        .map(metric -> new Case(metric, mirror(3), data)));
    }

    private static Measure measure(Case c, int from, int to, int batch) {
        Measure measure = c.metric.start(Meeting.of(c.network, c.data));
        for (int row = from; row < to; row += batch) {
            int[] rows = java.util.stream.IntStream.range(row, Math.min(to, row + batch))
                    .toArray();
            Batch filled = c.data.batch(rows);
            float[] outputs = c.network.predict(filled.features(), rows.length);
            measure.add(outputs, 0, filled.targets(), filled.weights(), rows.length);
        }
        return measure;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void batchesAndMergingChangeNothing(Case c) {
        double whole = measure(c, 0, ROWS, ROWS).value();
        assertThat(whole).isFinite();
        for (int batch : new int[] {1, 7, 32}) {
            assertThat(measure(c, 0, ROWS, batch).value()).isCloseTo(whole, within(1e-12));
            Measure last = measure(c, 41, ROWS, batch);
            last.merge(measure(c, 0, 13, batch));
            last.merge(measure(c, 13, 41, batch));
            assertThat(last.value()).isCloseTo(whole, within(1e-12));
        }
        assertThat(c.metric.measure(predictions(c.network, c.data))).isCloseTo(whole, within(1e-12));
        assertThat(c.metric.measure(c.network, c.data)).isCloseTo(whole, within(1e-12));
    }

    /** A row of weight 2 counts as that row twice, one of weight 0 as none. */
    @ParameterizedTest
    @MethodSource("cases")
    void weightsCountAsCopies(Case c) {
        if (!c.data.isWeighted()) {
            return;
        }
        int[] copies = java.util.stream.IntStream.range(0, ROWS)
                .flatMap(row -> java.util.stream.IntStream.generate(() -> row).limit(row % 4))
                .toArray();
        Dataset plain = c.data.weights(ones()).rows(copies);
        Case copied = new Case(c.metric, c.network, plain);
        assertThat(measure(c, 0, ROWS, 16).value())
                .isCloseTo(measure(copied, 0, copies.length, 16).value(), within(1e-9));
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        java.util.Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void determinationOfATargetThatNeverChanges() {
        for (double constant : new double[] {0.1, 1e6 + 0.1, -3.3e-7, 1e30}) {
            double[] truth = new double[1001];
            java.util.Arrays.fill(truth, constant);
            double[] said = truth.clone();
            assertThat(RSquared.of(truth, said, RocCurve.ones(truth.length)))
                    .as("hit")
                    .isEqualTo(1);
            said[500] += Math.abs(constant) / 2;
            assertThat(RSquared.of(truth, said, RocCurve.ones(truth.length)))
                    .as("missed")
                    .isZero();
            assertThat(Residuals.of("y", truth, said).picture().title()).contains("R² 0,");
        }
    }

    @Test
    void theMetricAndThePictureHaveOneDetermination() {
        double[][] far = random(500, 1, 4);
        double[] targets = new double[far.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = 1e4 + 0.5 * far[i][0] + Math.sin(i);
            far[i][0] = targets[i] + 0.1 * far[i][0];
        }
        Dataset data = dataset(far, targets);
        double measured = rSquared().measure(predictions(mirror(1), data));
        double mean = 0;
        float[] kept = new float[targets.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = (float) targets[i];
            mean += (double) kept[i] / kept.length;
        }
        double left = 0;
        double around = 0;
        for (int i = 0; i < kept.length; i++) {
            left += Math.pow(kept[i] - (float) far[i][0], 2);
            around += Math.pow(kept[i] - mean, 2);
        }
        assertThat(measured).isCloseTo(1 - left / around, within(1e-9));
        assertThat(residuals(mirror(1), data).picture().toString())
                .contains("R² " + org.cellwise.text.Numbers.significant(measured, 3));
    }

    @Test
    void numbersAreNotClassesNorClassesNumbers() {
        Dataset classes = dataset(random(ROWS, 3, 1), labels(ROWS), "a", "b", "c");
        assertThatThrownBy(() -> rSquared().measure(predictions(mirror(3), classes)))
                .hasMessageContaining("R² expects numeric targets, but the rows have classes (a, b, c)");
        Dataset yes = dataset(new double[][] {{-2}, {3}}, new double[] {0, 1});
        Network net = mirror(1);
        Trainer trainer = trainer(net, binaryCrossEntropy(), sgd(0.1));
        assertThatThrownBy(() -> trainer.evaluate(yes, rSquared())).hasMessageContaining("but they are logits");
    }

    @Test
    void aPerfectNetworkWithLargeLogitsHasTheWholeArea() {
        Network one = network(inputs(1), dense(1));
        one.setValues("dense_1.weight", 1000);
        one.setValues("dense_1.bias", 500);
        Dataset data = dataset(new double[][] {{1}, {2}, {3}, {4}}, new int[] {0, 0, 1, 1}, "no", "yes");
        assertThat(roc(one, data).picture().toString()).contains("yes 1.000");
        assertThat(precisionRecall(one, data).picture().toString()).contains("yes 1.000");
        Network three = network(inputs(3), dense(3).weights(numbers(900, 0, 0, 0, 900, 0, 0, 0, 900)));
        Dataset easy = dataset(
                new double[][] {{3, 1, 2}, {2, 1, 1.5}, {1, 3, 2}, {2, 2.5, 1}, {1, 1, 2}, {2, 1, 3}},
                new int[] {0, 0, 1, 1, 2, 2},
                "a",
                "b",
                "c");
        assertThat(roc(three, easy).picture().toString()).contains("a 1.000, b 1.000, c 1.000");
    }

    /** Of four answers to two questions three are right; each question by itself. */
    @Test
    void severalAnswersByHand() {
        Dataset data = dataset(
                        new double[][] {{5, -5}, {5, 5}, {-5, -5}, {-5, 5}},
                        new double[][] {{1, 0}, {1, 1}, {1, 0}, {0, 0}})
                .outputs("rain", "wind");
        Network net = mirror(2);
        trainer(net, binaryCrossEntropy(), sgd(1e-9)).fit(data, epochs(1));
        assertThat(net.meaning().kind()).isEqualTo(OutputMeaning.Kind.ANSWERS);
        assertThat(accuracy(net, data)).isEqualTo(6 / 8.0);
        assertThat(classReport(net, data).classes())
                .containsExactly(
                        new ClassReport.Row("rain", 1, 2 / 3.0, 0.8, 3),
                        new ClassReport.Row("wind", 0.5, 1, 2 / 3.0, 1));
        assertThat(classReport(net, data).accuracy()).isEqualTo(6 / 8.0);
        assertThat(predictions(net, data).confusion()).isDeepEqualTo(new int[][] {{3, 1}, {1, 3}});
        assertThat(net.classify(5, 5).labels()).containsExactly("rain", "wind");
        assertThat(net.classify(-5, -5).label()).isEqualTo("none");
        assertThatThrownBy(() -> net.classify(5, 5).index()).hasMessageContaining("2 questions with yes or no");
        assertThatThrownBy(() -> topK(1).measure(predictions(net, data))).hasMessageContaining("yes or no");
        assertThat(mistakes(net, data).size()).isEqualTo(2);
        assertThat(mistakes(net, data).toString()).contains("rain taken for not rain");
        assertThat(roc(net, data).picture().toString()).contains("rain 0.833, wind 0.833");
    }

    /** A table of all classes would have 10 billion numbers. */
    @Test
    void accuracyOfManyClassesTakesNoTable() {
        int classes = 100_000;
        List<String> names = java.util.stream.IntStream.range(0, classes)
                .mapToObj(i -> "class " + i)
                .toList();
        Dataset data = dataset(new double[][] {{1}, {-1}}, new int[] {99_999, 5}, names.toArray(String[]::new));
        Network net = network(inputs(1), dense(classes).noBias());
        double[][] weights = new double[1][classes];
        weights[0][99_999] = 1;
        weights[0][5] = -1;
        weights[0][7] = -2; // the second row is taken for it
        net.setWeights("dense_1", weights);
        assertThat(trainer(net, crossEntropy(), sgd(1e-9)).evaluate(data).get("accuracy"))
                .isEqualTo(0.5);
        assertThat(accuracy(net, data)).isEqualTo(0.5);
        for (Metric metric : List.of(precision(), recall("class 5"), f1())) {
            assertThatThrownBy(() -> metric.measure(predictions(net, data)))
                    .as(metric.name())
                    .hasMessageContaining("100000 classes")
                    .hasMessageContaining("accuracy()");
        }
    }

    @Test
    void predictionsBeyondAnArrayAreRefused() {
        Dataset data = dataset(random(ROWS, 3, 1), labels(ROWS), "a", "b", "c");
        Predictions none = predictions(mirror(3), data);
        assertThatThrownBy(() -> none.add(new float[0], 0, new float[0], null, 1 << 30))
                .hasMessageContaining("look at fewer rows");
    }

    @Test
    void outputsThatAreNotFiniteTellNoClass() {
        Dataset data = dataset(new double[][] {{1, 2, 3}, {1e38, 1, 2}, {3, 2, 1}}, labels(3), "a", "b", "c");
        Network net = mirror(3);
        net.setWeights("dense_1", new double[][] {{1e10, 0, 0}, {0, 1, 0}, {0, 0, 1}}); // the second row overflows
        for (Metric metric : List.of(accuracy(), topK(2), precision(), recall("a"), f1())) {
            assertThatThrownBy(() -> metric.measure(predictions(net, data)))
                    .as(metric.name())
                    .hasMessageContaining("expects finite outputs, but those for row 1 are not")
                    .hasMessageContaining("smaller learning rate");
        }
        assertThatThrownBy(() -> net.classify(1e38, 0, 0)).hasMessageContaining("classify expects finite outputs");
        assertThatThrownBy(() -> classReport(net, data)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> confusion(net, data)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> mistakes(net, data)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> calibration(net, data)).hasMessageContaining("row 1");
        assertThatThrownBy(() -> predictions(net, data).predictedClass(1)).hasMessageContaining("row 1");
    }

    @Test
    void anUntrainedOutputThatCouldBeAnythingIsNotGuessed() {
        Dataset and = dataset(new double[][] {{0}, {0.2}, {1}}, new double[] {0, 0, 1});
        Network net = mirror(1);
        assertThatThrownBy(() -> accuracy(net, and))
                .hasMessageContaining("accuracy expects to know what the network's output means")
                .hasMessageContaining("Make a trainer for it");
        trainer(net, meanSquaredError(), sgd(0.1)); // as advised
        assertThat(accuracy(net, and)).isEqualTo(1);
        Network other = mirror(1);
        trainer(other, binaryCrossEntropy(), sgd(0.1));
        assertThat(accuracy(other, and)).isEqualTo(2 / 3.0); // 0.2 is above 0
        Dataset classes = dataset(new double[][] {{0}, {0.2}, {1}}, new int[] {0, 0, 1}, "no", "yes");
        assertThat(accuracy(mirror(1), classes)).isEqualTo(2 / 3.0); // logits where nothing says otherwise
    }

    /** Five positions a row, of which some do not count. */
    @Test
    void positionsAreCountedOneByOne() {
        double[][] sequences = random(30, 10, 3);
        int[][] tags = new int[30][5];
        for (int i = 0; i < 30; i++) {
            for (int k = 0; k < 5; k++) {
                tags[i][k] = k == 4 && i % 2 == 0 ? -1 : sequences[i][2 * k] > 0 ? 1 : 0;
            }
        }
        Dataset data = Dataset.ofClasses(sequences, tags).reshape(5, 2).outputs("no", "yes");
        Network net = network(seed(1), inputs(5, 2), dense(4), tanh(), dense(2));
        Trainer trainer =
                trainer(net, crossEntropy(), adam(0.01)).metrics(accuracy(), metric("rows", Predictions::rows));
        trainer.fit(data, data, epochs(2));
        double right = 0;
        double all = 0;
        for (int row = 0; row < data.size(); row++) {
            var told = net.classifyEach(data.features(row));
            assertThat(told).hasSize(5);
            for (int k = 0; k < 5; k++) {
                if (tags[row][k] >= 0) {
                    right += told.get(k).index() == tags[row][k] ? 1 : 0;
                    all++;
                }
            }
        }
        assertThat(accuracy(net, data)).isCloseTo(right / all, within(1e-12));
        assertThat(trainer.history().last().validationMetrics())
                .containsEntry("accuracy", accuracy(net, data))
                .containsEntry("rows", all);
        assertThat(classReport(net, data).accuracy()).isCloseTo(right / all, within(1e-12));
        assertThatThrownBy(() -> net.classify(data.features(0))).hasMessageContaining("classifyEach");
        assertThatThrownBy(() -> trainer(network(inputs(5, 2), flatten(), dense(2)), crossEntropy(), adam(0.1))
                        .fit(data, epochs(1)))
                .hasMessageContaining("at each of 5 positions")
                .hasMessageContaining("outputs of shape 5 x 2, but the network puts out 2");
    }
}
