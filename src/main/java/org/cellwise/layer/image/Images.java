package org.cellwise.layer.image;

import org.cellwise.tensor.Shape;

/** The checks of layers that read images. */
final class Images {
    private Images() {}

    static void check(String kind, Shape input) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(kind + " expects images (channels x height x width), but each row has"
                    + " shape " + input + ": build the network for inputs(" + wanted(input) + "), or put reshape("
                    + wanted(input) + ") before it");
        }
    }

    /** Sizes that may have been meant. */
    private static String wanted(Shape input) {
        int side = (int) Math.round(Math.sqrt(input.elements()));
        if (input.rank() == 2) {
            return "1, " + input.size(0) + ", " + input.size(1);
        }
        return side > 1 && side * side == input.elements() ? "1, " + side + ", " + side : "channels, height, width";
    }

    /** {@code 3 x 3, stride 2}; the usual stride is not said. */
    static String window(int size, int stride, int usual) {
        return size + " x " + size + (stride == usual ? "" : ", stride " + stride);
    }

    /** Fails unless the window takes at least one place. */
    static void checkWindow(String kind, Shape input, int size, int stride, int padding) {
        if (size < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException(kind + " expects a window and a stride of at least 1 and a padding of at"
                    + " least 0, but got " + size + ", " + stride + " and " + padding);
        }
        if (Math.min(input.size(1), input.size(2)) + 2 * padding < size) {
            throw new IllegalArgumentException(kind + " with a window of " + size + " x " + size
                    + " leaves nothing of images of " + input.size(1) + " x " + input.size(2)
                    + (padding == 0 ? "" : " with padding " + padding) + ": "
                    + (isChannelsLast(input) ? channelsFirst(input) : "choose a smaller one, or more padding"));
        }
    }

    // as 28 x 28 x 1 or 32 x 32 x 3, which Keras reads
    private static boolean isChannelsLast(Shape input) {
        return input.size(2) <= 4 && Math.min(input.size(0), input.size(1)) > 4;
    }

    private static String channelsFirst(Shape input) {
        String sizes = input.size(2) + ", " + input.size(0) + ", " + input.size(1);
        return "channels come first, so " + input + " are " + input.size(0) + " channels; images of "
                + (input.size(2) == 1 ? "one channel" : input.size(2) + " channels") + " are inputs(" + sizes
                + "), with the numbers of the first channel before those of the next";
    }

    /** The padding that keeps the size at stride 1. */
    static int same(String kind, int kernel) {
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException(kind + " expects an odd kernel for padding that keeps the size, but got "
                    + kernel + ": choose " + (kernel + 1) + ", or give a padding(…)");
        }
        return kernel / 2;
    }
}
