package org.cellwise.op;

import org.cellwise.math.Window;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The largest number of each place of a window: x (B, C, H, W), y (B, C, H', W'). Padding never wins. Of equal numbers
 * the first gets the gradient; NaN stays NaN.
 */
record MaxPool(Window window) implements Ranged {
    private static final Window PAIRS = new Window(2, 2, 0);

    @Override
    public Shape shape(Node node) {
        return Shapes.pooled("max pooling", window, node.input(0).shape());
    }

    /** The planes: one channel of one image each. */
    @Override
    public int items(Node node) {
        return node.output().shape().size(0) * node.output().shape().size(1);
    }

    @Override
    public int cost(Node node) {
        return node.output().shape().size(2) * node.output().shape().size(3) * window.size() * window.size();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
    }

    /** Leaves in {@code saved(0)} where in its plane the winner stands, which a float holds up to 2²⁴. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Shape y = node.output().shape();
        float[] winners = node.saved(0, node.output().size());
        int height = x.shape().size(2);
        int width = x.shape().size(3);
        boolean pairs = window.equals(PAIRS);
        for (int plane = from; plane < to; plane++) {
            int start = x.offset() + plane * height * width;
            int out = plane * y.size(2) * y.size(3);
            if (pairs) {
                pairs(
                        x.data(),
                        start,
                        width,
                        y.size(2),
                        y.size(3),
                        node.output().data(),
                        winners,
                        out);
                continue;
            }
            for (int i = 0; i < y.size(2); i++) {
                for (int j = 0; j < y.size(3); j++, out++) {
                    int winner = winner(x.data(), start, i, j, height, width);
                    winners[out] = winner;
                    node.output().data()[out] = x.data()[start + winner];
                }
            }
        }
    }

    /** Windows of 2 x 2 side by side, by far the most common ones, without a branch that no processor could foretell. */
    private static void pairs(
            float[] x, int start, int width, int rows, int columns, float[] y, float[] winners, int out) {
        for (int i = 0; i < rows; i++) {
            int at = 2 * i * width;
            for (int j = 0; j < columns; j++, at += 2, out++) {
                float a = x[start + at];
                float b = x[start + at + 1];
                float c = x[start + at + width];
                float d = x[start + at + width + 1];
                int above = b > a ? at + 1 : at;
                int below = d > c ? at + width + 1 : at + width;
                float up = Math.max(a, b);
                float down = Math.max(c, d);
                winners[out] = down > up ? below : above;
                y[out] = Math.max(up, down);
            }
        }
    }

    private int winner(float[] x, int start, int i, int j, int height, int width) {
        int top = i * window.stride() - window.padding();
        int left = j * window.stride() - window.padding();
        int winner = Math.max(0, top) * width + Math.max(0, left);
        for (int row = Math.max(0, top); row < Math.min(height, top + window.size()); row++) {
            for (int column = Math.max(0, left); column < Math.min(width, left + window.size()); column++) {
                float v = x[start + row * width + column];
                if (v > x[start + winner] || v != v) {
                    winner = row * width + column;
                }
            }
        }
        return winner;
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        float[] winners = node.saved(0, node.output().size());
        int plane = x.shape().size(2) * x.shape().size(3);
        int places = node.output().shape().size(2) * node.output().shape().size(3);
        for (int i = from * places; i < to * places; i++) {
            x.gradient()[x.offset() + i / places * plane + (int) winners[i]] += dy[i];
        }
    }
}
