package org.cellwise.op.loss;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * InfoNCE of each row of a batch of embeddings (B, width) with class indices (B), out (B): with the cosines sᵢⱼ of rows,
 * divided by a temperature τ, the cross-entropy of softmax over all other rows, for each other row of the same class in turn,
 * and the mean of that: log Σⱼ exp(sᵢⱼ / τ) - mean of sᵢₚ / τ (van den Oord et al., 2018; with several positives as in Khosla et
 * al., 2020). 0 where a row has no other of its class.
 */
record Contrast(float temperature) implements Op {
    private static final double SHORTEST = 1e-12; // so that a row of zeros has a direction

    private static final int UNIT = 0; // rows of length 1
    private static final int LENGTHS = 1;
    private static final int SHARES = 2; // softmax, row by row

    Contrast {
        if (!(temperature > 0) || Float.isInfinite(temperature)) {
            throw new IllegalArgumentException("infoNce expects a temperature above 0, but got " + temperature);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape labels = node.input(1).shape();
        if (x.rank() != 2 || !RowLoss.areIndices(labels, x)) {
            throw new IllegalArgumentException("infoNce expects embeddings (rows x width) and one class index a row,"
                    + " but got embeddings " + x + " and classes " + labels);
        }
        return Shape.of(x.size(0));
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        int rows = node.output().size();
        int width = x.shape().last();
        float[] unit = node.saved(UNIT, rows * width);
        float[] lengths = node.saved(LENGTHS, rows);
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int i = row * width; i < (row + 1) * width; i++) {
                double v = x.data()[x.offset() + i];
                squares += v * v;
            }
            double length = Math.max(SHORTEST, Math.sqrt(squares));
            lengths[row] = (float) length;
            for (int i = row * width; i < (row + 1) * width; i++) {
                unit[i] = (float) (x.data()[x.offset() + i] / length);
            }
        }
        for (int row = 0; row < rows; row++) {
            node.output().data()[row] = (float) loss(node, row, rows, width, unit);
        }
    }

    private double loss(Node node, int row, int rows, int width, float... unit) {
        float[] shares = node.saved(SHARES, rows * rows);
        int positives = positives(node, row, rows);
        double largest = Double.NEGATIVE_INFINITY;
        double pulled = 0;
        for (int other = 0; other < rows; other++) {
            if (other != row) {
                double s =
                        node.compute().math().dot(unit, row * width, unit, other * width, width) / (double) temperature;
                shares[row * rows + other] = (float) s;
                largest = Math.max(largest, shares[row * rows + other]);
                pulled += isSame(node, row, other) ? s : 0;
            }
        }
        double sum = 0;
        for (int other = 0; other < rows; other++) {
            sum += other == row ? 0 : Math.exp(shares[row * rows + other] - largest);
        }
        for (int other = 0; other < rows; other++) {
            int at = row * rows + other;
            shares[at] = other == row ? 0 : (float) (Math.exp(shares[at] - largest) / sum);
        }
        return positives == 0 ? 0 : largest + Math.log(sum) - pulled / positives;
    }

    private static boolean isSame(Node node, int a, int b) {
        Tensor labels = node.input(1);
        return labels.data()[labels.offset() + a] == labels.data()[labels.offset() + b];
    }

    private static int positives(Node node, int row, int rows) {
        int count = 0;
        for (int other = 0; other < rows; other++) {
            count += other != row && isSame(node, row, other) ? 1 : 0;
        }
        return count;
    }

    @Override
    public void backward(Node node) {
        if (node.needsGradient(1)) {
            throw new IllegalStateException("infoNce passes no gradient to class indices, which are whole numbers:"
                    + " freeze what leads to them");
        }
        if (!node.needsGradient(0)) {
            return;
        }
        Tensor x = node.input(0);
        int rows = node.output().size();
        int width = x.shape().last();
        float[] unit = node.saved(UNIT, rows * width);
        float[] slopes = node.saved(3, rows * width); // by the rows of length 1
        Arrays.fill(slopes, 0, rows * width, 0f);
        for (int row = 0; row < rows; row++) {
            addSlopes(node, row, rows, width, unit, slopes);
        }
        for (int row = 0; row < rows; row++) {
            int at = row * width;
            float along = node.compute().math().dot(slopes, at, unit, at, width);
            float length = node.saved(LENGTHS, rows)[row];
            for (int i = at; i < at + width; i++) {
                x.gradient()[x.offset() + i] += (slopes[i] - along * unit[i]) / length;
            }
        }
    }

    /** Each cosine pulls both of its rows. */
    private void addSlopes(Node node, int row, int rows, int width, float[] unit, float[] slopes) {
        float upstream = node.output().gradient()[row];
        int positives = positives(node, row, rows);
        if (upstream == 0 || positives == 0) {
            return;
        }
        float[] shares = node.saved(SHARES, rows * rows);
        for (int other = 0; other < rows; other++) {
            if (other != row) {
                float wanted = isSame(node, row, other) ? 1f / positives : 0;
                float slope = upstream * (shares[row * rows + other] - wanted) / temperature;
                node.compute().math().axpy(width, slope, unit, other * width, slopes, row * width);
                node.compute().math().axpy(width, slope, unit, row * width, slopes, other * width);
            }
        }
    }
}
