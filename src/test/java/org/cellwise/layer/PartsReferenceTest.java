package org.cellwise.layer;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;
import static org.cellwise.Reference.assertClose;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and gradients of what {@code src/test/pytorch/layer_values.py} built in PyTorch. */
class PartsReferenceTest {
    private static final double VALUES = 1e-5;
    private static final double GRADIENTS = 1e-4;
    private static final JsonObject CASES = Reference.read("parts").getAsJsonObject("cases");

    private static final Map<String, List<Layer>> LAYERS = Map.ofEntries(
            entry("rms norm", List.of(rmsNorm())),
            entry("group norm, 3 groups", List.of(groupNorm(3))),
            entry("layer norm, epsilon 0.1", List.of(layerNorm().epsilon(0.1))),
            entry("swiglu", List.of(swiGlu(3))),
            entry("conv1d, stride 2, padding 1", List.of(conv1d(4, 3).stride(2).padding(1))),
            entry("conv1d, causal", List.of(conv1d(3, 4).asCausal())),
            entry(
                    "depthwise conv2d, stride 2, padding 1",
                    List.of(depthwiseConv2d(3).stride(2).padding(1))),
            entry("depthwise conv2d, same", List.of(depthwiseConv2d(3).same().noBias())),
            entry(
                    "transposed conv2d, kernel 4, stride 2, padding 1",
                    List.of(transposedConv2d(2, 4).stride(2).padding(1))),
            entry(
                    "transposed conv2d, kernel 2, stride 2",
                    List.of(transposedConv2d(3, 2).stride(2).noBias())),
            entry("global max pool of images", List.of(globalMaxPool())),
            entry("global max pool of sequences", List.of(globalMaxPool())),
            entry("permute 3, 1, 2", List.of(permute(3, 1, 2))),
            entry(
                    "attention, 4 heads, 2 groups, causal",
                    List.of(selfAttention(4).groups(2).asCausal())),
            entry("attention, 2 heads, 1 group", List.of(selfAttention(2).groups(1))),
            entry(
                    "attention, 2 heads, rotary, causal",
                    List.of(selfAttention(2).rotary().asCausal())),
            entry(
                    "attention, 4 heads, 2 groups, rotary",
                    List.of(selfAttention(4).groups(2).rotary())),
            entry("masked attention, 2 heads", List.of(masking(), selfAttention(2))),
            entry(
                    "masked attention, 4 heads, 2 groups, causal, rotary",
                    List.of(masking(), selfAttention(4).groups(2).rotary().asCausal())),
            entry(
                    "transformer block, norm last",
                    List.of(transformerBlock(2, 16).normLast())),
            entry("encoder and decoder", List.of(encoderDecoder(5, transformerBlock(2, 12), decoderBlock(2, 12)))),
            entry(
                    "encoder and decoder, masked",
                    List.of(encoderDecoder(5, sequential(masking(), transformerBlock(2, 12)), decoderBlock(2, 12)))),
            entry("class token", List.of(classToken())),
            entry("place -1", List.of(place(-1))),
            entry("patch embedding 2 to 5", List.of(patchEmbedding(2, 5))),
            entry("tied embedding", List.of(embedding(7, 4), tanh(), unembedding())),
            entry("lstm twice from both ends", List.of(bidirectional(lstm(4)), bidirectional(lstm(4)))),
            entry("gru twice from both ends", List.of(bidirectional(gru(4)), bidirectional(gru(4)))),
            entry("lstm masked, last", List.of(masking(), lstm(4).last())),
            entry("gru masked, last", List.of(masking(), gru(4).last())),
            entry("lstm masked from both ends, last", List.of(masking(), bidirectional(lstm(4).last()))),
            entry("gru masked twice, last", List.of(masking(), gru(4), gru(4).last())),
            entry("masked mean", List.of(masking(), globalAveragePool())),
            entry("masked largest", List.of(masking(), globalMaxPool())));

    static Stream<String> cases() {
        return LAYERS.keySet().stream().sorted();
    }

    @Test
    void everyCaseIsTested() {
        assertThat(LAYERS.keySet()).isEqualTo(CASES.keySet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputsAndGradients(String name) {
        JsonObject expected = CASES.getAsJsonObject(name);
        Shape shape = Reference.shape(expected.get("x"));
        Network net =
                network(inputs(shape.dropFirst().sizes()), LAYERS.get(name).toArray(Layer[]::new));
        int given = 0;
        for (Map.Entry<String, JsonElement> entry :
                numbers(expected, "parameters").entrySet()) {
            Parameter parameter = parameter(net, entry.getKey());
            float[] numbers = Reference.floats(entry.getValue());
            assertThat(numbers.length).as("numbers for %s", parameter).isEqualTo(parameter.size());
            System.arraycopy(numbers, 0, net.parameters().values(), parameter.offset(), numbers.length);
            given += numbers.length;
        }
        assertThat(given).as("numbers in the parameters of the case").isEqualTo((int) net.parameterCount());

        float[] x = Reference.floats(expected.get("x"));
        boolean hasSlope = !expected.get("dx").isJsonNull();
        float[] dx = hasSlope ? new float[x.length] : null;
        Tape tape = new Tape(Tape.Mode.TRAIN, net.compute(), new SeededRandom(1));
        Tensor y = net.forward(tape.input(shape, x, dx));
        assertThat(y.shape()).isEqualTo(Reference.shape(expected.get("y")));
        assertClose(name, Reference.numbers(expected.get("y")), y.values(), VALUES);
        assertClose(name + " as predicted", expected.get("y"), net.predict(x, shape.size(0)), VALUES);
        tape.backward(y, Reference.floats(expected.get("upstream")));
        if (hasSlope) {
            assertClose(name + ", gradient of x", expected.get("dx"), dx, GRADIENTS);
        }
        for (Map.Entry<String, JsonElement> gradient :
                numbers(expected, "gradients").entrySet()) {
            Parameter ours = parameter(net, gradient.getKey());
            float[] there = new float[ours.size()];
            System.arraycopy(net.parameters().gradients(), ours.offset(), there, 0, there.length);
            assertClose(name + ", gradient of " + gradient.getKey(), gradient.getValue(), there, GRADIENTS);
        }
    }

    private static Map<String, JsonElement> numbers(JsonObject expected, String what) {
        return expected.getAsJsonObject(what).entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** By its whole name, or by that below the layer's. */
    private static Parameter parameter(Network net, String name) {
        List<Parameter> found = net.parameters().list().stream()
                .filter(p -> p.name().equals(name) || p.name().endsWith("." + name))
                .toList();
        assertThat(found).as("%s among %s", name, net.parameters().list()).isNotEmpty();
        return found.stream()
                .min((a, b) -> Integer.compare(a.name().length(), b.name().length()))
                .orElseThrow();
    }
}
