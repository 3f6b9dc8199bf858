package org.cellwise.op;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Tensor;

/** yᵢ = e^xᵢ / Σ e^xⱼ over the last axis; each row adds up to 1. */
record Softmax() implements Activation {
    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor y = node.output();
        int width = y.shape().last();
        for (int row = 0, rows = y.shape().rows(); row < rows; row++) {
            softmax(node.compute().math(), x.data(), x.offset() + row * width, y.data(), row * width, width);
        }
    }

    /** One row: the largest value is subtracted first, so that no power overflows. */
    static void softmax(FloatMath math, float[] x, int from, float[] y, int to, int width) {
        float most = math.max(x, from, width);
        for (int i = 0; i < width; i++) {
            y[to + i] = x[from + i] - most;
        }
        math.exp(y, to, y, to, width);
        math.scale(width, 1f / math.sum(y, to, width), y, to);
    }

    @Override
    public void backward(Node node) {
        float[] dx = node.input(0).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        int width = node.output().shape().last();
        for (int from = 0, end = node.output().size(); from < end; from += width) {
            float dot = node.compute().math().dot(y, from, dy, from, width);
            for (int i = from; i < from + width; i++) {
                dx[at + i] += y[i] * (dy[i] - dot);
            }
        }
    }
}
