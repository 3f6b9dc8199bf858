package org.cellwise.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.network.Network;
import org.cellwise.train.Examples;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
    private static final ClassScores SCORES =
            new ClassScores(List.of("a", "b", "c"), new int[] {0, 0, 1, 2}, new double[][] {
                {0.7, 0.2, 0.1}, {0.3, 0.6, 0.1}, {0, 1, 0}, {0.5, 0.3, 0.2}
            });

    @Test
    void countsByHand() {
        assertThat(SCORES.confusion()).isDeepEqualTo(new double[][] {{1, 1, 0}, {0, 1, 0}, {1, 0, 0}});
        assertThat(SCORES.accuracy()).isEqualTo(0.5);
        assertThat(SCORES.predicted(1)).isEqualTo(1);
        assertThat(SCORES.confidence(1)).isEqualTo(0.6);
        assertThat(SCORES.isRight(2)).isTrue();
    }

    @Test
    void logitsBecomeProbabilities() {
        Network net = Examples.network(2, Examples.dense(2));
        net.setWeights("dense_1", new double[][] {{0, Math.log(3)}, {0, 0}});
        Dataset data = Dataset.ofClasses(new double[][] {{1, 0}, {-1, 0}}, new int[] {1, 0}, "n", "y");
        ClassScores scores = ClassScores.of("test", net, data);
        assertThat(scores.probabilities()[0][1]).isCloseTo(0.75, within(1e-6));
        assertThat(scores.accuracy()).isEqualTo(1);
    }

    @Test
    void bitsAreClassesAndOtherNumbersAreNot() {
        Dataset numbers = Dataset.of(new double[][] {{1}, {2}}, new double[][] {{3.5}, {0}})
                .outputs("mass");
        assertThatThrownBy(() -> ClassScores.of("confusion", Examples.network(1, Examples.dense(1)), numbers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confusion expects rows of classes, but the targets are numbers (mass): choose a label"
                        + " column, or look at residuals(net, data)");
        assertThat(ClassScores.of("test", Examples.network(2, Examples.dense(1), Examples.sigmoid()), ToyData.xor())
                        .names())
                .containsExactly("not y1", "y1");
    }

    @Test
    void divergedWeightsAreNamed() {
        Network net = Examples.network(2, Examples.dense(2));
        net.setWeights("dense_1", new double[][] {{Double.NaN, 0}, {0, 0}});
        Dataset data = Dataset.ofClasses(new double[][] {{1, 0}}, new int[] {1}, "n", "y");
        assertThatThrownBy(() -> ClassScores.of("roc", net, data).finite("roc"))
                .hasMessageContaining("roc expects finite outputs")
                .hasMessageContaining("row 0");
    }
}
