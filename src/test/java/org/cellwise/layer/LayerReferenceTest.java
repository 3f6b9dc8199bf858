package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Reference.assertClose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs, gradients and running statistics of layers agree with an independent implementation. */
class LayerReferenceTest {
    private static final double VALUES = 1e-5;
    private static final double GRADIENTS = 1e-4;
    private static final JsonObject CASES = Reference.read("layers").getAsJsonObject("cases");

    static Stream<String> cases() {
        return CASES.entrySet().stream().map(e -> e.getKey());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAndGradients(String name) {
        JsonObject expected = CASES.getAsJsonObject(name);
        LayerName layer = LayerName.parse(name);
        JsonObject parameters = expected.getAsJsonObject("parameters");
        Shape shape = Reference.shape(expected.get("x"));
        Network network = network(layer, parameters, shape);
        layer.trainedAs().ifPresent(other -> setRunning(network, CASES.getAsJsonObject(other)));

        float[] x = Reference.floats(expected.get("x"));
        boolean hasSlope = !expected.get("dx").isJsonNull();
        float[] dx = hasSlope ? new float[x.length] : null;
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(1));
        Tensor y = network.forward(tape.input(shape, x, dx));
        assertThat(y.shape()).isEqualTo(Reference.shape(expected.get("y")));
        assertClose(name, Reference.numbers(expected.get("y")), y.values(), VALUES);
        tape.backward(y, Reference.floats(expected.get("upstream")));
        if (hasSlope) {
            assertClose(name + ", gradient of x", expected.get("dx"), dx, GRADIENTS);
        }
        for (Map.Entry<String, JsonElement> gradient :
                expected.getAsJsonObject("gradients").entrySet()) {
            Parameter ours = parameter(network, layer, gradient.getKey());
            float[] there = slice(network.parameters().gradients(), ours);
            assertClose(
                    name + ", gradient of " + gradient.getKey(), layer.toOurs(gradient.getValue()), there, GRADIENTS);
        }
        for (String running : List.of("running_mean", "running_var")) {
            if (expected.has(running + "_after")) {
                float[] there = slice(network.parameters().values(), parameter(network, layer, running));
                assertClose(name + ", " + running, expected.get(running + "_after"), there, VALUES);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void predictionGivesWhatEvaluationGives(String name) {
        JsonObject expected = CASES.getAsJsonObject(name);
        LayerName layer = LayerName.parse(name);
        if (expected.has("running_mean_after")) {
            return; // outputs of training, which prediction does not give
        }
        Shape shape = Reference.shape(expected.get("x"));
        Network network = network(layer, expected.getAsJsonObject("parameters"), shape);
        layer.trainedAs().ifPresent(other -> setRunning(network, CASES.getAsJsonObject(other)));
        float[] y = network.predict(Reference.floats(expected.get("x")), shape.size(0));
        assertClose(name, expected.get("y"), y, VALUES);
    }

    private static Network network(LayerName layer, JsonObject parameters, Shape batch) {
        Inputs inputs = new Inputs(batch.dropFirst(), List.of());
        Network network = new Network(new Seed(1), Compute.of(1), inputs, List.of(layer.build(parameters)));
        long given = 0;
        for (Map.Entry<String, JsonElement> entry : parameters.entrySet()) {
            float[] numbers = Reference.toFloats(Reference.numbers(layer.toOurs(entry.getValue())));
            set(network, parameter(network, layer, entry.getKey()), numbers);
            given += numbers.length;
        }
        assertThat(given).as("numbers in the parameters of the case").isEqualTo(network.parameterCount());
        return network;
    }

    private static void setRunning(Network network, JsonObject trained) {
        for (Parameter p : network.parameters().list()) {
            if (p.role() == Parameter.Role.STATE) {
                String last = p.name().substring(p.name().lastIndexOf('.') + 1);
                set(network, p, Reference.floats(trained.get(last + "_after")));
            }
        }
    }

    private static Parameter parameter(Network network, LayerName layer, String theirs) {
        String name = network.layers().get(0).name() + "." + layer.nameOfOurs(theirs);
        return network.parameters().list().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "No parameter " + name + ", but " + network.parameters().list()));
    }

    private static void set(Network network, Parameter parameter, float[] numbers) {
        assertThat(numbers.length).as("numbers for %s", parameter).isEqualTo(parameter.size());
        System.arraycopy(numbers, 0, network.parameters().values(), parameter.offset(), numbers.length);
    }

    private static float[] slice(float[] all, Parameter parameter) {
        float[] slice = new float[parameter.size()];
        System.arraycopy(all, parameter.offset(), slice, 0, slice.length);
        return slice;
    }
}
