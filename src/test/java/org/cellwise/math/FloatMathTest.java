package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
    private static final SeededRandom RANDOM = new SeededRandom(6);
    private static final float[] X = gaussian();
    private static final float[] Y = gaussian();

    private static float[] gaussian() {
        float[] values = new float[120];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) RANDOM.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void dotAndSumOfEveryLength(FloatMath math) {
        for (int n = 0; n <= 110; n++) {
            double dot = 0;
            double sum = 0;
            for (int i = 0; i < n; i++) {
                dot += (double) X[i + 3] * Y[i + 5];
                sum += X[i + 3];
            }
            assertThat(math.dot(X, 3, Y, 5, n)).as("n=%d", n).isEqualTo((float) dot, within(1e-5f));
            assertThat(math.sum(X, 3, n)).as("n=%d", n).isEqualTo((float) sum, within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void maxOfEveryLengthAndPlace(FloatMath math) {
        assertThat(math.max(X, 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
        for (int n = 1; n <= 70; n++) {
            for (int at = 0; at < n; at++) {
                float[] values = new float[n + 2];
                Arrays.fill(values, -7);
                values[0] = 100;
                values[n + 1] = 100;
                values[1 + at] = -2;
                assertThat(math.max(values, 1, n)).isEqualTo(-2);
                values[1 + at] = Float.NaN;
                assertThat(math.max(values, 1, n)).isNaN();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void axpyAndScaleOfEveryLength(FloatMath math) {
        for (int n = 0; n <= 70; n++) {
            float[] y = Y.clone();
            math.axpy(n, 1.5f, X, 3, y, 5);
            float[] x = X.clone();
            math.scale(n, -0.3f, x, 7);
            for (int i = 0; i < y.length; i++) {
                boolean added = i >= 5 && i < 5 + n;
                assertThat(y[i]).isEqualTo(added ? Y[i] + 1.5f * X[i - 2] : Y[i], within(added ? 1e-6f : 0f));
                boolean scaled = i >= 7 && i < 7 + n;
                assertThat(x[i]).isEqualTo(scaled ? X[i] * -0.3f : X[i]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void timesOfEveryLength(FloatMath math) {
        for (int n = 0; n <= 110; n++) {
            float[] y = Y.clone();
            math.times(X, 3, Y, 1, y, 5, n);
            float[] added = Y.clone();
            math.addTimes(X, 3, X, 7, added, 5, n);
            for (int i = 0; i < y.length; i++) {
                boolean within = i >= 5 && i < 5 + n;
                assertThat(y[i]).isEqualTo(within ? X[i - 2] * Y[i - 4] : Y[i]);
                assertThat(added[i]).isEqualTo(within ? Y[i] + X[i - 2] * X[i + 2] : Y[i], within(within ? 1e-6f : 0f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void slopesOfRowsAreThoseOfPlainLoops(FloatMath math) {
        for (int n : new int[] {1, 3, 16, 64, 96, 100}) {
            float[] dx = new float[120];
            float[] expected = new float[120];
            math.normSlopes(X, 3, Y, X, 2, 0.7f, dx, 5, n);
            FloatMath.plain().normSlopes(X, 3, Y, X, 2, 0.7f, expected, 5, n);
            assertThat(dx).containsExactly(expected, within(1e-5f));
        }
        for (int h : new int[] {1, 5, 16, 20, 32, 64}) {
            float[] gates = new float[3 + 4 * h];
            FloatMath.plain().sigmoid(X, 0, gates, 3, Math.min(4 * h, X.length));
            float[][] slopes = new float[2][2 + gates.length];
            float[][] dc = {X.clone(), X.clone()};
            math.lstmSlopes(h, gates, 3, X, 1, Y, X, 4, Y, dc[0], 6, slopes[0]);
            FloatMath.plain().lstmSlopes(h, gates, 3, X, 1, Y, X, 4, Y, dc[1], 6, slopes[1]);
            assertThat(slopes[0]).containsExactly(slopes[1], within(1e-4f));
            assertThat(dc[0]).containsExactly(dc[1], within(1e-4f));
        }
    }

    @Test
    void theFamilyIsChosenByProperty() {
        assertThat(withProperty("plain")).contains("plain Java").contains("--add-modules jdk.incubator.vector");
        assertThatThrownBy(() -> withProperty("gpu")).hasMessageContaining("cellwise.math expects plain or vector");
    }

    private static String withProperty(String choice) {
        String before = System.getProperty("cellwise.math"); // of a run of all tests on one family
        System.setProperty("cellwise.math", choice);
        try {
            return FloatMath.best().description();
        } finally {
            if (before == null) {
                System.clearProperty("cellwise.math");
            } else {
                System.setProperty("cellwise.math", before);
            }
        }
    }

    /** Prints the advice of a virtual machine of its own. */
    static final class Advice {
        public static void main(String[] args) {
            System.out.print(FloatMath.advice().orElse("none"));
        }
    }

    @Test
    void theFastPathIsAdvisedWhereItIsMissing() throws IOException {
        assertThat(advice())
                .isEqualTo("Cellwise runs on plain Java loops; start java with --add-modules jdk.incubator.vector for"
                        + " faster ones");
        assertThat(advice("--add-modules", "jdk.incubator.vector")).isEqualTo("none");
        assertThat(advice("-Dcellwise.math=plain")).isEqualTo("none");
    }

    private static String advice(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Advice.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
