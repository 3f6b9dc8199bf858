package org.cellwise.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cellwise.Allocations;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.op.loss.RowLosses;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tape;
import org.cellwise.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients that are sums over a million rows agree with sums in double arithmetic, where floats would be 1 percent off. */
class ManyRowsTest {
    private static final int ROWS = 1_000_003;
    private static final double ACCURACY = 1e-5;

    /** Of numbers near each other, all above 0, with a pattern that rounds to the same side again and again. */
    private static float[] numbers(int count) {
        SeededRandom random = new SeededRandom(count);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i % 3 == 0 ? 0.1f : 0.1f + 0.01f * random.nextFloat();
        }
        return numbers;
    }

    record Family(String name, Compute compute) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Family> families() {
        return Stream.of(
                new Family("plain", new Compute(FloatMath.plain(), Workers.inline())),
                new Family("best", new Compute(FloatMath.best(), Workers.inline())),
                new Family("best on three threads", Compute.of(3)));
    }

    private static Tape tape(Family family) {
        return new Tape(Tape.Mode.TRAIN, family.compute, new SeededRandom(1));
    }

    private static void assertRight(float actual, double expected) {
        assertThat((double) actual).isCloseTo(expected, within(ACCURACY * Math.abs(expected)));
    }

    private static double sum(float[] numbers, int from, int step) {
        double sum = 0;
        for (int i = from; i < numbers.length; i += step) {
            sum += numbers[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("families")
    void weightsAndBiasOfALinearLayer(Family family) {
        float[] x = numbers(2 * ROWS);
        float[] dw = new float[2];
        float[] db = new float[1];
        Tape tape = tape(family);
        Tensor y = Ops.linear(
                tape.input(Shape.of(ROWS, 2), x),
                tape.input(Shape.of(2, 1), new float[2], dw),
                tape.input(Shape.of(1), new float[1], db));
        float[] upstream = numbers(ROWS);
        tape.backward(y, upstream);
        assertRight(db[0], sum(upstream, 0, 1));
        double[] expected = new double[2];
        for (int i = 0; i < x.length; i++) {
            expected[i % 2] += (double) x[i] * upstream[i / 2];
        }
        assertRight(dw[0], expected[0]);
        assertRight(dw[1], expected[1]);
    }

    @ParameterizedTest
    @MethodSource("families")
    void scaleAndShiftOfNormalisation(Family family) {
        Op batchNorm = Ops.batchNorm(0.1, 1e-5, false);
        Tape tape = tape(family);
        float[] x = new float[2 * ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[2 * i] = 1; // normalised to 1 and -1
            x[2 * i + 1] = -1;
        }
        float[] upstream = numbers(2 * ROWS);
        float[] scale = new float[2];
        float[] shift = new float[2];
        Tensor y = Ops.layerNorm(
                tape.input(Shape.of(ROWS, 2), x),
                tape.input(Shape.of(2), new float[] {1, 1}, scale),
                tape.input(Shape.of(2), new float[2], shift),
                1e-10);
        tape.backward(y, upstream);
        assertRight(scale[0], sum(upstream, 0, 2));
        assertRight(scale[1], -sum(upstream, 1, 2));
        assertRight(shift[0], sum(upstream, 0, 2));
        tape.rewind();
        Arrays.fill(shift, 0);
        y = tape.apply(
                batchNorm,
                tape.input(Shape.of(ROWS, 2), numbers(2 * ROWS)),
                tape.input(Shape.of(2), new float[] {1, 1}, scale),
                tape.input(Shape.of(2), new float[2], shift),
                tape.input(Shape.of(2), new float[2]),
                tape.input(Shape.of(2), new float[] {1, 1}));
        tape.backward(y, upstream);
        assertRight(shift[0], sum(upstream, 0, 2));
        assertRight(shift[1], sum(upstream, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("families")
    void convolution(Family family) {
        int images = 3001;
        float[] x = numbers(images * 400);
        float[] dw = new float[1];
        float[] db = new float[1];
        Tape tape = tape(family);
        Tensor y = Ops.conv2d(
                tape.input(Shape.of(images, 1, 20, 20), x),
                tape.input(Shape.of(1, 1, 1, 1), new float[1], dw),
                tape.input(Shape.of(1), new float[1], db),
                1,
                0);
        float[] upstream = numbers(images * 400);
        tape.backward(y, upstream);
        double expected = 0;
        for (int i = 0; i < x.length; i++) {
            expected += (double) x[i] * upstream[i];
        }
        assertRight(db[0], sum(upstream, 0, 1));
        assertRight(dw[0], expected);
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatIsRepeatedOrLookedUp(Family family) {
        Tape tape = tape(family);
        float[] upstream = numbers(2 * ROWS);
        float[] rowsOf = new float[2];
        tape.backward(
                Ops.add(
                        tape.input(Shape.of(ROWS, 2), new float[2 * ROWS]),
                        tape.input(Shape.of(2), new float[2], rowsOf)),
                upstream);
        assertRight(rowsOf[0], sum(upstream, 0, 2));
        assertRight(rowsOf[1], sum(upstream, 1, 2));
        tape.rewind();
        float[] single = new float[1];
        float[] ones = new float[2 * ROWS];
        Arrays.fill(ones, 1);
        tape.backward(
                Ops.multiply(tape.input(Shape.of(2 * ROWS), ones), tape.input(Shape.of(1), new float[] {2}, single)),
                upstream);
        assertRight(single[0], sum(upstream, 0, 1));
        tape.rewind();
        Arrays.fill(single, 0);
        tape.backward(
                Ops.divide(
                        tape.input(Shape.of(1, 1), new float[] {2}, single), tape.input(Shape.of(2 * ROWS, 1), ones)),
                upstream);
        assertRight(single[0], sum(upstream, 0, 1));
        tape.rewind();
        float[] table = new float[4];
        Tensor looked = Ops.embedding(
                tape.input(Shape.of(ROWS), new float[ROWS]), tape.input(Shape.of(2, 2), new float[4], table));
        tape.backward(looked, upstream);
        assertRight(table[0], sum(upstream, 0, 2));
        assertRight(table[1], sum(upstream, 1, 2));
        assertThat(table[2]).isZero();
    }

    @ParameterizedTest
    @MethodSource("families")
    void sumsAndMeans(Family family) {
        Tape tape = tape(family);
        float[] x = numbers(2 * ROWS);
        Tensor rows = tape.input(Shape.of(ROWS, 2), x);
        assertRight(Ops.sum(rows).single(), sum(x, 0, 1));
        assertRight(Ops.mean(rows).single(), sum(x, 0, 1) / x.length);
        assertRight((float) Ops.sum(rows, 0).values()[1], sum(x, 1, 2));
        Tensor losses = RowLosses.absoluteError(rows, tape.input(Shape.of(ROWS, 2), new float[2 * ROWS]));
        assertRight(Ops.mean(losses).single(), sum(x, 0, 1) / x.length);
    }

    @Test
    void oneThreadAndSeveralGiveTheSameBits() {
        float[][] gradients = new float[2][3];
        float[] x = numbers(3 * 20_000);
        for (int run = 0; run < 2; run++) {
            Tape tape = new Tape(Tape.Mode.TRAIN, Compute.of(run == 0 ? 1 : 4), new SeededRandom(1));
            Tensor y = Ops.linear(
                    tape.input(Shape.of(20_000, 3), x), tape.input(Shape.of(3, 1), new float[3], gradients[run]), null);
            tape.backward(y, numbers(20_000));
        }
        assertThat(gradients[1]).containsExactly(gradients[0]);
    }

    @Test
    void aWarmStepOnManyRowsAllocatesNothing() {
        Tape tape = new Tape(Tape.Mode.TRAIN, new Compute(FloatMath.plain(), Workers.inline()), new SeededRandom(1));
        Shape many = Shape.of(5000, 2);
        Shape square = Shape.of(2, 2);
        Shape row = Shape.of(2);
        float[] x = numbers(10_000);
        float[] w = numbers(4);
        float[] b = numbers(2);
        float[] dw = new float[4];
        float[] db = new float[2];
        assertThat(Allocations.least(() -> {
                    tape.rewind();
                    Tensor bias = tape.input(row, b, db);
                    Tensor y = Ops.linear(tape.input(many, x), tape.input(square, w, dw), bias);
                    tape.backward(Ops.sum(Ops.multiply(y, bias)));
                }))
                .isZero();
    }
}
