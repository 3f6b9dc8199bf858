package org.cellwise.op.loss;

import org.cellwise.math.FloatMath;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Mean over rows of 1 - p·t / (|p| |t|), for rows p of predictions and t of targets: both (…, width). */
public record CosineDistance() implements Op {
    @Override
    public Shape shape(Node node) {
        Shapes.same("cosine distance", "predictions", node.input(0), "targets", node.input(1));
        return Shape.of();
    }

    /** Leaves each row's |p| and |t| in {@code saved(0)} and {@code saved(1)}, and its cosine in {@code saved(2)}. */
    @Override
    public void forward(Node node) {
        int rows = node.input(0).shape().rows();
        float[] cosines = node.saved(2, rows);
        lengths(node, 0, "prediction");
        lengths(node, 1, "target");
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int width = p.shape().last();
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double dot = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                dot += (double) p.data()[p.offset() + i] * t.data()[t.offset() + i];
            }
            double cosine = dot / node.saved(0, rows)[row] / node.saved(1, rows)[row];
            cosines[row] = (float) cosine;
            sum += 1 - cosine;
        }
        node.output().data()[0] = (float) (sum / rows);
    }

    private static void lengths(Node node, int input, String name) {
        FloatMath math = node.compute().math();
        Tensor x = node.input(input);
        int width = x.shape().last();
        float[] lengths = node.saved(input, x.shape().rows());
        for (int row = 0; row < x.shape().rows(); row++) {
            int from = x.offset() + row * width;
            lengths[row] = (float) Math.sqrt(math.dot(x.data(), from, x.data(), from, width));
            if (lengths[row] == 0) {
                throw new IllegalArgumentException("cosine distance expects vectors with a direction, but the " + name
                        + " of row " + row + " is all zeros: leave such rows out, or use another distance");
            }
        }
    }

    /** The slope of -cos by p: (cos · p / |p| - t / |t|) / |p|; by t the same with both exchanged. */
    @Override
    public void backward(Node node) {
        for (int input = 0; input < 2; input++) {
            if (node.needsGradient(input)) {
                addSlopes(node, input, 1 - input);
            }
        }
    }

    private static void addSlopes(Node node, int self, int other) {
        Tensor x = node.input(self);
        Tensor y = node.input(other);
        int width = x.shape().last();
        int rows = x.shape().rows();
        float upstream = node.output().gradient()[0] / rows;
        for (int row = 0; row < rows; row++) {
            float xLength = node.saved(self, rows)[row];
            float yLength = node.saved(other, rows)[row];
            float cosine = node.saved(2, rows)[row];
            for (int i = row * width; i < (row + 1) * width; i++) {
                float xi = x.data()[x.offset() + i] / xLength;
                float yi = y.data()[y.offset() + i] / yLength;
                x.gradient()[x.offset() + i] += upstream * (cosine * xi - yi) / xLength;
            }
        }
    }
}
