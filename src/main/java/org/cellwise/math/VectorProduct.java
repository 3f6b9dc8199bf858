package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.ROWS;

/**
 * C += A · B for sizes that repay packing: blocks of B are copied into panels that the kernels read in order, as in Goto and
 * van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008; blocks of A only where they are read often, or
 * where k does not run along their rows. A and B may each be transposed: element (i, p) of A is at {@code aOff + i * aRow +
 * p * aColumn}, and one of the strides is 1.
 *
 * <p>An object belongs to one thread and does one product at a time. Threads that help share the rows of C, or its columns:
 * each packs what its own part needs, and the whole block of the other matrix too, because reading what another core has
 * just written takes longer.
 */
final class VectorProduct {
    /** Columns of A and rows of B in a block: a panel of B stays in the first-level cache. */
    private static final int DEPTH = 320;
    /** Rows of A or columns of B in a block: it stays in the second-level cache, or near it. */
    private static final int BREADTH = 512;

    private static final int HEIGHT = BREADTH / ROWS * ROWS;
    /** How much longer it takes to pack a matrix across its rows. */
    private static final int ACROSS = 3;

    private static final ThreadLocal<Panels> PANELS = ThreadLocal.withInitial(Panels::new);

    /** What one thread packs into. */
    private static final class Panels {
        private float[] a = {};
        private float[] b = {};
        private final float[] tile = new float[ROWS * COLUMNS];
        /** The product and the block of it that are packed whole. */
        private VectorProduct product;

        private long block;
    }

    private final Workers.Task rows = this::rows;
    private final Workers.Task columns = this::columns;
    private float[] a;
    private int aOff;
    private int aRow;
    private int aColumn;
    private float[] b;
    private int bOff;
    private int bRow;
    private int bColumn;
    private float[] c;
    private int cOff;
    private int ldc;
    private int m;
    private int n;
    /** Whether A is packed too: its rows meet many columns, or are read across. */
    private boolean packsA;
    /** The block in hand: its number, its depth, the first of its rows of A or columns of B, and how many. */
    private long block;

    private int k;
    private int first;
    private int size;

    void multiply(
            Workers workers,
            int m,
            int n,
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
        this.cOff = cOff;
        this.ldc = ldc;
        this.m = m;
        this.n = n;
        packsA = n > BREADTH || aRow == 1;
        boolean byRows = (long) n * (bColumn == 1 ? 1 : ACROSS) <= (long) m * (packsA && aColumn == 1 ? ACROSS : 1);
        int depth = evenShare(allK, DEPTH, 1);
        for (int p = 0; p < allK; p += depth) {
            k = Math.min(depth, allK - p);
            this.aOff = aOff + p * aColumn;
            this.bOff = bOff + p * bRow;
            if (byRows) {
                blocks(workers, n, COLUMNS, panels(m, ROWS), ROWS, rows);
            } else {
                blocks(workers, m, ROWS, panels(n, COLUMNS), COLUMNS, columns);
            }
        }
        this.a = null; // the caller's arrays may go when they are no longer needed
        this.b = null;
        this.c = null;
    }

    /** How many numbers the panels of B (k,n) hold. */
    static int packedSize(int k, int n) {
        return Math.multiplyExact(panels(n, COLUMNS) * COLUMNS, k);
    }

    /** Copies B (k,n) into panels. */
    static void pack(int k, int n, float[] b, int bOff, int bRow, int bColumn, float[] packed) {
        for (int j = 0; j < n; j += COLUMNS) {
            int count = Math.min(COLUMNS, n - j);
            VectorPacking.pack(count, k, COLUMNS, b, bOff + j * bColumn, bColumn, bRow, packed, j * k);
        }
    }

    /** C (m,n) += A (m,k) · B, of which the panels are given. */
    void multiplyPacked(
            int m, int n, int k, float[] a, int aOff, int lda, float[] packed, float[] c, int cOff, int ldc) {
        this.a = a;
        this.aOff = aOff;
        aRow = lda;
        aColumn = 1;
        this.c = c;
        this.cOff = cOff;
        this.ldc = ldc;
        this.k = k;
        packsA = false;
        Panels own = PANELS.get();
        own.product = null; // what it packed before is no longer there
        for (int i = 0; i < m; i += HEIGHT) {
            packA(own, i, Math.min(m, i + HEIGHT));
            tiles(own, packed, i, Math.min(m, i + HEIGHT), 0, n);
        }
        this.a = null;
        this.c = null;
    }

    /** Runs a task over panels of the shared side, once for each block of the other side. */
    private void blocks(Workers workers, int other, int otherWidth, int panels, int width, Workers.Task task) {
        int breadth = evenShare(other, BREADTH, otherWidth);
        int grain = Math.max(1, Math.min(BREADTH / width, panels / (4 * workers.threads())));
        for (first = 0; first < other; first += breadth) {
            size = Math.min(breadth, other - first);
            block++;
            workers.run(panels, grain, task);
        }
    }

    /** The largest part when the whole is cut into equal parts of at most {@code limit}; a multiple of {@code unit}. */
    private static int evenShare(int whole, int limit, int unit) {
        int parts = (whole + limit - 1) / limit;
        int share = (whole + parts - 1) / parts;
        return (share + unit - 1) / unit * unit;
    }

    private static int panels(int size, int width) {
        return (size + width - 1) / width;
    }

    /** Rows of C, in panels of A, from one to another: all columns of the block. */
    private void rows(int from, int to) {
        Panels own = PANELS.get();
        if (isNew(own)) {
            packB(own, first, first + size);
        }
        int bottom = Math.min(m, to * ROWS);
        for (int i = from * ROWS; i < bottom; i += HEIGHT) {
            packA(own, i, Math.min(bottom, i + HEIGHT));
            tiles(own, own.b, i, Math.min(bottom, i + HEIGHT), first, first + size);
        }
    }

    /** Columns of C, in panels of B, from one to another: all rows of the block. */
    private void columns(int from, int to) {
        Panels own = PANELS.get();
        if (isNew(own)) {
            packA(own, first, first + size);
        }
        for (int panel = from; panel < to; panel++) {
            int left = panel * COLUMNS;
            int right = Math.min(n, left + COLUMNS);
            packB(own, left, right);
            tiles(own, own.b, first, first + size, left, right);
        }
    }

    /** Whether a thread has yet to pack the block in hand; from now on it has. */
    private boolean isNew(Panels own) {
        boolean known = own.product == this && own.block == block;
        own.product = this;
        own.block = block;
        return !known;
    }

    /** Columns of B from one to another. */
    private void packB(Panels own, int left, int right) {
        own.b = VectorPacking.grown(own.b, panels(right - left, COLUMNS) * COLUMNS * k);
        for (int j = left; j < right; j += COLUMNS) {
            int count = Math.min(COLUMNS, right - j);
            VectorPacking.pack(count, k, COLUMNS, b, bOff + j * bColumn, bColumn, bRow, own.b, (j - left) * k);
        }
    }

    /** Rows of A from one to another, or only those at the end that are too few for the kernel, with zeros below. */
    private void packA(Panels own, int top, int bottom) {
        int from = packsA ? top : bottom - (bottom - top) % ROWS;
        own.a = VectorPacking.grown(own.a, panels(bottom - from, ROWS) * ROWS * k);
        for (int i = from; i < bottom; i += ROWS) {
            int count = Math.min(ROWS, bottom - i);
            VectorPacking.pack(count, k, ROWS, a, aOff + i * aRow, aRow, aColumn, own.a, (i - from) * k);
        }
    }

    /** The part of C whose columns, and rows as far as {@link #packA} says, are packed. */
    private void tiles(Panels own, float[] panelsOfB, int top, int bottom, int left, int right) {
        int inPlace = packsA ? top : bottom - (bottom - top) % ROWS;
        for (int j = left; j < right; j += COLUMNS) {
            int width = Math.min(COLUMNS, right - j);
            int fromB = (j - left) * k;
            for (int i = top; i < inPlace; i += ROWS) {
                tile(own, ROWS, width, a, aOff + i * aRow, aRow, aColumn, panelsOfB, fromB, cOff + i * ldc + j);
            }
            for (int i = inPlace; i < bottom; i += ROWS) {
                int height = Math.min(ROWS, bottom - i);
                tile(own, height, width, own.a, (i - inPlace) * k, 1, ROWS, panelsOfB, fromB, cOff + i * ldc + j);
            }
        }
    }

    private void tile(
            Panels own,
            int height,
            int width,
            float[] a,
            int aOff,
            int aRow,
            int aColumn,
            float[] b,
            int bOff,
            int at) {
        if (height == ROWS && width == COLUMNS) {
            VectorKernels.tile(k, a, aOff, aRow, aColumn, b, bOff, c, at, ldc);
        } else {
            copy(height, width, c, at, ldc, own.tile, 0, COLUMNS);
            VectorKernels.tile(k, a, aOff, aRow, aColumn, b, bOff, own.tile, 0, COLUMNS);
            copy(height, width, own.tile, 0, COLUMNS, c, at, ldc);
        }
    }

    private static void copy(int m, int n, float[] x, int xOff, int ldx, float[] y, int yOff, int ldy) {
        for (int i = 0; i < m; i++) {
            System.arraycopy(x, xOff + i * ldx, y, yOff + i * ldy, n);
        }
    }
}
