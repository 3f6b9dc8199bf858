package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;

/** y = factor x + shift. */
public record Affine(float factor, float shift) implements Elementwise {
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = factor * x[at + i] + shift;
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * factor;
        }
    }
}
