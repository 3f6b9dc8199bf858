package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = ln x, NaN below 0, with slope 1 / x. */
public record Logarithm() implements Elementwise {
    @Override
    public long cost(Node node) {
        return 10;
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        node.compute().math().log(x.data(), x.offset() + from, node.output().data(), from, to - from);
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] / x[at + i];
        }
    }
}
