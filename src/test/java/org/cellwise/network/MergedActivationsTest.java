package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.layer.Layer;
import org.cellwise.layer.activation.Activation;
import org.cellwise.layer.dense.Dense;
import org.cellwise.layer.image.Conv2d;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A network whose activations run within the step before them does what its layers do one by one. */
class MergedActivationsTest {
    private static final int ROWS = 3;

    static Stream<Arguments> layers() {
        return Stream.of(new Dense(5, true, null, null), new Dense(300, false, null, null), new Conv2d(2, 3))
                .flatMap(layer -> Stream.of(
                                Activation.relu(0.1), Activation.sigmoid(), Activation.tanh(), Activation.gelu())
                        .map(activation -> Arguments.of(layer, activation)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void outputsAndGradientsAreThoseOfTheLayersOneByOne(Layer layer, Activation activation) {
        Inputs inputs = layer instanceof Conv2d ? Inputs.shaped(1, 6, 6) : Inputs.shaped(40);
        List<Layer> layers = List.of(layer, activation);
        Network whole = new Network(Seed.DEFAULT, Compute.of(1), inputs, layers);
        Network parts = new Network(Seed.DEFAULT, Compute.of(1), inputs, layers);
        double[] together = run(whole, whole::forward);
        double[] oneByOne = run(parts, x -> {
            Tensor y = x;
            for (BuiltLayer built : parts.layers()) {
                y = built.forward().apply(y);
            }
            return y;
        });
        assertThat(together).containsExactly(oneByOne, within(1e-6));
        float[] expected = parts.parameters().gradients();
        assertThat(expected).isNotEqualTo(new float[expected.length]);
        assertThat(whole.parameters().gradients()).containsExactly(expected, within(1e-5f));
    }

    private static double[] run(Network network, Layer.Forward forward) {
        SeededRandom random = new SeededRandom(1);
        Shape shape = network.inputShape().prepend(ROWS);
        float[] x = new float[shape.elements()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        Tape tape = new Tape(Tape.Mode.TRAIN, network.compute(), random);
        Tensor y = forward.apply(tape.input(shape, x));
        double[] values = y.values();
        tape.backward(y, null);
        return values;
    }
}
