package org.cellwise.math;

import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * C += A · B for sizes that do not repay packing, with the strides of {@link VectorProduct}. Elements are summed in its
 * order too, but for {@link #dots}.
 */
final class VectorSmallProduct {
    private VectorSmallProduct() {}

    /** For a handful of numbers, where a vector would be mostly empty: four columns at a time, one by one. */
    static void scalar(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int aRow,
            int aColumn,
            float[] b,
            int bOff,
            int bRow,
            int bColumn,
            float[] c,
            int cOff,
            int ldc) {
        for (int i = 0; i < m; i++) {
            int from = aOff + i * aRow;
            int to = cOff + i * ldc;
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                scalar4(k, a, from, aColumn, b, bOff + j * bColumn, bRow, bColumn, c, to + j);
            }
            for (; j < n; j++) {
                scalar1(k, a, from, aColumn, b, bOff + j * bColumn, bRow, c, to + j);
            }
        }
    }

    private static void scalar4(
            int k, float[] a, int aOff, int aColumn, float[] b, int bOff, int bRow, int bColumn, float[] c, int cOff) {
        float c0 = c[cOff];
        float c1 = c[cOff + 1];
        float c2 = c[cOff + 2];
        float c3 = c[cOff + 3];
        for (int p = 0; p < k; p++) {
            float x = a[aOff + p * aColumn];
            int at = bOff + p * bRow;
            c0 = Math.fma(x, b[at], c0);
            c1 = Math.fma(x, b[at + bColumn], c1);
            c2 = Math.fma(x, b[at + 2 * bColumn], c2);
            c3 = Math.fma(x, b[at + 3 * bColumn], c3);
        }
        c[cOff] = c0;
        c[cOff + 1] = c1;
        c[cOff + 2] = c2;
        c[cOff + 3] = c3;
    }

    private static void scalar1(
            int k, float[] a, int aOff, int aColumn, float[] b, int bOff, int bRow, float[] c, int cOff) {
        float sum = c[cOff];
        for (int p = 0; p < k; p++) {
            sum = Math.fma(a[aOff + p * aColumn], b[bOff + p * bRow], sum);
        }
        c[cOff] = sum;
    }

    /** {@link #rows(int, int, int, float[], int, int, int, float[], int, int, float[], int, int)} on several threads. */
    static void rows(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int aRow,
            int aColumn,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        if (workers.threads() == 1) {
            rows(m, n, k, a, aOff, aRow, aColumn, b, bOff, ldb, c, cOff, ldc);
        } else {
            Tiles.run(
                    workers,
                    m,
                    n,
                    (i, high, j, broad) -> rows(
                            high,
                            broad,
                            k,
                            a,
                            aOff + i * aRow,
                            aRow,
                            aColumn,
                            b,
                            bOff + j,
                            ldb,
                            c,
                            cOff + i * ldc + j,
                            ldc));
        }
    }

    /** {@link #dots(int, int, int, float[], int, int, float[], int, int, float[], int, int)} on several threads. */
    static void dots(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        if (workers.threads() == 1) {
            dots(m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
        } else {
            Tiles.run(
                    workers,
                    m,
                    n,
                    (i, high, j, broad) -> dots(
                            high,
                            broad,
                            k,
                            a,
                            aOff + i * lda,
                            lda,
                            b,
                            bOff + j * ldb,
                            ldb,
                            c,
                            cOff + i * ldc + j,
                            ldc));
        }
    }

    /** For few rows of C, or few of B: rows of B, which must lie in one piece, are added to a row of C, four at a time. */
    static void rows(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int aRow,
            int aColumn,
            float[] b,
            int bOff,
            int bRow,
            float[] c,
            int cOff,
            int ldc) {
        int whole = LANES.loopBound(n);
        for (int i = 0; whole > 0 && i < m; i++) {
            int from = aOff + i * aRow;
            int to = cOff + i * ldc;
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                int at = from + p * aColumn;
                addRows4(
                        whole,
                        a[at],
                        a[at + aColumn],
                        a[at + 2 * aColumn],
                        a[at + 3 * aColumn],
                        b,
                        bOff + p * bRow,
                        bRow,
                        c,
                        to);
            }
            for (; p < k; p++) {
                addRow(whole, a[from + p * aColumn], b, bOff + p * bRow, c, to);
            }
        }
        if (whole < n) {
            scalar(m, n - whole, k, a, aOff, aRow, aColumn, b, bOff + whole, bRow, 1, c, cOff + whole, ldc);
        }
    }

    private static void addRows4(
            int n, float a0, float a1, float a2, float a3, float[] b, int bOff, int ldb, float[] c, int cOff) {
        int b1 = bOff + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector sum = FloatVector.fromArray(LANES, c, cOff + j);
            sum = FloatVector.fromArray(LANES, b, bOff + j).fma(FloatVector.broadcast(LANES, a0), sum);
            sum = FloatVector.fromArray(LANES, b, b1 + j).fma(FloatVector.broadcast(LANES, a1), sum);
            sum = FloatVector.fromArray(LANES, b, b2 + j).fma(FloatVector.broadcast(LANES, a2), sum);
            sum = FloatVector.fromArray(LANES, b, b3 + j).fma(FloatVector.broadcast(LANES, a3), sum);
            sum.intoArray(c, cOff + j);
        }
    }

    /** c += alpha b over n elements, a multiple of the vector's width. */
    static void addRow(int n, float alpha, float[] b, int bOff, float[] c, int cOff) {
        FloatVector factor = FloatVector.broadcast(LANES, alpha);
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector sum = FloatVector.fromArray(LANES, c, cOff + j);
            FloatVector.fromArray(LANES, b, bOff + j).fma(factor, sum).intoArray(c, cOff + j);
        }
    }

    /** For few rows of A with B stored as (n,k): each element of C is a dot product along k. */
    static void dots(
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                c[cOff + i * ldc + j] += dot(a, aOff + i * lda, b, bOff + j * ldb, k);
            }
        }
    }

    /** Four partial sums a lane, added pairwise; then what does not fill a vector, in order. */
    static float dot(float[] a, int aOff, float[] b, int bOff, int n) {
        int whole = n < VectorFloatMath.PLAIN_LENGTH ? 0 : LANES.loopBound(n);
        float sum = whole == 0 ? 0 : dotOfWhole(a, aOff, b, bOff, whole);
        for (int i = whole; i < n; i++) {
            sum = Math.fma(a[aOff + i], b[bOff + i], sum);
        }
        return sum;
    }

    private static float dotOfWhole(float[] a, int aOff, float[] b, int bOff, int n) {
        FloatVector s0 = FloatVector.zero(LANES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (; i + 4 * WIDTH <= n; i += 4 * WIDTH) {
            FloatVector a0 = FloatVector.fromArray(LANES, a, aOff + i);
            s0 = a0.fma(FloatVector.fromArray(LANES, b, bOff + i), s0);
            FloatVector a1 = FloatVector.fromArray(LANES, a, aOff + i + WIDTH);
            s1 = a1.fma(FloatVector.fromArray(LANES, b, bOff + i + WIDTH), s1);
            FloatVector a2 = FloatVector.fromArray(LANES, a, aOff + i + 2 * WIDTH);
            s2 = a2.fma(FloatVector.fromArray(LANES, b, bOff + i + 2 * WIDTH), s2);
            FloatVector a3 = FloatVector.fromArray(LANES, a, aOff + i + 3 * WIDTH);
            s3 = a3.fma(FloatVector.fromArray(LANES, b, bOff + i + 3 * WIDTH), s3);
        }
        for (; i < n; i += WIDTH) {
            FloatVector a0 = FloatVector.fromArray(LANES, a, aOff + i);
            s0 = a0.fma(FloatVector.fromArray(LANES, b, bOff + i), s0);
        }
        return VectorSums.total(s0.add(s1).add(s2.add(s3)));
    }
}
