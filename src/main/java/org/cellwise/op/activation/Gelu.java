package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;

/** y = x Φ(x), Φ the normal distribution: (1 + erf(x / √2)) / 2 (Hendrycks and Gimpel, 2016); slope Φ(x) + x Φ'(x). */
public record Gelu() implements Elementwise {
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);
    /** Numbers that several loops go over while they are in the first-level cache. */
    private static final int PIECE = 1024;

    private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

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
        if (node.output().needsGradient()) {
            node.saved(0, node.output().size());
        }
    }

    /** Leaves slopes in {@code saved(0)} where gradients are to follow. */
    @Override
    public void forward(Node node, int from, int to) {
        for (int i = from; i < to; i += PIECE) {
            forwardPiece(node, i, Math.min(to, i + PIECE));
        }
    }

    private static void forwardPiece(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        int n = to - from;
        FloatMath math = node.compute().math();
        System.arraycopy(x, at + from, y, from, n);
        math.scale(n, ROOT_HALF, y, from);
        math.erf(y, from, y, from, n);
        for (int i = from; i < to; i++) {
            y[i] = 0.5f * (1 + y[i]); // Φ
        }
        if (node.output().needsGradient()) {
            slopes(math, x, at + from, y, node.saved(0, node.output().size()), from, n);
        }
        math.times(x, at + from, y, from, y, from, n);
    }

    /** slope = Φ(x) + x Φ'(x) for n numbers. */
    private static void slopes(FloatMath math, float[] x, int xOff, float[] phi, float[] slope, int off, int n) {
        math.times(x, xOff, x, xOff, slope, off, n);
        math.scale(n, -0.5f, slope, off);
        math.exp(slope, off, slope, off, n);
        math.times(x, xOff, slope, off, slope, off, n);
        for (int i = off; i < off + n; i++) {
            slope[i] = phi[i] + DENSITY * slope[i];
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] dx = node.input(0).gradient();
        float[] slope = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        node.compute().math().addTimes(node.output().gradient(), from, slope, from, dx, at + from, to - from);
    }
}
