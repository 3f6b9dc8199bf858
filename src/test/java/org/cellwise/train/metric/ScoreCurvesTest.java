package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cellwise.insight.Mistakes;
import org.junit.jupiter.api.Test;

/** Curves and bins over scores, against numbers counted by hand. */
class ScoreCurvesTest {
    private static final double[] SCORES = {0.9, 0.8, 0.7, 0.6};
    private static final boolean[] POSITIVE = {true, false, true, false};

    @Test
    void rocByHand() {
        RocCurve roc = RocCurve.of(SCORES, POSITIVE);
        assertThat(roc.trueRate()).containsExactly(0, 0.5, 0.5, 1, 1);
        assertThat(roc.falseRate()).containsExactly(0, 0, 0.5, 0.5, 1);
        assertThat(roc.area()).isEqualTo(0.75); // of 4 pairs 3 in the right order
    }

    @Test
    void rowsOfEqualScoreComeAtOnceAndCountHalf() {
        RocCurve guess = RocCurve.of(new double[] {0.5, 0.5, 0.5, 0.5}, POSITIVE);
        assertThat(guess.trueRate()).containsExactly(0, 1);
        assertThat(guess.area()).isEqualTo(0.5);
        assertThat(RocCurve.of(new double[] {0, 1, 0, 1}, POSITIVE).area()).isZero();
    }

    @Test
    void precisionAndRecallByHand() {
        PrecisionRecall curve = PrecisionRecall.of(SCORES, POSITIVE);
        assertThat(curve.recall()).containsExactly(0, 0.5, 0.5, 1); // once all are found it ends
        assertThat(curve.precision()).containsExactly(1, 1, 0.5, 2.0 / 3);
        assertThat(curve.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
        assertThat(curve.share()).isEqualTo(0.5);
    }

    @Test
    void oneClassAloneHasNoCurve() {
        assertThatThrownBy(() -> RocCurve.of(new double[] {0.5}, new boolean[] {true}))
                .hasMessageContaining("got 1 and 0");
        assertThatThrownBy(() -> PrecisionRecall.of(new double[] {0.5}, new boolean[] {false}))
                .hasMessageContaining("there are none");
    }

    @Test
    void calibrationByHand() {
        ClassScores scores = new ClassScores(
                List.of("a", "b"), new int[] {0, 1, 0, 1}, new double[][] {{0.9, 0.1}, {0.95, 0.05}, {0.6, 0.4}, {0, 1}
                });
        Calibration calibration = Calibration.of(scores, 10);
        assertThat(calibration.counts()).containsExactly(0, 0, 0, 0, 0, 1, 0, 0, 1, 2);
        assertThat(calibration.accuracy()[9]).isEqualTo(0.5);
        assertThat(calibration.confidence()[9]).isEqualTo(0.975);
        assertThat(calibration.accuracy()[0]).isNaN();
        assertThat(calibration.error()).isCloseTo((0.4 + 0.1 + 2 * 0.475) / 4, within(1e-12));
    }

    @Test
    void theWorstMistakeComesFirst() {
        ClassScores scores = new ClassScores(
                List.of("a", "b"), new int[] {0, 1, 0}, new double[][] {{0.4, 0.6}, {0.99, 0.01}, {0.8, 0.2}});
        assertThat(Mistakes.worst(scores))
                .containsExactly(new Mistakes.Mistake(1, 1, 0, 0.99, 0.01), new Mistakes.Mistake(0, 0, 1, 0.6, 0.4));
    }
}
