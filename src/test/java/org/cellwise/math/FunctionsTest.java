package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    /** A prime, so that a sweep over all bit patterns meets every kind of float. */
    private static final int STEP = 10_007;

    interface Loop {
        void run(FloatMath math, float[] x, int xOff, float[] y, int yOff, int n);
    }

    enum Function {
        EXP(FloatMath::exp, StrictMath::exp, 1),
        LOG(FloatMath::log, StrictMath::log, 1),
        TANH(FloatMath::tanh, StrictMath::tanh, 2),
        SIGMOID(FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 2.5),
        ERF(FloatMath::erf, FunctionsTest::erf, 1);

        final Loop loop;
        final DoubleUnaryOperator exact;
        /** As documented at FloatMath, in units in the last place. */
        final double accuracy;

        Function(Loop loop, DoubleUnaryOperator exact, double accuracy) {
            this.loop = loop;
            this.exact = exact;
            this.accuracy = accuracy;
        }
    }

    static Stream<Arguments> familiesAndFunctions() {
        return Families.all()
                .flatMap(math -> Stream.of(Function.values()).map(function -> Arguments.of(math, function)));
    }

    @ParameterizedTest
    @MethodSource("familiesAndFunctions")
    void accurateOverAllFloats(FloatMath math, Function function) {
        float[] x = new float[(int) ((1L << 32) / STEP)];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(i * STEP);
        }
        float[] y = new float[x.length];
        function.loop.run(math, x, 0, y, 0, x.length);
        double worst = 0;
        float worstAt = 0;
        for (int i = 0; i < x.length; i++) {
            double error = error(y[i], function.exact.applyAsDouble(x[i]));
            if (error > worst) {
                worst = error;
                worstAt = x[i];
            }
        }
        assertThat(worst).as("units in the last place, at %s", worstAt).isLessThan(function.accuracy);
    }

    /** In units in the last place; infinite where one is special and the other is not the same. */
    private static double error(float actual, double exact) {
        float rounded = (float) exact;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded) || Float.isNaN(actual) || Float.isInfinite(actual)) {
            return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - exact) / Math.ulp(rounded);
    }

    /** A series of positive terms: 2/√π e^(-x²) Σ 2ⁱ x²ⁱ⁺¹ / (1 · 3 · … · (2i + 1)). */
    private static double erf(double x) {
        if (!(Math.abs(x) < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int i = 1; Math.abs(term) > 1e-18 * Math.abs(sum); i++) {
            term *= 2 * x * x / (2 * i + 1);
            sum += term;
        }
        return sum * StrictMath.exp(-x * x) * 2 / Math.sqrt(Math.PI);
    }

    @ParameterizedTest
    @MethodSource("familiesAndFunctions")
    void specialValues(FloatMath math, Function function) {
        float inf = Float.POSITIVE_INFINITY;
        float[] x = {inf, -inf, Float.NaN, 0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE
        };
        float[] expected = switch (function) {
            case EXP -> new float[] {inf, 0, Float.NaN, 1, 1, 1, 1, inf, 0};
            case LOG ->
                new float[] {inf, Float.NaN, Float.NaN, -inf, -inf, -103.27893f, Float.NaN, 88.72284f, Float.NaN};
            case TANH -> new float[] {1, -1, Float.NaN, 0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1, -1};
            case SIGMOID -> new float[] {1, 0, Float.NaN, 0.5f, 0.5f, 0.5f, 0.5f, 1, 0};
            case ERF -> new float[] {1, -1, Float.NaN, 0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1, -1};
        };
        for (int i = 0; i < x.length; i++) {
            float[] filled = new float[67];
            Arrays.fill(filled, x[i]);
            float[] y = new float[67];
            function.loop.run(math, filled, 0, y, 0, 67);
            for (float value : y) {
                assertThat(value).as("%s of %s", function, x[i]).isEqualTo(Float.valueOf(expected[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("familiesAndFunctions")
    void anElementsBitsDoNotDependOnItsPlaceAndNothingAroundIsTouched(FloatMath math, Function function) {
        SeededRandom random = new SeededRandom(5);
        float[] x = new float[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian() * 4;
        }
        float[] one = new float[200];
        for (int i = 0; i < x.length; i++) {
            function.loop.run(math, x, i, one, i, 1);
        }
        for (int n = 0; n < 70; n++) {
            float[] y = new float[n + 8];
            function.loop.run(math, x, n, y, 5, n);
            for (int i = 0; i < y.length; i++) {
                boolean inside = i >= 5 && i < 5 + n;
                assertThat(y[i])
                        .as("element %d of %d", i - 5, n)
                        .isEqualTo(Float.valueOf(inside ? one[n + i - 5] : 0f));
            }
        }
        float[] inPlace = x.clone();
        function.loop.run(math, inPlace, 0, inPlace, 0, x.length);
        assertThat(inPlace).isEqualTo(one);
    }
}
