package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;

/** y = log(1 + eˣ), a relu without a corner; slope σ(x). Computed as max(x, 0) + log(1 + e^-|x|), which never overflows. */
public record Softplus() implements Elementwise {
    @Override
    public long cost(Node node) {
        return 20;
    }

    @Override
    public double keeps(Node node) {
        return node.output().size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        float[] power = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        FloatMath math = node.compute().math();
        for (int i = from; i < to; i++) {
            power[i] = -Math.abs(x[at + i]);
        }
        math.exp(power, from, power, from, to - from);
        for (int i = from; i < to; i++) {
            y[i] = 1 + power[i];
        }
        math.log(y, from, y, from, to - from);
        for (int i = from; i < to; i++) {
            float e = power[i];
            float log = e < 0.02f ? e * (1 - e * (0.5f - e * (1 / 3f))) : y[i]; // 1 + e has few digits of a small e
            y[i] = Math.max(x[at + i], 0f) + log;
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        float[] sigma = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        node.compute().math().sigmoid(x, at + from, sigma, from, to - from);
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * sigma[i];
        }
    }
}
