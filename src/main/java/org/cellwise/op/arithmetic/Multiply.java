package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;

/** y = a b, number by number; shapes meet by {@link Broadcast}. */
public record Multiply() implements Pairwise {
    @Override
    public String name() {
        return "multiply";
    }

    @Override
    public void forward(Node node, int at, int i, int j, int count) {
        float[] a = node.input(0).data();
        float[] b = node.input(1).data();
        float[] y = node.output().data();
        int stepA = Broadcast.step(node, 0);
        int stepB = Broadcast.step(node, 1);
        for (int k = 0; k < count; k++) {
            y[at + k] = a[i + k * stepA] * b[j + k * stepB];
        }
    }

    @Override
    public void backward(Node node, int at, int i, int j, int count) {
        pass(node, 0, i, 1, j, at, count);
        pass(node, 1, j, 0, i, at, count);
    }

    private static void pass(Node node, int operand, int to, int other, int from, int at, int count) {
        if (!node.needsGradient(operand)) {
            return;
        }
        float[] gradient = node.input(operand).gradient();
        float[] factors = node.input(other).data();
        float[] dy = node.output().gradient();
        int step = Broadcast.step(node, operand);
        int stepOther = Broadcast.step(node, other);
        for (int k = 0; k < count; k++) {
            gradient[to + k * step] += dy[at + k] * factors[from + k * stepOther];
        }
    }
}
