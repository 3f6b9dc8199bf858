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
        if (stepA == 1 && stepB == 1) {
            node.compute().math().times(a, i, b, j, y, at, count);
            return;
        }
        for (int k = 0; k < count; k++) {
            y[at + k] = a[i + k * stepA] * b[j + k * stepB];
        }
    }

    @Override
    public void backward(Node node, int operand, int at, int i, int j, int count, float[] gradient, int to) {
        float[] factors = node.input(1 - operand).data();
        int from = operand == 0 ? j : i;
        float[] dy = node.output().gradient();
        int step = Broadcast.step(node, 1 - operand);
        if (Broadcast.step(node, operand) == 1 && step == 1) {
            node.compute().math().addTimes(dy, at, factors, from, gradient, to, count);
            return;
        }
        if (Broadcast.step(node, operand) == 1) {
            for (int k = 0; k < count; k++) {
                gradient[to + k] += dy[at + k] * factors[from + k * step];
            }
            return;
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += (double) dy[at + k] * factors[from + k * step];
        }
        gradient[to] += (float) sum;
    }
}
