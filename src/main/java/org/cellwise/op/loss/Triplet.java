package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * max(0, |a - p| - |a - n| + margin) for each row: anchors a, positives p and negatives n, each (…, width), out (…)
 * (Schroff et al., 2015, with distances in place of their squares).
 */
record Triplet(float margin) implements RowLoss {
    Triplet {
        checkMargin(margin);
    }

    static void checkMargin(float margin) {
        if (!(margin > 0) || Float.isInfinite(margin)) {
            throw new IllegalArgumentException("triplet expects a margin above 0, but got " + margin);
        }
    }

    @Override
    public String inWords() {
        return "triplet";
    }

    @Override
    public Shape shape(Node node) {
        Shapes.same(inWords(), "anchors", node.input(0), "positives", node.input(1));
        Shapes.same(inWords(), "anchors", node.input(0), "negatives", node.input(2));
        return node.input(0).shape().dropLast();
    }

    @Override
    public void forward(Node node, int row) {
        double loss = distance(node, row, 1) - distance(node, row, 2) + margin;
        node.output().data()[row] = (float) Math.max(0, loss);
    }

    private static double distance(Node node, int row, int other) {
        int width = node.input(0).shape().last();
        return EuclideanDistance.between(node.input(0), row * width, node.input(other), row * width, width);
    }

    @Override
    public void backward(Node node, int row, float upstream) {
        if (node.output().data()[row] > 0) {
            addSlopes(node, row, 1, upstream);
            addSlopes(node, row, 2, -upstream);
        }
    }

    private static void addSlopes(Node node, int row, int other, float upstream) {
        Tensor a = node.input(0);
        int width = a.shape().last();
        float distance = (float) distance(node, row, other);
        EuclideanDistance.addSlopes(upstream, distance, a, row * width, node.input(other), row * width, width);
    }
}
