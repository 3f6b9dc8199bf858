package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Mean over rows of max(0, |a - p| - |a - n| + margin): anchors a, positives p and negatives n, each (B, width)
 * (Schroff et al., 2015, with distances in place of their squares).
 */
public record Triplet(float margin) implements Op {
    @Override
    public Shape shape(Node node) {
        Shapes.same("triplet", "anchors", node.input(0), "positives", node.input(1));
        Shapes.same("triplet", "anchors", node.input(0), "negatives", node.input(2));
        return Shape.of();
    }

    /** Leaves each row's two distances in {@code saved(0)} and {@code saved(1)}. */
    @Override
    public void forward(Node node) {
        Tensor a = node.input(0);
        int width = a.shape().last();
        int rows = a.shape().rows();
        float[] near = node.saved(0, rows);
        float[] far = node.saved(1, rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            near[row] = (float) EuclideanDistance.between(a, from, node.input(1), from, width);
            far[row] = (float) EuclideanDistance.between(a, from, node.input(2), from, width);
            sum += Math.max(0, near[row] - far[row] + margin);
        }
        node.output().data()[0] = (float) (sum / rows);
    }

    @Override
    public void backward(Node node) {
        Tensor a = node.input(0);
        int width = a.shape().last();
        int rows = a.shape().rows();
        float[] near = node.saved(0, rows);
        float[] far = node.saved(1, rows);
        float upstream = node.output().gradient()[0] / rows;
        for (int row = 0; row < rows; row++) {
            int from = row * width;
            if (near[row] - far[row] + margin > 0) {
                EuclideanDistance.addSlopes(upstream, near[row], a, from, node.input(1), from, width);
                EuclideanDistance.addSlopes(-upstream, far[row], a, from, node.input(2), from, width);
            }
        }
    }
}
