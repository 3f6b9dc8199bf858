package org.cellwise.op.arithmetic;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;

/**
 * The largest number along an axis, which goes: x (…, n, …), y (…, …). Of equal numbers the first gets the gradient; NaN
 * wins.
 *
 * @param axis negative ones count from the last, which is -1
 */
public record Largest(int axis) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        int at = Shapes.axis("max", x, axis);
        if (x.size(at) == 0) {
            throw new IllegalArgumentException(
                    "max along axis " + axis + " expects at least one number, but got shape " + x);
        }
        return Shapes.without(x, at, at + 1);
    }

    /** From one number of the axis to the next. */
    private int step(Node node) {
        Shape x = node.input(0).shape();
        return Shapes.inner(x, (axis < 0 ? x.rank() + axis : axis) + 1);
    }

    @Override
    public void forward(Node node) {
        float[] x = node.input(0).data();
        int step = step(node);
        for (int output = 0; output < node.output().size(); output++) {
            node.output().data()[output] = x[winner(node, output, step)];
        }
    }

    private int winner(Node node, int output, int step) {
        float[] x = node.input(0).data();
        int length = node.input(0).shape().size(axis);
        int first = node.input(0).offset() + output / step * step * length + output % step;
        int winner = first;
        for (int i = 1, at = first + step; i < length; i++, at += step) {
            if (x[at] > x[winner] || x[at] != x[at] && x[winner] == x[winner]) {
                winner = at;
            }
        }
        return winner;
    }

    @Override
    public void backward(Node node) {
        int step = step(node);
        for (int output = 0; output < node.output().size(); output++) {
            node.input(0).gradient()[winner(node, output, step)] +=
                    node.output().gradient()[output];
        }
    }
}
