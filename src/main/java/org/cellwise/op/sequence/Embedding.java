package org.cellwise.op.sequence;

import java.util.Arrays;
import org.cellwise.math.Compensated;
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
        if (node.input(1).shape().rank() != 2) {
            throw new IllegalArgumentException("embedding expects a table (entries x width), but got shape "
                    + node.input(1).shape());
        }
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

    /** Where entries may be looked up often, what rounding leaves out of their sums is kept, see {@link Compensated}. */
    @Override
    public void backward(Node node) {
        if (node.needsGradient(0)) {
            throw new IllegalStateException("embedding passes no gradient to its indices, which are whole numbers:"
                    + " freeze what leads to them");
        }
        if (!node.needsGradient(1)) {
            return;
        }
        Tensor table = node.input(1);
        float[] dy = node.output().gradient();
        int width = table.shape().size(1);
        int count = node.input(0).size();
        FloatMath math = node.compute().math();
        if (count <= Compensated.BLOCK) {
            for (int i = 0; i < count; i++) {
                math.axpy(width, 1, dy, i * width, table.gradient(), table.offset() + index(node, i) * width);
            }
            return;
        }
        float[] lost = node.saved(0, table.size());
        float[] part = node.saved(1, width);
        for (int i = 0; i < count; i++) {
            Arrays.fill(lost, index(node, i) * width, (index(node, i) + 1) * width, 0f);
        }
        for (int i = 0; i < count; i++) {
            int row = index(node, i) * width;
            System.arraycopy(dy, i * width, part, 0, width);
            Compensated.add(width, part, 0, table.gradient(), table.offset() + row, lost, row);
        }
    }
}
