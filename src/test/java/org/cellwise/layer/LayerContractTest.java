package org.cellwise.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.Allocations;
import org.cellwise.layer.LayerCases.LayerCase;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameter;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer must meet, whatever ops it is made of. */
class LayerContractTest {
    private static final double STEP = 5e-3;
    private static final double TOLERANCE = 5e-3;

    static Stream<LayerCase> layers() {
        return LayerCases.all();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theShapeThatWasInferredIsTheShapeThatComes(LayerCase layer) {
        for (int rows : new int[] {1, 5}) {
            Run run = new Run(layer, rows, rows, 1);
            assertThat(run.forward().shape())
                    .isEqualTo(run.network.outputShape().prepend(rows));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsAgreeWithFiniteDifferences(LayerCase layer) {
        for (long seed = 1; seed <= 4; seed++) {
            SeededRandom random = new SeededRandom(seed);
            Run run = new Run(layer.resized(random), 2 + random.nextInt(4), seed, 1);
            run.step();
            if (layer.entries() == 0) {
                run.checkGradients("input", run.x, 0, run.x.length, run.dx);
            }
            for (Parameter p : run.network.parameters().list()) {
                if (p.trainable()) {
                    float[] values = run.network.parameters().values();
                    float[] gradients = run.network.parameters().gradients();
                    run.checkGradients(p.name(), values, p.offset(), p.size(), gradients);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void predictionGivesTheSameAgain(LayerCase layer) {
        Run run = new Run(layer, 4, 3, 1);
        float[] once = run.network.predict(run.x, 4);
        assertThat(run.network.predict(run.x, 4)).isEqualTo(once);
        int width = layer.row().elements();
        float[] second = run.network.predict(Arrays.copyOfRange(run.x, width, 2 * width), 1);
        assertThat(second)
                .as("a row by itself, since rows do not depend on each other")
                .containsExactly(Arrays.copyOfRange(once, second.length, 2 * second.length), within(1e-5f));
    }

    /** On plain loops, since it is the ops' own buffers that are asked about. */
    @ParameterizedTest
    @MethodSource("layers")
    void aWarmStepAllocatesNothing(LayerCase layer) {
        Run run = new Run(layer, 3, 4, new Compute(FloatMath.plain(), Workers.inline()));
        assertThat(Allocations.least(run::step)).isZero();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theSameBitsOnAnyNumberOfThreads(LayerCase layer) {
        int rows = 1 + 300_000 / layer.row().elements(); // so that even the cheapest work is shared
        Run one = new Run(layer, rows, 5, 1);
        float[] y = one.step();
        for (int threads : new int[] {2, 4}) {
            Run many = new Run(layer, rows, 5, threads);
            assertThat(Arrays.equals(many.step(), y))
                    .as("outputs, %d threads", threads)
                    .isTrue();
            assertThat(Arrays.equals(many.dx, one.dx))
                    .as("gradients of x, %d threads", threads)
                    .isTrue();
            assertThat(Arrays.equals(
                            many.network.parameters().gradients(),
                            one.network.parameters().gradients()))
                    .as("gradients, %d threads", threads)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void frozenParametersGetNoGradientAndDoNotChange(LayerCase layer) {
        Run run = new Run(layer, 3, 6, 1);
        run.network.parameters().list().forEach(p -> p.freeze(true));
        float[] before = run.network.parameters().values().clone();
        run.step();
        assertThat(run.network.parameters().gradients()).containsOnly(expectedOf(run, 0f));
        assertThat(run.network.parameters().values()).isEqualTo(before);
    }

    /** Of no parameters at all, an empty expectation. */
    private static float[] expectedOf(Run run, float value) {
        return run.network.parameters().size() == 0 ? new float[0] : new float[] {value};
    }

    @ParameterizedTest
    @MethodSource("layers")
    void withNothingToLearnBelowNothingRunsBackward(LayerCase layer) {
        Run run = new Run(layer, 3, 7, 1);
        run.network.parameters().list().forEach(p -> p.freeze(true));
        Tape tape = new Tape(Tape.Mode.TRAIN, run.network.compute(), new SeededRandom(1));
        Tensor y = run.network.forward(tape.input(layer.row().prepend(3), run.x));
        assertThat(y.needsGradient()).isFalse();
    }

    /** One network of one layer, on one tape. */
    private static final class Run {
        final LayerCase layer;
        final Network network;
        final Tape tape;
        final float[] x;
        final float[] dx;
        final float[] upstream;
        final Shape batch;
        final long seed;

        Run(LayerCase layer, int rows, long seed, int threads) {
            this(layer, rows, seed, Compute.of(threads));
        }

        Run(LayerCase layer, int rows, long seed, Compute compute) {
            this.layer = layer;
            batch = layer.row().prepend(rows);
            this.seed = seed;
            SeededRandom random = new SeededRandom(seed);
            Inputs inputs = new Inputs(layer.row(), List.of());
            network = new Network(new Seed(seed), compute, inputs, List.of(layer.layer()));
            tape = new Tape(Tape.Mode.TRAIN, network.compute(), new SeededRandom(seed));
            x = layer.rows(rows, random);
            dx = layer.entries() == 0 ? new float[x.length] : null;
            upstream = new float[rows * network.outputShape().elements()];
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = (float) random.nextGaussian();
            }
        }

        Tensor forward() {
            tape.rewind();
            tape.random().restore(seed);
            return network.forward(tape.input(batch, x, dx));
        }

        /** Forward and backward; returns the tape's outputs, live. */
        float[] step() {
            Tensor y = forward();
            tape.backward(y, upstream);
            return y.data();
        }

        private double weighted() {
            Tensor y = forward();
            double sum = 0;
            for (int i = 0; i < upstream.length; i++) {
                sum += (double) y.data()[y.offset() + i] * upstream[i];
            }
            return sum;
        }

        void checkGradients(String what, float[] values, int from, int count, float[] gradients) {
            double scale = 1;
            for (int i = from; i < from + count; i++) {
                scale = Math.max(scale, Math.abs(gradients[i]));
            }
            for (int i = from; i < from + count; i++) {
                float kept = values[i];
                values[i] = (float) (kept + STEP);
                double above = weighted();
                double up = values[i];
                values[i] = (float) (kept - STEP);
                double below = weighted();
                double difference = (above - below) / (up - values[i]);
                values[i] = kept;
                assertThat((double) gradients[i])
                        .as("%s, seed %d: slope by number %d of %s", layer, seed, i - from, what)
                        .isCloseTo(difference, within(TOLERANCE * scale));
            }
        }
    }
}
