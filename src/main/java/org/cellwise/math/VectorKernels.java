package org.cellwise.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the products: a tile of C, a few rows high and two vectors wide, stays in registers while k
 * columns of A meet the k rows of a packed panel of B, b (k,{@link #COLUMNS}). Element (i, p) of A is at {@code aOff + i *
 * aRow + p * aColumn}: its single numbers are read where they are, since that takes no longer than from a packed panel.
 * Every element of C is one chain of fused multiply-adds that starts at the element's old value and follows k upwards.
 *
 * <p>The loops are written out, because the compiler keeps a vector in a register only if it is a local variable.
 */
final class VectorKernels {
    static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
    static final int WIDTH = LANES.length();
    /** Columns of a tile. */
    static final int COLUMNS = 2 * WIDTH;
    /** Rows of a tile: 8 of them need more than the 16 registers of AVX2, but hide latency where there are 32. */
    static final int ROWS = LANES.vectorBitSize() == 256 ? 4 : 8;

    private VectorKernels() {}

    /** A tile of {@link #ROWS} rows of C. */
    static void tile(
            int k, float[] a, int aOff, int aRow, int aColumn, float[] b, int bOff, float[] c, int cOff, int ldc) {
        if (ROWS == 4) {
            fourRows(k, a, aOff, aRow, aColumn, b, bOff, c, cOff, ldc);
        } else {
            eightRows(k, a, aOff, aRow, aColumn, b, bOff, c, cOff, ldc);
        }
    }

    /** C (4,COLUMNS) += A · B. */
    static void fourRows(
            int k, float[] a, int aOff, int aRow, int aColumn, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row1 = cOff + ldc;
        int row2 = row1 + ldc;
        int row3 = row2 + ldc;
        FloatVector c00 = FloatVector.fromArray(LANES, c, cOff);
        FloatVector c01 = FloatVector.fromArray(LANES, c, cOff + WIDTH);
        FloatVector c10 = FloatVector.fromArray(LANES, c, row1);
        FloatVector c11 = FloatVector.fromArray(LANES, c, row1 + WIDTH);
        FloatVector c20 = FloatVector.fromArray(LANES, c, row2);
        FloatVector c21 = FloatVector.fromArray(LANES, c, row2 + WIDTH);
        FloatVector c30 = FloatVector.fromArray(LANES, c, row3);
        FloatVector c31 = FloatVector.fromArray(LANES, c, row3 + WIDTH);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS + WIDTH);
            int at = aOff + p * aColumn;
            FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            at += aRow;
            FloatVector a1 = FloatVector.broadcast(LANES, a[at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            at += aRow;
            FloatVector a2 = FloatVector.broadcast(LANES, a[at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            at += aRow;
            FloatVector a3 = FloatVector.broadcast(LANES, a[at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, cOff);
        c01.intoArray(c, cOff + WIDTH);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + WIDTH);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + WIDTH);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + WIDTH);
    }

    /** C (8,COLUMNS) += A · B. */
    static void eightRows(
            int k, float[] a, int aOff, int aRow, int aColumn, float[] b, int bOff, float[] c, int cOff, int ldc) {
        int row1 = cOff + ldc;
        int row2 = row1 + ldc;
        int row3 = row2 + ldc;
        int row4 = row3 + ldc;
        int row5 = row4 + ldc;
        int row6 = row5 + ldc;
        int row7 = row6 + ldc;
        FloatVector c00 = FloatVector.fromArray(LANES, c, cOff);
        FloatVector c01 = FloatVector.fromArray(LANES, c, cOff + WIDTH);
        FloatVector c10 = FloatVector.fromArray(LANES, c, row1);
        FloatVector c11 = FloatVector.fromArray(LANES, c, row1 + WIDTH);
        FloatVector c20 = FloatVector.fromArray(LANES, c, row2);
        FloatVector c21 = FloatVector.fromArray(LANES, c, row2 + WIDTH);
        FloatVector c30 = FloatVector.fromArray(LANES, c, row3);
        FloatVector c31 = FloatVector.fromArray(LANES, c, row3 + WIDTH);
        FloatVector c40 = FloatVector.fromArray(LANES, c, row4);
        FloatVector c41 = FloatVector.fromArray(LANES, c, row4 + WIDTH);
        FloatVector c50 = FloatVector.fromArray(LANES, c, row5);
        FloatVector c51 = FloatVector.fromArray(LANES, c, row5 + WIDTH);
        FloatVector c60 = FloatVector.fromArray(LANES, c, row6);
        FloatVector c61 = FloatVector.fromArray(LANES, c, row6 + WIDTH);
        FloatVector c70 = FloatVector.fromArray(LANES, c, row7);
        FloatVector c71 = FloatVector.fromArray(LANES, c, row7 + WIDTH);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS);
            FloatVector b1 = FloatVector.fromArray(LANES, b, bOff + p * COLUMNS + WIDTH);
            int at = aOff + p * aColumn;
            FloatVector a0 = FloatVector.broadcast(LANES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            at += aRow;
            FloatVector a1 = FloatVector.broadcast(LANES, a[at]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            at += aRow;
            FloatVector a2 = FloatVector.broadcast(LANES, a[at]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            at += aRow;
            FloatVector a3 = FloatVector.broadcast(LANES, a[at]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += aRow;
            FloatVector a4 = FloatVector.broadcast(LANES, a[at]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            at += aRow;
            FloatVector a5 = FloatVector.broadcast(LANES, a[at]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            at += aRow;
            FloatVector a6 = FloatVector.broadcast(LANES, a[at]);
            c60 = a6.fma(b0, c60);
            c61 = a6.fma(b1, c61);
            at += aRow;
            FloatVector a7 = FloatVector.broadcast(LANES, a[at]);
            c70 = a7.fma(b0, c70);
            c71 = a7.fma(b1, c71);
        }
        c00.intoArray(c, cOff);
        c01.intoArray(c, cOff + WIDTH);
        c10.intoArray(c, row1);
        c11.intoArray(c, row1 + WIDTH);
        c20.intoArray(c, row2);
        c21.intoArray(c, row2 + WIDTH);
        c30.intoArray(c, row3);
        c31.intoArray(c, row3 + WIDTH);
        c40.intoArray(c, row4);
        c41.intoArray(c, row4 + WIDTH);
        c50.intoArray(c, row5);
        c51.intoArray(c, row5 + WIDTH);
        c60.intoArray(c, row6);
        c61.intoArray(c, row6 + WIDTH);
        c70.intoArray(c, row7);
        c71.intoArray(c, row7 + WIDTH);
    }
}
