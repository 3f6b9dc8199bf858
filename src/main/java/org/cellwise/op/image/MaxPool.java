package org.cellwise.op.image;

import org.cellwise.math.Window;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The largest number of each place of a window: x (B, C, H, W), y (B, C, H', W'). Padding never wins. Of equal numbers
 * the first gets the gradient; NaN stays NaN.
 */
public record MaxPool(Window window) implements Ranged {
    private static final Window PAIRS = new Window(2, 2, 0);

    public MaxPool {
        Pools.check("maxPool", window);
    }

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
    public long cost(Node node) {
        return (long) node.output().shape().size(2) * node.output().shape().size(3) * window.area();
    }

    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor y = node.output();
        int height = x.shape().size(2);
        int width = x.shape().size(3);
        int rows = y.shape().size(2);
        int columns = y.shape().size(3);
        boolean pairs = window.equals(PAIRS);
        for (int plane = from; plane < to; plane++) {
            int start = x.offset() + plane * height * width;
            int out = plane * rows * columns;
            for (int row = 0; row < rows; row++, out += columns) {
                if (pairs) {
                    pairs(x.data(), start + 2 * row * width, width, columns, y.data(), out);
                } else {
                    for (int column = 0; column < columns; column++) {
                        int winner = winner(x.data(), start, row, column, height, width);
                        y.data()[out + column] = x.data()[start + winner];
                    }
                }
            }
        }
    }

    /** A row of windows of 2 x 2 side by side, by far the most common ones, without branches that processors would mispredict. */
    private static void pairs(float[] x, int at, int width, int columns, float[] y, int out) {
        int below = at + width;
        for (int j = 0; j < columns; j++) {
            float up = Math.max(x[at + 2 * j], x[at + 2 * j + 1]);
            float down = Math.max(x[below + 2 * j], x[below + 2 * j + 1]);
            y[out + j] = Math.max(up, down);
        }
    }

    /** dx += dy at the first number that is y, by comparing bits: 0 where they are the same, else 1. */
    private static void pairsBack(
            float[] x, int at, int width, int columns, float[] y, float[] dy, int out, float[] dx) {
        int below = at + width;
        for (int j = 0; j < columns; j++) {
            int largest = Float.floatToRawIntBits(y[out + j]);
            int a = differs(Float.floatToRawIntBits(x[at + 2 * j]), largest);
            int b = differs(Float.floatToRawIntBits(x[at + 2 * j + 1]), largest);
            int c = differs(Float.floatToRawIntBits(x[below + 2 * j]), largest);
            dx[at + 2 * j + a * (1 + b * (width - 1 + c))] += dy[out + j];
        }
    }

    private static int differs(int a, int b) {
        int difference = a ^ b;
        return (difference | -difference) >>> 31;
    }

    /** Where in its plane the first of the largest numbers of a window stands; where there is NaN, the last of those. */
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
        Tensor y = node.output();
        int height = x.shape().size(2);
        int width = x.shape().size(3);
        int rows = y.shape().size(2);
        int columns = y.shape().size(3);
        boolean pairs = window.equals(PAIRS);
        for (int plane = from; plane < to; plane++) {
            int start = x.offset() + plane * height * width;
            int out = plane * rows * columns;
            for (int row = 0; row < rows; row++, out += columns) {
                if (pairs) {
                    int at = start + 2 * row * width;
                    pairsBack(x.data(), at, width, columns, y.data(), y.gradient(), out, x.gradient());
                } else {
                    for (int column = 0; column < columns; column++) {
                        int winner = winner(x.data(), start, row, column, height, width);
                        x.gradient()[start + winner] += y.gradient()[out + column];
                    }
                }
            }
        }
    }
}
