package org.cellwise.math;

/**
 * C += A · B in loops that the compiler turns into vector instructions by itself. It does so only where all arrays of a
 * loop share one index, which rows inside larger arrays do not: so rows of B and C are copied into arrays of their own.
 * A and B may each be transposed: element (i, p) of A is at {@code aOff + i * aRow + p * aColumn}. Every element of C is
 * summed from its old value along k upwards.
 */
final class PlainProduct {
    /** Rows of B copied at a time ... */
    private static final int DEPTH = 64;
    /** ... and how long: together they stay in the second-level cache. */
    private static final int BREADTH = 512;
    /** Multiply-adds under which copying does not pay. */
    private static final int COPIED_WORK = 1024;

    private final ThreadLocal<Rows> rows = ThreadLocal.withInitial(Rows::new);

    /** What one thread copies into, 0.13 MB. */
    private static final class Rows {
        private final float[][] b = new float[DEPTH][BREADTH];
        private final float[] c = new float[BREADTH];
    }

    void multiply(
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
            int bRow,
            int bColumn,
            float[] c,
            int cOff,
            int ldc) {
        if (workers.threads() == 1 || (long) m * n * k < COPIED_WORK) {
            multiply(m, n, k, a, aOff, aRow, aColumn, b, bOff, bRow, bColumn, c, cOff, ldc);
        } else {
            Tiles.run(
                    workers,
                    m,
                    n,
                    (i, high, j, broad) -> copied(
                            high,
                            broad,
                            k,
                            a,
                            aOff + i * aRow,
                            aRow,
                            aColumn,
                            b,
                            bOff + j * bColumn,
                            bRow,
                            bColumn,
                            c,
                            cOff + i * ldc + j,
                            ldc));
        }
    }

    /** On the caller's thread. */
    void multiply(
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
        if ((long) m * n * k < COPIED_WORK) {
            scalar(m, n, k, a, aOff, aRow, aColumn, b, bOff, bRow, bColumn, c, cOff, ldc);
        } else {
            copied(m, n, k, a, aOff, aRow, aColumn, b, bOff, bRow, bColumn, c, cOff, ldc);
        }
    }

    private void copied(
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
        Rows copies = rows.get();
        for (int j = 0; j < n; j += BREADTH) {
            int broad = Math.min(BREADTH, n - j);
            for (int p = 0; p < k; p += DEPTH) {
                int deep = Math.min(DEPTH, k - p);
                copy(deep, broad, b, bOff + p * bRow + j * bColumn, bRow, bColumn, copies.b);
                block(m, broad, deep, a, aOff + p * aColumn, aRow, aColumn, copies, c, cOff + j, ldc);
            }
        }
    }

    private static void scalar(
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
            for (int j = 0; j < n; j++) {
                float sum = c[cOff + i * ldc + j];
                for (int p = 0; p < k; p++) {
                    sum += a[aOff + i * aRow + p * aColumn] * b[bOff + p * bRow + j * bColumn];
                }
                c[cOff + i * ldc + j] = sum;
            }
        }
    }

    private static void copy(int k, int n, float[] b, int bOff, int bRow, int bColumn, float[][] to) {
        if (bColumn == 1) {
            for (int p = 0; p < k; p++) {
                System.arraycopy(b, bOff + p * bRow, to[p], 0, n);
            }
        } else {
            for (int p = 0; p < k; p++) {
                float[] row = to[p];
                for (int j = 0; j < n; j++) {
                    row[j] = b[bOff + p * bRow + j * bColumn];
                }
            }
        }
    }

    /** C (m,n) += A (m,k) · the copied rows (k,n). */
    private static void block(
            int m, int n, int k, float[] a, int aOff, int aRow, int aColumn, Rows rows, float[] c, int cOff, int ldc) {
        for (int i = 0; i < m; i++) {
            int from = aOff + i * aRow;
            int to = cOff + i * ldc;
            System.arraycopy(c, to, rows.c, 0, n);
            int p = 0;
            for (; p + 4 <= k; p += 4) {
                int at = from + p * aColumn;
                addFour(n, a[at], a[at + aColumn], a[at + 2 * aColumn], a[at + 3 * aColumn], rows.b, p, rows.c);
            }
            for (; p < k; p++) {
                add(n, a[from + p * aColumn], rows.b[p], rows.c);
            }
            System.arraycopy(rows.c, 0, c, to, n);
        }
    }

    /** Four rows of B from p on, times a number each, to a row of C. */
    private static void addFour(int n, float a0, float a1, float a2, float a3, float[][] b, int p, float[] c) {
        float[] b0 = b[p];
        float[] b1 = b[p + 1];
        float[] b2 = b[p + 2];
        float[] b3 = b[p + 3];
        for (int j = 0; j < n; j++) {
            c[j] = c[j] + a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
        }
    }

    private static void add(int n, float alpha, float[] b, float[] c) {
        for (int j = 0; j < n; j++) {
            c[j] += alpha * b[j];
        }
    }
}
