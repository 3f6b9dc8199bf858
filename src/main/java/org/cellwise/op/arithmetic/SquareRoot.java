package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;

/** y = √x, NaN below 0, with slope 1 / (2 √x), which is infinite at 0. */
public record SquareRoot() implements Elementwise {
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = (float) Math.sqrt(x[at + i]);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] y = node.output().data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * 0.5f / y[i];
        }
    }
}
