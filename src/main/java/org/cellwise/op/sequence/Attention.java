package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.activation.Softmax;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Scaled dot-product attention of several heads (Vaswani et al., 2017): softmax(Q Kᵀ / √d) V for each head, d = E / heads
 * wide. x (B, T, 3 E) with queries, keys and values side by side, y (B, T, E). Causal: no place sees a later one.
 */
public record Attention(int heads, boolean causal) implements Ranged {
    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() != 3 || x.last() % (3 * heads) != 0) {
            throw new IllegalArgumentException("attention expects (batch x length x 3 · width) with a width that "
                    + heads + " heads divide, but got " + x);
        }
        return x.withLast(x.last() / 3);
    }

    /** Each head of each row of the batch. */
    @Override
    public int items(Node node) {
        return node.output().shape().size(0) * heads;
    }

    @Override
    public int cost(Node node) {
        return 2 * length(node) * length(node) * (depth(node) + 10);
    }

    private static int length(Node node) {
        return node.output().shape().size(1);
    }

    private int depth(Node node) {
        return node.output().shape().last() / heads;
    }

    @Override
    public void prepare(Node node) {
        scores(node, 0);
        if (node.training()) {
            scores(node, 1);
        }
    }

    private float[] scores(Node node, int slot) {
        return node.saved(slot, items(node) * length(node) * length(node));
    }

    /** Where the queries of an item begin; its keys and values follow one and two widths later. */
    private int queries(Node node, int item) {
        int width = node.output().shape().last();
        return item / heads * length(node) * 3 * width + item % heads * depth(node);
    }

    /** Where the output of an item begins. */
    private int output(Node node, int item) {
        return item / heads * length(node) * node.output().shape().last() + item % heads * depth(node);
    }

    /** Leaves the softmax of the scores, (T,T) for each item, in {@code saved(0)}. */
    @Override
    public void forward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        float[] p = scores(node, 0);
        int length = length(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        Compute compute = node.compute();
        for (int item = from; item < to; item++) {
            int q = x.offset() + queries(node, item);
            int k = q + width;
            int v = k + width;
            int at = item * length * length;
            int out = output(node, item);
            Arrays.fill(p, at, at + length * length, 0f);
            compute.multiplyTransposedB(
                    length, length, depth, x.data(), q, 3 * width, x.data(), k, 3 * width, p, at, length);
            for (int i = 0; i < length; i++) {
                softmax(compute.math(), p, at + i * length, causal ? i + 1 : length, length, depth);
                Arrays.fill(y, out + i * width, out + i * width + depth, 0f);
            }
            compute.multiply(length, depth, length, p, at, length, x.data(), v, 3 * width, y, out, width);
        }
    }

    private static void softmax(FloatMath math, float[] p, int at, int seen, int length, int depth) {
        math.scale(seen, (float) (1 / Math.sqrt(depth)), p, at);
        Softmax.softmax(math, p, at, p, at, seen);
        Arrays.fill(p, at + seen, at + length, 0f);
    }

    /** The weights: how much of each place's value goes to each place, (B, heads, T, T), of which each row adds up to 1. */
    @Override
    public List<Inner> inner(Node node) {
        int length = length(node);
        Shape shape = Shape.of(node.output().shape().size(0), heads, length, length);
        double[] weights = new double[shape.elements()];
        for (int row = 0; row < weights.length / length; row++) {
            fillWeights(node, row / length, row % length, weights, row * length);
        }
        return List.of(new Inner("weights", shape, weights));
    }

    // worked out anew, since the buffers of a pass may hold only a part of them
    private void fillWeights(Node node, int item, int i, double[] weights, int at) {
        Tensor x = node.input(0);
        int width = node.output().shape().last();
        int seen = causal ? i + 1 : length(node);
        int query = x.offset() + queries(node, item) + i * 3 * width;
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            int key = x.offset() + queries(node, item) + width + j * 3 * width;
            for (int d = 0; d < depth(node); d++) {
                weights[at + j] += x.data()[query + d] * x.data()[key + d] / Math.sqrt(depth(node));
            }
            largest = Math.max(largest, weights[at + j]);
        }
        double sum = 0;
        for (int j = 0; j < seen; j++) {
            weights[at + j] = Math.exp(weights[at + j] - largest);
            sum += weights[at + j];
        }
        for (int j = 0; j < seen; j++) {
            weights[at + j] /= sum;
        }
    }

    @Override
    public void backward(Node node, int from, int to) {
        Tensor x = node.input(0);
        float[] dx = x.gradient();
        float[] dy = node.output().gradient();
        float[] p = scores(node, 0);
        float[] ds = scores(node, 1);
        int length = length(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        Compute compute = node.compute();
        for (int item = from; item < to; item++) {
            int q = x.offset() + queries(node, item);
            int k = q + width;
            int v = k + width;
            int at = item * length * length;
            int out = output(node, item);
            Arrays.fill(ds, at, at + length * length, 0f);
            compute.multiplyTransposedB( // dP = dY Vᵀ
                    length, length, depth, dy, out, width, x.data(), v, 3 * width, ds, at, length);
            compute.multiplyTransposedA( // dV += Pᵀ dY
                    length, depth, length, p, at, length, dy, out, width, dx, v, 3 * width);
            for (int i = 0; i < length; i++) {
                scoreSlopes(compute.math(), p, ds, at + i * length, length, depth);
            }
            compute.multiply( // dQ += dS K
                    length, depth, length, ds, at, length, x.data(), k, 3 * width, dx, q, 3 * width);
            compute.multiplyTransposedA( // dK += dSᵀ Q
                    length, depth, length, ds, at, length, x.data(), q, 3 * width, dx, k, 3 * width);
        }
    }

    /** dS from dP, in place: p (dP - Σ p dP) / √d; where p is 0, so is dS. */
    private static void scoreSlopes(FloatMath math, float[] p, float[] ds, int at, int length, int depth) {
        float dot = math.dot(p, at, ds, at, length);
        float scale = (float) (1 / Math.sqrt(depth));
        for (int j = at; j < at + length; j++) {
            ds[j] = p[j] * (ds[j] - dot) * scale;
        }
    }
}
