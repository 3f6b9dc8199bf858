package org.cellwise.op.sequence;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** Looks up a row of a table for each index: x (…) as whole numbers 0 … V-1, table (V, E), y (…, E). */
public record Embedding() implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        int[] sizes = new int[x.rank() + 1];
        System.arraycopy(x.sizes(), 0, sizes, 0, x.rank());
        sizes[x.rank()] = node.input(1).shape().size(1);
        return Shape.of(sizes);
    }

    @Override
    public void forward(Node node) {
        Tensor table = node.input(1);
        int width = table.shape().size(1);
        for (int i = 0, n = node.input(0).size(); i < n; i++) {
            System.arraycopy(
                    table.data(),
                    table.offset() + index(node, i) * width,
                    node.output().data(),
                    i * width,
                    width);
        }
    }

    private static int index(Node node, int i) {
        Tensor x = node.input(0);
        int entries = node.input(1).shape().size(0);
        float value = x.data()[x.offset() + i];
        int index = (int) value;
        if (index != value || index < 0 || index >= entries) {
            throw new IllegalArgumentException("embedding expects whole numbers 0 … " + (entries - 1)
                    + ", one for each entry of its table, but number " + i + " of the batch is " + value);
        }
        return index;
    }

    @Override
    public void backward(Node node) {
        if (!node.needsGradient(1)) {
            return;
        }
        Tensor table = node.input(1);
        int width = table.shape().size(1);
        FloatMath math = node.compute().math();
        for (int i = 0, n = node.input(0).size(); i < n; i++) {
            int row = table.offset() + index(node, i) * width;
            math.axpy(width, 1, node.output().gradient(), i * width, table.gradient(), row);
        }
    }
}
