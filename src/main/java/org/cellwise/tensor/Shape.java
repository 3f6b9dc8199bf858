package org.cellwise.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a tensor along its axes, outermost first: {@code 16 x 3} is 16 rows of 3 numbers, stored row by row. */
public final class Shape {
    /** What an array holds on every virtual machine. */
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final int[] sizes;
    private final int elements;
    private final int rows;

    private Shape(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("A shape expects sizes of 0 or more, but got " + text(sizes));
            }
            product *= size;
            if (product > MAX_ELEMENTS) {
                throw new IllegalArgumentException(
                        "A tensor holds at most " + MAX_ELEMENTS + " numbers, but the shape is " + text(sizes));
            }
        }
        this.sizes = sizes;
        this.elements = (int) product;
        this.rows = last() == 0 ? 0 : elements / last();
    }

    /** A shape of the given sizes; none at all is the shape of a single number. */
    public static Shape of(int... sizes) {
        return new Shape(sizes.clone());
    }

    /** Number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** Size along an axis; negative axes count from the last one, which is -1. */
    public int size(int axis) {
        return sizes[axis < 0 ? sizes.length + axis : axis];
    }

    /** Size along the last axis, 1 for a single number. */
    public int last() {
        return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    }

    /** How many numbers a tensor of this shape holds. */
    public int elements() {
        return elements;
    }

    /** Number of rows when all axes but the last are taken as one. */
    public int rows() {
        return rows;
    }

    /** The sizes, as a copy. */
    public int[] sizes() {
        return sizes.clone();
    }

    /** This shape with another axis in front: {@code (3).prepend(16)} is {@code 16 x 3}. */
    public Shape prepend(int size) {
        int[] longer = new int[sizes.length + 1];
        longer[0] = size;
        System.arraycopy(sizes, 0, longer, 1, sizes.length);
        return new Shape(longer);
    }

    /** This shape without its first axis: what one row of a batch looks like. */
    public Shape dropFirst() {
        return new Shape(Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    /** This shape without its last axis: one number for each row; a single number stays one. */
    public Shape dropLast() {
        return sizes.length == 0 ? this : new Shape(Arrays.copyOf(sizes, sizes.length - 1));
    }

    /** Whether it is {@link #dropLast} of another: that of one number for each of its rows. */
    public boolean isRowsOf(Shape other) {
        int axes = Math.max(0, other.sizes.length - 1);
        return Arrays.equals(sizes, 0, sizes.length, other.sizes, 0, axes);
    }

    /** This shape with another size along the last axis. */
    public Shape withLast(int size) {
        int[] changed = sizes.clone();
        changed[changed.length - 1] = size;
        return new Shape(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** {@code 16 x 3}. */
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(int[] sizes) {
        return sizes.length == 0
                ? "single number"
                : Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }
}
