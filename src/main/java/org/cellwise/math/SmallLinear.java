package org.cellwise.math;

/**
 * A dense layer, y = x W + b and back, on so few numbers that calls cost more than sums: one loop for each direction, in
 * plain Java for every family. x (rows,in), W (in,out), b (out), y (rows,out), each in one piece.
 */
public final class SmallLinear {
    /** Multiply-adds up to which this is faster than products. */
    private static final int MAX_WORK = 256;

    private SmallLinear() {}

    /** Whether the sizes are small enough. */
    public static boolean suits(int rows, int in, int out) {
        return (long) rows * in * out <= MAX_WORK;
    }

    /** y = x W + b; {@code b} is null for none. */
    public static void forward(
            int rows,
            int in,
            int out,
            float[] x,
            int xOff,
            float[] w,
            int wOff,
            float[] b,
            int bOff,
            float[] y,
            int yOff) {
        for (int row = 0; row < rows; row++) {
            int j = 0;
            for (; j + 4 <= out; j += 4) {
                float s0 = b == null ? 0 : b[bOff + j];
                float s1 = b == null ? 0 : b[bOff + j + 1];
                float s2 = b == null ? 0 : b[bOff + j + 2];
                float s3 = b == null ? 0 : b[bOff + j + 3];
                for (int i = 0, at = wOff + j; i < in; i++, at += out) {
                    float factor = x[xOff + i];
                    s0 += factor * w[at];
                    s1 += factor * w[at + 1];
                    s2 += factor * w[at + 2];
                    s3 += factor * w[at + 3];
                }
                y[yOff + j] = s0;
                y[yOff + j + 1] = s1;
                y[yOff + j + 2] = s2;
                y[yOff + j + 3] = s3;
            }
            for (; j < out; j++) {
                float sum = b == null ? 0 : b[bOff + j];
                for (int i = 0, at = wOff + j; i < in; i++, at += out) {
                    sum += x[xOff + i] * w[at];
                }
                y[yOff + j] = sum;
            }
            xOff += in;
            yOff += out;
        }
    }

    /** dW += xᵀ dy. */
    public static void addToWeights(
            int rows, int in, int out, float[] x, int xOff, float[] dy, int yOff, float[] dw, int wOff) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0, at = wOff; i < in; i++, at += out) {
                float factor = x[xOff + i];
                for (int j = 0; j < out; j++) {
                    dw[at + j] += factor * dy[yOff + j];
                }
            }
            xOff += in;
            yOff += out;
        }
    }

    /** db += the sum of the rows of dy. */
    public static void addToBias(int rows, int out, float[] dy, int yOff, float[] db, int bOff) {
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < out; j++) {
                db[bOff + j] += dy[yOff + j];
            }
            yOff += out;
        }
    }

    /** dx += dy Wᵀ. */
    public static void addToInputs(
            int rows, int in, int out, float[] dy, int yOff, float[] w, int wOff, float[] dx, int xOff) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0, at = wOff; i < in; i++, at += out) {
                float sum = 0;
                for (int j = 0; j < out; j++) {
                    sum += dy[yOff + j] * w[at + j];
                }
                dx[xOff + i] += sum;
            }
            xOff += in;
            yOff += out;
        }
    }
}
