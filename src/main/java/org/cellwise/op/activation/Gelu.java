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
        return 2.0 * node.output().size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
        node.saved(1, node.output().size());
    }

    /** Leaves Φ(x) in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        for (int i = from; i < to; i += PIECE) {
            forwardPiece(node, i, Math.min(to, i + PIECE));
        }
    }

    private static void forwardPiece(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        float[] phi = node.saved(0, node.output().size());
        int at = node.input(0).offset();
        FloatMath math = node.compute().math();
        System.arraycopy(x, at + from, phi, from, to - from);
        math.scale(to - from, ROOT_HALF, phi, from);
        math.erf(phi, from, phi, from, to - from);
        for (int i = from; i < to; i++) {
            phi[i] = 0.5f * (1 + phi[i]);
        }
        math.times(x, at + from, phi, from, y, from, to - from);
    }

    @Override
    public void backward(Node node, int from, int to) {
        for (int i = from; i < to; i += PIECE) {
            backwardPiece(node, i, Math.min(to, i + PIECE));
        }
    }

    private static void backwardPiece(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        float[] phi = node.saved(0, node.output().size());
        float[] density = node.saved(1, node.output().size());
        int at = node.input(0).offset();
        FloatMath math = node.compute().math();
        math.times(x, at + from, x, at + from, density, from, to - from);
        math.scale(to - from, -0.5f, density, from);
        math.exp(density, from, density, from, to - from);
        math.times(x, at + from, density, from, density, from, to - from);
        for (int i = from; i < to; i++) {
            density[i] = phi[i] + DENSITY * density[i];
        }
        math.addTimes(dy, from, density, from, dx, at + from, to - from);
    }
}
