package org.cellwise.op;

import java.util.Arrays;
import org.cellwise.tensor.Shape;

/**
 * One image (channels, height, width) and its patches as the columns of a matrix (channels · size · size, places), so
 * that convolution becomes a matrix product.
 */
record Patches(Window window, int channels, int height, int width) {
    Patches {
        if (window.places(height) == 0 || window.places(width) == 0) {
            throw new IllegalArgumentException("a window of " + window.size() + " x " + window.size()
                    + " does not fit images of " + height + " x " + width
                    + (window.padding() == 0 ? "" : " with padding " + window.padding())
                    + ": choose a smaller one, or more padding");
        }
    }

    Shape image() {
        return Shape.of(channels, height, width);
    }

    /** How many numbers a patch holds. */
    int rows() {
        return channels * window.size() * window.size();
    }

    /** How many patches there are. */
    int places() {
        return window.places(height) * window.places(width);
    }

    /** Copies the image from {@code image[at …]} into columns. */
    void gather(float[] image, int at, float[] columns, int to) {
        int across = window.places(width);
        int row = to;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < window.size(); i++) {
                for (int j = 0; j < window.size(); j++) {
                    gatherRow(image, at + channel * height * width, i, j, columns, row, across);
                    row += places();
                }
            }
        }
    }

    private void gatherRow(float[] image, int plane, int i, int j, float[] columns, int row, int across) {
        int down = window.places(height);
        int top = window.first(i);
        int bottom = Math.max(top, window.end(i, height, down));
        int left = window.first(j);
        int right = Math.max(left, window.end(j, width, across));
        int stride = window.stride();
        Arrays.fill(columns, row, row + Math.min(top, down) * across, 0f);
        for (int y = top; y < bottom; y++) {
            int to = row + y * across;
            int from = plane + (y * stride - window.padding() + i) * width - window.padding() + j;
            Arrays.fill(columns, to, to + Math.min(left, across), 0f);
            if (stride == 1) {
                System.arraycopy(image, from + left, columns, to + left, right - left);
            } else {
                for (int x = left; x < right; x++) {
                    columns[to + x] = image[from + x * stride];
                }
            }
            Arrays.fill(columns, to + Math.min(right, across), to + across, 0f);
        }
        Arrays.fill(columns, row + Math.min(bottom, down) * across, row + down * across, 0f);
    }

    /** Adds columns to the numbers of the image that they came from. */
    void scatter(float[] columns, int from, float[] image, int at) {
        int across = window.places(width);
        int row = from;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < window.size(); i++) {
                for (int j = 0; j < window.size(); j++) {
                    scatterRow(columns, row, i, j, image, at + channel * height * width, across);
                    row += places();
                }
            }
        }
    }

    private void scatterRow(float[] columns, int row, int i, int j, float[] image, int plane, int across) {
        int bottom = window.end(i, height, window.places(height));
        int left = window.first(j);
        int right = window.end(j, width, across);
        int stride = window.stride();
        for (int y = window.first(i); y < bottom; y++) {
            int from = row + y * across;
            int to = plane + (y * stride - window.padding() + i) * width - window.padding() + j;
            for (int x = left; x < right; x++) {
                image[to + x * stride] += columns[from + x];
            }
        }
    }
}
