package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/** Copies matrices into panels, which the kernels of the Vector API read in order. */
final class VectorPacking {
    private VectorPacking() {}

    /** The array, or a new one where it is too small. */
    static float[] grown(float[] array, int size) {
        return array.length >= size ? array : new float[size];
    }

    /**
     * Stores x (n,k) as y (k,width), its last columns zeros; element (i, p) of x is at {@code xOff + i * stride + p *
     * kStride}, and one of the strides is 1.
     */
    static void pack(int n, int k, int width, float[] x, int xOff, int stride, int kStride, float[] y, int yOff) {
        if (n < width) {
            for (int i = 0; i < k * width; i++) {
                y[yOff + i] = 0;
            }
        }
        if (stride != 1) {
            packColumns(n, k, width, x, xOff, stride, y, yOff);
        } else if (n == COLUMNS && width == COLUMNS) {
            packVectors(k, x, xOff, kStride, y, yOff);
        } else if (n == WIDTH / 2 && width == n) {
            packHalves(k, x, xOff, kStride, y, yOff);
        } else {
            packRows(n, k, width, x, xOff, kStride, y, yOff);
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

    /** x (k,half a vector) to y, just as wide: each row goes with what follows it, which the next row overwrites. */
    private static void packHalves(int k, float[] x, int xOff, int ldx, float[] y, int yOff) {
        int last = k - 1;
        for (int p = 0; p < last; p++) {
            FloatVector.fromArray(LANES, x, xOff + p * ldx).intoArray(y, yOff + p * (WIDTH / 2));
        }
        System.arraycopy(x, xOff + last * ldx, y, yOff + last * (WIDTH / 2), WIDTH / 2);
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
