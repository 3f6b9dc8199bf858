package org.cellwise.op.shape;

import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Axes in another order: axis i of y is axis {@code axes[i]} of x.
 *
 * @param axes each axis of x once, the first being that of the batch, 0
 */
public record Permute(List<Integer> axes) implements Op {
    public Permute {
        axes = List.copyOf(axes);
        if (axes.isEmpty()
                || axes.get(0) != 0
                || !axes.stream()
                        .sorted()
                        .toList()
                        .equals(IntStream.range(0, axes.size()).boxed().toList())) {
            throw new IllegalArgumentException(
                    "permute expects each axis once, that of the batch first, but got " + axes);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() != axes.size()) {
            throw new IllegalArgumentException("permute of axes " + axes + " expects as many axes, but got shape " + x);
        }
        return Shape.of(axes.stream().mapToInt(x::size).toArray());
    }

    @Override
    public void forward(Node node) {
        Tensor x = node.input(0);
        Shape y = node.output().shape();
        int last = y.last();
        int step = step(x.shape(), axes.size() - 1);
        for (int row = 0; row * last < x.size(); row++) {
            int from = x.offset() + from(x.shape(), y, row);
            for (int i = 0; i < last; i++) {
                node.output().data()[row * last + i] = x.data()[from + i * step];
            }
        }
    }

    /** How far apart neighbours along an axis of y stand in x. */
    private int step(Shape x, int axis) {
        return Shapes.inner(x, axes.get(axis) + 1);
    }

    /** Where the first number of a row of y stands in x. */
    private int from(Shape x, Shape y, int row) {
        int from = 0;
        for (int axis = axes.size() - 2, rest = row; axis >= 0; axis--) {
            from += rest % y.size(axis) * step(x, axis);
            rest /= y.size(axis);
        }
        return from;
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        Shape y = node.output().shape();
        int last = y.last();
        int step = step(x.shape(), axes.size() - 1);
        for (int row = 0; row * last < x.size(); row++) {
            int from = x.offset() + from(x.shape(), y, row);
            for (int i = 0; i < last; i++) {
                x.gradient()[from + i * step] += node.output().gradient()[row * last + i];
            }
        }
    }
}
