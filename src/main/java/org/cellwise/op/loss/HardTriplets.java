package org.cellwise.op.loss;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The triplet loss of each row of a batch of embeddings (B, width) with class indices (B), out (B): each row is an anchor,
 * its positive the farthest row of its class, its negative the nearest row of another class (Hermans et al., 2017); 0
 * where it lacks one of them.
 */
record HardTriplets(float margin) implements Op {
    HardTriplets {
        Triplet.checkMargin(margin);
    }

    private static final int NONE = -1;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape labels = node.input(1).shape();
        if (x.rank() != 2 || !RowLoss.areIndices(labels, x)) {
            throw new IllegalArgumentException("triplet expects embeddings (rows x width) and one class index a row,"
                    + " but got embeddings " + x + " and classes " + labels);
        }
        return Shape.of(x.size(0));
    }

    /** Leaves each anchor's positive and negative row in {@code saved(0)} and {@code saved(1)}, NONE without a slope. */
    @Override
    public void forward(Node node) {
        int rows = node.output().size();
        float[] positives = node.saved(0, rows);
        float[] negatives = node.saved(1, rows);
        for (int row = 0; row < rows; row++) {
            int positive = extreme(node, row, true);
            int negative = extreme(node, row, false);
            double loss = positive == NONE || negative == NONE
                    ? 0
                    : distance(node, row, positive) - distance(node, row, negative) + margin;
            positives[row] = loss > 0 ? positive : NONE;
            negatives[row] = negative;
            node.output().data()[row] = (float) Math.max(0, loss);
        }
    }

    /** The farthest other row of the same class, or the nearest of another class. */
    private static int extreme(Node node, int anchor, boolean same) {
        Tensor labels = node.input(1);
        float label = labels.data()[labels.offset() + anchor];
        int found = NONE;
        double best = 0;
        for (int row = 0; row < labels.size(); row++) {
            if (row == anchor || (labels.data()[labels.offset() + row] == label) != same) {
                continue;
            }
            double distance = distance(node, anchor, row);
            if (found == NONE || (same ? distance > best : distance < best)) {
                found = row;
                best = distance;
            }
        }
        return found;
    }

    private static double distance(Node node, int a, int b) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        return EuclideanDistance.between(x, a * width, x, b * width, width);
    }

    @Override
    public void backward(Node node) {
        int rows = node.output().size();
        float[] dy = node.output().gradient();
        for (int row = 0; node.needsGradient(0) && row < rows; row++) {
            int positive = (int) node.saved(0, rows)[row];
            if (positive != NONE && dy[row] != 0) {
                addSlopes(node, dy[row], row, positive);
                addSlopes(node, -dy[row], row, (int) node.saved(1, rows)[row]);
            }
        }
        if (node.needsGradient(1)) {
            throw new IllegalStateException("triplet passes no gradient to class indices, which are whole numbers:"
                    + " freeze what leads to them");
        }
    }

    private static void addSlopes(Node node, float upstream, int a, int b) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        EuclideanDistance.addSlopes(upstream, (float) distance(node, a, b), x, a * width, x, b * width, width);
    }
}
