package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** √Σ (prediction - target)² for each row: both (…, width), out (…). The slope where a row is hit exactly is taken as 0. */
record EuclideanDistance() implements RowLoss {
    @Override
    public String inWords() {
        return "Euclidean distance";
    }

    @Override
    public Shape shape(Node node) {
        Shapes.same(inWords(), "predictions", node.input(0), "targets", node.input(1));
        return node.input(0).shape().dropLast();
    }

    @Override
    public void forward(Node node, int row) {
        int width = node.input(0).shape().last();
        node.output().data()[row] = (float) between(node.input(0), row * width, node.input(1), row * width, width);
    }

    @Override
    public void backward(Node node, int row, float upstream) {
        int width = node.input(0).shape().last();
        float distance = node.output().data()[row];
        addSlopes(upstream, distance, node.input(0), row * width, node.input(1), row * width, width);
    }

    /** The distance between {@code width} numbers of two tensors, each from a position on. */
    static double between(Tensor a, int fromA, Tensor b, int fromB, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            double error = a.data()[a.offset() + fromA + i] - b.data()[b.offset() + fromB + i];
            sum += error * error;
        }
        return Math.sqrt(sum);
    }

    /** Adds the slopes of a distance by both its ends: upstream · (a - b) / distance, and the opposite. */
    static void addSlopes(float upstream, float distance, Tensor a, int fromA, Tensor b, int fromB, int width) {
        if (distance == 0) {
            return;
        }
        for (int i = 0; i < width; i++) {
            int ia = a.offset() + fromA + i;
            int ib = b.offset() + fromB + i;
            float change = upstream * (a.data()[ia] - b.data()[ib]) / distance;
            if (a.needsGradient()) {
                a.gradient()[ia] += change;
            }
            if (b.needsGradient()) {
                b.gradient()[ib] -= change;
            }
        }
    }
}
