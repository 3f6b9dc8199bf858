package org.cellwise.op.activation;

import org.cellwise.tensor.Node;

/** y = x σ(x), σ the logistic sigmoid, also called swish; slope σ (1 + x (1 - σ)). */
public record Silu() implements Elementwise {
    @Override
    public long cost(Node node) {
        return 10;
    }

    @Override
    public double keeps(Node node) {
        return node.output().size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
    }

    /** Leaves σ(x) in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        float[] sigma = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        node.compute().math().sigmoid(x, at + from, sigma, from, to - from);
        for (int i = from; i < to; i++) {
            y[i] = x[at + i] * sigma[i];
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        float[] sigma = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * sigma[i] * (1 + x[at + i] * (1 - sigma[i]));
        }
    }
}
