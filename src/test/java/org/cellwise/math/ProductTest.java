package org.cellwise.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of small whole numbers, which floats add without rounding in any order, so that results must be equal. */
class ProductTest {
    private static final float GUARD = 12345.5f;

    /** The three products, and how each stores A (m,k) and B (k,n). */
    enum Form {
        PLAIN,
        TRANSPOSED_A,
        TRANSPOSED_B;

        void run(FloatMath math, int m, int n, int k, Matrix a, Matrix b, Matrix c) {
            run(new Compute(math, Workers.inline()), m, n, k, a, b, c);
        }

        void run(Compute compute, int m, int n, int k, Matrix a, Matrix b, Matrix c) {
            switch (this) {
                case PLAIN ->
                    compute.multiply(
                            m, n, k, a.values, a.offset, a.stride, b.values, b.offset, b.stride, c.values, c.offset,
                            c.stride);
                case TRANSPOSED_A ->
                    compute.multiplyTransposedA(
                            m, n, k, a.values, a.offset, a.stride, b.values, b.offset, b.stride, c.values, c.offset,
                            c.stride);
                case TRANSPOSED_B ->
                    compute.multiplyTransposedB(
                            m, n, k, a.values, a.offset, a.stride, b.values, b.offset, b.stride, c.values, c.offset,
                            c.stride);
            }
        }

        Matrix storeA(int m, int k, float outside, SeededRandom random) {
            return this == TRANSPOSED_A ? Matrix.of(k, m, outside, random) : Matrix.of(m, k, outside, random);
        }

        Matrix storeB(int k, int n, float outside, SeededRandom random) {
            return this == TRANSPOSED_B ? Matrix.of(n, k, outside, random) : Matrix.of(k, n, outside, random);
        }

        float a(Matrix a, int i, int p) {
            return this == TRANSPOSED_A ? a.get(p, i) : a.get(i, p);
        }

        float b(Matrix b, int p, int j) {
            return this == TRANSPOSED_B ? b.get(j, p) : b.get(p, j);
        }
    }

    /** A matrix somewhere inside an array, with space between its rows. */
    record Matrix(int rows, int columns, float[] values, int offset, int stride) {
        static Matrix of(int rows, int columns, float outside, SeededRandom random) {
            int offset = random.nextInt(4);
            int stride = columns + random.nextInt(4);
            float[] values = new float[offset + rows * stride + 3];
            Arrays.fill(values, outside);
            Matrix matrix = new Matrix(rows, columns, values, offset, stride);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    matrix.set(i, j, random.nextInt(9) - 4);
                }
            }
            return matrix;
        }

        float get(int i, int j) {
            return values[offset + i * stride + j];
        }

        void set(int i, int j, float value) {
            values[offset + i * stride + j] = value;
        }

        Matrix copy() {
            return new Matrix(rows, columns, values.clone(), offset, stride);
        }
    }

    static Stream<Arguments> familiesAndForms() {
        return Families.all().flatMap(math -> Stream.of(Form.values()).map(form -> Arguments.of(math, form)));
    }

    @ParameterizedTest
    @MethodSource("familiesAndForms")
    void everySmallShapeIsExactAndTouchesNothingAround(FloatMath math, Form form) {
        SeededRandom random = new SeededRandom(1);
        for (int m = 0; m <= 20; m++) {
            for (int n = 0; n <= 20; n++) {
                for (int k = 0; k <= 20; k++) {
                    check(math, form, m, n, k, random);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("familiesAndForms")
    void shapesAroundTheEdgesOfVectorsPanelsAndBlocks(FloatMath math, Form form) {
        SeededRandom random = new SeededRandom(2);
        int[] edges = {
            1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 319, 320, 321, 511, 513
        };
        for (int i = 0; i < 150; i++) {
            int m = edges[random.nextInt(edges.length)];
            int n = edges[random.nextInt(edges.length)];
            int k = edges[random.nextInt(edges.length)];
            if ((long) m * n * k < 3_000_000) {
                check(math, form, m, n, k, random);
            }
        }
        check(math, form, 5, 1100, 17, random);
        check(math, form, 300, 7, 33, random);
        check(math, form, 9, 33, 1300, random);
        check(math, form, 1, 700, 900, random);
        check(math, form, 3, 500, 700, random);
        check(math, form, 2, 8192, 67, random); // as broad as few rows are cut along k, and broader
        check(math, form, 3, 8193, 65, random);
        check(math, form, 1, 33, 8000, random);
    }

    private static void check(FloatMath math, Form form, int m, int n, int k, SeededRandom random) {
        Matrix a = form.storeA(m, k, Float.NaN, random);
        Matrix b = form.storeB(k, n, Float.NaN, random);
        Matrix c = Matrix.of(m, n, GUARD, random);
        Matrix expected = reference(form, a, b, c, k);
        form.run(math, m, n, k, a, b, c);
        if (!Arrays.equals(c.values, expected.values)) {
            assertThat(c.values).as("%s m=%d n=%d k=%d", form, m, n, k).isEqualTo(expected.values);
        }
    }

    private static Matrix reference(Form form, Matrix a, Matrix b, Matrix c, int k) {
        Matrix result = c.copy();
        for (int i = 0; i < c.rows; i++) {
            for (int j = 0; j < c.columns; j++) {
                float sum = c.get(i, j);
                for (int p = 0; p < k; p++) {
                    sum += form.a(a, i, p) * form.b(b, p, j);
                }
                result.set(i, j, sum);
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void productsWithAPackedMatrixAreThoseWithItAsItWas(FloatMath math) {
        SeededRandom random = new SeededRandom(5);
        for (int[] shape : new int[][] {{1, 1, 1}, {5, 4, 3}, {8, 16, 4}, {7, 33, 64}, {17, 256, 64}, {9, 64, 401}}) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            for (Form form : List.of(Form.PLAIN, Form.TRANSPOSED_B)) {
                Matrix a = Matrix.of(m, k, Float.NaN, random);
                Matrix b = form.storeB(k, n, Float.NaN, random);
                Matrix c = Matrix.of(m, n, GUARD, random);
                Matrix expected = reference(form, a, b, c, k);
                float[] packed = new float[math.packedSize(k, n)];
                boolean across = form == Form.TRANSPOSED_B;
                math.pack(k, n, b.values, b.offset, across ? 1 : b.stride, across ? b.stride : 1, packed);
                math.multiplyPacked(m, n, k, a.values, a.offset, a.stride, packed, c.values, c.offset, c.stride);
                assertThat(c.values).as("%s m=%d n=%d k=%d", form, m, n, k).isEqualTo(expected.values);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.cellwise.math.Families#all")
    void rowsOfAPackedProductDoNotDependOnTheOthers(FloatMath math) {
        SeededRandom random = new SeededRandom(6);
        for (int[] shape : new int[][] {{12, 20, 5}, {21, 70, 64}}) {
            int n = shape[1];
            int k = shape[2];
            Matrix a = rough(Matrix.of(shape[0], k, 0, random), random);
            Matrix b = rough(Matrix.of(k, n, 0, random), random);
            float[] packed = new float[math.packedSize(k, n)];
            math.pack(k, n, b.values, b.offset, b.stride, 1, packed);
            float[] all = new float[shape[0] * n];
            math.multiplyPacked(shape[0], n, k, a.values, a.offset, a.stride, packed, all, 0, n);
            for (int row = 0; row < shape[0]; row++) {
                float[] alone = new float[n];
                math.multiplyPacked(1, n, k, a.values, a.offset + row * a.stride, a.stride, packed, alone, 0, n);
                assertThat(alone).isEqualTo(Arrays.copyOfRange(all, row * n, (row + 1) * n));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("familiesAndForms")
    void nanAndInfinityReachWhatTheyTouchAndNothingElse(FloatMath math, Form form) {
        SeededRandom random = new SeededRandom(3);
        for (int size : new int[] {3, 5, 16, 21, 40, 70}) {
            Matrix a = form.storeA(size, size, 0, random);
            Matrix b = form.storeB(size, size, 0, random);
            int row = random.nextInt(size);
            int column = random.nextInt(size);
            if (form == Form.TRANSPOSED_A) {
                a.set(1, row, Float.NaN);
            } else {
                a.set(row, 1, Float.NaN);
            }
            if (form == Form.TRANSPOSED_B) {
                b.set(column, 2, Float.NEGATIVE_INFINITY);
            } else {
                b.set(2, column, Float.NEGATIVE_INFINITY);
            }
            Matrix c = Matrix.of(size, size, 0, random);
            Matrix expected = reference(form, a, b, c, size);
            form.run(math, size, size, size, a, b, c);
            assertThat(c.values).as("%s size=%d", form, size).isEqualTo(expected.values);
        }
    }

    @ParameterizedTest
    @MethodSource("familiesAndForms")
    void anyNumberOfThreadsGivesTheSameBits(FloatMath math, Form form) {
        SeededRandom random = new SeededRandom(4);
        int[][] shapes = {
            {128, 784, 256},
            {784, 256, 128},
            {33, 100, 301},
            {1, 1000, 700},
            {2, 900, 333},
            {1000, 2, 400},
            {1001, 65, 17}
        };
        for (int[] shape : shapes) {
            Matrix a = rough(form.storeA(shape[0], shape[2], 0, random), random);
            Matrix b = rough(form.storeB(shape[2], shape[1], 0, random), random);
            Matrix c = rough(Matrix.of(shape[0], shape[1], 0, random), random);
            Matrix alone = c.copy();
            form.run(math, shape[0], shape[1], shape[2], a, b, alone);
            for (int threads : new int[] {1, 2, 3, 4, 8}) {
                Matrix shared = c.copy();
                form.run(new Compute(math, new Workers(threads)), shape[0], shape[1], shape[2], a, b, shared);
                assertThat(Arrays.equals(shared.values, alone.values))
                        .as("%s %s, %d threads", form, Arrays.toString(shape), threads)
                        .isTrue();
            }
        }
    }

    private static Matrix rough(Matrix matrix, SeededRandom random) {
        for (int i = 0; i < matrix.values.length; i++) {
            matrix.values[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
