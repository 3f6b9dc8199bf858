package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** y = tanh x, with slope 1 - y². */
public record Tanh() implements Epilogue {
    @Override
    public long cost(Node node) {
        return 10;
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        node.compute().math().tanh(x.data(), x.offset() + from, node.output().data(), from, to - from);
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * (1 - y[i] * y[i]);
        }
    }

    @Override
    public void apply(FloatMath math, float[] y, int off, int n) {
        math.tanh(y, off, y, off, n);
    }

    @Override
    public void timesSlope(float[] y, float[] dy, int off, int n) {
        for (int i = off; i < off + n; i++) {
            dy[i] *= 1 - y[i] * y[i];
        }
    }
}
