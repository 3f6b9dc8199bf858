package org.cellwise.op.sequence;

import java.util.Arrays;
import org.cellwise.math.FloatMath;
import org.cellwise.math.SeededRandom;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Op;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/** From the scores of a query to its weights, and back. */
final class AttentionWeights {
    private AttentionWeights() {}

    /** One row of weights in place; of those that see no key, all 0. Returns the logarithm of the sum of powers. */
    static float softmax(Attention op, Node node, int row, float[] p, int at, int seen, int length) {
        FloatMath math = node.compute().math();
        scale(op, node, row, p, at, seen);
        float largest = math.max(p, at, seen);
        Arrays.fill(p, at + seen, at + length, 0f);
        if (largest == Float.NEGATIVE_INFINITY) {
            Arrays.fill(p, at, at + seen, 0f);
            return 0;
        }
        for (int j = at; j < at + seen; j++) {
            p[j] -= largest;
        }
        math.exp(p, at, p, at, seen);
        float sum = math.sum(p, at, seen);
        math.scale(seen, 1f / sum, p, at);
        return (float) (largest + Math.log(sum));
    }

    /** Scores divided by √d, and those of keys that are not to be seen out of the way. */
    private static void scale(Attention op, Node node, int row, float[] p, int at, int seen) {
        node.compute().math().scale(seen, (float) (1 / Math.sqrt(op.depth(node))), p, at);
        if (op.masked()) {
            Tensor m = Attention.mask(node);
            int from = m.offset() + row * op.keyCount(node);
            for (int j = 0; j < seen; j++) {
                if (m.data()[from + j] == 0) {
                    p[at + j] = Float.NEGATIVE_INFINITY;
                }
            }
        }
    }

    /** Weights without those that are dropped, the others larger by 1 / (1 - dropout). */
    static void drop(Attention op, Node node, int number, float[] p, int at, float[] to, int toAt, int seen) {
        float[] seed = node.saved(Attention.SEED, 2);
        long first = ((long) seed[0] << 24 | (long) seed[1]) + number;
        float kept = 1 / (1 - op.dropout());
        for (int j = 0; j < seen; j++) {
            to[toAt + j] = SeededRandom.uniform(first << 24, j) < op.dropout() ? 0 : p[at + j] * kept;
        }
    }

    /** The weights of a tile once more, from its scores and the logarithms of their sums. */
    static void again(Attention op, Node node, int row, int head, int query, int count, float[] p, int at) {
        int keys = op.keyCount(node);
        op.scores(node, row, head, query, count, p, at);
        for (int i = 0; i < count; i++) {
            int seen = op.seen(node, query + i + 1);
            int from = at + i * keys;
            float logSum = op.queries(node)[op.number(node, row, head, query + i)];
            scale(op, node, row, p, from, seen);
            for (int j = from; j < from + seen; j++) {
                p[j] -= logSum;
            }
            node.compute().math().exp(p, from, p, from, seen);
            Arrays.fill(p, from + seen, from + op.seen(node, query + count), 0f);
        }
    }

    /** dS from dP, in place: p (dP - Σ p dP) / √d; where p is 0, so is dS. */
    static void slopes(FloatMath math, float[] p, int at, float[] ds, int to, int length, int depth) {
        float dot = math.dot(p, at, ds, to, length);
        float scale = (float) (1 / Math.sqrt(depth));
        for (int j = to; j < to + length; j++) {
            ds[j] -= dot;
        }
        math.times(p, at, ds, to, ds, to, length);
        math.scale(length, scale, ds, to);
    }

    /** The weights: how much of each key's value goes to each query, (B, heads, T, S), of which each row adds up to 1. */
    static Op.Inner inner(Attention op, Node node) {
        int keys = op.keyCount(node);
        Shape shape = Shape.of(node.output().shape().size(0), op.heads(), Attention.length(node), keys);
        double[] weights = new double[shape.elements()];
        for (int i = 0; i < weights.length / Math.max(1, keys); i++) {
            fill(op, node, i, weights, i * keys);
        }
        return new Op.Inner("weights", shape, weights);
    }

    // worked out anew, since the buffers of a pass may hold only a part of them
    private static void fill(Attention op, Node node, int number, double[] weights, int at) {
        int query = number % Attention.length(node);
        int head = number / Attention.length(node) % op.heads();
        int row = number / Attention.length(node) / op.heads();
        float[] x = node.input(0).data();
        float[] k = op.keys(node).data();
        int own = op.queryAt(node, row, head, query);
        int seen = op.seen(node, query + 1);
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            int key = op.keyAt(node, row, head) + j * op.keys(node).shape().last();
            for (int d = 0; d < op.depth(node); d++) {
                weights[at + j] += x[own + d] * k[key + d] / Math.sqrt(op.depth(node));
            }
            if (op.masked()
                    && Attention.mask(node).data()[Attention.mask(node).offset() + row * op.keyCount(node) + j] == 0) {
                weights[at + j] = Double.NEGATIVE_INFINITY;
            }
            largest = Math.max(largest, weights[at + j]);
        }
        double sum = 0;
        for (int j = 0; j < seen; j++) {
            weights[at + j] = largest == Double.NEGATIVE_INFINITY ? 0 : Math.exp(weights[at + j] - largest);
            sum += weights[at + j];
        }
        for (int j = 0; j < seen && sum > 0; j++) {
            weights[at + j] /= sum;
        }
    }
}
