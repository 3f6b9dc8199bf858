package org.cellwise.math;

import java.util.Arrays;

/** Convolution as a product with a matrix of patches, one image after the other (Chellapilla et al., 2006). */
final class MatrixConvolution {
    /** Numbers in a matrix of patches: larger images are cut into rows of patches. */
    private static final int MAX_MATRIX = 1 << 22;

    private final FloatMath math;
    private final LongProduct products;
    private final Workers alone = Workers.inline();
    private final ThreadLocal<float[][]> matrix = ThreadLocal.withInitial(() -> new float[1][0]);

    MatrixConvolution(FloatMath math) {
        this.math = math;
        products = new LongProduct(math);
    }

    private float[] matrix(Patches patches, int high) {
        int size = Math.multiplyExact(patches.rows(), Math.multiplyExact(high, patches.across()));
        float[][] held = matrix.get();
        if (held[0].length < size) {
            held[0] = new float[size];
        }
        return held[0];
    }

    /** Rows of patches whose matrix is held at a time. */
    private static int high(Patches patches, int rows) {
        long row = (long) patches.rows() * patches.across();
        return (int) Math.max(1, Math.min(rows, MAX_MATRIX / row));
    }

    void forward(
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
        int high = high(patches, bottom - top);
        float[] columns = matrix(patches, high);
        for (int image = 0; image < images; image++) {
            int at = yOff + image * filters * patches.places();
            fill(patches, top, bottom, filters, bias, biasOff, y, at);
            for (int row = top; row < bottom; row += high) {
                int end = Math.min(bottom, row + high);
                int places = (end - row) * patches.across();
                patches.gather(x, xOff + image * patches.imageSize(), row, end, columns);
                math.multiplyTransposedA( // y (O,P) += wᵀ (O,K) columns (K,P)
                        alone,
                        filters,
                        places,
                        patches.rows(),
                        w,
                        wOff,
                        filters,
                        columns,
                        0,
                        places,
                        y,
                        at + row * patches.across(),
                        patches.places());
            }
        }
    }

    private static void fill(
            Patches patches, int top, int bottom, int filters, float[] bias, int biasOff, float[] y, int at) {
        for (int filter = 0; filter < filters; filter++) {
            int start = at + filter * patches.places();
            float value = bias == null ? 0 : bias[biasOff + filter];
            Arrays.fill(y, start + top * patches.across(), start + bottom * patches.across(), value);
        }
    }

    void addToWeights(
            Patches patches, int images, float[] x, int xOff, float[] dy, int yOff, int filters, float[] dw, int wOff) {
        int high = high(patches, patches.down());
        float[] columns = matrix(patches, high);
        for (int image = 0; image < images; image++) {
            int at = yOff + image * filters * patches.places();
            for (int row = 0; row < patches.down(); row += high) {
                int end = Math.min(patches.down(), row + high);
                int places = (end - row) * patches.across();
                patches.gather(x, xOff + image * patches.imageSize(), row, end, columns);
                products.run( // dw (K,O) += columns (K,P) dyᵀ (P,O)
                        LongProduct.Form.TRANSPOSED_B,
                        alone,
                        patches.rows(),
                        filters,
                        places,
                        columns,
                        0,
                        places,
                        dy,
                        at + row * patches.across(),
                        patches.places(),
                        dw,
                        wOff,
                        filters);
            }
        }
    }

    void addToInputs(
            Patches patches, int images, float[] dy, int yOff, float[] w, int wOff, int filters, float[] dx, int xOff) {
        int k = patches.rows();
        int high = high(patches, patches.down());
        float[] slopes = matrix(patches, high);
        for (int image = 0; image < images; image++) {
            int at = yOff + image * filters * patches.places();
            for (int row = 0; row < patches.down(); row += high) {
                int end = Math.min(patches.down(), row + high);
                int places = (end - row) * patches.across();
                int from = at + row * patches.across();
                Arrays.fill(slopes, 0, k * places, 0f);
                math.multiply( // gradients of the columns (K,P) = w (K,O) dy (O,P)
                        alone, k, places, filters, w, wOff, filters, dy, from, patches.places(), slopes, 0, places);
                patches.scatter(slopes, row, end, dx, xOff + image * patches.imageSize());
            }
        }
    }
}
