package org.cellwise.op;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = 1 / (1 + e⁻ˣ), with slope y (1 - y). */
record Sigmoid() implements Activation {
    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor y = node.output();
        node.compute().math().sigmoid(x.data(), x.offset(), y.data(), y.offset(), y.size());
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dx = x.gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = x.offset();
        for (int i = 0, n = node.output().size(); i < n; i++) {
            dx[at + i] += dy[i] * y[i] * (1 - y[i]);
        }
    }
}
