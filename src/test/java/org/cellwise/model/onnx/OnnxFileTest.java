package org.cellwise.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cellwise.Cellwise;
import org.cellwise.layer.LayerExamples;
import org.cellwise.layer.activation.Activation;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.model.NetworkExamples;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime makes of the graphs that are written. */
class OnnxFileTest {
    private static final double TOLERANCE = 1e-5;

    /** Outputs of a model on rows, by ONNX Runtime. */
    private static float[] run(Network network, float[] rows, int count) {
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            long[] shape = LongStream.concat(
                            LongStream.of(count),
                            Arrays.stream(network.inputShape().sizes()).asLongStream())
                    .toArray();
            try (OrtSession session = environment.createSession(OnnxFile.bytes(network), options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows), shape);
                    OrtSession.Result result = session.run(Map.of("input", input))) {
                FloatBuffer y = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
                float[] outputs = new float[y.remaining()];
                y.get(outputs);
                return outputs;
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void assertSame(Network network, float[] rows, int count) {
        float[] ours = network.predict(rows, count);
        float[] theirs = run(network, rows, count);
        assertThat(theirs).hasSameSizeAs(ours);
        for (int i = 0; i < ours.length; i++) {
            assertThat((double) theirs[i])
                    .as("output %s", i)
                    .isCloseTo(ours[i], within(TOLERANCE * Math.max(1, Math.abs(ours[i]))));
        }
    }

    static Stream<LayerExamples.Example> layers() {
        return LayerExamples.all();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayer(LayerExamples.Example layer) {
        Network network =
                new Network(new Seed(3), Compute.of(1), new Inputs(layer.row(), List.of()), List.of(layer.layer()));
        assumeTrue(isKnown(network));
        NetworkExamples.shake(network);
        if (layer.name().startsWith("masked lstm") || layer.name().startsWith("masked gru")) { // ONNX counts steps
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertSame(network, layer.rows(1, new SeededRandom(7)), 1))
                    .withMessageContaining("ONNX has nothing for places that do not count");
            return;
        }
        for (int count : new int[] {1, 4}) {
            assertSame(network, layer.rows(count, new SeededRandom(7)), count);
        }
    }

    private static boolean isKnown(Network network) {
        return Trace.structure(network).steps().stream()
                .allMatch(step -> OnnxOps.known().contains(step.op().name()));
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.model.NetworkExamples#activations")
    void everyActivation(Activation activation) {
        assertSame(
                Cellwise.network(Cellwise.inputs(5), activation),
                new float[] {-2, -0.3f, 0, 0.4f, 3, 1, 1, -1, 0.2f, 9},
                2);
    }

    @Test
    void stepsOfLayersOfOnesOwn() {
        Network network = NetworkExamples.manyOps("all");
        assertSame(network, new float[] {0.5f, -1, 2, 0.1f, 0.7f, -0.4f, 1, 2, 3, -1, -2, -3}, 2);
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.model.NetworkExamples#networks")
    void wholeNetworks(Network network) {
        NetworkExamples.shake(network);
        assertSame(network, NetworkExamples.rows(network, 3), 3);
    }

    @Test
    void whatOnnxHasNotIsNamed() {
        Network own = Cellwise.network(
                Cellwise.inputs(2), Cellwise.layer("odd", x -> x.tape().apply(new Odd(), x)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OnnxFile.bytes(own))
                .withMessageContaining("ONNX has nothing for the op odd of odd_1 here: there are ");
    }

    /** An op of nobody's. */
    private record Odd() implements Op {
        @Override
        public Shape shape(Node node) {
            return node.input(0).shape();
        }

        @Override
        public void forward(Node node) {
            // leaves what was there
        }

        @Override
        public void backward(Node node) {
            // no slope
        }
    }
}
