package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * How two tensors of different shapes meet, as in NumPy: axes are matched from the last one; along each, sizes are equal
 * or one of them is 1 (or missing) and its numbers are repeated.
 */
public final class Broadcast {
    private Broadcast() {}

    static Shape shape(String op, Shape a, Shape b) {
        if (a.equals(b)) {
            return a;
        }
        int[] sizes = new int[Math.max(a.rank(), b.rank())];
        for (int axis = 1; axis <= sizes.length; axis++) {
            int sizeA = axis <= a.rank() ? a.size(-axis) : 1;
            int sizeB = axis <= b.rank() ? b.size(-axis) : 1;
            if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
                throw new IllegalArgumentException(
                        "%s expects shapes that are equal along each axis, counted from the last, or 1 in one of them,"
                                        .formatted(op)
                                + " but got " + a + " and " + b);
            }
            sizes[sizes.length - axis] = sizeA == 1 ? sizeB : sizeA;
        }
        return Shape.of(sizes);
    }

    /** Where the numbers of an operand start that meet a row of the output. */
    static int start(Tensor operand, Shape output, int row) {
        int start = operand.offset();
        int stride = operand.shape().last();
        int rest = row;
        for (int axis = 2; axis <= operand.shape().rank(); axis++) {
            int size = operand.shape().size(-axis);
            start += size == 1 ? 0 : rest % output.size(-axis) * stride;
            stride *= size;
            rest /= output.size(-axis);
        }
        return start;
    }

    /** From one number of an operand to the next along a row of the output: 0 where one number is repeated. */
    static int step(Node node, int operand) {
        return node.input(operand).shape().last() == 1 ? 0 : 1;
    }
}
