package org.cellwise.math;

import java.util.Optional;

/**
 * The loops over {@code float[]} that everything else is made of. Two families exist, plain Java and the Vector API, and
 * both are stateless: one object serves all threads.
 *
 * <p>Matrices are row-major: element (i, j) of a matrix with offset {@code off} and leading dimension {@code ld} is
 * {@code x[off + i * ld + j]}. Output never overlaps input, except where a method says so. Sizes of zero are allowed.
 * Ranges are not checked beyond what Java checks; the callers know their shapes.
 *
 * <p>The bits of an element of a product do not depend on how threads cut the product. The functions are good for all floats, with infinities, NaN and
 * subnormal numbers; their accuracy is given in units in the last place, and the bits of an element do not depend on its
 * place in the range. The two families agree within these bounds, not to the bit.
 *
 * <p>Each family gives the same bits every time, on any number of threads. Those of the Vector API depend on how many
 * floats the machine's vectors hold, because sums are split among them; those of plain Java depend on nothing but, in the
 * functions, how the JDK's {@code Math.exp} and {@code Math.log} round on the processor. Where runs on different machines
 * are to be compared, {@code -Dcellwise.math=plain} chooses plain Java; over the first twenty steps of a training the
 * losses of the two agree within 1e-4 of their size.
 */
public abstract class FloatMath {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** Numbers summed as floats; sums of blocks are added as doubles. */
    private static final int BLOCK = 1024;

    private final MatrixConvolution convolution = new MatrixConvolution(this);

    FloatMath() {}

    /**
     * The fastest family this virtual machine can run; the system property {@code cellwise.math} set to {@code plain}
     * or {@code vector} forces one.
     */
    public static FloatMath best() {
        String choice = System.getProperty("cellwise.math", "");
        return switch (choice) {
            case "plain" -> plain();
            case "vector" -> vector();
            case "" -> vectorOrPlain();
            default ->
                throw new IllegalArgumentException("the system property cellwise.math expects plain or vector, but is '"
                        + choice + "': correct it, or" + " leave it out to get the fastest");
        };
    }

    /** Plain Java, which needs no flag and which the fast family is tested against. */
    public static FloatMath plain() {
        return new PlainFloatMath();
    }

    /** A later JDK may have changed the incubating module, which must not stop anybody. */
    private static FloatMath vectorOrPlain() {
        if (!hasVectors()) {
            return plain();
        }
        try {
            FloatMath vector = vector();
            return vector.isFast() ? vector : plain();
        } catch (IllegalStateException e) {
            return plain();
        }
    }

    /** Compiled apart and found by name, because its module is there only when the user has asked for it. */
    private static FloatMath vector() {
        try {
            return (FloatMath) Class.forName("org.cellwise.math.VectorFloatMath")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException(
                    "the Vector API was asked for, but is not there: start java with --add-modules " + VECTOR_MODULE
                            + ", or leave out -Dcellwise.math=vector",
                    e);
        }
    }

    /**
     * How to get faster loops, in one line; nothing where the Vector API is there, or the property {@code cellwise.math}
     * says which family is wanted.
     */
    public static Optional<String> advice() {
        boolean chosen = !System.getProperty("cellwise.math", "").isEmpty();
        return chosen || hasVectors() ? Optional.empty() : Optional.of("Cellwise runs on " + plain().description());
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** Whether the machine has what this family needs to be faster than plain Java. */
    boolean isFast() {
        return true;
    }

    /** One line for people: which family this is, and what to do for a faster one. */
    public abstract String description();

    /** C (m,n) += A (m,k) · B (k,n). */
    abstract void multiply(
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
            int ldc);

    /** C (m,n) += Aᵀ · B (k,n), with A stored as (k,m). */
    abstract void multiplyTransposedA(
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
            int ldc);

    /** C (m,n) += A (m,k) · Bᵀ, with B stored as (n,k). */
    abstract void multiplyTransposedB(
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
            int ldc);

    /** How many numbers {@link #pack} needs for B (k,n). */
    public int packedSize(int k, int n) {
        return Math.multiplyExact(k, n);
    }

    /**
     * Copies B (k,n), which many products of few rows share, for {@link #multiplyPacked}; element (p, j) is at {@code bOff + p *
     * bRow + j * bColumn}, and one of the strides is 1.
     */
    public void pack(int k, int n, float[] b, int bOff, int bRow, int bColumn, float[] packed) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                packed[p * n + j] = b[bOff + p * bRow + j * bColumn];
            }
        }
    }

    /** C (m,n) += A (m,k) · packed B, on the caller's thread; a row's bits do not depend on the others. */
    public abstract void multiplyPacked(
            int m, int n, int k, float[] a, int aOff, int lda, float[] packed, float[] c, int cOff, int ldc);

    /**
     * Convolution: y (images, filters, places) = bias + wᵀ · patches, on the caller's thread, for some rows of patches; all
     * arrays in one piece.
     *
     * @param top the first row of patches
     * @param bottom the row of patches after the last one
     * @param x images (images, channels, height, width)
     * @param w filters (channels · size · size, filters)
     * @param filters how many
     * @param bias a number for each filter, null for none
     * @param y (images, filters, places); what stood in those rows is garbage
     */
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
        convolution.forward(patches, images, top, bottom, x, xOff, w, wOff, filters, bias, biasOff, y, yOff);
    }

    /** Back from {@link #convolve} to its filters: dw += patches · dyᵀ, summed over the images, on the caller's thread. */
    public void convolutionToWeights(
            Patches patches, int images, float[] x, int xOff, float[] dy, int yOff, int filters, float[] dw, int wOff) {
        convolution.addToWeights(patches, images, x, xOff, dy, yOff, filters, dw, wOff);
    }

    /** Back from {@link #convolve} to its images: dx += w · dy, each at its place, on the caller's thread. */
    public void convolutionToInputs(
            Patches patches, int images, float[] dy, int yOff, float[] w, int wOff, int filters, float[] dx, int xOff) {
        convolution.addToInputs(patches, images, dy, yOff, w, wOff, filters, dx, xOff);
    }

    /** Σ aᵢ bᵢ over n elements. */
    public final float dot(float[] a, int aOff, float[] b, int bOff, int n) {
        if (n <= BLOCK) {
            return dotOfBlock(a, aOff, b, bOff, n);
        }
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += dotOfBlock(a, aOff + i, b, bOff + i, Math.min(BLOCK, n - i));
        }
        return (float) sum;
    }

    /** {@link #dot} of at most {@link #BLOCK} elements. */
    abstract float dotOfBlock(float[] a, int aOff, float[] b, int bOff, int n);

    /** y += α x over n elements. */
    public abstract void axpy(int n, float alpha, float[] x, int xOff, float[] y, int yOff);

    /** x *= α over n elements. */
    public abstract void scale(int n, float alpha, float[] x, int xOff);

    /** y = a b over n elements; y may be the same range as a or b. */
    public abstract void times(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n);

    /** y += a b over n elements. */
    public abstract void addTimes(float[] a, int aOff, float[] b, int bOff, float[] y, int yOff, int n);

    /**
     * Back from a row of layer normalisation: dx += (w dy - mean(w dy) - r mean(w dy r)) / s.
     *
     * @param normal r, the row less its mean over its deviation s
     * @param at where the row starts in dy and in normal
     * @param inverse 1 / s
     */
    public void normSlopes(
            float[] w, int wOff, float[] dy, float[] normal, int at, float inverse, float[] dx, int dxOff, int n) {
        double sum = 0;
        double dot = 0;
        for (int i = 0; i < n; i++) {
            float change = w[wOff + i] * dy[at + i];
            sum += change;
            dot += change * normal[at + i];
        }
        float mean = (float) (sum / n);
        float dotMean = (float) (dot / n);
        for (int i = 0; i < n; i++) {
            float change = w[wOff + i] * dy[at + i];
            dx[dxOff + i] += inverse * (change - mean - normal[at + i] * dotMean);
        }
    }

    /**
     * Back through one step of a row of an LSTM, h wide: slopes by the sums that enter its gates.
     *
     * @param gates input, forget, candidate, output, after their functions, from {@code gate} on; the slopes go there, too
     * @param before where the cells of the step before start
     * @param squashed tanh of the cells, from {@code at} on, as dy
     * @param dh what later steps say of the state, from {@code own} on
     * @param dc the same of the cells; is then that by the cells before
     */
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
        for (int i = 0; i < h; i++) {
            float in = gates[gate + i];
            float forget = gates[gate + h + i];
            float candidate = gates[gate + 2 * h + i];
            float out = gates[gate + 3 * h + i];
            float s = squashed[at + i];
            float state = dh[own + i] + dy[at + i];
            float cell = dc[own + i] + state * out * (1 - s * s);
            slopes[gate + i] = cell * candidate * in * (1 - in);
            slopes[gate + h + i] = cell * cells[before + i] * forget * (1 - forget);
            slopes[gate + 2 * h + i] = cell * in * (1 - candidate * candidate);
            slopes[gate + 3 * h + i] = state * s * out * (1 - out);
            dc[own + i] = cell * forget;
        }
    }

    /** Σ xᵢ over n elements; 0 for none. */
    public final float sum(float[] x, int off, int n) {
        if (n <= BLOCK) {
            return sumOfBlock(x, off, n);
        }
        double sum = 0;
        for (int i = 0; i < n; i += BLOCK) {
            sum += sumOfBlock(x, off + i, Math.min(BLOCK, n - i));
        }
        return (float) sum;
    }

    /** {@link #sum} of at most {@link #BLOCK} elements. */
    abstract float sumOfBlock(float[] x, int off, int n);

    /** The largest of n elements; NaN if one is NaN, -∞ for none. */
    public abstract float max(float[] x, int off, int n);

    /** y = eˣ over n elements, within 1; x and y may be the same range. */
    public abstract void exp(float[] x, int xOff, float[] y, int yOff, int n);

    /** y = ln x over n elements, NaN below 0, within 1; x and y may be the same range. */
    public abstract void log(float[] x, int xOff, float[] y, int yOff, int n);

    /** y = tanh x over n elements, within 2; x and y may be the same range. */
    public abstract void tanh(float[] x, int xOff, float[] y, int yOff, int n);

    /** y = 1 / (1 + e⁻ˣ) over n elements, within 2.5; x and y may be the same range. */
    public abstract void sigmoid(float[] x, int xOff, float[] y, int yOff, int n);

    /** y = erf x = 2/√π ∫₀ˣ e^(-t²) dt over n elements, within 1; x and y may be the same range. */
    public abstract void erf(float[] x, int xOff, float[] y, int yOff, int n);
}
