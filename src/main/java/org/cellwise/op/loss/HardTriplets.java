package org.cellwise.op.loss;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * The triplet loss on a batch of embeddings (B, width) with class indices (B): each row is an anchor, its positive the
 * farthest row of its class, its negative the nearest row of another class (Hermans et al., 2017). The mean over the
 * anchors that have both; 0 if none has.
 */
public record HardTriplets(float margin) implements Op {
    private static final int NONE = -1;

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape labels = node.input(1).shape();
        if (x.rank() != 2 || labels.elements() != x.size(0)) {
            throw new IllegalArgumentException("triplet expects embeddings (rows x width) and one class index a row,"
                    + " but got embeddings " + x + " and classes " + labels);
        }
        return Shape.of();
    }

    /** Leaves each anchor's positive and negative row in {@code saved(0)} and {@code saved(1)}, NONE without a slope. */
    @Override
    public void forward(Node node) {
        int rows = node.input(0).shape().rows();
        float[] positives = node.saved(0, rows);
        float[] negatives = node.saved(1, rows);
        float[] anchors = node.saved(2, 1);
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int positive = extreme(node, row, true);
            int negative = extreme(node, row, false);
            positives[row] = NONE;
            if (positive == NONE || negative == NONE) {
                continue;
            }
            count++;
            double loss = distance(node, row, positive) - distance(node, row, negative) + margin;
            if (loss > 0) {
                sum += loss;
                positives[row] = positive;
                negatives[row] = negative;
            }
        }
        anchors[0] = count;
        node.output().data()[0] = count == 0 ? 0 : (float) (sum / count);
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
        if (!node.needsGradient(0)) {
            return;
        }
        int rows = node.input(0).shape().rows();
        float upstream = node.output().gradient()[0] / Math.max(1, node.saved(2, 1)[0]);
        for (int row = 0; row < rows; row++) {
            int positive = (int) node.saved(0, rows)[row];
            if (positive != NONE) {
                addSlopes(node, upstream, row, positive);
                addSlopes(node, -upstream, row, (int) node.saved(1, rows)[row]);
            }
        }
    }

    private static void addSlopes(Node node, float upstream, int a, int b) {
        Tensor x = node.input(0);
        int width = x.shape().last();
        EuclideanDistance.addSlopes(upstream, (float) distance(node, a, b), x, a * width, x, b * width, width);
    }
}
