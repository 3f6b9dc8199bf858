package org.cellwise.op;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = tanh x, with slope 1 - y². */
record Tanh() implements Activation {
    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor y = node.output();
        node.compute().math().tanh(x.data(), x.offset(), y.data(), y.offset(), y.size());
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dx = x.gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = x.offset();
        for (int i = 0, n = node.output().size(); i < n; i++) {
            dx[at + i] += dy[i] * (1 - y[i] * y[i]);
        }
    }
}
