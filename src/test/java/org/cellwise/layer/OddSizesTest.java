package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sizes that no vector length and no number of threads divides, down to one place, one unit, one row, and up to where the
 * work is shared: the bits do not depend on the number of threads, and the fast loops agree with the plain ones.
 */
class OddSizesTest {
    private static final int[] WIDTHS = {1, 3, 17};
    private static final int[] LENGTHS = {1, 9};
    private static final Compute ALONE = Compute.of(1);
    private static final Compute PLAIN = new Compute(FloatMath.plain(), Workers.inline());
    private static final List<Compute> SHARED = List.of(Compute.of(2), Compute.of(4));

    /**
     * A layer and how many rows it is given.
     *
     * @param places up to which the last rows hold something; the others are zeros behind; 0 for all of every row
     */
    private record Odd(String name, List<Layer> layers, Shape row, int rows, int places) {
        @Override
        public String toString() {
            return rows + " rows of " + row + " through " + name + (places > 0 ? ", cut" : "");
        }

        float[] x() {
            SeededRandom random = new SeededRandom(7);
            float[] x = new float[rows * row.elements()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            int length = row.size(0);
            int width = row.elements() / length;
            for (int k = 0; k < rows && places > 0; k++) {
                int end = (k * 5 + 1) % (length + 1); // some hold nothing at all, some end where others go on
                Arrays.fill(x, (k * length + end) * width, (k + 1) * length * width, 0f);
            }
            return x;
        }
    }

    static Stream<Odd> cases() {
        List<Odd> cases = new ArrayList<>();
        for (int width : WIDTHS) {
            for (int length : LENGTHS) {
                for (int rows : new int[] {1, 9}) {
                    sequences(cases, length, width, rows, width);
                }
            }
            images(cases, width, 1, 1, 3);
            images(cases, width, 5, 3, 3);
        }
        for (int rows : new int[] {1, 3, 17}) { // large enough to be shared
            sequences(cases, 33, 51, rows, 65);
        }
        Layer causal = selfAttention(2).groups(1).rotary().asCausal(); // beyond what a tile of queries holds
        add(cases, Shape.of(130, 8), 3, true, masking(), causal);
        add(cases, Shape.of(270, 8), 2, false, causal);
        images(cases, 7, 33, 21, 5);
        images(cases, 3, 65, 47, 1);
        return cases.stream();
    }

    private static void sequences(List<Odd> cases, int length, int width, int rows, int units) {
        Shape row = Shape.of(length, width);
        add(cases, row, rows, false, lstm(units));
        add(cases, row, rows, false, gru(units));
        add(cases, row, rows, false, bidirectional(lstm(units)));
        add(cases, row, rows, true, masking(), lstm(units));
        add(cases, row, rows, true, masking(), gru(units).last());
        add(cases, row, rows, true, masking(), bidirectional(gru(units)));
        add(cases, row, rows, false, rmsNorm(), swiGlu(units));
        add(cases, row, rows, false, groupNorm(1), layerNorm());
        add(cases, row, rows, false, conv1d(units, 3).same());
        add(cases, row, rows, false, conv1d(units, 2).padding(1).stride(2));
        add(
                cases,
                row,
                rows,
                true,
                masking(),
                conv1d(units, 3).same().stride(2),
                lstm(units).last());
        add(cases, row, rows, true, masking(), classToken(), selfAttention(1), globalAveragePool());
        add(cases, row, rows, false, selfAttention(width % 3 == 0 ? 3 : 1).asCausal());
        Layer heads = selfAttention(2).groups(1).rotary().asCausal();
        add(cases, row, rows, false, dense(4 * ((units + 3) / 4)), heads);
        if (length > 1) {
            add(
                    cases,
                    row,
                    rows,
                    false,
                    encoderDecoder(length / 2, transformerBlock(1, units), decoderBlock(1, units)));
            add(
                    cases,
                    row,
                    rows,
                    true,
                    masking(),
                    encoderDecoder((length + 1) / 2, transformerBlock(1, 3), decoderBlock(1, 3)));
        }
    }

    private static void images(List<Odd> cases, int channels, int height, int width, int rows) {
        Shape row = Shape.of(channels, height, width);
        add(cases, row, rows, false, depthwiseConv2d(3).same());
        add(cases, row, rows, false, transposedConv2d(3, 3).stride(2));
        add(cases, row, rows, false, groupNorm(channels % 3 == 0 ? 3 : 1));
        add(cases, row, rows, false, conv2d(5, 3).same().stride(2), globalMaxPool());
    }

    private static void add(List<Odd> cases, Shape row, int rows, boolean cut, Layer... layers) {
        cases.add(new Odd(List.of(layers).toString(), List.of(layers), row, rows, cut ? row.size(0) : 0));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBitsOnAnyNumberOfThreadsAndNearlyThoseOfPlainLoops(Odd odd) {
        float[][] one = step(odd, ALONE);
        for (Compute shared : SHARED) {
            float[][] many = step(odd, shared);
            for (int i = 0; i < one.length; i++) {
                assertThat(Arrays.equals(many[i], one[i]))
                        .as("%s, %d threads", what(i), shared.threads())
                        .isTrue();
            }
        }
        float[][] plain = step(odd, PLAIN);
        for (int i = 0; i < one.length; i++) {
            assertThat(apart(one[i], plain[i])).as(what(i)).isLessThan(2e-5);
        }
    }

    /** The largest difference, as a part of the largest number where that is above 1. */
    private static double apart(float[] a, float[] b) {
        double largest = 1;
        double apart = a.length == b.length ? 0 : Double.NaN;
        for (int i = 0; i < b.length; i++) {
            largest = Math.max(largest, Math.abs(b[i]));
            apart = Math.max(apart, Math.abs(a[i] - b[i]));
        }
        return apart / largest;
    }

    private static String what(int i) {
        return List.of("outputs", "slopes by inputs", "slopes by weights").get(i);
    }

    private static float[][] step(Odd odd, Compute compute) {
        Network network = new Network(new Seed(3), compute, new Inputs(odd.row, List.of()), odd.layers);
        Tape tape = new Tape(Tape.Mode.TRAIN, compute, new SeededRandom(1));
        float[] x = odd.x();
        float[] dx = new float[x.length];
        Tensor y = network.forward(tape.input(odd.row.prepend(odd.rows), x, dx));
        float[] upstream = new float[y.size()];
        SeededRandom random = new SeededRandom(5);
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = (float) random.nextGaussian();
        }
        tape.backward(y, upstream);
        return new float[][] {
            Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size()),
            dx,
            network.parameters().gradients().clone()
        };
    }
}
