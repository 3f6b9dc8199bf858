package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of {@link VectorConvolution}: a tile (rows, one or two vectors) of A · B, where element (i, p) of A is
 * {@code x[xOff + rowAt[i] + columnAt[p]]} and B (k, one or two vectors) is packed. The tile is one matrix, written anew.
 *
 * <p>The loops are written out, because the compiler keeps a vector in a register only if it is a local variable.
 */
final class VectorGatherKernels {
    /** Rows of a tile two vectors wide: what 16 registers hold with AVX2, or 32 elsewhere. */
    private static final int WIDE_ROWS = LANES.vectorBitSize() == 256 ? 6 : 8;
    /** Rows of a tile one vector wide. */
    private static final int NARROW_ROWS = 8;
    /** Rows of the highest tile. */
    static final int MAX_ROWS = 8;

    private VectorGatherKernels() {}

    /** How many rows a tile has, {@link VectorKernels#WIDTH} or {@link VectorKernels#COLUMNS} wide. */
    static int rows(int width) {
        return width == WIDTH ? NARROW_ROWS : WIDE_ROWS;
    }

    /** Rows of A from {@code row} on times B, along its columns from {@code column} on. */
    static void tile(
            int width,
            int k,
            float[] x,
            int xOff,
            int[] rowAt,
            int row,
            int[] columnAt,
            int column,
            float[] b,
            int bOff,
            float[] tile) {
        if (width == WIDTH) {
            narrow(k, x, xOff, rowAt, row, columnAt, column, b, bOff, tile);
        } else if (WIDE_ROWS == 8) {
            eightRows(k, x, xOff, rowAt, row, columnAt, column, b, bOff, tile);
        } else {
            sixRows(k, x, xOff, rowAt, row, columnAt, column, b, bOff, tile);
        }
    }

    /** Eight rows, one vector wide. */
    private static void narrow(
            int k,
            float[] x,
            int xOff,
            int[] rowAt,
            int row,
            int[] columnAt,
            int column,
            float[] b,
            int bOff,
            float[] tile) {
        int x0 = xOff + rowAt[row];
        int x1 = xOff + rowAt[row + 1];
        int x2 = xOff + rowAt[row + 2];
        int x3 = xOff + rowAt[row + 3];
        int x4 = xOff + rowAt[row + 4];
        int x5 = xOff + rowAt[row + 5];
        int x6 = xOff + rowAt[row + 6];
        int x7 = xOff + rowAt[row + 7];
        FloatVector c0 = FloatVector.zero(LANES);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        FloatVector c6 = c0;
        FloatVector c7 = c0;
        for (int p = 0; p < k; p++) {
            int at = columnAt[column + p];
            FloatVector b0 = FloatVector.fromArray(LANES, b, bOff + p * WIDTH);
            FloatVector a0 = FloatVector.broadcast(LANES, x[x0 + at]);
            c0 = a0.fma(b0, c0);
            FloatVector a1 = FloatVector.broadcast(LANES, x[x1 + at]);
            c1 = a1.fma(b0, c1);
            FloatVector a2 = FloatVector.broadcast(LANES, x[x2 + at]);
            c2 = a2.fma(b0, c2);
            FloatVector a3 = FloatVector.broadcast(LANES, x[x3 + at]);
            c3 = a3.fma(b0, c3);
            FloatVector a4 = FloatVector.broadcast(LANES, x[x4 + at]);
            c4 = a4.fma(b0, c4);
            FloatVector a5 = FloatVector.broadcast(LANES, x[x5 + at]);
            c5 = a5.fma(b0, c5);
            FloatVector a6 = FloatVector.broadcast(LANES, x[x6 + at]);
            c6 = a6.fma(b0, c6);
            FloatVector a7 = FloatVector.broadcast(LANES, x[x7 + at]);
            c7 = a7.fma(b0, c7);
        }
        c0.intoArray(tile, 0);
        c1.intoArray(tile, WIDTH);
        c2.intoArray(tile, 2 * WIDTH);
        c3.intoArray(tile, 3 * WIDTH);
        c4.intoArray(tile, 4 * WIDTH);
        c5.intoArray(tile, 5 * WIDTH);
        c6.intoArray(tile, 6 * WIDTH);
        c7.intoArray(tile, 7 * WIDTH);
    }

    /** Eight rows, two vectors wide. */
    private static void eightRows(
            int k,
            float[] x,
            int xOff,
            int[] rowAt,
            int row,
            int[] columnAt,
            int column,
            float[] b,
            int bOff,
            float[] tile) {
        int x0 = xOff + rowAt[row];
        int x1 = xOff + rowAt[row + 1];
        int x2 = xOff + rowAt[row + 2];
        int x3 = xOff + rowAt[row + 3];
        int x4 = xOff + rowAt[row + 4];
        int x5 = xOff + rowAt[row + 5];
        int x6 = xOff + rowAt[row + 6];
        int x7 = xOff + rowAt[row + 7];
        FloatVector c00 = FloatVector.zero(LANES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        FloatVector c60 = c00;
        FloatVector c61 = c00;
        FloatVector c70 = c00;
        FloatVector c71 = c00;
        for (int p = 0; p < k; p++) {
            int at = columnAt[column + p];
            FloatVector b0 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS + WIDTH);
            FloatVector a0 = FloatVector.broadcast(LANES, x[x0 + at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(LANES, x[x1 + at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(LANES, x[x2 + at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(LANES, x[x3 + at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(LANES, x[x4 + at]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(LANES, x[x5 + at]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a6 = FloatVector.broadcast(LANES, x[x6 + at]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            FloatVector a7 = FloatVector.broadcast(LANES, x[x7 + at]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, WIDTH);
        c10.intoArray(tile, COLUMNS);
        c11.intoArray(tile, COLUMNS + WIDTH);
        c20.intoArray(tile, 2 * COLUMNS);
        c21.intoArray(tile, 2 * COLUMNS + WIDTH);
        c30.intoArray(tile, 3 * COLUMNS);
        c31.intoArray(tile, 3 * COLUMNS + WIDTH);
        c40.intoArray(tile, 4 * COLUMNS);
        c41.intoArray(tile, 4 * COLUMNS + WIDTH);
        c50.intoArray(tile, 5 * COLUMNS);
        c51.intoArray(tile, 5 * COLUMNS + WIDTH);
        c60.intoArray(tile, 6 * COLUMNS);
        c61.intoArray(tile, 6 * COLUMNS + WIDTH);
        c70.intoArray(tile, 7 * COLUMNS);
        c71.intoArray(tile, 7 * COLUMNS + WIDTH);
    }

    /** Six rows, two vectors wide. */
    private static void sixRows(
            int k,
            float[] x,
            int xOff,
            int[] rowAt,
            int row,
            int[] columnAt,
            int column,
            float[] b,
            int bOff,
            float[] tile) {
        int x0 = xOff + rowAt[row];
        int x1 = xOff + rowAt[row + 1];
        int x2 = xOff + rowAt[row + 2];
        int x3 = xOff + rowAt[row + 3];
        int x4 = xOff + rowAt[row + 4];
        int x5 = xOff + rowAt[row + 5];
        FloatVector c00 = FloatVector.zero(LANES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        for (int p = 0; p < k; p++) {
            int at = columnAt[column + p];
            FloatVector b0 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS + WIDTH);
            FloatVector a0 = FloatVector.broadcast(LANES, x[x0 + at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(LANES, x[x1 + at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(LANES, x[x2 + at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(LANES, x[x3 + at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(LANES, x[x4 + at]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(LANES, x[x5 + at]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
        }
        c00.intoArray(tile, 0);
        c01.intoArray(tile, WIDTH);
        c10.intoArray(tile, COLUMNS);
        c11.intoArray(tile, COLUMNS + WIDTH);
        c20.intoArray(tile, 2 * COLUMNS);
        c21.intoArray(tile, 2 * COLUMNS + WIDTH);
        c30.intoArray(tile, 3 * COLUMNS);
        c31.intoArray(tile, 3 * COLUMNS + WIDTH);
        c40.intoArray(tile, 4 * COLUMNS);
        c41.intoArray(tile, 4 * COLUMNS + WIDTH);
        c50.intoArray(tile, 5 * COLUMNS);
        c51.intoArray(tile, 5 * COLUMNS + WIDTH);
    }
}
