package org.cellwise.op.arithmetic;

import org.cellwise.op.activation.Elementwise;
import org.cellwise.tensor.Node;

/** y = x moved into a range from low to high, both included; the slope is 1 within it, its ends included, else 0. NaN stays NaN. */
public record Clip(float low, float high) implements Elementwise {
    public Clip {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "clip expects a range from low to high, but got low " + low + " and high " + high);
        }
    }

    @Override
    public void forward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] y = node.output().data();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            y[i] = Math.max(low, Math.min(high, x[at + i]));
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        float[] x = node.input(0).data();
        float[] dx = node.input(0).gradient();
        float[] dy = node.output().gradient();
        int at = node.input(0).offset();
        for (int i = from; i < to; i++) {
            dx[at + i] += x[at + i] >= low && x[at + i] <= high ? dy[i] : 0;
        }
    }
}
