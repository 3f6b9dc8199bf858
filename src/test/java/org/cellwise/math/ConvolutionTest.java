package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each family's convolution, forward and back, against sums in double precision written out as in the definition. */
class ConvolutionTest {
    private static final int IMAGES = 2;

    /** @param filters how many */
    record Case(FloatMath math, Patches patches, int filters) {
        @Override
        public String toString() {
            return math.description() + ", " + patches + ", " + filters + " filters";
        }

        int ySize() {
            return IMAGES * filters * patches.places();
        }
    }

    static List<Case> cases() {
        SeededRandom random = new SeededRandom(5);
        List<Case> cases = new ArrayList<>();
        for (FloatMath math : Families.all().toList()) {
            for (int filters : new int[] {1, 3, 8, 16, 17, 33, 50}) {
                for (int i = 0; i < 4; i++) {
                    int size = 1 + random.nextInt(4);
                    Window window = new Window(size, 1 + i / 2, random.nextInt(size + 2)); // also more than a patch
                    int height = size + random.nextInt(8);
                    int width = size + random.nextInt(20);
                    cases.add(new Case(math, new Patches(window, 1 + random.nextInt(19), height, width), filters));
                }
            }
            cases.add(new Case(math, new Patches(new Window(3, 1, 0), 2, 30, 30), 4)); // more places than a block
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheDefinition(Case c) {
        agreesWithTheDefinition(c, c.patches.down() / 2);
    }

    /** @param middle the row of patches before which the first part ends */
    private void agreesWithTheDefinition(Case c, int middle) {
        SeededRandom random = new SeededRandom(7);
        Patches p = c.patches;
        float[] x = random(3 + IMAGES * p.imageSize(), random);
        float[] w = random(5 + p.rows() * c.filters, random);
        float[] bias = random(1 + c.filters, random);
        float[] dy = random(7 + c.ySize(), random);
        float[] y = new float[7 + c.ySize()];
        float[] dw = w.clone();
        float[] dx = x.clone();
        double[] expectedY = new double[y.length];
        double[] expectedDw = doubles(w);
        double[] expectedDx = doubles(x);
        define(c, x, w, bias, dy, expectedY, expectedDw, expectedDx);

        c.math.convolve(p, IMAGES, 0, middle, x, 3, w, 5, c.filters, bias, 1, y, 7);
        c.math.convolve(p, IMAGES, middle, p.down(), x, 3, w, 5, c.filters, bias, 1, y, 7);
        c.math.convolutionToWeights(p, IMAGES, x, 3, dy, 7, c.filters, dw, 5);
        c.math.convolutionToInputs(p, IMAGES, dy, 7, w, 5, c.filters, dx, 3);

        assertClose(c, y, expectedY, 1e-4);
        assertClose(c, dw, expectedDw, 1e-3);
        assertClose(c, dx, expectedDx, 1e-4);
    }

    static List<FloatMath> families() {
        return Families.all().toList();
    }

    /** Every small window on every small image, in every two parts: also where most of a patch is padding. */
    @ParameterizedTest
    @MethodSource("families")
    void allSmallWindowsAndImages(FloatMath math) {
        for (int size = 1; size <= 5; size++) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int padding = 0; padding <= size + 1; padding++) {
                    Window window = new Window(size, stride, padding);
                    for (int height = 1; height <= 6; height++) {
                        for (int width = 1; width <= 6; width++) {
                            if (window.places(height) > 0 && window.places(width) > 0) {
                                check(new Case(math, new Patches(window, 2, height, width), 3), padding % 3);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Kernels that keep the size of narrow images, as they are often used. */
    @ParameterizedTest
    @MethodSource("families")
    void largeKernelsOnNarrowImages(FloatMath math) {
        for (int size = 7; size <= 11; size += 2) {
            for (int width = 1; width <= 6; width++) {
                for (int height : new int[] {1, 2, 8}) {
                    check(new Case(math, new Patches(new Window(size, 1, size / 2), 1, height, width), 2), 1);
                    check(new Case(math, new Patches(new Window(size, 1, size / 2), 1, width, height), 2), 1);
                }
            }
        }
    }

    private static void check(Case c, int part) {
        new ConvolutionTest().agreesWithTheDefinition(c, Math.min(part, c.patches.down()));
    }

    /** Patches whose matrix is too large to be held at once. */
    @ParameterizedTest
    @MethodSource("families")
    void largeImages(FloatMath math) {
        Case c = new Case(math, new Patches(new Window(9, 1, 4), 1, 260, 260), 1);
        check(c, 100);
    }

    private static void define(
            Case c, float[] x, float[] w, float[] bias, float[] dy, double[] y, double[] dw, double[] dx) {
        Patches p = c.patches;
        int size = p.window().size();
        for (int out = 0; out < c.ySize(); out++) {
            int column = out % p.across();
            int row = out / p.across() % p.down();
            int filter = out / p.places() % c.filters;
            int image = out / p.places() / c.filters;
            y[7 + out] = bias[1 + filter];
            for (int tap = 0; tap < p.rows(); tap++) {
                int i = row * p.window().stride() - p.window().padding() + tap / size % size;
                int j = column * p.window().stride() - p.window().padding() + tap % size;
                if (i >= 0 && i < p.height() && j >= 0 && j < p.width()) {
                    int channel = tap / size / size;
                    int from = 3 + ((image * p.channels() + channel) * p.height() + i) * p.width() + j;
                    int weight = 5 + tap * c.filters + filter;
                    y[7 + out] += (double) x[from] * w[weight];
                    dw[weight] += (double) x[from] * dy[7 + out];
                    dx[from] += (double) w[weight] * dy[7 + out];
                }
            }
        }
    }

    private static void assertClose(Case c, float[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
                assertThat((double) actual[i]).as("%s: number %d", c, i).isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    private static float[] random(int size, SeededRandom random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
