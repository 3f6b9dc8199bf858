package org.cellwise.math;

import java.util.Arrays;

/** Convolution as a product with a matrix of patches, one image after the other (Chellapilla et al., 2006). */
final class MatrixConvolution {
    private final FloatMath math;
    private final Workers alone = Workers.inline();
    private final ThreadLocal<float[][]> matrix = ThreadLocal.withInitial(() -> new float[1][0]);

    MatrixConvolution(FloatMath math) {
        this.math = math;
    }

    private float[] matrix(int size) {
        float[][] held = matrix.get();
        if (held[0].length < size) {
            held[0] = new float[size];
        }
        return held[0];
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
        int k = patches.rows();
        int places = (bottom - top) * patches.across();
        float[] columns = matrix(k * places);
        for (int image = 0; image < images; image++) {
            int at = yOff + image * filters * patches.places() + top * patches.across();
            for (int filter = 0; filter < filters; filter++) {
                int start = at + filter * patches.places();
                Arrays.fill(y, start, start + places, bias == null ? 0 : bias[biasOff + filter]);
            }
            patches.gather(x, xOff + image * patches.imageSize(), top, bottom, columns);
            math.multiplyTransposedA( // y (O,P) += wᵀ (O,K) columns (K,P)
                    alone, filters, places, k, w, wOff, filters, columns, 0, places, y, at, patches.places());
        }
    }

    void addToWeights(
            Patches patches, int images, float[] x, int xOff, float[] dy, int yOff, int filters, float[] dw, int wOff) {
        int k = patches.rows();
        int places = patches.places();
        float[] columns = matrix(k * places);
        for (int image = 0; image < images; image++) {
            patches.gather(x, xOff + image * patches.imageSize(), 0, patches.down(), columns);
            int at = yOff + image * filters * places;
            math.multiplyTransposedB( // dw (K,O) += columns (K,P) dyᵀ (P,O)
                    alone, k, filters, places, columns, 0, places, dy, at, places, dw, wOff, filters);
        }
    }

    void addToInputs(
            Patches patches, int images, float[] dy, int yOff, float[] w, int wOff, int filters, float[] dx, int xOff) {
        int k = patches.rows();
        int places = patches.places();
        float[] slopes = matrix(k * places);
        for (int image = 0; image < images; image++) {
            Arrays.fill(slopes, 0, k * places, 0f);
            int at = yOff + image * filters * places;
            math.multiply( // gradients of the columns (K,P) = w (K,O) dy (O,P)
                    alone, k, places, filters, w, wOff, filters, dy, at, places, slopes, 0, places);
            patches.scatter(slopes, dx, xOff + image * patches.imageSize());
        }
    }
}
