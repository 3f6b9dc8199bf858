package org.cellwise.op.shape;

import org.cellwise.math.Window;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;
import org.cellwise.text.Numbers;

/** Checks that several ops make of their inputs. */
public final class Shapes {
    /** What an array holds on every virtual machine. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private Shapes() {}

    public static void same(String op, String nameA, Tensor a, String nameB, Tensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new IllegalArgumentException("%s expects %s and %s of the same shape, but got %s and %s"
                    .formatted(op, nameA, nameB, a.shape(), b.shape()));
        }
    }

    /** An axis counted from the front, for one that may count from the last, which is -1. */
    public static int axis(String op, Shape shape, int axis) {
        int fromFront = axis < 0 ? shape.rank() + axis : axis;
        if (fromFront < 0 || fromFront >= shape.rank()) {
            throw new IllegalArgumentException(
                    "%s along axis %s does not fit shape %s, which has %s axes, counted from 0, or from the last one as -1"
                            .formatted(op, axis, shape, shape.rank()));
        }
        return fromFront;
    }

    /**
     * How many numbers an op needs room for, as a double product that does not overflow.
     *
     * @param what they are, and what to do where they are too many, such as {@code numbers for its scores: use …}
     */
    public static int size(String op, String what, double size) {
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("%s would need %s %s".formatted(op, Numbers.fixed(size, 0), what));
        }
        return (int) size;
    }

    /** How many numbers stand one after the other in the axes from the given one on. */
    public static int inner(Shape shape, int axis) {
        int product = 1;
        for (int i = axis; i < shape.rank(); i++) {
            product *= shape.size(i);
        }
        return product;
    }

    /** The shape without the axes from (inclusive) to (exclusive). */
    public static Shape without(Shape shape, int from, int to) {
        int[] sizes = new int[shape.rank() - (to - from)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.size(i < from ? i : i + to - from);
        }
        return Shape.of(sizes);
    }

    /** Images (B, channels, rows, columns) after each place of a window became one number. */
    public static Shape pooled(String op, Window window, Shape x) {
        if (x.rank() != 4) {
            throw new IllegalArgumentException(
                    op + " expects images (batch x channels x height x width), but got shape " + x);
        }
        int rows = window.places(x.size(2));
        int columns = window.places(x.size(3));
        if (rows == 0 || columns == 0) {
            throw new IllegalArgumentException(op + " with " + window.misfit(x.size(2), x.size(3)));
        }
        return Shape.of(x.size(0), x.size(1), rows, columns);
    }
}
