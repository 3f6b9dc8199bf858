package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop gives the same bits before the compiler has seen it and after. */
class StableBitsTest {
    private static final int REPEATS = 60_000;

    private final float[] a = numbers(1);
    private final float[] b = numbers(2);

    private static float[] numbers(long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] numbers = new float[331];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void sums(FloatMath math) {
        float first = math.sum(a, 0, a.length);
        for (int i = 0; i < REPEATS; i++) {
            assertSame(math.sum(a, 0, a.length), first, i);
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void dotProducts(FloatMath math) {
        float first = math.dot(a, 0, b, 0, a.length);
        for (int i = 0; i < REPEATS; i++) {
            assertSame(math.dot(a, 0, b, 0, a.length), first, i);
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void smallProducts(FloatMath math) {
        float[] first = product(math);
        for (int i = 0; i < REPEATS / 4; i++) {
            assertThat(product(math)).isEqualTo(first);
        }
    }

    /** (2,100) times the transpose of (3,100): few rows, each element a dot product. */
    private float[] product(FloatMath math) {
        float[] c = new float[6];
        new Compute(math, Workers.inline()).multiplyTransposedB(2, 3, 100, a, 0, 100, b, 0, 100, c, 0, 3);
        return c;
    }

    private static void assertSame(float actual, float first, int repeat) {
        if (actual != first) {
            assertThat(actual).as("repeat %d", repeat).isEqualTo(first);
        }
    }
}
