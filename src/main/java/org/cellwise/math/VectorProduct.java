package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.ROWS;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * C += A · B for sizes that repay packing: blocks of A and B are copied into panels that the kernels read in order, as in
 * Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008. A and B may each be transposed, which
 * only the packing sees: element (i, p) of A is at {@code aOff + i * aRow + p * aColumn}, and one of the strides is 1.
 *
 * <p>An object belongs to one thread and does one product at a time. Threads that help first share the packing, so that
 * nothing is packed twice, and then the tiles of C.
 */
final class VectorProduct {
    /** Columns of A and rows of B in a block: a panel of B stays in the first-level cache. */
    private static final int DEPTH = 320;
    /** Rows of A and columns of B in a block: both blocks stay in the second-level cache, or near it. */
    private static final int BREADTH = 512;

    private static final ThreadLocal<float[]> TILE = ThreadLocal.withInitial(() -> new float[ROWS * COLUMNS]);

    private final Workers.Task packing = this::pack;
    private final Workers.Task stripes = this::stripes;
    private final Workers.Task columns = this::columns;
    private float[] packedA = {};
    private float[] packedB = {};
    private float[] a;
    private int aAt;
    private int aRow;
    private int aColumn;
    private float[] b;
    private int bAt;
    private int bRow;
    private int bColumn;
    private float[] c;
    private int cAt;
    private int ldc;
    /** Sizes of the block in hand. */
    private int m;

    private int n;
    private int k;
    /** Panels of B that are still to be packed. */
    private int panelsOfB;

    void multiply(
            Workers workers,
            int allM,
            int allN,
            int allK,
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
        this.a = a;
        this.aRow = aRow;
        this.aColumn = aColumn;
        this.b = b;
        this.bRow = bRow;
        this.bColumn = bColumn;
        this.c = c;
        this.ldc = ldc;
        int depth = evenShare(allK, DEPTH, 1);
        int height = evenShare(allM, BREADTH, ROWS);
        int breadth = evenShare(allN, BREADTH, COLUMNS);
        packedA = grown(packedA, height * depth);
        packedB = grown(packedB, breadth * depth);
        for (int p = 0; p < allK; p += depth) {
            k = Math.min(depth, allK - p);
            for (int j = 0; j < allN; j += breadth) {
                n = Math.min(breadth, allN - j);
                bAt = bOff + p * bRow + j * bColumn;
                for (int i = 0; i < allM; i += height) {
                    m = Math.min(height, allM - i);
                    aAt = aOff + i * aRow + p * aColumn;
                    cAt = cOff + i * ldc + j;
                    panelsOfB = i == 0 ? panels(n, COLUMNS) : 0;
                    block(workers);
                }
            }
        }
        this.a = null; // the caller's arrays may go when they are no longer needed
        this.b = null;
        this.c = null;
    }

    /** The largest part when the whole is cut into equal parts of at most {@code limit}; a multiple of {@code unit}. */
    private static int evenShare(int whole, int limit, int unit) {
        int parts = (whole + limit - 1) / limit;
        int share = (whole + parts - 1) / parts;
        return (share + unit - 1) / unit * unit;
    }

    private static float[] grown(float[] array, int size) {
        return array.length >= size ? array : new float[size];
    }

    private static int panels(int size, int width) {
        return (size + width - 1) / width;
    }

    private void block(Workers workers) {
        int high = panels(m, ROWS);
        int broad = panels(n, COLUMNS);
        share(workers, panelsOfB + high, packing);
        if (high >= broad) {
            share(workers, high, stripes);
        } else {
            share(workers, broad, columns);
        }
    }

    private static void share(Workers workers, int count, Workers.Task task) {
        workers.run(count, Math.max(1, count / (4 * workers.threads())), task);
    }

    /** Packs panels, those of B first. */
    private void pack(int from, int to) {
        for (int panel = from; panel < to; panel++) {
            if (panel < panelsOfB) {
                int j = panel * COLUMNS;
                pack(Math.min(COLUMNS, n - j), COLUMNS, b, bAt + j * bColumn, bColumn, bRow, packedB, j * k);
            } else {
                int i = (panel - panelsOfB) * ROWS;
                pack(Math.min(ROWS, m - i), ROWS, a, aAt + i * aRow, aRow, aColumn, packedA, i * k);
            }
        }
    }

    /** Rows of C, in panels of A, from one to another. */
    private void stripes(int from, int to) {
        tiles(from * ROWS, Math.min(m, to * ROWS), 0, n);
    }

    /** Columns of C, in panels of B, from one to another. */
    private void columns(int from, int to) {
        tiles(0, m, from * COLUMNS, Math.min(n, to * COLUMNS));
    }

    private void tiles(int top, int bottom, int left, int right) {
        for (int j = left; j < right; j += COLUMNS) {
            int width = Math.min(COLUMNS, right - j);
            for (int i = top; i < bottom; i += ROWS) {
                int rows = Math.min(ROWS, bottom - i);
                int at = cAt + i * ldc + j;
                if (rows == ROWS && width == COLUMNS) {
                    VectorKernels.tile(k, packedA, i * k, packedB, j * k, c, at, ldc);
                } else {
                    float[] tile = TILE.get();
                    copy(rows, width, c, at, ldc, tile, 0, COLUMNS);
                    VectorKernels.tile(k, packedA, i * k, packedB, j * k, tile, 0, COLUMNS);
                    copy(rows, width, tile, 0, COLUMNS, c, at, ldc);
                }
            }
        }
    }

    private static void copy(int m, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(x, xOff + i * ldx, y, yOff + i * ldy, n);
        }
    }

    /** Stores count of x's rows (count,k) as (k,width), the last columns filled up with zeros. */
    private void pack(int count, int width, float[] x, int xOff, int stride, int kStride, float[] y, int yOff) {
        if (count < width) {
            for (int i = 0; i < k * width; i++) {
                y[yOff + i] = 0;
            }
        }
        if (stride != 1) {
            packColumns(count, k, width, x, xOff, stride, y, yOff);
        } else if (count == COLUMNS) {
            packVectors(k, x, xOff, kStride, y, yOff);
        } else {
            packRows(count, k, width, x, xOff, kStride, y, yOff);
        }
    }

    /** x (k,COLUMNS) to y (k,COLUMNS). */
    private static void packVectors(int k, float[] x, int xOff, int ldx, float[] y, int yOff) {
        for (int p = 0; p < k; p++) {
            FloatVector left = FloatVector.fromArray(LANES, x, xOff + p * ldx);
            FloatVector right = FloatVector.fromArray(LANES, x, xOff + p * ldx + WIDTH);
            left.intoArray(y, yOff + p * COLUMNS);
            right.intoArray(y, yOff + p * COLUMNS + WIDTH);
        }
    }

    /** x (k,n) to y (k,width). */
    private static void packRows(int n, int k, int width, float[] x, int xOff, int ldx, float[] y, int yOff) {
        for (int p = 0; p < k; p++) {
            int from = xOff + p * ldx;
            int to = yOff + p * width;
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                y[to + j] = x[from + j];
                y[to + j + 1] = x[from + j + 1];
                y[to + j + 2] = x[from + j + 2];
                y[to + j + 3] = x[from + j + 3];
            }
            for (; j < n; j++) {
                y[to + j] = x[from + j];
            }
        }
    }

    /** x (n,k) to y (k,width), in pieces whose lines of y stay in the first-level cache. */
    private static void packColumns(int n, int k, int width, float[] x, int xOff, int ldx, float[] y, int yOff) {
        for (int p = 0; p < k; p += 32) {
            int end = Math.min(k, p + 32);
            int j = 0;
            for (; j + 4 <= n; j += 4) {
                packFour(p, end, width, x, xOff + j * ldx, ldx, y, yOff + j);
            }
            for (; j < n; j++) {
                for (int q = p; q < end; q++) {
                    y[yOff + q * width + j] = x[xOff + j * ldx + q];
                }
            }
        }
    }

    private static void packFour(int from, int end, int width, float[] x, int x0, int ldx, float[] y, int yOff) {
        int x1 = x0 + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        for (int p = from; p < end; p++) {
            int to = yOff + p * width;
            y[to] = x[x0 + p];
            y[to + 1] = x[x1 + p];
            y[to + 2] = x[x2 + p];
            y[to + 3] = x[x3 + p];
        }
    }
}
