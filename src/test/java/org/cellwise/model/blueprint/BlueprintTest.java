package org.cellwise.model.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlueprintTest {
    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(vitL16(), 304_326_632L),
                Arguments.of(gpt2(), 124_439_808L),
                Arguments.of(bertBase(), 109_482_240L),
                Arguments.of(resNet18(), 11_689_512L),
                Arguments.of(gpt3(), 174_604_259_328L));
    }

    /** As torchvision and Hugging Face count; GPT-3 as its paper's sizes give. */
    @ParameterizedTest
    @MethodSource("published")
    void countsAreThePublishedOnes(Blueprint blueprint, long parameters) {
        assertThat(blueprint.parameters()).isEqualTo(parameters);
        assertThat(blueprint.bytes()).isEqualTo(4 * parameters);
    }

    @Test
    void multiplyAddsAreThePublishedOnes() {
        assertThat(vitL16().multiplyAdds()).isCloseTo(61.55e9, within(0.01e9));
        assertThat(resNet18().multiplyAdds()).isCloseTo(1.814e9, within(0.001e9));
    }

    @ParameterizedTest
    @MethodSource("published")
    void theTableAddsUp(Blueprint blueprint, long parameters) {
        assertThat(blueprint.parts().stream().mapToInt(Blueprint.Part::count).sum())
                .isEqualTo(blueprint.layers().size());
        assertThat(blueprint.parts().stream()
                        .mapToLong(part -> part.count() * part.parametersOfEach())
                        .sum())
                .isEqualTo(parameters);
        assertThat(blueprint.toString()).contains("in all").contains(blueprint.name());
    }

    @Test
    void aPlanCountsWhatItsNetworkHolds() {
        Blueprint plan = gpt(11, 6, 3, 2, 8);
        Network net = network(plan);
        assertThat(plan.parameters()).isEqualTo(net.parameterCount());
        assertThat(blueprint("again", net).parameters()).isEqualTo(net.parameterCount());
        assertThat(plan.parts()).extracting(Blueprint.Part::title).contains("3 x transformer_block");
        assertThat(net.predict(new double[] {0, 1, 2, 3, 4, 10})).hasSize(6 * 11);
    }

    /** 3 x 4 + 4, 4 x 2 + 2 weights; of each row the outputs of both layers and their gradients, which meet in the second. */
    @Test
    void memoryToTrainIsWeightsGradientsOptimizerAndActivations() {
        Blueprint mlp = blueprint("mlp", inputs(3), dense(4), relu(), dense(2));
        Blueprint.Memory memory = memory(mlp, adam(0.01), 8);
        assertThat(memory.weights()).isEqualTo(4 * 26);
        assertThat(memory.gradients()).isEqualTo(4 * 26);
        assertThat(memory.optimizer()).isEqualTo(2 * 4 * 26);
        assertThat(memory.activations()).isEqualTo(8 * 4 * (2 * 4 + 2 * 2));
        assertThat(memory(mlp, sgd(0.1), 8).optimizer()).isZero();
        assertThat(memory.total()).isEqualTo(4 * 104 + 384);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory(mlp, sgd(0.1), 0))
                .withMessageContaining("at least 1 row");
    }

    /** A gradient goes once it is passed on: of many layers alike there are two at a time. */
    @Test
    void gradientsOfActivationsAreNotThereAllAtOnce() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            layers.addAll(List.of(dense(8), tanh()));
        }
        Blueprint deep = blueprint("deep", inputs(8), layers.toArray(Layer[]::new));
        assertThat(memory(deep, sgd(0.1), 1).activations()).isEqualTo(4 * (10 * 8 + 2 * 8));
    }

    @Test
    void whatIsTooLargeIsRefusedWithWhatItWouldTake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(gpt3()))
                .withMessageContaining("174,604,259,328 numbers")
                .withMessageContaining("698 GB")
                .withMessageContaining("to train with Adam")
                .withMessageContaining("an array of Java's holds at most");
    }

    @Test
    void mistakesInAPlanNameTheLayer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blueprint("mine", inputs(3, 30, 30), patchEmbedding(7, 8)))
                .withMessageContaining("patch_embedding_1")
                .withMessageContaining("choose a divisor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gpt(10, 8, 1, 3, 8))
                .withMessageContaining("share evenly");
    }

    /** Of 12 w² + 13 w numbers each block of width w has; 10 entries and 8 places of 8 numbers, and a norm. */
    @Test
    void deepPlansAreCounted() {
        assertThat(gpt(10, 8, 2000, 1, 8).parameters()).isEqualTo(2000 * 872 + 18 * 8 + 16);
        assertThat(gpt(1000, 8, 2000, 100, 10_000).parameters())
                .isEqualTo(2000 * (12 * 100_000_000L + 130_000) + 1008 * 10_000 + 20_000);
    }

    @Test
    void sizesWhoseNumbersNothingHoldsAreRefused() {
        refuses(() -> gpt(10, 8, 1_000_000_000, 1, 8), "1 to 10000 blocks, but got 1000000000");
        refuses(() -> gpt(10, 8, 1, 1, 1 << 30), "a width from 1 to 536870911, but got 1073741824");
        refuses(() -> gpt(Integer.MAX_VALUE, 8, 1, 1, 8), "embedding_1", "2147483647 x 8");
        refuses(() -> gpt(1, 1, 1, 1, 500_000_000), "transformer_block_1", "500000000");
        refuses(() -> blueprint("mine", inputs(2, 3), lstm(1 << 30)), "1 to 536870911 units");
        refuses(() -> blueprint("mine", inputs(2, 3), gru(1431655766)), "1 to 715827882 units");
        refuses(() -> blueprint("mine", inputs(3), swiGlu((1 << 30) + 1)), "1 to 1073741823 units");
        refuses(() -> blueprint("mine", inputs(1, 1 << 30), selfAttention(1)), "at most 715827882");
    }

    private static void refuses(ThrowingCallable plan, String... words) {
        var thrown = assertThatIllegalArgumentException().isThrownBy(plan);
        for (String word : words) {
            thrown.withMessageContaining(word);
        }
    }

    @Test
    void picturesSayWhatTheyShow() {
        assertThat(draw(gpt2()).toString()).contains("124 million").contains("12 x transformer_block");
        assertThat(sizes(gpt3(), vitL16()).title()).isEqualTo("304 million → 175 billion parameters");
        assertThat(sizes(gpt3(), vitL16()).svg()).contains("574 of them");
        assertThatIllegalArgumentException().isThrownBy(() -> sizes(gpt2())).withMessageContaining("2 to 8");
    }
}
