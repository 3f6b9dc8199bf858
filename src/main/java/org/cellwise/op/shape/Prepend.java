package org.cellwise.op.shape;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The same places before each sequence: x (B, T, E), p (n, E), y (B, n + T, E). */
public record Prepend() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape p = node.input(1).shape();
        if (x.rank() != 3 || p.rank() != 2 || p.last() != x.last()) {
            throw new IllegalArgumentException(
                    "prepend expects sequences (batch x length x width) and places of the same width, but got " + x
                            + " and " + p);
        }
        return Shape.of(x.size(0), p.size(0) + x.size(1), x.last());
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor p = node.input(1);
        float[] y = node.output().data();
        int size = Shapes.inner(x.shape(), 1);
        for (int row = 0; row < x.shape().size(0); row++) {
            int to = row * (p.size() + size);
            System.arraycopy(p.data(), p.offset(), y, to, p.size());
            System.arraycopy(x.data(), x.offset() + row * size, y, to + p.size(), size);
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        Tensor p = node.input(1);
        float[] dy = node.output().gradient();
        FloatMath math = node.compute().math();
        int size = Shapes.inner(x.shape(), 1);
        for (int row = 0; row < x.shape().size(0); row++) {
            int from = row * (p.size() + size);
            if (node.needsGradient(1)) {
                math.axpy(p.size(), 1, dy, from, p.gradient(), p.offset());
            }
            if (node.needsGradient(0)) {
                math.axpy(size, 1, dy, from + p.size(), x.gradient(), x.offset() + row * size);
            }
        }
    }
}
