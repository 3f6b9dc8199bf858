package org.cellwise.math;

import static org.cellwise.math.VectorKernels.COLUMNS;
import static org.cellwise.math.VectorKernels.WIDTH;

import java.util.Arrays;

/**
 * Convolution without a matrix of patches. Where number p of patch i stands in an image is the sum of where the patch
 * begins and where number p stands in a patch, and so the kernels read it in place. Forward is patches times filters; the
 * gradient of the filters is patches across times gradients of the output; that of the inputs is, where windows move by
 * one, the convolution of the output's gradients, bordered by zeros, with the filters turned round.
 *
 * <p>An object belongs to one thread.
 */
final class VectorConvolution {
    /** Places whose gradients are packed at a time: they stay in the second-level cache. */
    private static final int BLOCK = 512;

    private final float[] tile = new float[VectorGatherKernels.MAX_ROWS * COLUMNS];
    private float[] bordered = {};
    private float[] packed = {};
    private int[] places = {};
    private int[] taps = {};

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
        tables(patches);
        int k = patches.rows();
        packFilters(k, filters, w, wOff);
        for (int image = 0; image < images; image++) {
            float[] from = padded(patches, x, xOff + image * patches.imageSize());
            int at = from == x ? xOff + image * patches.imageSize() : 0;
            for (int j = 0; j < filters; ) {
                int width = width(filters - j);
                int rows = VectorGatherKernels.rows(width);
                int count = Math.min(width, filters - j);
                int to = yOff + (image * filters + j) * patches.places();
                int end = bottom * patches.across();
                for (int i = top * patches.across(); i < end; i += rows) {
                    VectorGatherKernels.tile(width, k, from, at, places, i, taps, 0, packed, j * k, tile);
                    storeTurned(Math.min(rows, end - i), count, width, bias, biasOff + j, y, to + i, patches.places());
                }
                j += width;
            }
        }
    }

    void addToWeights(
            Patches patches, int images, float[] x, int xOff, float[] dy, int yOff, int filters, float[] dw, int wOff) {
        tables(patches);
        packed = VectorPacking.grown(packed, BLOCK * COLUMNS);
        int k = patches.rows();
        for (int image = 0; image < images; image++) {
            float[] from = padded(patches, x, xOff + image * patches.imageSize());
            int at = from == x ? xOff + image * patches.imageSize() : 0;
            for (int place = 0; place < patches.places(); place += BLOCK) {
                int length = Math.min(BLOCK, patches.places() - place);
                for (int j = 0; j < filters; ) {
                    int width = width(filters - j);
                    int rows = VectorGatherKernels.rows(width);
                    int count = Math.min(width, filters - j);
                    int slopes = yOff + (image * filters + j) * patches.places() + place;
                    VectorPacking.pack(count, length, width, dy, slopes, patches.places(), 1, packed, 0);
                    for (int i = 0; i < k; i += rows) {
                        VectorGatherKernels.tile(width, length, from, at, taps, i, places, place, packed, 0, tile);
                        add(Math.min(rows, k - i), count, width, dw, wOff + i * filters + j, filters);
                    }
                    j += width;
                }
            }
        }
    }

    /** For windows that move by one. */
    void addToInputs(
            Patches patches, int images, float[] dy, int yOff, float[] w, int wOff, int filters, float[] dx, int xOff) {
        int size = patches.window().size();
        int k = filters * size * size;
        int across = patches.across() + 2 * (size - 1);
        int down = patches.down() + 2 * (size - 1);
        turnedTables(patches, filters, across, down);
        packTurned(patches, filters, w, wOff);
        int pixels = patches.height() * patches.width();
        for (int image = 0; image < images; image++) {
            int from = yOff + image * filters * patches.places();
            border(filters, patches.down(), patches.across(), size - 1, dy, from);
            for (int j = 0; j < patches.channels(); ) {
                int width = width(patches.channels() - j);
                int rows = VectorGatherKernels.rows(width);
                int count = Math.min(width, patches.channels() - j);
                int to = xOff + (image * patches.channels() + j) * pixels;
                for (int i = 0; i < pixels; i += rows) {
                    VectorGatherKernels.tile(width, k, bordered, 0, places, i, taps, 0, packed, j * k, tile);
                    addTurned(Math.min(rows, pixels - i), count, width, dx, to + i, pixels);
                }
                j += width;
            }
        }
    }

    /** How wide the next panel is where so many columns are left. */
    private static int width(int left) {
        return left > WIDTH ? COLUMNS : WIDTH;
    }

    /** Room for numbers of places and taps, some more than there are, because a tile may reach beyond the last. */
    private void tables(int placeCount, int tapCount) {
        if (places.length < placeCount + VectorGatherKernels.MAX_ROWS) {
            places = new int[placeCount + VectorGatherKernels.MAX_ROWS];
        }
        if (taps.length < tapCount + VectorGatherKernels.MAX_ROWS) {
            taps = new int[tapCount + VectorGatherKernels.MAX_ROWS];
        }
        Arrays.fill(places, placeCount, placeCount + VectorGatherKernels.MAX_ROWS, 0);
        Arrays.fill(taps, tapCount, tapCount + VectorGatherKernels.MAX_ROWS, 0);
    }

    /** Where patches begin in a bordered image, and where their numbers stand. */
    private void tables(Patches patches) {
        Window window = patches.window();
        tables(patches.places(), patches.rows());
        int across = patches.width() + 2 * window.padding();
        int plane = (patches.height() + 2 * window.padding()) * across;
        fill(places, patches.down(), patches.across(), window.stride() * across, window.stride(), 0, 0);
        for (int channel = 0; channel < patches.channels(); channel++) {
            int first = channel * window.size() * window.size();
            fill(taps, window.size(), window.size(), across, 1, channel * plane, first);
        }
    }

    /** Where the gradients that reach a number of the image begin, and where they stand, from the last one backward. */
    private void turnedTables(Patches patches, int filters, int across, int down) {
        int size = patches.window().size();
        int padding = patches.window().padding();
        tables(patches.height() * patches.width(), filters * size * size);
        fill(places, patches.height(), patches.width(), across, 1, padding * (across + 1), 0);
        for (int filter = 0; filter < filters; filter++) {
            int last = (filter * down + size - 1) * across + size - 1;
            fill(taps, size, size, -across, -1, last, filter * size * size);
        }
    }

    /** table[at …] = start + i rowStep + j columnStep, row by row. */
    private static void fill(int[] table, int rows, int columns, int rowStep, int columnStep, int start, int at) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                table[at++] = start + i * rowStep + j * columnStep;
            }
        }
    }

    /** The image from {@code x[at …]} with its padding; x itself where there is none. */
    private float[] padded(Patches patches, float[] x, int at) {
        int padding = patches.window().padding();
        if (padding == 0) {
            return x;
        }
        border(patches.channels(), patches.height(), patches.width(), padding, x, at);
        return bordered;
    }

    /** Copies x (planes, height, width) with so many rows and columns of zeros around each plane. */
    private void border(int planes, int height, int width, int margin, float[] x, int at) {
        int across = width + 2 * margin;
        int down = height + 2 * margin;
        int size = Math.multiplyExact(planes, Math.multiplyExact(down, across));
        bordered = VectorPacking.grown(bordered, size);
        Arrays.fill(bordered, 0, size, 0f);
        for (int row = 0; row < planes * height; row++) {
            int line = row / height * down + row % height + margin;
            System.arraycopy(x, at + row * width, bordered, line * across + margin, width);
        }
    }

    /** w (k,filters) to panels (k,width). */
    private void packFilters(int k, int filters, float[] w, int wOff) {
        packed = VectorPacking.grown(packed, k * (filters + COLUMNS));
        for (int j = 0; j < filters; ) {
            int width = width(filters - j);
            VectorPacking.pack(Math.min(width, filters - j), k, width, w, wOff + j, 1, filters, packed, j * k);
            j += width;
        }
    }

    /** w (channels,size,size,filters) to panels (filters · size · size, width) whose columns are channels. */
    private void packTurned(Patches patches, int filters, float[] w, int wOff) {
        int area = patches.window().size() * patches.window().size();
        int k = filters * area;
        packed = VectorPacking.grown(packed, k * (patches.channels() + COLUMNS));
        for (int j = 0; j < patches.channels(); ) {
            int width = width(patches.channels() - j);
            int count = Math.min(width, patches.channels() - j);
            Arrays.fill(packed, j * k, j * k + k * width, 0f);
            for (int i = 0; i < k; i++) {
                int from = wOff + (j * area + i % area) * filters + i / area;
                for (int channel = 0; channel < count; channel++) {
                    packed[j * k + i * width + channel] = w[from + channel * area * filters];
                }
            }
            j += width;
        }
    }

    /** y (n,m) = tileᵀ + bias. */
    private void storeTurned(int m, int n, int width, float[] bias, int biasOff, float[] y, int yOff, int ldy) {
        for (int j = 0; j < n; j++) {
            float start = bias == null ? 0 : bias[biasOff + j];
            int to = yOff + j * ldy;
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                y[to + i] = start + tile[i * width + j];
                y[to + i + 1] = start + tile[(i + 1) * width + j];
                y[to + i + 2] = start + tile[(i + 2) * width + j];
                y[to + i + 3] = start + tile[(i + 3) * width + j];
            }
            for (; i < m; i++) {
                y[to + i] = start + tile[i * width + j];
            }
        }
    }

    /** y (n,m) += tileᵀ. */
    private void addTurned(int m, int n, int width, float[] y, int yOff, int ldy) {
        for (int j = 0; j < n; j++) {
            int to = yOff + j * ldy;
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                y[to + i] += tile[i * width + j];
                y[to + i + 1] += tile[(i + 1) * width + j];
                y[to + i + 2] += tile[(i + 2) * width + j];
                y[to + i + 3] += tile[(i + 3) * width + j];
            }
            for (; i < m; i++) {
                y[to + i] += tile[i * width + j];
            }
        }
    }

    /** y (m,n) += tile. */
    private void add(int m, int n, int width, float[] y, int yOff, int ldy) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                y[yOff + i * ldy + j] += tile[i * width + j];
            }
        }
    }
}
