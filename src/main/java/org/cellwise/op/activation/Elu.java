package org.cellwise.op.activation;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/**
 * y = s x where x exceeds 0, else s α (eˣ - 1), with slope s or y + s α: elu for s = 1 (Clevert et al., 2016), selu for
 * the α and s that keep mean 0 and variance 1 from layer to layer (Klambauer et al., 2017).
 */
public record Elu(float alpha, float scale) implements Elementwise {
    public static final Elu SELU = new Elu(1.6732632423543772f, 1.0507009873554805f);

    public Elu {
        SameShape.requireFinite("elu", alpha);
        SameShape.requireFinite("elu", scale);
    }

    @Override
    public long cost(Node node) {
        return 10;
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor input = node.input(0);
        float[] x = input.data();
        float[] y = node.output().data();
        int at = input.offset();
        node.compute().math().exp(x, at + from, y, from, to - from);
        for (int i = from; i < to; i++) {
            float v = x[at + i];
            y[i] = scale * (v > 0 ? v : alpha * lessOne(v, y[i]));
        }
    }

    /** eˣ - 1; near 0, where the difference has few digits left, by the series. */
    private static float lessOne(float x, float power) {
        return Math.abs(x) < 0.02f ? x * (1 + x * (0.5f + x * (1 / 6f))) : power - 1;
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += dy[i] * (y[i] > 0 ? scale : y[i] + scale * alpha);
        }
    }
}
