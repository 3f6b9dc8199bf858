package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Mean over rows of √Σ (prediction - target)²: both (…, width), out a single number. The slope where a row is hit
 * exactly is taken as 0.
 */
public record EuclideanDistance() implements Op {
    @Override
    public Shape shape(Node node) {
        Shapes.same("Euclidean distance", "predictions", node.input(0), "targets", node.input(1));
        return Shape.of();
    }

    /** Leaves the distance of every row in {@code saved(0)}. */
    @Override
    public void forward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        int rows = p.shape().rows();
        float[] distances = node.saved(0, rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double distance = between(p, row * width, t, row * width, width);
            distances[row] = (float) distance;
            sum += distance;
        }
        node.output().data()[0] = (float) (sum / rows);
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

    @Override
    public void backward(Node node) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        int rows = p.shape().rows();
        float[] distances = node.saved(0, rows);
        for (int row = 0; row < rows; row++) {
            float upstream = node.output().gradient()[0] / rows;
            addSlopes(upstream, distances[row], p, row * width, t, row * width, width);
        }
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
