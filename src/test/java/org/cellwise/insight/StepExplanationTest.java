package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;

class StepExplanationTest {
    private static Network small() {
        return network(
                seed(3), inputs("x", "y", "z"), dense(4), sigmoid(), dense(3).noBias(), tanh(), dense(2), sigmoid());
    }

    @Test
    void theGradientIsTheProductOfItsFactorsAndTheCheckAgrees() {
        StepExplanation step =
                explainStep(new Trainer(small(), meanSquaredError(), sgd(0.5)), new double[] {1, -2, 0.5}, 1, 0);
        List<StepExplanation.Weight> all = step.layers().stream()
                .flatMap(layer -> layer.weights().stream())
                .toList();
        assertThat(all).hasSize(3 * 4 + 4 + 4 * 3 + 3 * 2 + 2);
        assertThat(all).allSatisfy(w -> {
            assertThat(w.gradient()).isCloseTo(w.input() * w.slope() * w.error(), within(1e-6));
            assertThat(w.check()).isCloseTo(w.gradient(), within(2e-5));
            assertThat(w.after()).isCloseTo(w.before() - 0.5 * w.gradient(), within(1e-6));
        });
        assertThat(all).extracting(StepExplanation.Weight::name).contains("w₁₁", "w₃₄", "b₄", "w′₄₃", "w″₃₂", "b″₂");
        assertThat(step.lossAfter()).isLessThan(step.loss());
        assertThat(step.target()).containsExactly(1, 0);
    }

    @Test
    void crossEntropyOnLogitsHasProbabilityMinusTargetAsItsError() {
        Network net = network(inputs(2), dense(3));
        StepExplanation step = explainStep(new Trainer(net, crossEntropy(), sgd(0.1)), new double[] {1, 2}, 0, 1, 0);
        double[] p = net.probabilities(net.predict(1, 2));
        List<StepExplanation.Weight> weights = step.layers().get(0).weights();
        assertThat(weights.get(0).error()).isCloseTo(p[0], within(1e-5));
        assertThat(weights.get(1).error()).isCloseTo(p[1] - 1, within(1e-5));
        assertThat(weights.get(0).slope()).isEqualTo(1);
    }

    @Test
    void itIsTheStepThatTheOptimizerTakes() {
        Dataset one = Dataset.of(new double[][] {{1, -2, 0.5}}, new double[][] {{1, 0}});
        Trainer trainer = new Trainer(small(), meanSquaredError(), adam(0.01).weightDecay(0.1))
                .clipNorm(0.05)
                .batchSize(1);
        trainer.fit(one, epochs(3));
        StepExplanation told = explainStep(trainer, one);
        trainer.fit(one, epochs(1));
        Network net = trainer.network();
        assertThat(told.layers().get(0).weights().get(1).after())
                .isEqualTo(net.weights("dense_1").values()[0][1]);
        assertThat(told.layers().get(2).weights().get(7).after()).isEqualTo(net.values("dense_3.bias")[1]);
    }

    @Test
    void nothingOfTheTrainerChanges() {
        Dataset data =
                Dataset.of(new double[][] {{1, 2, 3}, {0, 1, 0}, {2, 2, 2}}, new double[][] {{1, 0}, {0, 1}, {1, 1}});
        Trainer plain = trainer(data);
        Trainer asked = trainer(data);
        plain.fit(data, epochs(4));
        asked.fit(data, epochs(2));
        explainStep(asked, new double[] {3, 2, 1}, 0.5, 0.5);
        explainStep(asked, data.rows(2));
        asked.fit(data, epochs(2));
        assertThat(asked.network().parameters().values())
                .isEqualTo(plain.network().parameters().values());
        assertThat(asked.history().loss()).isEqualTo(plain.history().loss());
        assertThat(asked.history().steps()).isEqualTo(plain.history().steps());
    }

    private static Trainer trainer(Dataset data) {
        Network net = network(seed(5), inputs(3), dense(6), batchNorm(), relu(), dropout(0.3), dense(2));
        return new Trainer(net, meanSquaredError(), adam(0.02)).batchSize(data.size());
    }

    @Test
    void ofLargeNetworksNormsAreTold() {
        Network net = network(inputs(40), dense(30), relu(), dense(2));
        StepExplanation step = explainStep(new Trainer(net, meanSquaredError(), sgd(0.1)), new double[40], 1, 1);
        assertThat(step.layers()).allMatch(layer -> layer.weights().isEmpty());
        StepExplanation.Layer last = step.layers().get(1);
        assertThat(last.count()).isEqualTo(62);
        assertThat(last.updateNorm()).isCloseTo(0.1 * last.gradientNorm(), within(1e-6));
        assertThat(step.toString()).contains("dense_2: 62 numbers of norm");
    }

    @Test
    void frozenLayersAreLeftOut() {
        Network net = small().freeze("dense_1");
        StepExplanation step = explainStep(new Trainer(net, meanSquaredError(), sgd(0.1)), new double[3], 1, 1);
        assertThat(step.layers()).extracting(StepExplanation.Layer::name).containsExactly("dense_2", "dense_3");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Trainer trainer = new Trainer(small(), meanSquaredError(), sgd(0.1));
        assertThatThrownBy(() -> explainStep(trainer, new double[] {1, 2}, 1, 0))
                .hasMessageContaining("3");
        assertThatThrownBy(() -> explainStep(trainer, new double[] {1, 2, 3}, 1))
                .hasMessageContaining("2 targets, one for each output, (y1, y2), but got 1");
    }
}
