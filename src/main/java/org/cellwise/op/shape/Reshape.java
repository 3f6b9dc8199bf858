package org.cellwise.op.shape;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** The same numbers, each row of the batch in another shape: x (B, …), y (B, row). */
public record Reshape(Shape row) implements Op {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() == 0 || x.dropFirst().elements() != row.elements()) {
            throw new IllegalArgumentException("reshape to " + row + " expects " + row.elements()
                    + " numbers per row, but got shape "
                    + (x.rank() == 0
                            ? x
                            : x.dropFirst() + ", which holds " + x.dropFirst().elements()));
        }
        return row.prepend(x.size(0));
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        System.arraycopy(x.data(), x.offset(), node.output().data(), 0, x.size());
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        node.compute().math().axpy(x.size(), 1, node.output().gradient(), 0, x.gradient(), x.offset());
    }
}
