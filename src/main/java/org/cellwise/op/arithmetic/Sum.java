package org.cellwise.op.arithmetic;

import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Sums, or means, over neighbouring axes, which go: x (…, n, …), y (…, …).
 *
 * @param axis the first of them; negative ones count from the last, which is -1
 * @param count how many; {@link #ALL} for all from there on
 */
public record Sum(int axis, int count, boolean mean) implements Op {
    /** All axes from the first one on. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Over all axes, so that one number is left. */
    public static Sum ofAll(boolean mean) {
        return new Sum(0, ALL, mean);
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (axis == 0 && count == ALL) {
            return Shape.of();
        }
        int first = Shapes.axis(mean ? "mean" : "sum", x, axis);
        return Shapes.without(x, first, end(x, first));
    }

    private int end(Shape x, int first) {
        return count == ALL ? x.rank() : first + count;
    }

    /** How many numbers are summed into one. */
    private static int each(Node node) {
        return node.output().size() == 0
                ? 0
                : node.input(0).size() / node.output().size();
    }

    /** From one of them to the next. */
    private int step(Node node) {
        Shape x = node.input(0).shape();
        int first = axis < 0 ? x.rank() + axis : axis;
        return Shapes.inner(x, end(x, first));
    }

    /** Where those of an output begin. */
    private static int start(Node node, int output, int each, int step) {
        return node.input(0).offset() + output / step * step * each + output % step;
    }

    @Override
    public void forward(Node node) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int each = each(node);
        int step = step(node);
        for (int output = 0; output < node.output().size(); output++) {
            int at = start(node, output, each, step);
            double sum = 0;
            for (int i = 0; i < each; i++, at += step) {
                sum += x[at];
            }
            y[output] = (float) (mean ? sum / each : sum);
        }
    }

    @Override
    public void backward(Node node) {
        Tensor x = node.input(0);
        float[] dy = node.output().gradient();
        int each = each(node);
        int step = step(node);
        for (int output = 0; output < node.output().size(); output++) {
            float change = mean ? dy[output] / each : dy[output];
            int at = start(node, output, each, step);
            for (int i = 0; i < each; i++, at += step) {
                x.gradient()[at] += change;
            }
        }
    }
}
