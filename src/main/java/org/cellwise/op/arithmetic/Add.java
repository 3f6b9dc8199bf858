package org.cellwise.op.arithmetic;

import org.cellwise.math.FloatMath;
import org.cellwise.tensor.Node;

/** y = a + b for sign 1, a - b for sign -1; shapes meet by {@link Broadcast}. */
public record Add(float sign) implements Pairwise {
    @Override
    public String name() {
        return sign > 0 ? "add" : "subtract";
    }

    @Override
    public void forward(Node node, int at, int i, int j, int count) {
        float[] a = node.input(0).data();
        float[] b = node.input(1).data();
        float[] y = node.output().data();
        int stepA = Broadcast.step(node, 0);
        int stepB = Broadcast.step(node, 1);
        if (stepA == 1 && stepB == 1) {
            System.arraycopy(a, i, y, at, count);
            node.compute().math().axpy(count, sign, b, j, y, at);
            return;
        }
        for (int k = 0; k < count; k++) {
            y[at + k] = a[i + k * stepA] + sign * b[j + k * stepB];
        }
    }

    @Override
    public void backward(Node node, int operand, int at, int i, int j, int count, float[] gradient, int to) {
        float factor = operand == 0 ? 1 : sign;
        float[] dy = node.output().gradient();
        FloatMath math = node.compute().math();
        if (Broadcast.step(node, operand) == 1) {
            math.axpy(count, factor, dy, at, gradient, to);
        } else {
            gradient[to] += factor * math.sum(dy, at, count);
        }
    }
}
