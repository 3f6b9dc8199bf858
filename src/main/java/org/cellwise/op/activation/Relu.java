package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;

/** y = x - θ where x exceeds the threshold θ, else 0; its slope at θ itself is taken as 0. NaN stays NaN. */
public record Relu(float threshold) implements Epilogue {
    public Relu {
        SameShape.requireFinite("relu", threshold);
    }

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
            dx[at + i] += dy[i] * slope(y[i]);
        }
    }

    @Override
    public void apply(FloatMath math, float[] y, int off, int n) {
        for (int i = off; i < off + n; i++) {
            y[i] = Math.max(y[i] - threshold, 0f);
        }
    }

    @Override
    public void timesSlope(float[] y, float[] dy, int off, int n) {
        for (int i = off; i < off + n; i++) {
            dy[i] *= slope(y[i]);
        }
    }

    /** 1 for y above 0, and 0 for 0, without a branch that processors would mispredict. */
    private static float slope(float y) {
        return Math.min(y * 0x1p127f * 0x1p127f, 1f);
    }
}
