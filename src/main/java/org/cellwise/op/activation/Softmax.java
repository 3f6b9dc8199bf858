package org.cellwise.op.activation;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** yᵢ = e^xᵢ / Σ e^xⱼ over the last axis; each row adds up to 1. */
public record Softmax() implements Rowwise {
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int width = node.output().shape().last();
        for (int row = from; row < to; row++) {
            softmax(node.compute().math(), x.data(), x.offset() + row * width, y, row * width, width);
        }
    }

    /** One row, which may be mapped in place: the largest value is subtracted first, so that no power overflows. */
    public static void softmax(FloatMath math, float[] x, int from, float[] y, int to, int width) {
        float largest = math.max(x, from, width);
        for (int i = 0; i < width; i++) {
            y[to + i] = x[from + i] - largest;
        }
        math.exp(y, to, y, to, width);
        math.scale(width, 1f / math.sum(y, to, width), y, to);
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int width = node.output().shape().last();
        for (int row = from; row < to; row++) {
            slopes(
                    node.compute().math(),
                    y,
                    row * width,
                    dy,
                    row * width,
                    x.gradient(),
                    x.offset() + row * width,
                    width);
        }
    }

    /** One row: dxᵢ += yᵢ (dyᵢ - Σ yⱼ dyⱼ). */
    static void slopes(FloatMath math, float[] y, int at, float[] dy, int from, float[] dx, int to, int width) {
        float dot = math.dot(y, at, dy, from, width);
        for (int i = 0; i < width; i++) {
            dx[to + i] += y[at + i] * (dy[from + i] - dot);
        }
    }
}
