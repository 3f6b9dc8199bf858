package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.boundary;
import static org.cellwise.Cellwise.calibration;
import static org.cellwise.Cellwise.classReport;
import static org.cellwise.Cellwise.confusion;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.embedding;
import static org.cellwise.Cellwise.fitted;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.mistakes;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.precisionRecall;
import static org.cellwise.Cellwise.predictions;
import static org.cellwise.Cellwise.rSquared;
import static org.cellwise.Cellwise.residuals;
import static org.cellwise.Cellwise.roc;
import static org.cellwise.Cellwise.unitBoundaries;

import java.util.Arrays;
import org.cellwise.chart.picture.Figure;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;

/** What weighs 0 counts nowhere, and what weighs 2 counts as two rows do: in metrics, reports and pictures alike. */
class WeightsOfRowsTest {
    private static final int ROWS = 60;
    private final Network net = network(inputs("x", "z"), dense(2)); // class 1 where x is above 0
    private final Network line = network(inputs("x"), dense(1)); // twice x

    WeightsOfRowsTest() {
        net.setWeights("dense_1", new double[][] {{-2, 2}, {0, 0}});
        line.setWeights("dense_1", new double[][] {{2}});
    }

    // even rows right and odd ones wrong
    private static Dataset half() {
        double[][] rows = new double[ROWS][];
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new double[] {(i / 2 % 2 == 0 ? 1 : -1) * (1 + i / 10.0), i};
            labels[i] = rows[i][0] > 0 == (i % 2 == 0) ? 1 : 0;
        }
        return dataset(rows, labels, "no", "yes");
    }

    private static Dataset numbers() {
        double[][] rows = new double[ROWS][];
        double[][] targets = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new double[] {i};
            targets[i] = new double[] {i % 2 == 0 ? 2.0 * i : -2.0 * i};
        }
        return dataset(rows, targets);
    }

    private static double[] weights(double even, double odd) {
        double[] weights = new double[ROWS];
        Arrays.setAll(weights, i -> i % 2 == 0 ? even : odd);
        return weights;
    }

    private static String words(Figure figure) {
        return figure.picture().title() + "; " + figure.picture().description();
    }

    @Test
    void classesOfRowsThatWeighNothingCountNowhere() {
        Dataset right = half().weights(weights(1, 0));
        assertThat(accuracy(net, right)).isEqualTo(1);
        assertThat(classReport(net, right).accuracy()).isEqualTo(1);
        assertThat(predictions(net, right).accuracy()).isEqualTo(1);
        assertThat(words(confusion(net, right))).contains("30 of 30 right, 100 %", "no mistakes");
        assertThat(words(roc(net, right))).contains("yes, area 1.000");
        assertThat(words(precisionRecall(net, right))).contains("yes, area 1.000");
        assertThat(words(calibration(net, right))).contains("accuracy 1.000 over 30 rows:");
        assertThat(words(boundary(net, right))).contains("30 of 30 points classified correctly");
        assertThat(words(unitBoundaries(net, right))).contains("30 of 30 points");
        assertThat(words(embedding(net, right))).startsWith("Rows at the inputs; 30 rows as points");
        assertThat(mistakes(net, right).title()).isEqualTo("No mistakes among 30 rows");
    }

    @Test
    void mistakesKeepTheNumbersOfTheirRows() {
        Dataset wrong = half().weights(weights(0, 1));
        assertThat(mistakes(net, wrong).title()).startsWith("The 12 worst of 30 mistakes among 30 rows");
        assertThat(mistakes(net, wrong).list()).allMatch(mistake -> mistake.row() % 2 == 1);
        assertThat(mistakes(net, wrong).cells().get(0).get(0)).isEqualTo("59");
    }

    @Test
    void twiceTheWeightIsTwiceTheRow() {
        int[] twice = new int[ROWS * 3 / 2];
        for (int i = 0; i < ROWS; i += 2) {
            twice[i / 2 * 3] = i;
            twice[i / 2 * 3 + 1] = i;
            twice[i / 2 * 3 + 2] = i + 1;
        }
        Dataset weighted = half().weights(weights(2, 1));
        Dataset repeated = half().rows(twice);
        assertThat(accuracy(net, weighted)).isEqualTo(accuracy(net, repeated)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(words(confusion(net, weighted)))
                .contains("60 of 90 right, 66.7 %, by weight")
                .contains("weight 15");
        assertThat(words(confusion(net, repeated))).contains("60 of 90 right, 66.7 %");
        assertThat(words(roc(net, weighted))).isEqualTo(words(roc(net, repeated)));
        assertThat(words(precisionRecall(net, weighted))).isEqualTo(words(precisionRecall(net, repeated)));
        assertThat(words(calibration(net, weighted)).replace("60 rows, by their weights", "90 rows"))
                .isEqualTo(words(calibration(net, repeated)));
        Dataset lines = numbers().weights(weights(2, 1));
        Dataset moreLines = numbers().rows(twice);
        assertThat(words(residuals(line, lines)).replace("60 rows, by their weights", "90 rows"))
                .isEqualTo(words(residuals(line, moreLines)));
    }

    @Test
    void numbersOfRowsThatWeighNothingCountNowhere() {
        Dataset right = numbers().weights(weights(1, 0));
        assertThat(rSquared().measure(line, right)).isCloseTo(1, within(1e-9));
        assertThat(words(residuals(line, right))).contains("R² 1, mean error 0 over 30 rows, from 0 to 0");
        assertThat(words(fitted(line, right))).contains("30 rows as points").contains("R² 1");
    }

    @Test
    void rowsThatAllWeighNothingAreRefused() {
        Dataset none = half().weights(weights(1, 0)).rows(1, 3);
        assertThatThrownBy(() -> boundary(net, none)).hasMessageContaining("all 2 weigh 0");
        assertThatThrownBy(() -> confusion(net, none)).hasMessageContaining("weigh more than 0");
    }
}
