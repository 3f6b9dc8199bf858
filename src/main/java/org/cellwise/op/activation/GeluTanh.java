package org.cellwise.op.activation;

import org.cellwise.tensor.Node;

/** y = x (1 + tanh u) / 2 with u = √(2/π) (x + 0.044715 x³): gelu as it was approximated before erf was fast. */
public record GeluTanh() implements Elementwise {
    private static final float ROOT = (float) Math.sqrt(2 / Math.PI);
    private static final float CUBIC = 0.044715f;

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

    /** Leaves tanh u in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        float[] t = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            float v = x[at + i];
            t[i] = ROOT * (v + CUBIC * v * v * v);
        }
        node.compute().math().tanh(t, from, t, from, to - from);
        for (int i = from; i < to; i++) {
            y[i] = 0.5f * x[at + i] * (1 + t[i]);
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        float[] t = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            float v = x[at + i];
            float inner = ROOT * (1 + 3 * CUBIC * v * v); // du/dx
            dx[at + i] += dy[i] * 0.5f * (1 + t[i] + v * (1 - t[i] * t[i]) * inner);
        }
    }
}
