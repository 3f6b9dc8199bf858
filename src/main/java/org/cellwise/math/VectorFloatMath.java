package org.cellwise.math;

import static org.cellwise.math.VectorKernels.LANES;
import static org.cellwise.math.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The Vector API, in vectors of the width the machine prefers. */
final class VectorFloatMath extends FloatMath {
    /**
     * Multiply-adds under which a product is left to plain loops: they are as fast, and fast much earlier, because vectors
     * are objects until the compiler has seen them often.
     */
    private static final int PLAIN_WORK = 8192;
    /** The same for few rows, for which plain loops would copy a matrix to read it once. */
    private static final int PLAIN_FEW_WORK = 2048;
    /** Numbers under which the same goes for sums. */
    static final int PLAIN_LENGTH = 64;
    /** Rows of A, or of B, under which packing does not pay at any size. */
    private static final int FEW = 4;

    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[16 * WIDTH]);
    private final PlainProduct plain = new PlainProduct();
    private final ThreadLocal<VectorProduct> packed = ThreadLocal.withInitial(VectorProduct::new);
    private final ThreadLocal<VectorFewRows> fewRows = ThreadLocal.withInitial(VectorFewRows::new);
    private final ThreadLocal<VectorConvolution> convolution = ThreadLocal.withInitial(VectorConvolution::new);

    /**
     * Without fused multiply-add in hardware a single one takes microseconds; of the machines with vectors shorter than
     * 256 bits, ARM has it and x86 has not.
     */
    @Override
    boolean isFast() {
        return LANES.vectorBitSize() >= 256 || System.getProperty("os.arch").equals("aarch64");
    }

    @Override
    public String description() {
        return "Vector API, " + WIDTH + " floats at a time";
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
        rowsOrPacked(workers, m, n, k, a, aOff, lda, 1, b, bOff, ldb, c, cOff, ldc);
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
        rowsOrPacked(workers, m, n, k, a, aOff, 1, lda, b, bOff, ldb, c, cOff, ldc);
    }

    private void rowsOrPacked(
            Workers workers,
            int m,
            int n,
            int k,
            float[] a,
            int aOff,
            int aRow,
            int aColumn,
            float[] b,
            int bOff,
            int ldb,
            float[] c,
            int cOff,
            int ldc) {
        long work = (long) m * n * k;
        if (work < (m < FEW ? PLAIN_FEW_WORK : PLAIN_WORK)) {
            plain.multiply(workers, m, n, k, a, aOff, aRow, aColumn, b, bOff, ldb, 1, c, cOff, ldc);
        } else if (m < FEW && VectorFewRows.suits(m, n, k)) {
            fewRows.get().multiply(workers, m, n, k, a, aOff, aRow, aColumn, b, bOff, ldb, c, cOff, ldc);
        } else if (m < FEW || k < FEW) {
            VectorSmallProduct.rows(workers, m, n, k, a, aOff, aRow, aColumn, b, bOff, ldb, c, cOff, ldc);
        } else {
            packed.get().multiply(workers, m, n, k, a, aOff, aRow, aColumn, b, bOff, ldb, 1, c, cOff, ldc);
        }
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
        if ((long) m * n * k < PLAIN_WORK) {
            plain.multiply(workers, m, n, k, a, aOff, lda, 1, b, bOff, 1, ldb, c, cOff, ldc);
        } else if (m < FEW && k >= WIDTH) {
            VectorSmallProduct.dots(workers, m, n, k, a, aOff, lda, b, bOff, ldb, c, cOff, ldc);
        } else {
            packed.get().multiply(workers, m, n, k, a, aOff, lda, 1, b, bOff, 1, ldb, c, cOff, ldc);
        }
    }

    @Override
    public int packedSize(int k, int n) {
        return hasFew(k, n) ? super.packedSize(k, n) : VectorProduct.packedSize(k, n);
    }

    @Override
    public void pack(int k, int n, float[] b, int bOff, int bRow, int bColumn, float[] packed) {
        if (hasFew(k, n)) {
            super.pack(k, n, b, bOff, bRow, bColumn, packed);
        } else {
            VectorProduct.pack(k, n, b, bOff, bRow, bColumn, packed);
        }
    }

    @Override
    public void multiplyPacked(
            int m, int n, int k, float[] a, int aOff, int lda, float[] packed, float[] c, int cOff, int ldc) {
        if (hasFew(k, n)) {
            plain.multiply(m, n, k, a, aOff, lda, 1, packed, 0, n, 1, c, cOff, ldc);
        } else {
            this.packed.get().multiplyPacked(m, n, k, a, aOff, lda, packed, c, cOff, ldc);
        }
    }

    /** Whether products of a panel's rows with B (k,n) are left to plain loops. */
    private static boolean hasFew(int k, int n) {
        return (long) VectorKernels.ROWS * k * n < PLAIN_WORK;
    }

    @Override
    public void convolve(
            Patches patches,
            int images,
            int top,
            int bottom,
            float[] x,
            int xOff,
            float[] w,
            int wOff,
            int filters,
            float[] bias,
            int biasOff,
            float[] y,
            int yOff) {
        convolution.get().forward(patches, images, top, bottom, x, xOff, w, wOff, filters, bias, biasOff, y, yOff);
    }

    @Override
    public void convolutionToWeights(
            Patches patches, int images, float[] x, int xOff, float[] dy, int yOff, int filters, float[] dw, int wOff) {
        convolution.get().addToWeights(patches, images, x, xOff, dy, yOff, filters, dw, wOff);
    }

    @Override
    public void convolutionToInputs(
            Patches patches, int images, float[] dy, int yOff, float[] w, int wOff, int filters, float[] dx, int xOff) {
        if (patches.window().stride() == 1) {
            convolution.get().addToInputs(patches, images, dy, yOff, w, wOff, filters, dx, xOff);
        } else {
            super.convolutionToInputs(patches, images, dy, yOff, w, wOff, filters, dx, xOff);
        }
    }

    @Override
    float dotOfBlock(float[] a, int aOff, float[] b, int bOff, int n) {
        return VectorSmallProduct.dot(a, aOff, b, bOff, n);
    }

    @Override
    public void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff) {
        int whole = n < PLAIN_LENGTH ? 0 : LANES.loopBound(n);
        if (whole > 0) {
            VectorSmallProduct.addRow(whole, alpha, x, xOff, y, yOff);
        }
        for (int i = whole; i < n; i++) {
            y[yOff + i] = Math.fma(alpha, x[xOff + i], y[yOff + i]);
        }
    }

    @Override
    public void times(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        int whole = n < PLAIN_LENGTH ? 0 : LANES.loopBound(n);
        VectorRows.times(a, aOff, b, bOff, y, yOff, whole);
        for (int i = whole; i < n; i++) {
            y[yOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void addTimes(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n) {
        int whole = n < PLAIN_LENGTH ? 0 : LANES.loopBound(n);
        VectorRows.addTimes(a, aOff, b, bOff, y, yOff, whole);
        for (int i = whole; i < n; i++) {
            y[yOff + i] = Math.fma(a[aOff + i], b[bOff + i], y[yOff + i]);
        }
    }

    @Override
    public void normSlopes(
            float[] w, int wOff, float[] dy, float[] normal, int at, float inverse, float[] dx, int dxOff, int n) {
        if (n < PLAIN_LENGTH || n % WIDTH != 0) {
            super.normSlopes(w, wOff, dy, normal, at, inverse, dx, dxOff, n);
        } else {
            VectorRows.normSlopes(w, wOff, dy, normal, at, inverse, dx, dxOff, n);
        }
    }

    @Override
    public void lstmSlopes(
            int h,
            float[] gates,
            int gate,
            float[] cells,
            int before,
            float[] squashed,
            float[] dy,
            int at,
            float[] dh,
            float[] dc,
            int own,
            float[] slopes) {
        if (h % WIDTH != 0) {
            super.lstmSlopes(h, gates, gate, cells, before, squashed, dy, at, dh, dc, own, slopes);
        } else {
            VectorRows.lstmSlopes(h, gates, gate, cells, before, squashed, dy, at, dh, dc, own, slopes);
        }
    }

    @Override
    public void scale(int n, float alpha, float[] x, int xOff) {
        int whole = n < PLAIN_LENGTH ? 0 : LANES.loopBound(n);
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector.fromArray(LANES, x, xOff + i).mul(alpha).intoArray(x, xOff + i);
        }
        for (int i = whole; i < n; i++) {
            x[xOff + i] *= alpha;
        }
    }

    @Override
    float sumOfBlock(float[] x, int off, int n) {
        int whole = n < PLAIN_LENGTH ? 0 : n - n % (2 * WIDTH);
        float sum = 0;
        if (whole > 0) {
            FloatVector even = FloatVector.zero(LANES);
            FloatVector odd = even;
            for (int i = 0; i < whole; i += 2 * WIDTH) {
                even = even.add(FloatVector.fromArray(LANES, x, off + i));
                odd = odd.add(FloatVector.fromArray(LANES, x, off + i + WIDTH));
            }
            sum = VectorSums.total(even.add(odd));
        }
        for (int i = whole; i < n; i++) {
            sum += x[off + i];
        }
        return sum;
    }

    @Override
    public float max(float[] x, int off, int n) {
        if (n < Math.max(PLAIN_LENGTH, 2 * WIDTH)) {
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                max = Math.max(max, x[off + i]);
            }
            return max;
        }
        // asked of what was just read, whose class is known: where the compiler has not seen the class of what a loop
        // carries, it makes an object in each step
        FloatVector largest = FloatVector.fromArray(LANES, x, off + n - WIDTH);
        for (int i = 0; i + 2 * WIDTH <= n; i += 2 * WIDTH) {
            FloatVector two =
                    FloatVector.fromArray(LANES, x, off + i).max(FloatVector.fromArray(LANES, x, off + i + WIDTH));
            largest = two.max(largest);
        }
        return FloatVector.fromArray(LANES, x, off + n - 2 * WIDTH).max(largest).reduceLanes(VectorOperators.MAX);
    }

    @Override
    public void exp(float[] x, int xOff, float[] y, int yOff, int n) {
        if (n < WIDTH) {
            FusedFunctions.exp(x, xOff, y, yOff, n);
        } else {
            VectorFunctions.exp(x, xOff, y, yOff, n);
        }
    }

    @Override
    public void log(float[] x, int xOff, float[] y, int yOff, int n) {
        if (n < WIDTH) {
            FusedFunctions.log(x, xOff, y, yOff, n);
        } else {
            VectorFunctions.log(x, xOff, y, yOff, n, scratch.get());
        }
    }

    @Override
    public void tanh(float[] x, int xOff, float[] y, int yOff, int n) {
        if (n < WIDTH) {
            FusedFunctions.tanh(x, xOff, y, yOff, n);
        } else {
            VectorFunctions.tanh(x, xOff, y, yOff, n, scratch.get());
        }
    }

    @Override
    public void sigmoid(float[] x, int xOff, float[] y, int yOff, int n) {
        if (n < WIDTH) {
            FusedFunctions.sigmoid(x, xOff, y, yOff, n);
        } else {
            VectorFunctions.sigmoid(x, xOff, y, yOff, n, scratch.get());
        }
    }

    @Override
    public void erf(float[] x, int xOff, float[] y, int yOff, int n) {
        if (n < WIDTH) {
            FusedFunctions.erf(x, xOff, y, yOff, n);
        } else {
            VectorFunctions.erf(x, xOff, y, yOff, n, scratch.get());
        }
    }
}
