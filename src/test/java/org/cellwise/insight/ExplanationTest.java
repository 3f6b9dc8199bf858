package org.cellwise.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.op.Ops;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void everyStepOfTheTextbookNetworkIsThere() {
        Network net = network(inputs("x", "y", "z"), dense(4).noBias(), sigmoid(), dense(outputs("a", "b")), tanh());
        net.setValues("dense_2.bias", 0.5, -0.5);
        Explanation explanation = explain(net, 1, 2, 3);
        assertThat(explanation.steps())
                .extracting(Explanation.Step::name)
                .containsExactly("dense_1", "sigmoid_1", "dense_2", "tanh_1");
        assertThat(explanation.output()).containsExactly(net.predict(1, 2, 3), within(1e-12));
        Explanation.Step first = explanation.steps().get(0);
        double[][] w = net.weights("dense_1").values();
        assertThat(first.output()[2]).isCloseTo(w[0][2] + 2 * w[1][2] + 3 * w[2][2], within(1e-6));
        assertThat(first.inputNames()).containsExactly("x", "y", "z");
        assertThat(first.outputNames()).containsExactly("m₁", "m₂", "m₃", "m₄");
        assertThat(explanation.steps().get(1).output()[2])
                .isCloseTo(1 / (1 + Math.exp(-first.output()[2])), within(1e-6));
        Explanation.Step last = explanation.steps().get(2);
        assertThat(last.outputNames()).containsExactly("a", "b");
        assertThat(last.bias()).containsExactly(0.5, -0.5);
    }

    @Test
    void theTextHasTheSumsWithTheirNumbers() {
        Network net = network(inputs("x", "y"), dense(1).weights(numbers(0.5, -2)));
        net.setValues("dense_1.bias", 0.25);
        assertThat(explain(net, 3, 4).toString())
                .contains("dense_1, 2 x 1 weights:")
                .contains("y₁ = 3 · 0.5 + 4 · -2 + 0.25 = -6.25");
    }

    @Test
    void ofLargeLayersShapesAndNormsAreTold() {
        Network net = network(inputs(100), dense(50).weights(constant(0.1)).noBias(), relu(), dense(2));
        String text = explain(net, new double[100]).toString();
        assertThat(text)
                .contains("input: 100 numbers from 0 to 0, norm 0")
                .contains("dense_1, 100 x 50 weights of norm 7.071: 50 numbers")
                .contains("relu_1 (50): 50 numbers");
    }

    @Test
    void imagesGoThroughAsWell() {
        Network net = network(inputs(1, 4, 4), conv2d(2, 3), relu(), flatten(), dense(3));
        Explanation explanation = explain(net, new double[16]);
        assertThat(explanation.steps()).hasSize(4);
        assertThat(explanation.steps().get(0).shape()).hasToString("2 x 2 x 2");
        assertThat(explanation.steps().get(3).output()).hasSize(3);
    }

    @Test
    void aRowThatDoesNotFitIsRefused() {
        Network net = network(inputs("x", "y"), dense(1));
        assertThatThrownBy(() -> explain(net, 1)).hasMessageContaining("expects 2 inputs (x, y)");
        assertThatThrownBy(() -> explain(net, 1, Double.NaN)).hasMessageContaining("finite");
    }

    @Test
    void whatIsInsideALayerIsToldWithItsNumbers() {
        Network net = network(inputs(2), residual(dense(3), relu(), dense(2)), dense(1));
        Explanation.Step residual = explain(net, 1, -2).steps().get(0);
        assertThat(residual.inside())
                .extracting(Explanation.Step::name)
                .containsExactly(
                        "residual_1.shortcut",
                        "residual_1.dense_1",
                        "residual_1.relu_1",
                        "residual_1.dense_2",
                        "residual_1.add");
        double[] inner = residual.inside().get(3).output();
        assertThat(residual.output()).containsExactly(new double[] {1 + inner[0], -2 + inner[1]}, within(1e-6));
        assertThat(residual.inside().get(1).weights()).hasDimensions(2, 3);
        assertThat(explain(net, 1, -2).toString()).contains("    residual_1.dense_1, 2 x 3 weights:\n      y₁ = 1 · ");
        assertThat(latex(explain(net, 1, -2)))
                .contains("\\mathbf{residual\\_1.dense\\_1,\\ residual\\_1.relu\\_1}")
                .contains("\\mathbf{residual\\_1.add}")
                .doesNotContain("\\operatorname{add}\\left(\\begin{bmatrix} x");
    }

    @Test
    void recurrentAndAttentionLayersShowGatesAndWeights() {
        Network net = network(inputs(4, 2), lstm(3), selfAttention(3), flatten(), dense(1));
        Explanation explanation = explain(net, new double[8]);
        assertThat(explanation.toString())
                .contains("lstm_1.forget gate (4 x 3)", "self_attention_1.weights (3 x 4 x 4)");
        assertThat(latex(explanation)).contains("lstm\\_1.forget\\ gate");
    }

    @Test
    void anOwnLayerIsExplainedByItsOps() {
        Network net = network(inputs(2), layer("mine", x -> Ops.scale(Ops.square(x), 3)), dense(1));
        Explanation.Step mine = explain(net, 2, -1).steps().get(0);
        assertThat(mine.inside()).extracting(Explanation.Step::kind).containsExactly("square", "affine");
        assertThat(mine.inside().get(0).output()).containsExactly(4, 1);
        assertThat(mine.output()).containsExactly(12, 3);
    }

    private static String latex(Explanation explanation) {
        return (String) Renderer.render(explanation).orElseThrow().data().get("text/latex");
    }
}
