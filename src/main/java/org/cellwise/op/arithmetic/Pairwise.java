package org.cellwise.op.arithmetic;

import java.util.Arrays;
import org.cellwise.math.Compensated;
import org.cellwise.op.activation.Ranged;
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

    /**
     * Adds the slopes of such a row by one operand to {@code gradient}, from {@code to} on: number by number, or all of
     * them to one number where {@link Broadcast#step} is 0.
     */
    void backward(Node node, int operand, int at, int i, int j, int count, float[] gradient, int to);

    @Override
    default Shape shape(Node node) {
        return Broadcast.shape(name(), node.input(0).shape(), node.input(1).shape());
    }

    @Override
    default void forward(Node node) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        Shape y = node.output().shape();
        if (inOne(node)) {
            int size = y.elements();
            if (Ranged.isSmall(node, size, 1)) {
                forward(node, 0, a.offset(), b.offset(), size);
            } else {
                node.compute()
                        .columns(
                                1,
                                size,
                                (from, to) -> forward(node, from, a.offset() + from, b.offset() + from, to - from));
            }
            return;
        }
        int count = y.last();
        for (int row = 0; row < y.rows(); row++) {
            forward(node, row * count, Broadcast.start(a, y, row), Broadcast.start(b, y, row), count);
        }
    }

    /** Whether all rows can be done as one. */
    private static boolean inOne(Node node) {
        Shape a = node.input(0).shape();
        return a.equals(node.input(1).shape()) && a.last() != 1;
    }

    @Override
    default void backward(Node node) {
        for (int operand = 0; operand < 2; operand++) {
            if (node.needsGradient(operand)) {
                if (node.output().size() / Compensated.BLOCK
                        > node.input(operand).size()) {
                    addManyRows(node, operand);
                } else {
                    addRows(node, operand);
                }
            }
        }
    }

    private void addRows(Node node, int operand) {
        Tensor a = node.input(0);
        Tensor b = node.input(1);
        Shape y = node.output().shape();
        float[] gradient = node.input(operand).gradient();
        if (inOne(node)) {
            int size = y.elements();
            if (Ranged.isSmall(node, size, 1)) {
                backwardPart(node, operand, gradient, 0, size);
            } else {
                node.compute().columns(1, size, (from, to) -> backwardPart(node, operand, gradient, from, to));
            }
            return;
        }
        int count = y.last();
        for (int row = 0; row < y.rows(); row++) {
            int i = Broadcast.start(a, y, row);
            int j = Broadcast.start(b, y, row);
            backward(node, operand, row * count, i, j, count, gradient, operand == 0 ? i : j);
        }
    }

    /** Some numbers of three tensors of the same shape. */
    private void backwardPart(Node node, int operand, float[] gradient, int from, int to) {
        int i = node.input(0).offset() + from;
        int j = node.input(1).offset() + from;
        backward(node, operand, from, i, j, to - from, gradient, operand == 0 ? i : j);
    }

    /** For an operand whose numbers are repeated often, so that each slope is a long sum. */
    private void addManyRows(Node node, int operand) {
        Tensor x = node.input(operand);
        Shape y = node.output().shape();
        int count = y.last();
        int width = x.shape().last();
        float[] part = node.saved(2 * operand, width);
        float[] lost = node.saved(2 * operand + 1, x.size());
        Arrays.fill(part, 0, width, 0f);
        Arrays.fill(lost, 0, x.size(), 0f);
        for (int row = 0; row < y.rows(); row++) {
            int i = Broadcast.start(node.input(0), y, row);
            int j = Broadcast.start(node.input(1), y, row);
            int to = operand == 0 ? i : j;
            backward(node, operand, row * count, i, j, count, part, 0);
            Compensated.add(width, part, 0, x.gradient(), to, lost, to - x.offset());
        }
    }
}
