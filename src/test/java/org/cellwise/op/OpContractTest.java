package org.cellwise.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.cellwise.Allocations;
import org.cellwise.math.Compute;
import org.cellwise.math.Families;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.OpCases.Example;
import org.cellwise.op.OpCases.Input;
import org.cellwise.op.OpCases.OpCase;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every op must meet: slopes that agree with finite differences, and what the tape relies on. */
class OpContractTest {
    private static final int EXAMPLES = 12;
    private static final double STEP = 1e-2;
    private static final double TOLERANCE = 3e-3;

    static Stream<OpCase> ops() {
        return Stream.of(OpCases.all(), LayerOpCases.all(), SequenceOpCases.all())
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void gradientsAgreeWithFiniteDifferences(OpCase op) {
        for (long seed = 1; seed <= EXAMPLES; seed++) {
            Run run = new Run(op, seed, 1);
            run.forwardBackward();
            for (int i = 0; i < run.inputs.size(); i++) {
                if (run.inputs.get(i).differentiable()) {
                    run.checkGradient(i);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ops")
    void backwardAddsToWhatIsThere(OpCase op) {
        Run run = new Run(op, 7, 1);
        run.forwardBackward();
        float[][] once = run.copyGradients();
        run.forwardBackward();
        for (int i = 0; i < once.length; i++) {
            for (int j = 0; once[i] != null && j < once[i].length; j++) {
                assertThat(run.gradients[i][j]).isCloseTo(2 * once[i][j], within(1e-4f + 1e-5f * Math.abs(once[i][j])));
            }
        }
    }

    /** With one input that needs a gradient its slopes are right, the others have none, and an output without any needs none. */
    @ParameterizedTest
    @MethodSource("ops")
    void inputsThatNeedNoGradientAreLeftAlone(OpCase op) {
        int count = new Run(op, 8, 1).inputs.size();
        for (int kept = -1; kept < count; kept++) {
            int only = kept;
            Run run = new Run(op, 8, Compute.of(1), i -> i == only);
            run.forwardBackward();
            boolean needed = only >= 0 && run.inputs.get(only).differentiable();
            for (int i = 0; i < count; i++) {
                assertThat(run.tensors[i].needsGradient()).isEqualTo(needed && i == only);
                assertThat(run.tensors[i].gradient() != null).isEqualTo(needed && i == only);
            }
            Tensor y = run.forward();
            assertThat(y.needsGradient()).isEqualTo(needed);
            if (needed) {
                run.checkGradient(only);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ops")
    void inputsAreNotWrittenTo(OpCase op) {
        Run run = new Run(op, 9, 1);
        List<float[]> before =
                run.inputs.stream().map(input -> input.data().clone()).toList();
        run.forwardBackward();
        for (int i = 0; i < before.size(); i++) {
            assertThat(run.inputs.get(i).data()).isEqualTo(before.get(i));
        }
    }

    static Stream<OpCase> largeOps() {
        return LargeOpCases.all();
    }

    /** On inputs so large that threads share the work, which is asserted. */
    @ParameterizedTest
    @MethodSource("largeOps")
    void theSameBitsOnAnyNumberOfThreads(OpCase op) {
        Run one = new Run(op, 20, 1);
        float[] y = one.forwardBackward();
        for (int threads : new int[] {2, 5}) {
            AtomicInteger started = new AtomicInteger();
            Run many = new Run(op, 20, Families.compute(threads, started), i -> true);
            assertThat(started).as("threads that took part going forward").hasPositiveValue();
            assertThat(many.forwardBackward()).isEqualTo(y);
            assertThat(many.gradients).isDeepEqualTo(one.gradients);
        }
    }

    /** On plain loops, since it is the ops' own buffers that are asked about; the vector loops have a test in math. */
    @ParameterizedTest
    @MethodSource("ops")
    void aWarmStepAllocatesNothing(OpCase op) {
        Run run = new Run(op, 10, new Compute(FloatMath.plain(), Workers.inline()), i -> true);
        assertThat(Allocations.least(run::step)).isZero();
    }

    /** One example on one tape. */
    private static final class Run {
        final Compute compute;
        final Example example;
        final List<Input> inputs;
        final Tape tape;
        final Tensor[] tensors;
        final float[][] gradients;
        final float[] upstream;
        final String label;

        Run(OpCase op, long seed, int threads) {
            this(op, seed, Compute.of(threads), i -> true);
        }

        /** @param wanted whose gradients are, of the inputs that have slopes */
        Run(OpCase op, long seed, Compute compute, IntPredicate wanted) {
            SeededRandom random = new SeededRandom(seed);
            label = op + ", seed " + seed;
            this.compute = compute;
            example = op.example().apply(random);
            inputs = example.inputs();
            tape = new Tape(Tape.Mode.TRAIN, compute, new SeededRandom(seed));
            tensors = new Tensor[inputs.size()];
            gradients = new float[inputs.size()][];
            for (int i = 0; i < tensors.length; i++) {
                gradients[i] = inputs.get(i).differentiable() && wanted.test(i)
                        ? new float[inputs.get(i).data().length]
                        : null;
            }
            upstream = new float[forward().size()];
            for (int i = 0; i < upstream.length; i++) {
                upstream[i] = (float) random.nextGaussian();
            }
        }

        Tensor forward() {
            return forward(example.function());
        }

        private Tensor forward(Function<Tensor[], Tensor> function) {
            tape.rewind();
            for (int i = 0; i < tensors.length; i++) {
                tensors[i] = tape.input(inputs.get(i).shape(), inputs.get(i).data(), gradients[i]);
            }
            return function.apply(tensors);
        }

        void step() {
            tape.backward(forward(), upstream);
        }

        float[] forwardBackward() {
            tape.random().restore(5);
            Tensor y = forward();
            float[] copy = Arrays.copyOfRange(y.data(), y.offset(), y.offset() + y.size());
            tape.backward(y, upstream);
            return copy;
        }

        float[][] copyGradients() {
            float[][] copy = new float[gradients.length][];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = gradients[i] == null ? null : gradients[i].clone();
            }
            return copy;
        }

        private double weighted() {
            tape.random().restore(5);
            Tensor y = forward(example.slopeOf());
            double sum = 0;
            for (int i = 0; i < upstream.length; i++) {
                sum += (double) y.data()[y.offset() + i] * upstream[i];
            }
            return sum;
        }

        void checkGradient(int i) {
            float[] x = inputs.get(i).data();
            double scale = 1;
            for (float g : gradients[i]) {
                scale = Math.max(scale, Math.abs(g));
            }
            for (int j = 0; j < x.length; j++) {
                float kept = x[j];
                x[j] = (float) (kept + STEP);
                double above = weighted();
                double up = x[j];
                x[j] = (float) (kept - STEP);
                double below = weighted();
                double difference = (above - below) / (up - x[j]);
                x[j] = kept;
                assertThat((double) gradients[i][j])
                        .as("%s: slope by number %d of input %d", label, j, i)
                        .isCloseTo(difference, within(TOLERANCE * scale));
            }
        }
    }
}
