package org.cellwise.math;

import java.util.Arrays;

/**
 * Products whose elements are sums of many numbers, such as the gradient of weights by a million rows: done in blocks along
 * k, which are added {@link Compensated}. Short ones are done at once.
 */
final class LongProduct {
    /** Numbers that are summed without. */
    private static final int SHORT = 4096;

    /** How A and B are stored. */
    enum Form {
        PLAIN,
        TRANSPOSED_A,
        TRANSPOSED_B;

        private void run(
                FloatMath math,
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
            switch (this) {
                case PLAIN -> math.multiply(workers, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
                case TRANSPOSED_A ->
                    math.multiplyTransposedA(workers, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
                case TRANSPOSED_B ->
                    math.multiplyTransposedB(workers, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
            }
        }
    }

    private final FloatMath math;
    private final ThreadLocal<float[][]> scratch = ThreadLocal.withInitial(() -> new float[2][0]);

    LongProduct(FloatMath math) {
        this.math = math;
    }

    /** C (m,n) += A · B. */
    void run(
            Form form,
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
        if (k <= SHORT) {
            form.run(math, workers, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
            return;
        }
        int size = Math.multiplyExact(m, n);
        float[] part = scratch(0, size);
        float[] lost = scratch(1, size);
        int stepA = form == Form.TRANSPOSED_A ? lda : 1;
        int stepB = form == Form.TRANSPOSED_B ? 1 : ldb;
        for (int p = 0; p < k; p += Compensated.BLOCK) {
            int deep = Math.min(Compensated.BLOCK, k - p);
            form.run(math, workers, m, n, deep, a, aOff + p * stepA, lda, b, bOff + p * stepB, ldb, part, 0, n);
            for (int i = 0; i < m; i++) {
                Compensated.add(n, part, i * n, c, cOff + i * ldc, lost, i * n);
            }
        }
    }

    /** An array of zeros, at least so long. */
    private float[] scratch(int index, int size) {
        float[][] held = scratch.get();
        if (held[index].length < size) {
            held[index] = new float[size];
        } else {
            Arrays.fill(held[index], 0, size, 0f);
        }
        return held[index];
    }
}
