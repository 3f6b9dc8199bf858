package org.cellwise.op;

import org.cellwise.tensor.Node;

/** y = x - θ where x exceeds the threshold θ, else 0; its slope at θ itself is taken as 0. NaN stays NaN. */
record Relu(float threshold) implements Elementwise {
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = Math.max(x[at + i] - threshold, 0f);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += y[i] > 0 ? dy[i] : 0f;
        }
    }
}
