package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.cellwise.Cellwise.*;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What does not fit is said when a network is built, by the name of the layer, with what to do that works. */
class PartsErrorsTest {
    private static void refuses(Inputs inputs, List<Layer> layers, String... words) {
        var thrown =
                assertThatIllegalArgumentException().isThrownBy(() -> network(inputs, layers.toArray(Layer[]::new)));
        for (String word : words) {
            thrown.withMessageContaining(word);
        }
    }

    private static void refuses(ThrowingCallable made, String... words) {
        var thrown = assertThatIllegalArgumentException().isThrownBy(made);
        for (String word : words) {
            thrown.withMessageContaining(word);
        }
    }

    @Test
    void headsGroupsAndRotaryPositions() {
        refuses(() -> selfAttention(4).groups(3), "share evenly", "divisor of 4");
        refuses(() -> selfAttention(4).rotary(0.5), "base above 1");
        refuses(() -> selfAttention(4).dropout(1), "below 1");
        refuses(inputs(5, 6), List.of(selfAttention(2).rotary()), "self_attention_1", "even number");
    }

    @Test
    void crossAttentionStandsInADecoder() {
        refuses(inputs(5, 4), List.of(crossAttention(2)), "cross_attention_1", "encoderDecoder(…)");
        refuses(inputs(3, 4), List.of(encoderDecoder(3, selfAttention(2), decoderBlock(2, 4))), "inputs(3 +");
        refuses(
                inputs(5, 4),
                List.of(encoderDecoder(3, sequential(flatten(), dense(2)), decoderBlock(2, 4))),
                "(length x width)",
                "puts out 2");
        refuses(() -> encoderDecoder(2, null, dense(2)), "run the cell that makes it");
    }

    @Test
    void masksFitTheSequencesThatAreRead() {
        refuses(
                inputs(6),
                List.of(masking(), embedding(5, 4), reshape(3, 8), lstm(2)),
                "lstm_1",
                "3 places",
                "those of 6",
                "behind what changes the length");
        network(inputs(6), embedding(5, 4), reshape(3, 8), masking(), lstm(2)); // as it says
        refuses(inputs(2, 3, 4), List.of(masking()), "masking_1", "before the first layer");
    }

    /** Rather than to read on as if all places counted. */
    @Test
    void aMaskThatWasLeftOutIsMissed() {
        Network net = network(inputs(3, 2), masking(), lstm(2).last(), dense(2));
        Tape tape = new Tape(Tape.Mode.PREDICT, net.compute(), new SeededRandom(1));
        Tensor x = tape.input(Shape.of(1, 3, 2), new float[] {1, 2, 3, 0, 0, 0});
        net.forward(x);
        Layer.Forward lstm = net.layers().get(1).forward();
        lstm.apply(x); // after masking() in the same pass
        tape.rewind();
        assertThatIllegalStateException()
                .isThrownBy(() -> lstm.apply(tape.input(Shape.of(1, 3, 2), new float[6])))
                .withMessageContaining("masking() was left out");
    }

    @Test
    void tablesThatAreNotThere() {
        refuses(inputs(4, 3), List.of(unembedding()), "unembedding_1", "put embedding(…) first");
        refuses(
                inputs(4),
                List.of(embedding(5, 3), branches(dense(3), sequential(lstm(3))), dense(4), unembedding()),
                "expects 3 numbers",
                "put dense(3) before it");
        refuses(
                inputs(4),
                List.of(embedding(5, 3), unembedding("embedding_2")),
                "no weight embedding_2.weight",
                "embedding_1.weight");
    }

    @Test
    void sizesOfImagesAndSequences() {
        refuses(inputs(1, 9, 9), List.of(patchEmbedding(2, 4)), "patch_embedding_1", "divisor of both sides");
        refuses(inputs(9, 9), List.of(patchEmbedding(3, 4)), "reshape(channels, height, width)");
        refuses(inputs(3, 4), List.of(conv1d(2, 5)), "conv1d_1", "smaller one, or more padding");
        refuses(inputs(4, 2), List.of(place(4)), "4 places", "-1");
        refuses(inputs(4, 2, 2), List.of(groupNorm(3)), "divisor of its channels");
        refuses(inputs(1, 2, 2), List.of(transposedConv2d(2, 2).padding(2)), "less padding");
        refuses(inputs(2, 3), List.of(permute(1, 3, 2)), "each of its 2 axes");
        refuses(() -> permute(0, 1), "counted from 1", "permute(2, 1)");
        refuses(() -> depthwiseConv2d(2).same(), "odd kernel", "choose 3");
        refuses(inputs(4, 2), List.of(bidirectional(conv1d(3, 2))), "as many places as it reads");
        refuses(() -> bidirectional(null), "lstm(32)");
    }

    @Test
    void numbersThatNothingCouldBeComputedWith() {
        refuses(() -> transformerBlock(1, 2).dropout(Double.NaN), "transformerBlock", "below 1, but got NaN");
        refuses(() -> layerNorm().epsilon(Double.POSITIVE_INFINITY), "finite epsilon above 0");
        refuses(() -> rmsNorm().epsilon(1e300), "finite epsilon above 0");
        refuses(inputs(2), List.of(dense(2).weights(constant(Double.NaN))), "dense_1.weight", "constant(NaN) gave NaN");
        refuses(inputs(2), List.of(dense(1).weights(numbers(1, 1e39))), "dense_1.weight", "number 1", "finite");
        refuses(inputs(2), List.of(relu(), dense(2).weights(normal(1e300))), "dense_1.weight", "smaller numbers");
    }

    /** Which would fit, and take each place for a channel. */
    @Test
    void normsOverChannelsDoNotReadSequences() {
        for (Layer norm : List.of(batchNorm(), groupNorm(2))) {
            for (Layer sequence : List.of(conv1d(4, 3), lstm(4), selfAttention(1), dense(4))) {
                refuses(
                        inputs(8, 4),
                        List.of(positions(), sequence, dropout(0.1), relu(), norm, globalMaxPool()),
                        norm.kind() + "_1",
                        "take each place for a channel",
                        "permute(2, 1)");
            }
            refuses(
                    inputs(8, 4),
                    List.of(sequential(conv1d(4, 3), relu()), residual(norm)),
                    "residual_1." + norm.kind());
            network(inputs(8, 4), conv1d(4, 3), permute(2, 1), norm, permute(2, 1), lstm(3)); // as it says
            network(inputs(8, 4), norm); // channels of eight with four numbers each
            network(inputs(8, 4), lstm(4).last(), norm);
        }
        Network net = network(inputs(8, 3), conv1d(4, 3), permute(2, 1), batchNorm(), permute(2, 1));
        assertThat(net.summary().toString()).contains("6 x 4");
    }

    /** Which the layer behind the norm tells, where nothing before it does. */
    @Test
    void normsOverChannelsDoNotFeedSequences() {
        for (Layer norm : List.of(batchNorm(), groupNorm(2))) {
            for (Layer reader : List.of(lstm(4), conv1d(4, 3), selfAttention(1), positions(), globalAveragePool())) {
                refuses(
                        inputs(8, 4),
                        List.of(norm, dense(6), relu(), reader),
                        reader.kind() + "_1",
                        norm.kind() + "_1 before it",
                        "each of the 8 places of 8 x 4",
                        "reshape(8, 4) behind it");
                network(inputs(8, 4), norm, reshape(8, 4), dense(6), reader); // as it says
            }
            refuses(inputs(8, 4), List.of(residual(norm), sequential(lstm(2))), "sequential_1.lstm_1");
            refuses(inputs(8, 4), List.of(branches(norm, dense(2)), lstm(2)), "branches_1.branch_1 before it");
            network(inputs(8, 4), permute(2, 1), norm, permute(2, 1), lstm(3));
        }
    }

    /** A layer of a user's own makes sequences of other rows, and keeps what it reads as sequences or channels. */
    @Test
    void ownLayersDoNotHideSequences() {
        Layer doubled = layer("doubled", x -> Ops.add(x, x));
        Layer looked = layer(
                "looked",
                (scope, input) -> scope.build(List.of(embedding(9, 4)), input).forward());
        Layer folded = layer("folded", x -> Ops.reshape(x, 3, 4));
        Layer norm = batchNorm();
        refuses(inputs(8), List.of(embedding(9, 4), doubled, norm), "batch_norm_1", "embedding_1 makes sequences");
        refuses(inputs(8), List.of(looked, doubled, norm), "looked_1.embedding_1 makes sequences");
        refuses(inputs(12), List.of(folded, norm), "folded_1 makes sequences", "reshape(3, 4) before it");
        network(inputs(12), folded, reshape(3, 4), norm); // as it says
        network(inputs(3, 4), doubled, norm);
        refuses(inputs(3, 4), List.of(norm, doubled, lstm(2)), "lstm_1", "batch_norm_1 before it");
        refuses(inputs(12), List.of(new Folding(), norm), "folding_1 makes sequences");
    }

    private record Folding() implements Layer {
        @Override
        public String kind() {
            return "folding";
        }

        @Override
        public Forward build(Scope scope, Shape input) {
            return x -> Ops.reshape(x, 3, 4);
        }
    }

    /** Which PyTorch's count, without a word. */
    @Test
    void normsOverChannelsDoNotMeasurePlacesThatDoNotCount() {
        for (Layer norm : List.of(batchNorm(), groupNorm(2))) {
            refuses(
                    inputs(8),
                    List.of(masking(), embedding(9, 4), permute(2, 1), norm),
                    norm.kind() + "_1",
                    "those too that masking() before it left out",
                    "layerNorm()");
        }
        network(
                inputs(8),
                masking(),
                embedding(9, 4),
                permute(2, 1),
                batchNorm().fixedStatistics(),
                permute(2, 1));
        network(inputs(8), masking(), embedding(9, 4), layerNorm(), lstm(3).last(), batchNorm(), dense(2));
    }
}
