package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of a million numbers of one sign, which floats added one after the other get wrong in the second digit. */
class LongSumsTest {
    private static final int COUNT = 1_000_003;
    private static final double ACCURACY = 1e-5;

    private final float[] x = numbers(3, 1);
    private final float[] y = numbers(1, 2);

    private static float[] numbers(int each, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] numbers = new float[COUNT * each];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 2 == 0 ? 0.1f : random.nextFloat();
        }
        return numbers;
    }

    private static void assertRight(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(ACCURACY * Math.abs(expected)));
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void sumsAndDotProducts(FloatMath math) {
        double sum = 0;
        double dot = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += x[i];
            dot += (double) x[i] * y[i];
        }
        assertRight(math.sum(x, 0, COUNT), sum);
        assertRight(math.dot(x, 0, y, 0, COUNT), dot);
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void rows(FloatMath math) {
        float[] total = {1, 2, 3};
        double[] expected = {1, 2, 3};
        for (int i = 0; i < x.length; i++) {
            expected[i % 3] += x[i];
        }
        Compensated.addRows(
                new Compute(math, Workers.inline()),
                COUNT,
                3,
                x,
                0,
                new float[Compensated.scratch(COUNT, 3)],
                total,
                0);
        for (int i = 0; i < 3; i++) {
            assertRight(total[i], expected[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void products(FloatMath math) {
        double[] expected = new double[3];
        for (int i = 0; i < x.length; i++) {
            expected[i % 3] += (double) x[i] * y[i / 3];
        }
        Compute alone = new Compute(math, Workers.inline());
        float[] c = new float[3];
        alone.multiplyTransposedA(3, 1, COUNT, x, 0, 3, y, 0, 1, c, 0, 1); // gradient of weights
        for (int i = 0; i < 3; i++) {
            assertRight(c[i], expected[i]);
        }
        float[] shared = new float[3];
        new Compute(math, new Workers(3)).multiplyTransposedA(3, 1, COUNT, x, 0, 3, y, 0, 1, shared, 0, 1);
        assertThat(shared).containsExactly(c);
        Arrays.fill(c, 0);
        alone.multiply(1, 3, COUNT, y, 0, COUNT, x, 0, 3, c, 0, 3);
        for (int i = 0; i < 3; i++) {
            assertRight(c[i], expected[i]);
        }
        float before = c[0];
        alone.multiplyTransposedB(1, 1, COUNT, x, 0, COUNT, y, 0, COUNT, c, 0, 1);
        assertRight(c[0], before + math.dot(x, 0, y, 0, COUNT));
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void whatIsInfiniteStaysInfinite(FloatMath math) {
        float[] big = new float[10_000];
        Arrays.fill(big, 1e38f);
        float[] total = new float[1];
        Compensated.addRows(new Compute(math, Workers.inline()), big.length, 1, big, 0, new float[2], total, 0);
        assertThat(total).containsExactly(Float.POSITIVE_INFINITY);
        float[] ones = new float[big.length];
        Arrays.fill(ones, 1);
        float[] c = new float[1];
        new Compute(math, Workers.inline()).multiplyTransposedA(1, 1, big.length, big, 0, 1, ones, 0, 1, c, 0, 1);
        assertThat(c).containsExactly(Float.POSITIVE_INFINITY);
        assertThat(math.sum(new float[] {1, Float.NaN, 2}, 0, 3)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void shortSumsAreAddedInOrder(FloatMath math) {
        float[] total = new float[3];
        float[] expected = new float[3];
        for (int i = 0; i < 3 * Compensated.BLOCK; i++) {
            expected[i % 3] += x[i];
        }
        Compensated.addRows(new Compute(math, Workers.inline()), Compensated.BLOCK, 3, x, 0, new float[0], total, 0);
        assertThat(total).containsExactly(expected);
    }
}
