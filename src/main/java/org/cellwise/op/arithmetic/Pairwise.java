package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** An op that joins each number of one tensor with the one of another that it meets by {@link Broadcast}. */
public interface Pairwise extends Op {
    /** Its name in errors. */
    String name();

    /** A row of the output from {@code at} on, from rows that start at {@code i} and {@code j}. */
    void forward(Node node, int at, int i, int j, int count);

    /** Adds the gradients of the two rows. */
    void backward(Node node, int at, int i, int j, int count);

    @Override
    default Shape shape(Node node) {
        return Broadcast.shape(name(), node.input(0).shape(), node.input(1).shape());
    }

    @Override
    default void forward(Node node) {
        rows(node, true);
    }

    @Override
    default void backward(Node node) {
        rows(node, false);
    }

    private void rows(Node node, boolean forward) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        Shape y = node.output().shape();
        boolean asOne = a.shape().equals(b.shape()) && a.shape().last() != 1;
        int rows = asOne ? 1 : y.rows();
        int count = asOne ? y.elements() : y.last();
        for (int row = 0; row < rows; row++) {
            int i = asOne ? a.offset() : Broadcast.start(a, y, row);
            int j = asOne ? b.offset() : Broadcast.start(b, y, row);
            if (forward) {
                forward(node, row * count, i, j, count);
            } else {
                backward(node, row * count, i, j, count);
            }
        }
    }
}
