package org.cellwise.op.arithmetic;

import org.cellwise.tensor.Node;

/**
 * y = max(a, b) for sign 1, min(a, b) for sign -1, number by number; shapes meet by {@link Broadcast}. Of two equal numbers
 * each gets half of the gradient; NaN wins.
 */
public record Larger(float sign) implements Pairwise {
    @Override
    public String name() {
        return sign > 0 ? "max" : "min";
    }

    @Override
    public void forward(Node node, int at, int i, int j, int count) {
        float[] a = node.input(0).data();
        float[] b = node.input(1).data();
        float[] y = node.output().data();
        int stepA = Broadcast.step(node, 0);
        int stepB = Broadcast.step(node, 1);
        for (int k = 0; k < count; k++) {
            y[at + k] = sign * Math.max(sign * a[i + k * stepA], sign * b[j + k * stepB]);
        }
    }

    @Override
    public void backward(Node node, int operand, int at, int i, int j, int count, float[] gradient, int to) {
        float[] own = node.input(operand).data();
        float[] other = node.input(1 - operand).data();
        int ownAt = operand == 0 ? i : j;
        int otherAt = operand == 0 ? j : i;
        float[] dy = node.output().gradient();
        int step = Broadcast.step(node, operand);
        int otherStep = Broadcast.step(node, 1 - operand);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            float slope = dy[at + k] * share(own[ownAt + k * step], other[otherAt + k * otherStep]);
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

    /** How much of the gradient a number gets beside another. */
    private float share(float own, float other) {
        return own == other ? 0.5f : sign * own < sign * other || own == own && other != other ? 0 : 1;
    }
}
