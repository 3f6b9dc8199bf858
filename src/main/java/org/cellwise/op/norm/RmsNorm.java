package org.cellwise.op.norm;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Each row to a mean square of 1, then scaled (Zhang and Sennrich, 2019): y = w x / √(mean x² + ε). x (…, E), w (E), y
 * (…, E).
 */
public record RmsNorm(float epsilon) implements Ranged {
    public RmsNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("rmsNorm expects an epsilon above 0, but got " + epsilon);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() == 0 || node.input(1).size() != x.last()) {
            throw new IllegalArgumentException("rmsNorm expects one scale for each of the " + x.last()
                    + " numbers of a row, but got " + node.input(1).shape());
        }
        return x;
    }

    @Override
    public int items(Node node) {
        return node.output().shape().rows();
    }

    @Override
    public long cost(Node node) {
        return 3L * node.output().shape().last();
    }

    @Override
    public double keeps(Node node) {
        return node.output().shape().rows();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().shape().rows());
    }

    /** Leaves 1 / √(mean x² + ε) of each row in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] y = node.output().data();
        float[] inverse = node.saved(0, node.output().shape().rows());
        int width = node.output().shape().last();
        FloatMath math = node.compute().math();
        for (int row = from; row < to; row++) {
            int start = row * width;
            int at = x.offset() + start;
            float square = math.dot(x.data(), at, x.data(), at, width) / width;
            inverse[row] = (float) (1 / Math.sqrt(square + epsilon));
            for (int i = 0; i < width; i++) {
                y[start + i] = w.data()[w.offset() + i] * x.data()[at + i] * inverse[row];
            }
        }
    }

    @Override
    public void backward(Node node) {
        if (node.needsGradient(0)) {
            Ranged.super.backward(node);
        }
        if (node.needsGradient(1)) {
            addToScale(node);
        }
    }

    /** dx += r (w dy - x r² mean(w dy x)), with r = 1 / √(mean x² + ε). */
    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        float[] inverse = node.saved(0, node.output().shape().rows());
        int width = node.output().shape().last();
        for (int row = from; row < to; row++) {
            int start = row * width;
            int at = x.offset() + start;
            double dot = 0;
            for (int i = 0; i < width; i++) {
                dot += w.data()[w.offset() + i] * dy[start + i] * x.data()[at + i];
            }
            float r = inverse[row];
            float pull = (float) (dot / width) * r * r;
            for (int i = 0; i < width; i++) {
                x.gradient()[at + i] += r * (w.data()[w.offset() + i] * dy[start + i] - x.data()[at + i] * pull);
            }
        }
    }

    private static void addToScale(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        float[] inverse = node.saved(0, node.output().shape().rows());
        int width = w.size();
        int rows = node.output().shape().rows();
        float[] part = node.saved(1, 2 * width); // and what rounding left out
        Arrays.fill(part, 0, 2 * width, 0f);
        for (int row = 0; row < rows; ) {
            for (int end = Math.min(rows, row + Compensated.BLOCK); row < end; row++) {
                int start = row * width;
                for (int i = 0; i < width; i++) {
                    part[i] += dy[start + i] * x.data()[x.offset() + start + i] * inverse[row];
                }
            }
            Compensated.add(width, part, 0, w.gradient(), w.offset(), part, width);
        }
    }
}
