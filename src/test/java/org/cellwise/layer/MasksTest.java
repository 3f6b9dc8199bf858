package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.*;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code masking()} left out changes nothing, whatever layers lie between it and those that read the sequence. */
class MasksTest {
    private static final double[] PADDED = {3, 1, 2, 4, 0, 0, 0, 0};

    static Stream<Layer> readers() {
        return Stream.of(
                sequential(masking(), embedding(5, 4), conv1d(3, 3).same().stride(2), lstm(3).last()),
                sequential(masking(), embedding(5, 4), conv1d(3, 2).stride(2), gru(3).last()),
                sequential(masking(), embedding(5, 4), conv1d(3, 3).asCausal().stride(3), globalAveragePool()),
                sequential(
                        masking(), embedding(5, 4), conv1d(3, 3), conv1d(3, 2).stride(2), globalMaxPool()),
                sequential(
                        masking(),
                        embedding(5, 4),
                        branches(sequential(conv1d(3, 2), globalMaxPool()), sequential(conv1d(3, 3), globalMaxPool()))),
                sequential(
                        masking(),
                        embedding(5, 4),
                        branches(conv1d(3, 3).same(), sequential(), bidirectional(lstm(2))),
                        globalAveragePool()),
                sequential(masking(), embedding(5, 4), branches(conv1d(2, 2), conv1d(3, 2)), lstm(2).last()),
                sequential(
                        masking(),
                        embedding(5, 4),
                        residual(conv1d(4, 3).same().stride(2))
                                .shortcut(conv1d(4, 1).stride(2)),
                        lstm(3).last()),
                sequential(
                        masking(),
                        encoderDecoder(
                                6,
                                sequential(embedding(5, 4), transformerBlock(2, 8)),
                                sequential(embedding(5, 4), decoderBlock(2, 8))),
                        globalAveragePool()));
    }

    @ParameterizedTest
    @MethodSource("readers")
    void whatFillsUpChangesNothing(Layer reader) {
        Network net = network(seed(2), inputs(PADDED.length), reader);
        double[] before = net.predict(PADDED);
        double[] whole = net.predict(3, 1, 2, 4, 1, 2, 3, 4);
        for (String name :
                Arrays.asList("embedding_1.weight", "encoder.embedding_1.weight", "decoder.embedding_1.weight")) {
            net.parameters().list().stream()
                    .filter(p -> p.name().endsWith(name))
                    .forEach(p -> Arrays.fill(net.parameters().values(), p.offset(), p.offset() + 4, 9f)); // of 0
        }
        assertThat(net.predict(PADDED)).isEqualTo(before);
        assertThat(net.predict(3, 1, 2, 4, 1, 2, 3, 4)).isEqualTo(whole).isNotEqualTo(before);
        assertThat(net.predict(new double[PADDED.length])).as("of nothing").doesNotContain(Double.NaN);
    }

    @Test
    void stridesKeepThePlacesThatTheyStepOn() {
        Network net = network(inputs(5, 1), masking(), conv1d(1, 1).stride(2), globalAveragePool());
        net.setValues("conv1d_1.weight", 1);
        assertThat(net.predict(6, 1, 3, 1, 0)).containsExactly(new double[] {4.5}, within(1e-6)); // 6 and 3; 0 is none
        assertThat(net.predict(6, 1, 0, 1, 0)).containsExactly(new double[] {6}, within(1e-6));
    }

    @Test
    void aMaskWithinABranchHoldsThereAlone() {
        Network net = network(
                inputs(3, 1),
                branches(sequential(masking(), globalAveragePool()), sequential(dense(1), globalAveragePool())));
        net.setValues("branches_1.branch_2.dense_1.weight", 1);
        assertThat(net.predict(6, 3, 0)).containsExactly(new double[] {4.5, 3}, within(1e-6));
        Network joined = network(
                inputs(4, 1),
                branches(sequential(masking()), sequential()),
                globalAveragePool()); // places side by side, of which the last counts in one alone
        assertThat(joined.predict(6, 3, 3, 0)).containsExactly(new double[] {4, 4}, within(1e-6));
    }

    @Test
    void placesOfNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(inputs(5, 1), masking(), conv1d(1, 2).padding(1)))
                .withMessageContaining("conv1d_1")
                .withMessageContaining("at most 1 in all");
        network(inputs(5, 1), conv1d(1, 2).padding(1)); // where all places count
    }
}
