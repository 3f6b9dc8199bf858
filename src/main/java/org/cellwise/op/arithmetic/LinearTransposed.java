package org.cellwise.op.arithmetic;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** y = x Wᵀ, row by row, as of an embedding's table that gives logits too: x (…, in), W (out, in), y (…, out). */
public record LinearTransposed() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (w.rank() != 2 || x.rank() == 0 || x.last() != w.size(1)) {
            throw new IllegalArgumentException(
                    "a transposed matrix expects " + w.last() + " numbers in a row, but got shape " + x);
        }
        return x.withLast(w.size(0));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) node.output().size() * node.input(1).shape().last();
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int in = w.shape().size(1);
        int out = w.shape().size(0);
        int rows = node.output().shape().rows();
        float[] y = node.output().data();
        Arrays.fill(y, 0, node.output().size(), 0f);
        node.compute()
                .multiplyTransposedB(rows, out, in, x.data(), x.offset(), in, w.data(), w.offset(), in, y, 0, out);
    }

    /** dx += dy W, dW += dyᵀ x. */
    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int in = w.shape().size(1);
        int out = w.shape().size(0);
        int rows = node.output().shape().rows();
        float[] dy = node.output().gradient();
        if (node.needsGradient(0)) {
            node.compute().multiply(rows, in, out, dy, 0, out, w.data(), w.offset(), in, x.gradient(), x.offset(), in);
        }
        if (node.needsGradient(1)) {
            node.compute()
                    .multiplyTransposedA(
                            out, in, rows, dy, 0, out, x.data(), x.offset(), in, w.gradient(), w.offset(), in);
        }
    }
}
