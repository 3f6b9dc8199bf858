package org.cellwise.math;

import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * C += A · B for few rows of A and a B so large that the time goes into reading it, as when a transformer writes a token:
 * with the strides of {@link VectorProduct}. B is cut along k, so that what a thread reads lies in one piece, which memory
 * serves twice as fast as columns. The cut depends on sizes only, and the sums of the parts are added in order.
 *
 * <p>An object belongs to one thread and does one product at a time.
 */
final class VectorFewRows {
    /** Numbers in B from which a cut pays. */
    private static final int LARGE = 1 << 17;
    /** Columns from which rows of B are long enough to be cut themselves, and sums of parts would take room. */
    private static final int BROAD = 1 << 13;
    /** Rows of B in a part. */
    private static final int DEPTH = 64;

    private final Workers.Task parts = this::parts;
    private float[] sums = {};
    private int m;
    private int n;
    private int k;
    private float[] a;
    private int aOff;
    private int aRow;
    private int aColumn;
    private float[] b;
    private int bOff;
    private int ldb;

    static boolean suits(int m, int n, int k) {
        return k > DEPTH && n >= WIDTH && n <= BROAD && (long) n * k >= LARGE;
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
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.aOff = aOff;
        this.aRow = aRow;
        this.aColumn = aColumn;
        this.b = b;
        this.bOff = bOff;
        this.ldb = ldb;
        int count = (k + DEPTH - 1) / DEPTH;
        sums = VectorPacking.grown(sums, Math.multiplyExact(Math.multiplyExact(m, n), count));
        workers.run(count, (count - 1) / (4 * workers.threads()) + 1, parts);
        for (int i = 0; i < m; i++) {
            for (int part = 0; part < count; part++) {
                add(n, sums, (part * m + i) * n, c, cOff + i * ldc);
            }
        }
        this.a = null; // the caller's arrays may go when they are no longer needed
        this.b = null;
    }

    private void parts(int from, int to) {
        for (int part = from; part < to; part++) {
            int first = part * DEPTH;
            int at = part * m * n;
            Arrays.fill(sums, at, at + m * n, 0f);
            rows(first, Math.min(k, first + DEPTH), at);
        }
    }

    /** Adds the products with rows of B from one to another to the sums (m,n) at a place: each row of B is read once. */
    private void rows(int from, int to, int sumsOff) {
        int whole = LANES.loopBound(n);
        int p = from;
        for (; p + 8 <= to; p += 8) {
            for (int i = 0; i < m; i++) {
                addRows8(whole, aOff + i * aRow + p * aColumn, bOff + p * ldb, sumsOff + i * n);
            }
        }
        for (; p < to; p++) {
            for (int i = 0; i < m; i++) {
                VectorSmallProduct.addRow(
                        whole, a[aOff + i * aRow + p * aColumn], b, bOff + p * ldb, sums, sumsOff + i * n);
            }
        }
        if (whole < n) {
            VectorSmallProduct.scalar(
                    m,
                    n - whole,
                    to - from,
                    a,
                    aOff + from * aColumn,
                    aRow,
                    aColumn,
                    b,
                    bOff + from * ldb + whole,
                    ldb,
                    1,
                    sums,
                    sumsOff + whole,
                    n);
        }
    }

    private void addRows8(int whole, int at, int from, int to) {
        float[] b = this.b;
        float[] sums = this.sums;
        FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
        FloatVector a1 = FloatVector.broadcast(LANES, a[at + aColumn]);
        FloatVector a2 = FloatVector.broadcast(LANES, a[at + 2 * aColumn]);
        FloatVector a3 = FloatVector.broadcast(LANES, a[at + 3 * aColumn]);
        FloatVector a4 = FloatVector.broadcast(LANES, a[at + 4 * aColumn]);
        FloatVector a5 = FloatVector.broadcast(LANES, a[at + 5 * aColumn]);
        FloatVector a6 = FloatVector.broadcast(LANES, a[at + 6 * aColumn]);
        FloatVector a7 = FloatVector.broadcast(LANES, a[at + 7 * aColumn]);
        int row = ldb;
        for (int j = 0; j < whole; j += WIDTH) {
            int place = from + j;
            FloatVector sum = FloatVector.fromArray(LANES, sums, to + j);
            sum = FloatVector.fromArray(LANES, b, place).fma(a0, sum);
            sum = FloatVector.fromArray(LANES, b, place + row).fma(a1, sum);
            sum = FloatVector.fromArray(LANES, b, place + 2 * row).fma(a2, sum);
            sum = FloatVector.fromArray(LANES, b, place + 3 * row).fma(a3, sum);
            sum = FloatVector.fromArray(LANES, b, place + 4 * row).fma(a4, sum);
            sum = FloatVector.fromArray(LANES, b, place + 5 * row).fma(a5, sum);
            sum = FloatVector.fromArray(LANES, b, place + 6 * row).fma(a6, sum);
            sum = FloatVector.fromArray(LANES, b, place + 7 * row).fma(a7, sum);
            sum.intoArray(sums, to + j);
        }
    }

    /** y += x over n numbers. */
    private static void add(int n, float[] x, int xOff, float[] y, int yOff) {
        int whole = LANES.loopBound(n);
        VectorSmallProduct.addRow(whole, 1, x, xOff, y, yOff);
        for (int j = whole; j < n; j++) {
            y[yOff + j] += x[xOff + j];
        }
    }
}
