package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = eˣ, which is its own slope. */
public record Exponential() implements Elementwise {
    @Override
    public long cost(Node node) {
        return 10;
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        node.compute().math().exp(x.data(), x.offset() + from, node.output().data(), from, to - from);
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * y[i];
        }
    }
}
