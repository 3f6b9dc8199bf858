package org.cellwise.math;

import java.util.Arrays;

/**
 * One image (channels, height, width) and its patches, which are the columns of a matrix (channels · size · size, places).
 *
 * @param window what a patch covers, and how it moves
 * @param channels of the image
 * @param height of the image without padding
 * @param width of the image without padding
 */
public record Patches(Window window, int channels, int height, int width) {
    /** Refuses a window that fits no place of the image, and sizes beyond what an array can hold. */
    public Patches {
        if (window.places(height) == 0 || window.places(width) == 0) {
            throw new IllegalArgumentException(window.misfit(height, width));
        }
        long down = height + 2L * window.padding();
        long across = width + 2L * window.padding();
        double padded = (double) channels * down * across;
        double patch = (double) channels * window.size() * window.size();
        if (Math.max(padded, patch) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    ("images of %s x %s x %s with padding %s are too large for windows of %s x %s:"
                                    + " an image with its padding, and a patch, hold at most %s numbers; use less padding, or"
                                    + " smaller images or windows")
                            .formatted(
                                    channels,
                                    height,
                                    width,
                                    window.padding(),
                                    window.size(),
                                    window.size(),
                                    Integer.MAX_VALUE));
        }
    }

    /** How many numbers a patch holds. */
    public int rows() {
        return channels * window.size() * window.size();
    }

    /** How many patches there are. */
    public int places() {
        return down() * across();
    }

    /** How many patches stand below each other. */
    public int down() {
        return window.places(height);
    }

    /** How many patches stand side by side. */
    public int across() {
        return window.places(width);
    }

    /** How many numbers an image holds. */
    int imageSize() {
        return channels * height * width;
    }

    /** Copies the image from {@code image[at …]} into columns, those of some rows of patches. */
    void gather(float[] image, int at, int top, int bottom, float[] columns) {
        int row = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < window.size(); i++) {
                for (int j = 0; j < window.size(); j++) {
                    gatherRow(image, at + channel * height * width, i, j, top, bottom, columns, row);
                    row += (bottom - top) * across();
                }
            }
        }
    }

    private void gatherRow(float[] image, int plane, int i, int j, int top, int bottom, float[] columns, int row) {
        int across = across();
        int first = Math.min(bottom, Math.max(top, window.first(i)));
        int last = Math.max(first, Math.min(bottom, window.end(i, height, down())));
        int left = window.first(j);
        int right = Math.max(left, window.end(j, width, across));
        int stride = window.stride();
        Arrays.fill(columns, row, row + (first - top) * across, 0f);
        for (int y = first; y < last; y++) {
            int to = row + (y - top) * across;
            int from = plane + (y * stride - window.padding() + i) * width - window.padding() + j;
            Arrays.fill(columns, to, to + Math.min(left, across), 0f);
            if (stride == 1 && right > left) { // where nothing is copied, there may be no such place in the image
                System.arraycopy(image, from + left, columns, to + left, right - left);
            } else {
                for (int x = left; x < right; x++) {
                    columns[to + x] = image[from + x * stride];
                }
            }
            Arrays.fill(columns, to + Math.min(right, across), to + across, 0f);
        }
        Arrays.fill(columns, row + (last - top) * across, row + (bottom - top) * across, 0f);
    }

    /** Adds columns, those of some rows of patches, to the numbers of the image that they came from. */
    void scatter(float[] columns, int top, int bottom, float[] image, int at) {
        int across = across();
        int row = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < window.size(); i++) {
                for (int j = 0; j < window.size(); j++) {
                    scatterRow(columns, row, i, j, top, bottom, image, at + channel * height * width);
                    row += (bottom - top) * across;
                }
            }
        }
    }

    private void scatterRow(float[] columns, int row, int i, int j, int top, int bottom, float[] image, int plane) {
        int across = across();
        int last = Math.min(bottom, window.end(i, height, down()));
        int left = window.first(j);
        int right = window.end(j, width, across);
        int stride = window.stride();
        for (int y = Math.max(top, window.first(i)); y < last; y++) {
            int from = row + (y - top) * across;
            int to = plane + (y * stride - window.padding() + i) * width - window.padding() + j;
            for (int x = left; x < right; x++) {
                image[to + x * stride] += columns[from + x];
            }
        }
    }
}
