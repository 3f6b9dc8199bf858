package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.ROWS;
import static org.cellwise.math.VectorKernels.WIDTH;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * C += A · B for sizes that repay packing: blocks of A and B are copied into panels that the kernels read in order, as in
 * Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008. A and B may each be transposed, which
 * only the packing sees: element (i, p) of A is at {@code aOff + i * aRow + p * aColumn}, and one of the strides is 1.
 */
final class VectorProduct {
    /** A panel of B, DEPTH x COLUMNS, stays in the first-level cache. */
    private static final int DEPTH = 320;
    /** A block of A, HEIGHT x DEPTH, stays in the second-level cache. */
    private static final int HEIGHT = 128;
    /** A block of B, DEPTH x BREADTH, stays in the second or third. */
    private static final int BREADTH = 512;

    private final ThreadLocal<Panels> panels = ThreadLocal.withInitial(Panels::new);

    /** What one thread packs into; grows to at most 0.8 MB. */
    private static final class Panels {
        private float[] a = {};
        private float[] b = {};
        private final float[] tile = new float[ROWS * COLUMNS];

        private void ensure(int aSize, int bSize) {
            if (a.length < aSize) {
                a = new float[aSize];
            }
            if (b.length < bSize) {
                b = new float[bSize];
            }
        }
    }

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
        int depth = evenShare(k, DEPTH, 1);
        int height = evenShare(m, HEIGHT, ROWS);
        int breadth = evenShare(n, BREADTH, COLUMNS);
        Panels packed = panels.get();
        packed.ensure(height * depth, breadth * depth);
        for (int p = 0; p < k; p += depth) {
            int deep = Math.min(depth, k - p);
            for (int j = 0; j < n; j += breadth) {
                int broad = Math.min(breadth, n - j);
                pack(broad, deep, COLUMNS, b, bOff + p * bRow + j * bColumn, bColumn, bRow, packed.b);
                for (int i = 0; i < m; i += height) {
                    int high = Math.min(height, m - i);
                    pack(high, deep, ROWS, a, aOff + i * aRow + p * aColumn, aRow, aColumn, packed.a);
                    block(high, broad, deep, packed, c, cOff + i * ldc + j, ldc);
                }
            }
        }
    }

    /** The largest part when the whole is cut into equal parts of at most {@code limit}; a multiple of {@code unit}. */
    private static int evenShare(int whole, int limit, int unit) {
        int parts = (whole + limit - 1) / limit;
        int share = (whole + parts - 1) / parts;
        return (share + unit - 1) / unit * unit;
    }

    /** C (m,n) += the packed block of A (m,k) · the packed block of B (k,n). */
    private static void block(int m, int n, int k, Panels packed, float[] c, int cOff, int ldc) {
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            for (int i = 0; i < m; i += ROWS) {
                int rows = Math.min(ROWS, m - i);
                int at = cOff + i * ldc + j;
                if (rows == ROWS && columns == COLUMNS) {
                    VectorKernels.tile(k, packed.a, i * k, packed.b, j * k, c, at, ldc);
                } else {
                    copy(rows, columns, c, at, ldc, packed.tile, 0, COLUMNS);
                    VectorKernels.tile(k, packed.a, i * k, packed.b, j * k, packed.tile, 0, COLUMNS);
                    copy(rows, columns, packed.tile, 0, COLUMNS, c, at, ldc);
                }
            }
        }
    }

    private static void copy(int m, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(x, xOff + i * ldx, y, yOff + i * ldy, n);
        }
    }

    /**
     * Cuts x (n,k) into panels of {@code width} of its n, each stored as (k,width), the last one filled up with zeros.
     */
    private static void pack(int n, int k, int width, float[] x, int xOff, int stride, int kStride, float[] y) {
        for (int j = 0; j < n; j += width) {
            int filled = Math.min(width, n - j);
            if (filled < width) {
                Arrays.fill(y, j * k, (j + width) * k, 0);
            }
            if (stride == 1) {
                packRows(filled, k, width, x, xOff + j, kStride, y, j * k);
            } else {
                packColumns(filled, k, width, x, xOff + j * stride, stride, y, j * k);
            }
        }
    }

    /** x (k,n) to y (k,width). */
    private static void packRows(int n, int k, int width, float[] x, int xOff, int ldx, float[] y, int yOff) {
        if (n == COLUMNS) {
            for (int p = 0; p < k; p++) {
                FloatVector left = FloatVector.fromArray(VectorKernels.LANES, x, xOff + p * ldx);
                FloatVector right = FloatVector.fromArray(VectorKernels.LANES, x, xOff + p * ldx + WIDTH);
                left.intoArray(y, yOff + p * COLUMNS);
                right.intoArray(y, yOff + p * COLUMNS + WIDTH);
            }
        } else {
            for (int p = 0; p < k; p++) {
                for (int j = 0; j < n; j++) {
                    y[yOff + p * width + j] = x[xOff + p * ldx + j];
                }
            }
        }
    }

    /** x (n,k) to y (k,width). */
    private static void packColumns(int n, int k, int width, float[] x, int xOff, int ldx, float[] y, int yOff) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int x0 = xOff + j * ldx;
            int x1 = x0 + ldx;
            int x2 = x1 + ldx;
            int x3 = x2 + ldx;
            int to = yOff + j;
            for (int p = 0; p < k; p++) {
                y[to] = x[x0 + p];
                y[to + 1] = x[x1 + p];
                y[to + 2] = x[x2 + p];
                y[to + 3] = x[x3 + p];
                to += width;
            }
        }
        for (; j < n; j++) {
            for (int p = 0; p < k; p++) {
                y[yOff + p * width + j] = x[xOff + j * ldx + p];
            }
        }
    }
}
