package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Sums, or means, over the last axes: x (…, A, B) and 2 axes give y (…). */
public record Sum(int axes, boolean mean) implements Op {
    /** All axes, so that one number is left. */
    public static final int ALL = Integer.MAX_VALUE;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        int left = axes == ALL ? 0 : x.rank() - axes;
        if (left < 0) {
            throw new IllegalArgumentException("A sum over the last " + axes + " axes does not fit shape " + x);
        }
        int[] sizes = new int[left];
        for (int i = 0; i < left; i++) {
            sizes[i] = x.size(i);
        }
        return Shape.of(sizes);
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int rows = node.output().size();
        int width = rows == 0 ? 0 : x.size() / rows;
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            int from = x.offset() + row * width;
            for (int i = from; i < from + width; i++) {
                sum += x.data()[i];
            }
            y[row] = (float) (mean ? sum / width : sum);
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        int rows = node.output().size();
        int width = rows == 0 ? 0 : x.size() / rows;
        for (int row = 0; row < rows; row++) {
            float change = mean ? dy[row] / width : dy[row];
            int from = x.offset() + row * width;
            for (int i = from; i < from + width; i++) {
                x.gradient()[i] += change;
            }
        }
    }
}
