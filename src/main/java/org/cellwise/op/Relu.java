package org.cellwise.op;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = x - θ where x exceeds the threshold θ, else 0; its slope at θ itself is taken as 0. NaN stays NaN. */
record Relu(float threshold) implements Activation {
    @Override
    public void forward(Node node) {
        Tensor input = node.input(0);
        float[] x = input.data();
        float[] y = node.output().data();
        int at = input.offset();
        for (int i = 0, n = node.output().size(); i < n; i++) {
            y[i] = Math.max(x[at + i] - threshold, 0f);
        }
    }

    @Override
    public void backward(Node node) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = 0, n = node.output().size(); i < n; i++) {
            dx[at + i] += y[i] > 0 ? dy[i] : 0f;
        }
    }
}
