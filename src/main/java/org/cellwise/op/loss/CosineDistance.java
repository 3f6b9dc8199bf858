package org.cellwise.op.loss;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** 1 - p·t / (|p| |t|) for each row p of predictions and t of targets: both (…, width), out (…). */
record CosineDistance() implements RowLoss {
    @Override
    public String inWords() {
        return "cosine distance";
    }

    @Override
    public Shape shape(Node node) {
        Shapes.same(inWords(), "predictions", node.input(0), "targets", node.input(1));
        return node.input(0).shape().dropLast();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
        node.saved(1, node.output().size());
        node.saved(2, node.output().size());
    }

    /** Leaves each row's |p| and |t| in {@code saved(0)} and {@code saved(1)}, and its cosine in {@code saved(2)}. */
    @Override
    public void forward(Node node, int row) {
        Tensor p = node.input(0);
        Tensor t = node.input(1);
        int rows = node.output().size();
        int width = p.shape().last();
        double dot = dot(p, t, row, width);
        double lengthP = length(p, row, width, "prediction");
        double lengthT = length(t, row, width, "target");
        double cosine = dot / lengthP / lengthT;
        node.saved(0, rows)[row] = (float) lengthP;
        node.saved(1, rows)[row] = (float) lengthT;
        node.saved(2, rows)[row] = (float) cosine;
        node.output().data()[row] = (float) (1 - cosine);
    }

    private static double dot(Tensor a, Tensor b, int row, int width) {
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += (double) a.data()[a.offset() + i] * b.data()[b.offset() + i];
        }
        return sum;
    }

    private static double length(Tensor x, int row, int width, String name) {
        double length = Math.sqrt(dot(x, x, row, width));
        if (length == 0) {
            throw new IllegalArgumentException("cosine distance expects vectors with a direction, but the " + name
                    + " of row " + row + " is all zeros: leave such rows out, or use another distance");
        }
        return length;
    }

    /** The slope of -cos by p: (cos · p / |p| - t / |t|) / |p|; by t the same with both exchanged. */
    @Override
    public void backward(Node node, int row, float upstream) {
        for (int input = 0; input < 2; input++) {
            if (node.needsGradient(input)) {
                addSlopes(node, row, input, 1 - input, upstream);
            }
        }
    }

    private static void addSlopes(Node node, int row, int self, int other, float upstream) {
        Tensor x = node.input(self);
        Tensor y = node.input(other);
        int width = x.shape().last();
        int rows = node.output().size();
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
