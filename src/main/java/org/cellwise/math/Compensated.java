package org.cellwise.math;

import java.util.Arrays;

/**
 * Sums of many rows. A float keeps 24 bits, so that a long sum loses what it adds late: a million equal numbers add up to
 * something 1 percent off. So rows are added in blocks, and blocks with what rounding left out of the sum so far (Kahan,
 * 1965).
 */
public final class Compensated {
    /** Rows that are added without. */
    public static final int BLOCK = 256;

    private Compensated() {}

    /** How many numbers of scratch {@link #addRows} needs for so many rows of n numbers. */
    public static int scratch(int rows, int n) {
        return rows <= BLOCK ? 0 : Math.multiplyExact(2, n);
    }

    /** y (n) += the sum of the rows of x (rows,n), which stand one after the other. */
    public static void addRows(
            Compute compute, int rows, int n, float[] x, int xOff, float[] scratch, float[] y, int yOff) {
        FloatMath math = compute.math();
        if (rows <= BLOCK) {
            addRows(math, 0, rows, n, 0, n, x, xOff, y, yOff);
        } else if (!compute.sharesColumns(rows, n)) { // without making a task
            addBlocks(math, rows, n, 0, n, x, xOff, scratch, y, yOff);
        } else {
            compute.columns(rows, n, (left, right) -> addBlocks(math, rows, n, left, right, x, xOff, scratch, y, yOff));
        }
    }

    private static void addBlocks(
            FloatMath math,
            int rows,
            int n,
            int left,
            int right,
            float[] x,
            int xOff,
            float[] scratch,
            float[] y,
            int yOff) {
        Arrays.fill(scratch, left, right, 0f);
        Arrays.fill(scratch, n + left, n + right, 0f);
        for (int row = 0; row < rows; row += BLOCK) {
            addRows(math, row, Math.min(rows, row + BLOCK), n, left, right, x, xOff, scratch, 0);
            add(right - left, scratch, left, y, yOff + left, scratch, n + left);
        }
    }

    private static void addRows(
            FloatMath math, int from, int to, int n, int left, int right, float[] x, int xOff, float[] y, int yOff) {
        for (int row = from; row < to; row++) {
            math.axpy(right - left, 1, x, xOff + row * n + left, y, yOff + left);
        }
    }

    /**
     * sum (n) += part (n), which is set to 0; {@code lost} (n), at first 0, holds what rounding left out, to be added the
     * next time.
     */
    public static void add(int n, float[] part, int partOff, float[] sum, int sumOff, float[] lost, int lostOff) {
        for (int i = 0; i < n; i++) {
            float added = part[partOff + i] - lost[lostOff + i];
            float before = sum[sumOff + i];
            float after = before + added;
            float error = (after - before) - added;
            sum[sumOff + i] = after;
            lost[lostOff + i] = error - error == 0 ? error : 0; // infinite sums stay infinite
            part[partOff + i] = 0;
        }
    }
}
