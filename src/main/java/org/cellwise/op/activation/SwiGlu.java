package org.cellwise.op.activation;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The first half of a row, through silu, times the second (Shazeer, 2020): x (…, 2 H), y (…, H), y = a σ(a) b.
 */
public record SwiGlu() implements Ranged {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() == 0 || x.last() % 2 != 0) {
            throw new IllegalArgumentException("swiGlu expects rows of an even number of numbers, but got shape " + x);
        }
        return x.withLast(x.last() / 2);
    }

    @Override
    public int items(Node node) {
        return node.output().shape().rows();
    }

    @Override
    public long cost(Node node) {
        return 12L * node.output().shape().last();
    }

    @Override
    public double keeps(Node node) {
        return node.output().size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
    }

    /** Leaves σ(a) in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        float[] sigma = node.saved(0, node.output().size());
        int half = node.output().shape().last();
        for (int row = from; row < to; row++) {
            int a = x.offset() + 2 * row * half;
            int at = row * half;
            node.compute().math().sigmoid(x.data(), a, sigma, at, half);
            for (int i = 0; i < half; i++) {
                y[at + i] = x.data()[a + i] * sigma[at + i] * x.data()[a + half + i];
            }
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] dx = x.gradient();
        float[] dy = node.output().gradient();
        float[] sigma = node.saved(0, node.output().size());
        int half = node.output().shape().last();
        for (int row = from; row < to; row++) {
            int a = x.offset() + 2 * row * half;
            for (int i = 0; i < half; i++) {
                int at = row * half + i;
                float gate = x.data()[a + i];
                dx[a + i] += dy[at] * x.data()[a + half + i] * sigma[at] * (1 + gate * (1 - sigma[at]));
                dx[a + half + i] += dy[at] * gate * sigma[at];
            }
        }
    }
}
