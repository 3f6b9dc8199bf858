package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.Allocations;
import org.cellwise.layer.Layer;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A prediction keeps no more of what layers work out than the next layer needs. */
class PredictMemoryTest {
    /** Vector loops allocate until they are machine code. */
    private static final Compute PLAIN = new Compute(FloatMath.plain(), Workers.inline());

    @TempDir
    Path folder;

    private static Network deep(int blocks) {
        List<Layer> layers = new ArrayList<>(List.of(embedding(20, 16), positions()));
        for (int i = 0; i < blocks; i++) {
            layers.add(transformerBlock(2, 64));
        }
        layers.addAll(List.of(layerNorm(), place(0), dense(3)));
        return new Network(new Seed(1), PLAIN, Inputs.shaped(32), layers);
    }

    private static Network reading(int length, Layer... layers) {
        return new Network(new Seed(1), Compute.of(1), Inputs.shaped(length), List.of(layers));
    }

    static Stream<Network> networks() {
        return Stream.of(
                deep(3),
                reading(32, masking(), embedding(20, 8), positions(), transformerBlock(2, 16), gru(4).last(), dense(2)),
                reading(
                        32,
                        encoderDecoder(
                                20,
                                sequential(embedding(20, 8), positions(), transformerBlock(2, 16)),
                                sequential(embedding(20, 8), positions(), decoderBlock(2, 16))),
                        dense(5)),
                reading(32, embedding(20, 8), bidirectional(lstm(4)), residual(dense(8), tanh()), flatten(), dense(4)));
    }

    private static float[] rows(int count) {
        float[] rows = new float[count];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (7 * i + i / 5) % 20;
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void outputsAreThoseOfAPassThatKeepsEverything(Network net) {
        for (int count : new int[] {1, 5, 2, 5}) {
            float[] rows = rows(count * 32);
            Tape tape = new Tape(Tape.Mode.PREDICT, net.compute(), new SeededRandom(0));
            Tensor y = net.forward(tape.input(net.inputShape().prepend(count), rows));
            float[] found = net.predict(rows, count);
            assertThat(found).hasSize(y.size());
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isEqualTo(y.data()[y.offset() + i]);
            }
        }
    }

    @Test
    void moreLayersTakeNoMoreMemory() {
        float[] rows = rows(64 * 32);
        long few = first(deep(2), rows);
        long many = first(deep(12), rows);
        assertThat(many - few).as("bytes beyond %s", few).isLessThan(few / 4);
    }

    // objects of the tape grow with the number of ops; arrays of 64 x 32 x 16 floats would be 131 kB each
    private static long first(Network net, float... rows) {
        return Allocations.leastOf(1, () -> net.predict(rows, 64));
    }

    @Test
    void aPredictionAllocatesNothingButItsAnswer() {
        Network net = deep(2);
        float[] rows = rows(32);
        assertThat(Allocations.leastOf(200, () -> net.predict(rows, 1))).isLessThan(200);
    }

    @Test
    void whatALayerPutOutIsRefusedOnceTheNextIsDone() {
        Tensor[] seen = new Tensor[1];
        Network net = network(inputs(2), dense(3), layer("look", x -> seen[0] = Ops.relu(x)), dense(2), dense(1));
        net.predict(1, 2);
        assertThatThrownBy(() -> seen[0].values())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("its layer had ended");
    }

    @Test
    void aTracerIsRefusedWhereNothingIsKept() {
        Tape tape = new Tape(Tape.Mode.OUTPUTS, Compute.of(1), new SeededRandom(0));
        assertThatThrownBy(
                        () -> Trace.of(deep(1), tape.input(deep(1).inputShape().prepend(1), rows(32))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PREDICT");
    }

    /** Large enough that layers run beside the reading of the file. */
    @Test
    void aLargeNetworkComesBackFromItsFile() {
        Network large = new Network(
                new Seed(1),
                Compute.of(2),
                Inputs.shaped(16),
                List.of(masking(), embedding(50, 8), flatten(), dense(90_000)));
        Path file = folder.resolve("large.safetensors");
        large.save(file);
        Network back = Network.load(file, Compute.of(2), null);
        assertThat(back.parameters().values()).isEqualTo(large.parameters().values());
        assertThat(back.predict(rows(16), 1)).isEqualTo(large.predict(rows(16), 1));
    }
}
