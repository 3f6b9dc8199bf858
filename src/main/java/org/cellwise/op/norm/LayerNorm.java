package org.cellwise.op.norm;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Each row to mean 0 and variance 1, then scaled and shifted (Ba et al., 2016): y = w (x - mean) / √(variance + ε) + b.
 * x (…, E), w (E), b (E), y (…, E).
 */
public record LayerNorm(float epsilon) implements Ranged {
    public LayerNorm {
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("layerNorm expects an epsilon above 0, but got " + epsilon);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() == 0 || node.input(1).size() != x.last() || node.input(2).size() != x.last()) {
            throw new IllegalArgumentException("layerNorm expects one scale and one shift for each of the " + x.last()
                    + " numbers of a row, but got " + node.input(1).shape() + " and "
                    + node.input(2).shape());
        }
        return x;
    }

    @Override
    public int items(Node node) {
        return node.output().shape().rows();
    }

    @Override
    public long cost(Node node) {
        return 4L * node.output().shape().last();
    }

    @Override
    public double keeps(Node node) {
        return node.output().size() + (double) node.output().shape().rows();
    }

    @Override
    public void prepare(Node node) {
        node.saved(0, node.output().size());
        node.saved(1, node.output().shape().rows());
    }

    /** Leaves the normalised numbers in {@code saved(0)}, and 1 / √(variance + ε) of each row in {@code saved(1)}. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.input(2);
        float[] y = node.output().data();
        float[] normal = node.saved(0, node.output().size());
        float[] inverse = node.saved(1, node.output().shape().rows());
        int width = node.output().shape().last();
        FloatMath math = node.compute().math();
        for (int row = from; row < to; row++) {
            int start = row * width;
            float mean = math.sum(x.data(), x.offset() + start, width) / width;
            System.arraycopy(x.data(), x.offset() + start, normal, start, width);
            for (int i = start; i < start + width; i++) {
                normal[i] -= mean;
            }
            float variance = math.dot(normal, start, normal, start, width) / width;
            inverse[row] = (float) (1 / Math.sqrt(variance + epsilon));
            math.scale(width, inverse[row], normal, start);
            System.arraycopy(b.data(), b.offset(), y, start, width);
            math.addTimes(w.data(), w.offset(), normal, start, y, start, width);
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
        if (node.needsGradient(2)) {
            addToShift(node);
        }
    }

    /** dx += (w dy - mean(w dy) - n mean(w dy n)) / √(variance + ε), with n the normalised numbers. */
    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        float[] normal = node.saved(0, node.output().size());
        float[] inverse = node.saved(1, node.output().shape().rows());
        int width = node.output().shape().last();
        for (int row = from; row < to; row++) {
            int start = row * width;
            node.compute()
                    .math()
                    .normSlopes(
                            w.data(),
                            w.offset(),
                            dy,
                            normal,
                            start,
                            inverse[row],
                            x.gradient(),
                            x.offset() + start,
                            width);
        }
    }

    private static void addToScale(Node node) {
        int width = node.input(1).size();
        float[] part = node.saved(2, 2 * width); // and what rounding left out
        Arrays.fill(part, 0, 2 * width, 0f);
        int rows = node.output().shape().rows();
        if (node.compute().sharesColumns(rows, width)) {
            node.compute().columns(rows, width, (left, right) -> addToScale(node, left, right));
        } else {
            addToScale(node, 0, width); // without making a task
        }
    }

    /** Some of the columns. */
    private static void addToScale(Node node, int left, int right) {
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        float[] normal = node.saved(0, node.output().size());
        int width = w.size();
        int rows = node.output().shape().rows();
        float[] part = node.saved(2, 2 * width);
        for (int row = 0; row < rows; ) {
            for (int end = Math.min(rows, row + Compensated.BLOCK); row < end; row++) {
                int at = row * width + left;
                node.compute().math().addTimes(dy, at, normal, at, part, left, right - left);
            }
            Compensated.add(right - left, part, left, w.gradient(), w.offset() + left, part, width + left);
        }
    }

    private static void addToShift(Node node) {
        Tensor b = node.input(2);
        int rows = node.output().shape().rows();
        float[] scratch = node.saved(3, Compensated.scratch(rows, b.size()));
        Compensated.addRows(
                node.compute(), rows, b.size(), node.output().gradient(), 0, scratch, b.gradient(), b.offset());
    }
}
