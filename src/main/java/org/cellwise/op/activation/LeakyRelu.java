package org.cellwise.op.activation;

import org.cellwise.tensor.Node;

/** y = x where x exceeds 0, else α x; its slope at 0 itself is taken as α. */
public record LeakyRelu(float alpha) implements Elementwise {
    public LeakyRelu {
        SameShape.requireFinite("leakyRelu", alpha);
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = x[at + i] > 0 ? x[at + i] : alpha * x[at + i];
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += x[at + i] > 0 ? dy[i] : alpha * dy[i];
        }
    }
}
