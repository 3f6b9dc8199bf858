package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.binaryCrossEntropy;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.diagnose;
import static org.cellwise.Cellwise.explainStep;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.sigmoid;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.trainer;

import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.junit.jupiter.api.Test;

/** What is said of an activation at the end of a network. */
class EndFindingsTest {
    private static final double[][] ROWS = {{-1}, {-0.5}, {0.5}, {1}, {1.5}, {2}};
    private static final Dataset CLASSES = dataset(ROWS, new int[] {0, 0, 1, 1, 1, 1}, "low", "high");

    private static List<String> findings(Layer end, int outputs, Loss loss, Dataset data) {
        Network network = network(inputs("x"), dense(4), tanh(), dense(outputs), end);
        return diagnose(trainer(network, loss, sgd(0.01)), data).findings();
    }

    private static Dataset targets(double... values) {
        return dataset(ROWS, values);
    }

    @Test
    void targetsBeyondTheRangeOfTheEnd() {
        Dataset wide = targets(-3, -2, 4, 8, 12, 20);
        assertThat(findings(sigmoid(), 1, meanSquaredError(), wide))
                .contains(
                        "sigmoid_1: the targets reach from -3 to 20, but sigmoid() at the end puts out nothing beyond 0"
                                + " to 1; leave it out, so that the network ends in dense(…), or scale the targets to that range")
                .noneMatch(finding -> finding.contains("leakyRelu"));
        assertThat(findings(tanh(), 1, meanSquaredError(), wide))
                .anyMatch(finding -> finding.contains("nothing beyond -1 to 1"));
        assertThat(findings(relu(), 1, meanSquaredError(), wide))
                .anyMatch(finding -> finding.contains("nothing below 0"));
        double[] zeroWhereBeyond = {0, 0, 1, 1, 0, 0};
        assertThat(findings(
                        sigmoid(),
                        1,
                        meanSquaredError(),
                        targets(0.1, 0, 1, 0.5, 12, 20).weights(1, 1, 1, 1, 0, 0)))
                .noneMatch(finding -> finding.contains("targets reach"));
        assertThat(findings(sigmoid(), 1, meanSquaredError(), targets(zeroWhereBeyond)))
                .noneMatch(finding -> finding.contains("at the end"));
        assertThat(findings(relu(), 1, meanSquaredError(), targets(0, 1, 2, 3, 4, 5)))
                .noneMatch(finding -> finding.contains("at the end"));
    }

    @Test
    void logitsThatAreCut() {
        assertThat(findings(relu(), 2, crossEntropy(), CLASSES))
                .contains(
                        "relu_1: cross-entropy reads logits, which may be any numbers, but relu() at the end cuts those"
                                + " below 0; leave it out, so that the network ends in dense(…)");
        assertThat(findings(tanh(), 2, crossEntropy(), CLASSES))
                .anyMatch(finding -> finding.contains("keeps them within -1 and 1"));
        assertThat(findings(relu(), 1, binaryCrossEntropy(), targets(0, 0, 1, 1, 1, 1)))
                .anyMatch(finding -> finding.contains("cuts those below 0"));
        Network open = network(inputs("x"), dense(4), relu(), dense(2));
        assertThat(diagnose(trainer(open, crossEntropy(), sgd(0.01)), CLASSES).findings())
                .noneMatch(finding -> finding.contains("at the end"));
    }

    @Test
    void aStepFromWeightsThatAreNotFinite() {
        Network network = network(inputs("x"), dense(2));
        Trainer trainer = trainer(network, crossEntropy(), sgd(0.01));
        network.setWeights("dense_1", new double[][] {{Double.NaN, 1}});
        assertThatThrownBy(() -> explainStep(trainer, CLASSES.head(1)))
                .hasMessageStartingWith("explainStep expects finite weights, but dense_1.weight holds NaN: ")
                .hasMessageContaining("rewind(…)");
    }
}
