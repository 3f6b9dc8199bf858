package org.cellwise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.data.text.Characters;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateTest {
    private static final String ALPHABET = "abcdefgh ";
    private static final Characters LETTERS = characters(ALPHABET);

    static Stream<Network> networks() {
        return Stream.of(
                network(gpt(9, 12, 2, 2, 8)),
                withAttention(positions(), selfAttention(4).groups(2).asCausal()),
                withAttention(layerNorm(), selfAttention(2).rotary().asCausal()),
                withAttention(
                        rmsNorm(), selfAttention(4).groups(1).rotary().noBias().asCausal()),
                network(
                        inputs(12),
                        embedding(9, 4),
                        positions(),
                        transformerBlock(2, 8).asCausal().normLast(),
                        swiGlu(6),
                        dense(9)));
    }

    private static Network withAttention(Layer before, Layer attention) {
        return network(
                inputs(12), embedding(9, 8), before, residual(layerNorm(), attention), gelu(), dropout(0.5), dense(9));
    }

    /** Place by place, with keys and values kept, as at once. */
    @ParameterizedTest
    @MethodSource("networks")
    void aCachedSequenceHasTheLogitsOfTheWholeOne(Network net) {
        double[] tokens = {3, 1, 4, 1, 5, 0, 2, 6, 5, 3, 5, 8};
        double[] whole = net.predict(tokens);
        Continuation continuation = new Continuation(net);
        continuation.read(3, 1, 4);
        for (int place = 2; place < tokens.length; place++) {
            if (place > 2) {
                continuation.read((int) tokens[place]);
            }
            double[] expected = Arrays.copyOfRange(whole, place * 9, place * 9 + 9);
            assertThat(continuation.logits()).as("place %d", place).containsExactly(expected, within(1e-5));
        }
    }

    /** Past its length a network reads the newer half anew, here after 13 and 20 tokens. */
    @ParameterizedTest
    @MethodSource("networks")
    void longTextsGoOnFromTheirNewerHalf(Network net) {
        Continuation continuation = new Continuation(net);
        int[] tokens = {3, 1, 4, 1, 5, 0, 2, 6, 5, 3, 5, 8, 7, 7, 1, 0};
        for (int token : tokens) {
            continuation.read(token);
        }
        Continuation fresh = new Continuation(net);
        fresh.read(Arrays.copyOfRange(tokens, 7, 16)); // 6 of them when the 13th came, and 3 since
        assertThat(continuation.logits()).containsExactly(fresh.logits(), within(1e-5));
    }

    @Test
    void theSameSeedWritesTheSameText() {
        Network net = network(gpt(9, 12, 1, 2, 8));
        Generated once = generate(net, LETTERS, "a", 40, sampling().seed(3));
        assertThat(generate(net, LETTERS, "a", 40, sampling().seed(3)).text()).isEqualTo(once.text());
        assertThat(generate(net, LETTERS, "a", 40, sampling().seed(4)).text()).isNotEqualTo(once.text());
        assertThat(once.text()).hasSize(40);
        assertThat(once.toString()).isEqualTo("a" + once.text());
        assertThat(once.end()).isEqualTo(Generated.End.LENGTH);
    }

    @Test
    void aNetworkLearnsToGoOn() {
        String text = "abcdefgh ".repeat(40);
        Network net = network(gpt(9, 12, 1, 2, 16));
        Trainer trainer = trainer(net, crossEntropy(), adam(0.02)).batchSize(16);
        trainer.fit(passages(text, LETTERS, 12, 5), epochs(30));
        assertThat(generate(net, LETTERS, "abc", 15, sampling().temperature(0)).all())
                .isEqualTo("abcdefgh abcdefgh ");
        NextTokens next = nextTokens(net, LETTERS, "abcd");
        assertThat(next.candidates().get(0).token()).isEqualTo("e");
        assertThat(next.candidates().get(0).probability()).isGreaterThan(0.9);
        assertThat(next.toString()).startsWith("after \"abcd\": e ");
        Generated stopped =
                generate(net, LETTERS, "a", 100, sampling().temperature(0).stop("gh"));
        assertThat(stopped.all()).isEqualTo("abcdef");
        assertThat(stopped.end()).isEqualTo(Generated.End.STOP_TEXT);
    }

    @Test
    void anInterruptedTextIsKeptAsFarAsItGoes() {
        Network net = network(gpt(9, 12, 1, 2, 8));
        Thread.currentThread().interrupt();
        Generated text = generate(net, LETTERS, "ab", 40);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(text.end()).isEqualTo(Generated.End.INTERRUPTED);
        assertThat(text.all()).isEqualTo("ab");
    }

    @Test
    void samplingLeavesOutWhatItIsTold() {
        double[] logits = {Math.log(0.5), Math.log(0.1), Math.log(0.3), Math.log(0.1)};
        assertThat(sampling().probabilities(logits)).containsExactly(new double[] {0.5, 0.1, 0.3, 0.1}, within(1e-12));
        assertThat(sampling().topK(2).probabilities(logits))
                .containsExactly(new double[] {0.625, 0, 0.375, 0}, within(1e-12));
        assertThat(sampling().topP(0.7).probabilities(logits))
                .containsExactly(new double[] {0.625, 0, 0.375, 0}, within(1e-12));
        assertThat(sampling().topP(0.01).probabilities(logits)).containsExactly(1, 0, 0, 0);
        assertThat(sampling().temperature(0).probabilities(logits)).containsExactly(1, 0, 0, 0);
        assertThat(sampling().temperature(0.5).probabilities(logits))
                .containsExactly(new double[] {25 / 36., 1 / 36., 9 / 36., 1 / 36.}, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampling().temperature(-1))
                .withMessageContaining("0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sampling().topP(0))
                .withMessageContaining("above 0");
    }

    @Test
    void logitsThatAreNotFiniteAreRefused() {
        for (double temperature : new double[] {0, 1}) {
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> sampling().temperature(temperature).probabilities(1, bad, 2))
                        .withMessageContaining("that of token 1 is " + bad);
            }
        }
        assertThat(sampling().probabilities(0, Double.NEGATIVE_INFINITY)).containsExactly(1, 0);
    }

    @Test
    void networksThatCannotWriteAreRefusedInWords() {
        Network backward = network(inputs(12), embedding(9, 8), positions(), transformerBlock(2, 8), dense(9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(backward, LETTERS, "a", 3))
                .withMessageContaining("transformer_block_1")
                .withMessageContaining("asCausal()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(network(inputs(3), dense(9)), LETTERS, "a", 3))
                .withMessageContaining("reads tokens");
        Network other = network(gpt(5, 12, 1, 2, 8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(other, LETTERS, "a", 3))
                .withMessageContaining("predicts 5 tokens, but the tokenizer has 9");
        Network net = network(gpt(9, 12, 1, 2, 8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(net, LETTERS, "", 3))
                .withMessageContaining("empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generate(net, LETTERS, "x", 3))
                .withMessageContaining("has no x");
        assertThat(List.of(generate(net, LETTERS, "a", 0).text())).containsExactly("");
    }

    /** Nobody knows beforehand how long it takes until a text comes that ends it. */
    @Test
    void roomIsTakenForWhatIsWritten() {
        Network net = network(gpt(9, 12, 1, 2, 8));
        Generated written =
                generate(net, LETTERS, "a", Integer.MAX_VALUE, sampling().stop("b"));
        assertThat(written.text()).doesNotContain("b");
        assertThat(generate(net, LETTERS, "a", 2_500, sampling()).text()).hasSize(2_500);
        assertThatNullPointerException().isThrownBy(() -> sampling().stop(null)).withMessageContaining("\"\" for none");
    }
}
