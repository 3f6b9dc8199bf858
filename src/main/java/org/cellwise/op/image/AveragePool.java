package org.cellwise.op.image;

import org.cellwise.math.Window;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The mean of each place of a window, padding counted as zeros: x (B, C, H, W), y (B, C, H', W'). */
public record AveragePool(Window window) implements Ranged {
    public AveragePool {
        Pools.check("averagePool", window);
    }

    @Override
    public Shape shape(Node node) {
        return Shapes.pooled("average pooling", window, node.input(0).shape());
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
        places(node, from, to, true);
    }

    @Override
    public void backward(Node node, int from, int to) {
        places(node, from, to, false);
    }

    private void places(Node node, int from, int to, boolean forward) {
        Tensor x = node.input(0);
        Shape y = node.output().shape();
        float share = 1f / window.area();
        for (int plane = from; plane < to; plane++) {
            int start = x.offset() + plane * x.shape().size(2) * x.shape().size(3);
            int out = plane * y.size(2) * y.size(3);
            for (int i = 0; i < y.size(2); i++) {
                for (int j = 0; j < y.size(3); j++, out++) {
                    if (forward) {
                        node.output().data()[out] = share * sum(x, start, i, j);
                    } else {
                        spread(x, start, i, j, share * node.output().gradient()[out]);
                    }
                }
            }
        }
    }

    private float sum(Tensor x, int start, int i, int j) {
        int width = x.shape().size(3);
        float sum = 0;
        for (int row = top(i); row < bottom(i, x.shape().size(2)); row++) {
            for (int column = top(j); column < bottom(j, width); column++) {
                sum += x.data()[start + row * width + column];
            }
        }
        return sum;
    }

    private void spread(Tensor x, int start, int i, int j, float change) {
        int width = x.shape().size(3);
        for (int row = top(i); row < bottom(i, x.shape().size(2)); row++) {
            for (int column = top(j); column < bottom(j, width); column++) {
                x.gradient()[start + row * width + column] += change;
            }
        }
    }

    /** The first row, or column, of the image that a place covers. */
    private int top(int place) {
        return Math.max(0, place * window.stride() - window.padding());
    }

    private int bottom(int place, int side) {
        return Math.min(side, place * window.stride() - window.padding() + window.size());
    }
}
