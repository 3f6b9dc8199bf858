package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;

/** y = a / b, number by number; shapes meet by {@link Broadcast}. Slopes: 1 / b by a, -y / b by b. */
public record Divide() implements Pairwise {
    @Override
    public String name() {
        return "divide";
    }

    @Override
    public void forward(Node node, int at, int i, int j, int count) {
        float[] a = node.input(0).data();
        float[] b = node.input(1).data();
        float[] y = node.output().data();
        int stepA = Broadcast.step(node, 0);
        int stepB = Broadcast.step(node, 1);
        for (int k = 0; k < count; k++) {
            y[at + k] = a[i + k * stepA] / b[j + k * stepB];
        }
    }

    @Override
    public void backward(Node node, int operand, int at, int i, int j, int count, float[] gradient, int to) {
        float[] b = node.input(1).data();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int step = Broadcast.step(node, operand);
        int stepB = Broadcast.step(node, 1);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            float byA = dy[at + k] / b[j + k * stepB];
            float slope = operand == 0 ? byA : -byA * y[at + k];
            if (step == 1) {
                gradient[to + k] += slope;
            } else {
                sum += slope;
            }
        }
        if (step == 0) {
            gradient[to] += (float) sum;
        }
    }
}
