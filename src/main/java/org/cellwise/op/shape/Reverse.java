package org.cellwise.op.shape;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Each sequence from its end to its beginning: x (B, T, …), y the same shape. */
public record Reverse() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() < 2) {
            throw new IllegalArgumentException("reverse expects sequences (batch x length, …), but got shape " + x);
        }
        return x;
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        int width = Shapes.inner(x.shape(), 2);
        int length = x.shape().size(1);
        for (int place = 0; place * width < x.size(); place++) {
            System.arraycopy(
                    x.data(), x.offset() + place * width, node.output().data(), mirrored(place, length) * width, width);
        }
    }

    private static int mirrored(int place, int length) {
        return place / length * length + length - 1 - place % length;
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        int width = Shapes.inner(x.shape(), 2);
        int length = x.shape().size(1);
        float[] dy = node.output().gradient();
        for (int place = 0; place * width < x.size(); place++) {
            node.compute()
                    .math()
                    .axpy(width, 1, dy, mirrored(place, length) * width, x.gradient(), x.offset() + place * width);
        }
    }
}
