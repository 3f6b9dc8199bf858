package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceTest {
    @Test
    void everyOpIsThereWithItsLayerInputsAndNumbers() {
        Network net = network(inputs("x", "y"), dense(3), relu(0.5), dense(outputs("a")));
        Trace trace = net.trace(1, -2);
        assertThat(trace.steps())
                .extracting(Trace.Step::toString)
                .containsExactly(
                        "dense_1.linear (1 x 3) = linear(input, dense_1.weight, dense_1.bias)",
                        "relu_1.relu (1 x 3) = relu(dense_1.linear, threshold=0.5)",
                        "dense_2.linear (1 x 1) = linear(relu_1.relu, dense_2.weight, dense_2.bias)");
        assertThat(trace.calls()).extracting(Trace.Call::name).containsExactly("dense_1", "relu_1", "dense_2");
        double[][] w = net.weights("dense_1").values();
        double[] sums = trace.calls().get(0).output().values();
        assertThat(sums[1]).isCloseTo(w[0][1] - 2 * w[1][1], within(1e-6));
        assertThat(trace.calls().get(1).output().values()[1]).isCloseTo(Math.max(0, sums[1] - 0.5), within(1e-6));
        assertThat(trace.output().values()).containsExactly(net.predict(1, -2), within(1e-6));
        assertThat(trace.steps().get(0).parameters())
                .extracting(Parameter::name)
                .containsExactly("dense_1.weight", "dense_1.bias");
    }

    @Test
    void layersInLayersHaveTheirWholeName() {
        Network net = network(
                inputs(4),
                residual(dense(4), tanh(), dense(4)).shortcut(dense(4)),
                branches(dense(2), sequential(dense(3), relu())));
        Trace trace = net.trace(1, 2, 3, 4);
        assertThat(trace.steps())
                .extracting(Trace.Step::layer)
                .containsExactly(
                        "residual_1.shortcut.dense_1",
                        "residual_1.dense_1",
                        "residual_1.tanh_1",
                        "residual_1.dense_2",
                        "residual_1",
                        "branches_1.branch_1",
                        "branches_1.branch_2.dense_1",
                        "branches_1.branch_2.relu_1",
                        "branches_1");
        Trace.Call residual = trace.calls().get(0);
        assertThat(residual.ownSteps()).extracting(step -> step.op().name()).containsExactly("add");
        assertThat(residual.steps()).hasSize(5);
        assertThat(net.layer("branches_1.branch_2.dense_1").output()).hasToString("3");
        assertThat(net.weights("residual_1.dense_2").values()).hasDimensions(4, 4);
    }

    @Test
    void attributesArePlainValuesByName() {
        Network net =
                network(inputs(2, 8, 8), conv2d(4, 3).stride(2).padding(1), maxPool(2), flatten(), dense(3), softmax());
        List<Map<String, Object>> attributes = Trace.structure(net).steps().stream()
                .map(Trace.Step::attributes)
                .toList();
        assertThat(attributes.get(0))
                .containsEntry("size", 3)
                .containsEntry("stride", 2)
                .containsEntry("padding", 1);
        assertThat(attributes.get(1))
                .containsEntry("size", 2)
                .containsEntry("stride", 2)
                .containsEntry("padding", 0);
        assertThat(attributes.get(2)).containsEntry("row", List.of(16));
        assertThat(attributes.get(4)).isEmpty();
    }

    static Stream<Network> networks() {
        return Stream.of(
                network(inputs(3), dense(4), sigmoid(), dense(2), softmax()),
                network(inputs(1, 6, 6), conv2d(2, 3), relu(), maxPool(2), flatten(), dropout(0.5), dense(2)),
                network(
                        inputs(4),
                        embedding(9, 6),
                        positions(),
                        transformerBlock(2, 5).asCausal(),
                        globalAveragePool()),
                network(inputs(4, 3), lstm(5), gru(2).last(), dense(2)),
                network(inputs(5), dense(3), batchNorm(), geluTanh(), residual(layerNorm(), dense(3)), sequential()),
                network(inputs(3), layer("mine", x -> Ops.square(Ops.add(x, 1))), dense(1)));
    }

    /** As a graph needs it that is written to a file: each value has one name, and is there before it is read. */
    @ParameterizedTest
    @MethodSource("networks")
    void whatAStepReadsIsThereBefore(Network net) {
        for (Trace trace : List.of(
                Trace.structure(net), net.trace(new double[net.inputShape().elements()]))) {
            Set<String> there = new HashSet<>(Set.of("input"));
            net.parameters().list().forEach(p -> there.add(p.name()));
            for (Trace.Step step : trace.steps()) {
                assertThat(there)
                        .containsAll(
                                step.inputs().stream().map(Trace.Value::name).toList());
                assertThat(there.add(step.output().name()))
                        .as(step.output().name())
                        .isTrue();
                assertThat(net.layer(step.layer())).isNotNull();
            }
            assertThat(there).contains(trace.output().name());
            assertThat(trace.output().shape()).isEqualTo(net.outputShape().prepend(1));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theOutputIsThatOfPredict(Network net) {
        int width = net.inputShape().elements();
        double[] row = new double[width];
        Arrays.setAll(row, i -> i % 3);
        assertThat(net.trace(row).output().values()).containsExactly(net.predict(row), within(1e-5));
    }

    @Test
    void whatIsMadeWithinALayerIsAConstant() {
        Network net = network(
                inputs(2),
                layer("shift", x -> Ops.add(x, x.tape().input(org.cellwise.tensor.Shape.of(2), new float[] {1, 2}))));
        Trace.Step step = net.trace(5, 5).steps().get(0);
        assertThat(step.inputs()).extracting(Trace.Value::name).containsExactly("input", "constant_1");
        assertThat(step.inputs().get(1).values()).containsExactly(1, 2);
    }

    @Test
    void theWeightsOfAttentionAndTheGatesOfRecurrentLayersShow() {
        Network attention = network(inputs(3, 4), selfAttention(2).asCausal());
        double[] row = {1, 0, 2, -1, 0.5, 1, 0, 0, -1, 2, 1, 1};
        Trace.Step step = attention.trace(row).steps().get(1);
        double[] weights = step.inner().get(0).values();
        assertThat(step.inner().get(0).shape()).hasToString("1 x 2 x 3 x 3");
        assertThat(weights[0]).isCloseTo(1, within(1e-9)); // the first place sees itself alone
        assertThat(Arrays.copyOfRange(weights, 1, 3)).containsOnly(0);
        double[] values = step.inputs().get(0).values(); // (T, queries keys values)
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            double weighed = 0;
            for (int j = 0; j < 3; j++) {
                sum += weights[i * 3 + j];
                weighed += weights[i * 3 + j] * values[j * 12 + 8];
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            assertThat(step.output().values()[i * 4]).isCloseTo(weighed, within(1e-5));
        }
        Network recurrent = network(inputs(3, 2), lstm(2), gru(1));
        List<Trace.Step> steps = recurrent.trace(1, 2, 3, 4, 5, 6).steps();
        assertThat(steps.get(1).inner())
                .extracting(inner -> inner.name())
                .containsExactly("input gate", "forget gate", "candidate", "output gate");
        double[] update = steps.get(3).inner().get(1).values();
        double[] candidate = steps.get(3).inner().get(2).values();
        double[] states = steps.get(3).output().values();
        assertThat(states[0]).isCloseTo((1 - update[0]) * candidate[0], within(1e-6));
        assertThat(states[1]).isCloseTo((1 - update[1]) * candidate[1] + update[1] * states[0], within(1e-6));
    }

    @Test
    void aRowThatDoesNotFitIsRefused() {
        Network net = network(inputs("x", "y"), dense(1));
        assertThatThrownBy(() -> net.trace(1)).hasMessageContaining("expects 2 inputs (x, y)");
        assertThatThrownBy(() -> net.trace(1, Double.NaN)).hasMessageContaining("finite");
    }
}
