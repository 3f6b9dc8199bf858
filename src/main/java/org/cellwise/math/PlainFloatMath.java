package org.cellwise.math;

import static org.cellwise.math.FusedFunctions.*;

/** Plain Java, and the oracle of the fast family. */
final class PlainFloatMath extends FloatMath {
    private final PlainProduct product = new PlainProduct();

    @Override
    public String description() {
        return "plain Java loops; start java with --add-modules jdk.incubator.vector for faster ones";
    }

    @Override
    void multiply(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        product.multiply(workers, m, n, k, a, aOff, lda, 1, b, bOff, ldb, 1, c, cOff, ldc);
    }

    @Override
    void multiplyTransposedA(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        product.multiply(workers, m, n, k, a, aOff, 1, lda, b, bOff, ldb, 1, c, cOff, ldc);
    }

    @Override
    void multiplyTransposedB(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int lda,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        product.multiply(workers, m, n, k, a, aOff, lda, 1, b, bOff, 1, ldb, c, cOff, ldc);
    }

    @Override
    public void multiplyPacked(
            int m, int n, int k, float[] a, int aOff, int lda, float[] packed, float[] c, int cOff, int ldc) {
        product.multiply(m, n, k, a, aOff, lda, 1, packed, 0, n, 1, c, cOff, ldc);
    }

    @Override
    float dotOfBlock(float[] a, int aOff, float[] b, int bOff, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aOff + i] * b[bOff + i];
        }
        return sum;
    }

    @Override
    public void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] += alpha * x[xOff + i];
        }
    }

    @Override
    public void times(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void addTimes(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] += a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void scale(int n, float alpha, float[] x, int xOff) {
        for (int i = xOff; i < xOff + n; i++) {
            x[i] *= alpha;
        }
    }

    @Override
    float sumOfBlock(float[] x, int off, int n) {
        float sum = 0;
        for (int i = off; i < off + n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    public float max(float[] x, int off, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = off; i < off + n; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    @Override
    public void exp(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) Math.exp(x[xOff + i]);
        }
    }

    @Override
    public void log(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) Math.log(x[xOff + i]);
        }
    }

    @Override
    public void tanh(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) tanh(x[xOff + i]);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) (1 / (1 + Math.exp(-x[xOff + i])));
        }
    }

    @Override
    public void erf(float[] x, int xOff, float[] y, int yOff, int n) {
        for (int i = 0; i < n; i++) {
            y[yOff + i] = (float) erf(x[xOff + i]);
        }
    }

    /** Where the formula would lose a float's accuracy to cancellation, x is the nearest float. */
    private static double tanh(double x) {
        return Math.abs(x) < 0x1p-12 ? x : 1 - 2 / (Math.exp(2 * x) + 1);
    }

    /** The fits of {@link FusedFunctions} in double arithmetic. */
    private static double erf(double x) {
        double size = Math.abs(x);
        if (size < ERF_SMALL) {
            double z = x * x;
            return x + x * (((((((S6 * z + S5) * z + S4) * z + S3) * z + S2) * z) + S1) * z + S0);
        }
        if (size > ERF_ONE) {
            return Math.signum(x);
        }
        double l = ((((((L6 * size + L5) * size + L4) * size + L3) * size + L2) * size) + L1) * size + L0;
        return Math.copySign(1 - Math.exp(-size - size * l), x);
    }
}
