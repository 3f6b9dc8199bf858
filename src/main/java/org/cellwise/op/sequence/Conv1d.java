package org.cellwise.op.sequence;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Convolution along sequences: x (B, T, C), w (kernel, C, O), b (O) or none, y (B, T', O) with T' = (T + before + after -
 * kernel) / stride + 1. The places that a filter sees stand one behind the other, so that a sequence is multiplied as it
 * is: as rows of kernel · C numbers, each beginning stride places after the last.
 *
 * @param before places of zeros before each sequence
 * @param after places of zeros after it
 */
public record Conv1d(int stride, int before, int after) implements Op {
    /** Slots: sequences with their zeros, their slopes, and sums of slopes for the bias. */
    private static final int PADDED = 0;

    private static final int SLOPES = 1;
    private static final int BIAS_SUMS = 2;

    public Conv1d {
        if (stride < 1 || before < 0 || after < 0) {
            throw new IllegalArgumentException("conv1d expects a stride of at least 1 and a padding of at least 0, but"
                    + " got " + stride + ", " + before + " and " + after);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (x.rank() != 3 || w.rank() != 3 || x.last() != w.size(1)) {
            throw new IllegalArgumentException("conv1d expects sequences (batch x length x width) and weights (kernel x"
                    + " width x filters), but got " + x + " and " + w);
        }
        int room = x.size(1) + before + after - w.size(0);
        if (room < 0) {
            throw new IllegalArgumentException("conv1d with a kernel of " + w.size(0) + " does not fit sequences of "
                    + x.size(1) + " places: choose a smaller one, or more padding");
        }
        return Shape.of(x.size(0), room / stride + 1, w.last());
    }

    @Override
    public double multiplyAdds(Node node) {
        Shape w = node.input(1).shape();
        return (double) node.output().size() * w.size(0) * w.size(1);
    }

    /** Numbers of one sequence with its zeros. */
    private int padded(Node node) {
        Shape x = node.input(0).shape();
        return (x.size(1) + before + after) * x.last();
    }

    /** Where a sequence stands, with its zeros where it has any. */
    private float[] sequences(Node node) {
        return before + after == 0
                ? node.input(0).data()
                : node.saved(PADDED, node.input(0).shape().size(0) * padded(node));
    }

    private int start(Node node, int row) {
        return (before + after == 0 ? node.input(0).offset() : 0) + row * padded(node);
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        float[] y = node.output().data();
        int width = x.shape().last();
        int filters = w.shape().last();
        int size = x.shape().size(1) * width;
        int places = node.output().shape().size(1);
        int kernel = w.shape().size(0) * width;
        for (int i = 0; i < node.output().size(); i += filters) {
            if (b == null) {
                Arrays.fill(y, i, i + filters, 0f);
            } else {
                System.arraycopy(b.data(), b.offset(), y, i, filters);
            }
        }
        float[] sequences = sequences(node);
        for (int row = 0; row < x.shape().size(0); row++) {
            int at = start(node, row);
            if (before + after > 0) {
                Arrays.fill(sequences, at, at + before * width, 0f);
                System.arraycopy(x.data(), x.offset() + row * size, sequences, at + before * width, size);
                Arrays.fill(sequences, at + before * width + size, at + padded(node), 0f);
            }
            node.compute()
                    .multiply(
                            places,
                            filters,
                            kernel,
                            sequences,
                            at,
                            stride * width,
                            w.data(),
                            w.offset(),
                            filters,
                            y,
                            row * places * filters,
                            filters);
        }
    }

    @Override
    public void backward(Node node) {
        for (int row = 0; row < node.input(0).shape().size(0); row++) {
            if (node.needsGradient(0)) {
                addToInputs(node, row);
            }
            if (node.needsGradient(1)) {
                addToWeights(node, row);
            }
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            Tensor b = node.input(2);
            int rows = node.output().shape().rows();
            float[] scratch = node.saved(BIAS_SUMS, Compensated.scratch(rows, b.size()));
            Compensated.addRows(
                    node.compute(), rows, b.size(), node.output().gradient(), 0, scratch, b.gradient(), b.offset());
        }
    }

    /** One number of the kernel after the other, since the places that filters see overlap. */
    private void addToInputs(Node node, int row) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        int width = x.shape().last();
        int filters = w.shape().last();
        int places = node.output().shape().size(1);
        int size = x.shape().size(1) * width;
        float[] slopes = node.saved(SLOPES, padded(node));
        Arrays.fill(slopes, 0, padded(node), 0f);
        for (int k = 0; k < w.shape().size(0); k++) {
            node.compute()
                    .multiplyTransposedB(
                            places,
                            width,
                            filters,
                            node.output().gradient(),
                            row * places * filters,
                            filters,
                            w.data(),
                            w.offset() + k * width * filters,
                            filters,
                            slopes,
                            k * width,
                            stride * width);
        }
        node.compute().math().axpy(size, 1, slopes, before * width, x.gradient(), x.offset() + row * size);
    }

    private void addToWeights(Node node, int row) {
        Tensor w = node.input(1);
        int width = node.input(0).shape().last();
        int filters = w.shape().last();
        int places = node.output().shape().size(1);
        node.compute()
                .multiplyTransposedA(
                        w.shape().size(0) * width,
                        filters,
                        places,
                        sequences(node),
                        start(node, row),
                        stride * width,
                        node.output().gradient(),
                        row * places * filters,
                        filters,
                        w.gradient(),
                        w.offset(),
                        filters);
    }
}
