package org.cellwise.op.arithmetic;

import java.util.Arrays;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Matrix products: a (…, m, k), b (…, k, n) or, transposed, (…, n, k), y (…, m, n); leading axes are equal. */
public record Matmul(boolean transposed) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape a = node.input(0).shape();
        Shape b = node.input(1).shape();
        boolean fits = a.rank() >= 2 && a.rank() == b.rank() && a.size(-1) == b.size(transposed ? -1 : -2);
        for (int i = 0; fits && i < a.rank() - 2; i++) {
            fits = a.size(i) == b.size(i);
        }
        if (!fits) {
            throw new IllegalArgumentException("matmul expects matrices "
                    + (transposed ? "(…, m, k) and (…, n, k), the second to be transposed" : "(…, m, k) and (…, k, n)")
                    + ", with leading axes of the same sizes, but got " + a + " and " + b);
        }
        return a.withLast(b.size(transposed ? -2 : -1));
    }

    @Override
    public double multiplyAdds(Node node) {
        return (double) node.output().size() * node.input(0).shape().last();
    }

    @Override
    public void forward(Node node) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        float[] y = node.output().data();
        int m = a.shape().size(-2);
        int k = a.shape().size(-1);
        int n = node.output().shape().last();
        Arrays.fill(y, 0, node.output().size(), 0f);
        for (int i = 0, count = matrices(node); i < count; i++) {
            int atA = a.offset() + i * m * k;
            int atB = b.offset() + i * k * n;
            if (transposed) {
                node.compute().multiplyTransposedB(m, n, k, a.data(), atA, k, b.data(), atB, k, y, i * m * n, n);
            } else {
                node.compute().multiply(m, n, k, a.data(), atA, k, b.data(), atB, n, y, i * m * n, n);
            }
        }
    }

    private static int matrices(Node node) {
        Shape y = node.output().shape();
        int each = y.size(-1) * y.size(-2);
        return each == 0 ? 0 : y.elements() / each;
    }

    @Override
    public void backward(Node node) {
        Tensor a = node.input(0);
        int m = a.shape().size(-2);
        int k = a.shape().size(-1);
        int n = node.output().shape().last();
        for (int i = 0, count = matrices(node); i < count; i++) {
            if (node.needsGradient(0)) {
                addToA(node, m, n, k, i);
            }
            if (node.needsGradient(1)) {
                addToB(node, m, n, k, i);
            }
        }
    }

    /** dA += dY Bᵀ, or dY B where B stands transposed. */
    private void addToA(Node node, int m, int n, int k, int i) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        float[] dy = node.output().gradient();
        int at = a.offset() + i * m * k;
        int atB = b.offset() + i * k * n;
        if (transposed) {
            node.compute().multiply(m, k, n, dy, i * m * n, n, b.data(), atB, k, a.gradient(), at, k);
        } else {
            node.compute().multiplyTransposedB(m, k, n, dy, i * m * n, n, b.data(), atB, n, a.gradient(), at, k);
        }
    }

    /** dB += Aᵀ dY, or dYᵀ A where B stands transposed. */
    private void addToB(Node node, int m, int n, int k, int i) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        float[] dy = node.output().gradient();
        int atA = a.offset() + i * m * k;
        int at = b.offset() + i * k * n;
        if (transposed) {
            node.compute().multiplyTransposedA(n, k, m, dy, i * m * n, n, a.data(), atA, k, b.gradient(), at, k);
        } else {
            node.compute().multiplyTransposedA(k, n, m, a.data(), atA, k, dy, i * m * n, n, b.gradient(), at, n);
        }
    }
}
