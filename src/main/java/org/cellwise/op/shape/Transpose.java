package org.cellwise.op.shape;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Swaps the last two axes: x (…, m, n), y (…, n, m). */
public record Transpose() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() < 2) {
            throw new IllegalArgumentException("transpose expects at least two axes, but got shape " + x);
        }
        int[] sizes = x.sizes();
        sizes[sizes.length - 2] = x.size(-1);
        sizes[sizes.length - 1] = x.size(-2);
        return Shape.of(sizes);
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int m = x.shape().size(-2);
        int n = x.shape().size(-1);
        for (int start = 0; start < x.size(); start += m * n) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    y[start + j * m + i] = x.data()[x.offset() + start + i * n + j];
                }
            }
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        int m = x.shape().size(-2);
        int n = x.shape().size(-1);
        for (int start = 0; start < x.size(); start += m * n) {
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    x.gradient()[x.offset() + start + i * n + j] += dy[start + j * m + i];
                }
            }
        }
    }
}
