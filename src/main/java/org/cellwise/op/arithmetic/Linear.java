package org.cellwise.op.arithmetic;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.math.SmallLinear;
import org.cellwise.op.activation.Epilogue;
import org.cellwise.op.activation.Ranged;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * y = f(x W + b), row by row: x (…, in), W (in, out), b (out) or none, y (…, out).
 *
 * @param after the function f, which is done in place; null for none
 */
public record Linear(Epilogue after) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        Shape w = node.input(1).shape();
        if (w.rank() != 2 || x.rank() == 0 || x.last() != w.size(0)) {
            throw new IllegalArgumentException(
                    "linear expects " + w.size(0) + " numbers in a row, but got shape " + x + " for weights " + w);
        }
        return x.withLast(w.size(1));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) node.output().size() * node.input(1).shape().size(0);
    }

    @Override
    public void forward(Node node) {
        sums(node);
        if (after != null) {
            Tensor y = node.output();
            long cost = after.cost(node);
            if (Ranged.isSmall(node, y.size(), cost)) {
                after.apply(node.compute().math(), y.data(), 0, y.size());
            } else {
                node.compute()
                        .range(
                                y.size(),
                                cost,
                                (from, to) -> after.apply(node.compute().math(), y.data(), from, to - from));
            }
        }
    }

    private static void sums(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor y = node.output();
        Tensor b = node.inputs() == 3 ? node.input(2) : null;
        int in = w.shape().size(0);
        int out = w.shape().size(1);
        int rows = y.shape().rows();
        if (SmallLinear.suits(rows, in, out)) {
            SmallLinear.forward(
                    rows,
                    in,
                    out,
                    x.data(),
                    x.offset(),
                    w.data(),
                    w.offset(),
                    b == null ? null : b.data(),
                    b == null ? 0 : b.offset(),
                    y.data(),
                    y.offset());
            return;
        }
        if (Ranged.isSmall(node, rows, out)) {
            begin(b, y, out, 0, rows);
        } else {
            node.compute().range(rows, out, (from, to) -> begin(b, y, out, from, to));
        }
        node.compute()
                .multiply(
                        rows, out, in, x.data(), x.offset(), in, w.data(), w.offset(), out, y.data(), y.offset(), out);
    }

    /** Sums of some rows begin with the bias. */
    private static void begin(Tensor b, Tensor y, int out, int from, int to) {
        if (b == null) {
            Arrays.fill(y.data(), y.offset() + from * out, y.offset() + to * out, 0f);
            return;
        }
        for (int i = from; i < to; i++) {
            System.arraycopy(b.data(), b.offset(), y.data(), y.offset() + i * out, out);
        }
    }

    @Override
    public void backward(Node node) {
        int rows = node.output().shape().rows();
        Shape w = node.input(1).shape();
        boolean small = SmallLinear.suits(rows, w.size(0), w.size(1));
        if (after != null) {
            after.timesSlope(
                    node.output().data(),
                    node.output().gradient(),
                    0,
                    node.output().size());
        }
        if (node.needsGradient(0)) {
            addToInputs(node, rows, w.size(0), w.size(1), small);
        }
        if (node.needsGradient(1)) {
            addToWeights(node, rows, w.size(0), w.size(1), small);
        }
        if (node.inputs() == 3 && node.needsGradient(2)) {
            addToBias(node, rows, w.size(1), small);
        }
    }

    /** dx += dy Wᵀ. */
    private static void addToInputs(Node node, int rows, int in, int out, boolean small) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor y = node.output();
        if (small) {
            SmallLinear.addToInputs(
                    rows, in, out, y.gradient(), y.offset(), w.data(), w.offset(), x.gradient(), x.offset());
        } else {
            node.compute()
                    .multiplyTransposedB(
                            rows,
                            in,
                            out,
                            y.gradient(),
                            y.offset(),
                            out,
                            w.data(),
                            w.offset(),
                            out,
                            x.gradient(),
                            x.offset(),
                            in);
        }
    }

    /** dW += xᵀ dy. */
    private static void addToWeights(Node node, int rows, int in, int out, boolean small) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor y = node.output();
        if (small) {
            SmallLinear.addToWeights(
                    rows, in, out, x.data(), x.offset(), y.gradient(), y.offset(), w.gradient(), w.offset());
        } else {
            node.compute()
                    .multiplyTransposedA(
                            in,
                            out,
                            rows,
                            x.data(),
                            x.offset(),
                            in,
                            y.gradient(),
                            y.offset(),
                            out,
                            w.gradient(),
                            w.offset(),
                            out);
        }
    }

    /** db += the sum of dy over the rows. */
    private static void addToBias(Node node, int rows, int out, boolean small) {
        Tensor y = node.output();
        Tensor b = node.input(2);
        if (small) {
            SmallLinear.addToBias(rows, out, y.gradient(), y.offset(), b.gradient(), b.offset());
            return;
        }
        float[] scratch = node.saved(0, Compensated.scratch(rows, out));
        Compensated.addRows(node.compute(), rows, out, y.gradient(), y.offset(), scratch, b.gradient(), b.offset());
    }
}
