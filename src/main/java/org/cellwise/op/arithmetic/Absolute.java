package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;

/** y = |x|, with slope 1 above 0 and -1 below; its slope at 0 itself is taken as 0. */
public record Absolute() implements Elementwise {
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = Math.abs(x[at + i]);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * Math.signum(x[at + i]);
        }
    }
}
