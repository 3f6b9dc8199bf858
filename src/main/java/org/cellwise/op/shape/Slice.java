package org.cellwise.op.shape;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The part of an axis from (inclusive) to (exclusive): x (…, n, …), y (…, to - from, …). */
public record Slice(int axis, int from, int to) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        int at = Shapes.axis("slice", x, axis);
        if (from < 0 || from > to || to > x.size(at)) {
            throw new IllegalArgumentException("slice along axis " + axis + " expects 0 <= from <= to <= " + x.size(at)
                    + " for shape " + x + ", but got from " + from + " to " + to);
        }
        int[] sizes = x.sizes();
        sizes[at] = to - from;
        return Shape.of(sizes);
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        int step = step(x.shape());
        int stride = step * size(x.shape());
        int chunk = step * (to - from);
        for (int i = 0; i * stride < x.size(); i++) {
            System.arraycopy(
                    x.data(),
                    x.offset() + i * stride + from * step,
                    node.output().data(),
                    i * chunk,
                    chunk);
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        FloatMath math = node.compute().math();
        int step = step(x.shape());
        int stride = step * size(x.shape());
        int chunk = step * (to - from);
        for (int i = 0; i * stride < x.size(); i++) {
            math.axpy(chunk, 1, dy, i * chunk, x.gradient(), x.offset() + i * stride + from * step);
        }
    }

    private int size(Shape x) {
        return x.size(axis);
    }

    /** From one index of the axis to the next. */
    private int step(Shape x) {
        return Shapes.inner(x, (axis < 0 ? x.rank() + axis : axis) + 1);
    }
}
