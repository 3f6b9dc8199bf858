package org.cellwise.math;

/**
 * A square that moves over images (…, height, width): how convolution and pooling see them.
 *
 * @param size of its side
 * @param stride from one place to the next
 * @param padding rows and columns of zeros that are imagined around the image
 */
public record Window(int size, int stride, int padding) {
    public Window {
        if (size < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException("A window expects a size and stride of at least 1 and a padding of at"
                    + " least 0, but got size " + size + ", stride " + stride + " and padding " + padding);
        }
    }

    /** How many numbers it covers. */
    public long area() {
        return (long) size * size;
    }

    /** How many places it takes along a side of an image. */
    public int places(int side) {
        long room = side + 2L * padding - size;
        return room < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, room / stride + 1);
    }

    /** What to say where it fits no place of an image. */
    public String misfit(int height, int width) {
        return "a window of %s x %s does not fit images of %s x %s%s: choose a smaller one, or more padding"
                .formatted(size, size, height, width, padding == 0 ? "" : " with padding " + padding);
    }

    /** The first place whose number {@code at} lies within the image rather than in the padding before it. */
    public int first(int at) {
        return at >= padding ? 0 : (padding - at - 1) / stride + 1;
    }

    /** The place after the last one whose number {@code at} lies within an image of that side. */
    public int end(int at, int side, int places) {
        int room = side + padding - at;
        return room <= 0 ? 0 : Math.min(places, (room - 1) / stride + 1);
    }
}
