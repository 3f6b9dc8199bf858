package org.cellwise.op;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** y = x W + b, row by row: x (…, in), W (in, out), b (out) or none, y (…, out). */
record Linear() implements Op {
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
    public void forward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        Tensor y = node.output();
        int rows = x.shape().rows();
        int in = w.shape().size(0);
        int out = w.shape().size(1);
        if (node.inputs() == 3) {
            Tensor b = node.input(2);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(b.data(), b.offset(), y.data(), y.offset() + i * out, out);
            }
        } else {
            Arrays.fill(y.data(), y.offset(), y.offset() + rows * out, 0f);
        }
        node.compute()
                .multiply(
                        rows, out, in, x.data(), x.offset(), in, w.data(), w.offset(), out, y.data(), y.offset(), out);
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        Tensor w = node.input(1);
        float[] dy = node.output().gradient();
        int start = node.output().offset();
        int rows = x.shape().rows();
        int in = w.shape().size(0);
        int out = w.shape().size(1);
        if (node.needsGradient(0)) { // dx += dy Wᵀ
            node.compute()
                    .multiplyTransposedB(
                            rows, in, out, dy, start, out, w.data(), w.offset(), out, x.gradient(), x.offset(), in);
        }
        if (node.needsGradient(1)) { // dW += xᵀ dy
            node.compute()
                    .multiplyTransposedA(
                            in, out, rows, x.data(), x.offset(), in, dy, start, out, w.gradient(), w.offset(), out);
        }
        if (node.inputs() == 3 && node.needsGradient(2)) { // db += sum of dy over the rows
            Tensor b = node.input(2);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < out; j++) {
                    b.gradient()[b.offset() + j] += dy[start + i * out + j];
                }
            }
        }
    }
}
