package org.cellwise.op.shape;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Two tensors one behind the other along an axis: a (…, p, …), b (…, q, …), y (…, p + q, …). */
public record Concat(int axis) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape a = node.input(0).shape();
        Shape b = node.input(1).shape();
        int at = Shapes.axis("concat", a, axis);
        boolean fits = a.rank() == b.rank();
        for (int i = 0; fits && i < a.rank(); i++) {
            fits = i == at || a.size(i) == b.size(i);
        }
        if (!fits) {
            throw new IllegalArgumentException("concat along axis " + axis
                    + " expects shapes that are equal along all other axes, but got " + a + " and " + b);
        }
        int[] sizes = a.sizes();
        sizes[at] += b.size(at);
        return Shape.of(sizes);
    }

    @Override
    public void forward(Node node) {
        copy(node, 0, 0);
        copy(node, 1, chunk(node, 0));
    }

    /** How many numbers of an input stand together in the output. */
    private int chunk(Node node, int input) {
        Shape shape = node.input(input).shape();
        return Shapes.inner(shape, axis < 0 ? shape.rank() + axis : axis);
    }

    private void copy(Node node, int input, int to) {
        Tensor x = node.input(input);
        int chunk = chunk(node, input);
        int stride = chunk(node, 0) + chunk(node, 1);
        for (int i = 0; i * chunk < x.size(); i++) {
            System.arraycopy(x.data(), x.offset() + i * chunk, node.output().data(), i * stride + to, chunk);
        }
    }

    @Override
    public void backward(Node node) {
        add(node, 0, 0);
        add(node, 1, chunk(node, 0));
    }

    private void add(Node node, int input, int from) {
        if (!node.needsGradient(input)) {
            return;
        }
        Tensor x = node.input(input);
        float[] dy = node.output().gradient();
        FloatMath math = node.compute().math();
        int chunk = chunk(node, input);
        int stride = chunk(node, 0) + chunk(node, 1);
        for (int i = 0; i * chunk < x.size(); i++) {
            math.axpy(chunk, 1, dy, i * stride + from, x.gradient(), x.offset() + i * chunk);
        }
    }
}
