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
    public void backward(Node node, int at, int i, int j, int count) {
        float[] da = node.input(0).gradient();
        float[] b = node.input(1).data();
        float[] db = node.input(1).gradient();
        float[] y = node.output().data();
        float[] dy = node.output().gradient();
        int stepA = Broadcast.step(node, 0);
        int stepB = Broadcast.step(node, 1);
        for (int k = 0; k < count; k++) {
            float change = dy[at + k] / b[j + k * stepB];
            if (node.needsGradient(0)) {
                da[i + k * stepA] += change;
            }
            if (node.needsGradient(1)) {
                db[j + k * stepB] -= change * y[at + k];
            }
        }
    }
}
