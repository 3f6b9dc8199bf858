package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.activation.Softmax;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Scaled dot-product attention of several heads (Vaswani et al., 2017): softmax(Q Kᵀ / √d) V for each head, d = E / heads
 * wide. x (B, T, 3 E) with queries, keys and values side by side, y (B, T, E). Causal: no position sees a later one.
 *
 * <p>A head is done in tiles, some queries at a time. Training keeps the softmax of all scores, B · heads · T² numbers, for
 * backward; prediction keeps those of the tiles in hand.
 */
public record Attention(int heads, boolean causal) implements Ranged {
    /** Numbers in a tile of scores, unless a single query has more: it stays in the second-level cache. */
    private static final int TILE = 1 << 16;
    /** Threads share so many groups of heads, each of which has a tile of its own. */
    private static final int MAX_GROUPS = 32;

    private static final String TOO_MANY =
            "numbers to train, batch x heads x length², which is more than an array holds: use a smaller batch or shorter"
                    + " sequences; prediction needs no such room";

    public Attention {
        if (heads < 1) {
            throw new IllegalArgumentException("attention expects at least 1 head, but got " + heads);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        if (x.rank() != 3 || x.last() % (3L * heads) != 0) {
            throw new IllegalArgumentException("attention expects (batch x length x 3 · width) with a width that "
                    + heads + " heads divide, but got " + x);
        }
        if (node.training()) {
            Shapes.size("attention", TOO_MANY, (double) x.size(0) * heads * x.size(1) * x.size(1));
        }
        return x.withLast(x.last() / 3);
    }

    /** Each head of each row of the batch. */
    private int all(Node node) {
        return node.output().shape().size(0) * heads;
    }

    @Override
    public int items(Node node) {
        return Math.min(MAX_GROUPS, all(node));
    }

    @Override
    public long cost(Node node) {
        return 2L * length(node) * length(node) * (depth(node) + 10) * all(node) / Math.max(1, items(node));
    }

    private int first(Node node, int group) {
        return (int) ((long) group * all(node) / items(node));
    }

    private static int length(Node node) {
        return node.output().shape().size(1);
    }

    private int depth(Node node) {
        return node.output().shape().last() / heads;
    }

    /** Queries in a tile. */
    private static int rows(Node node) {
        int length = Math.max(1, length(node));
        return Math.max(1, Math.min(length, TILE / length));
    }

    /** Keys that the queries up to one see, the longest row of a tile. */
    private int seen(Node node, int query) {
        return causal ? query : length(node);
    }

    @Override
    public void prepare(Node node) {
        tiles(node, 1);
        if (node.training()) {
            scores(node);
        }
    }

    private float[] scores(Node node) {
        return node.saved(0, all(node) * length(node) * length(node));
    }

    /** A tile for each group. */
    private float[] tiles(Node node, int slot) {
        return node.saved(
                slot, Shapes.size("attention", "numbers at once", (double) items(node) * rows(node) * length(node)));
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

    @Override
    public void forward(Node node, int from, int to) {
        for (int group = from; group < to; group++) {
            for (int item = first(node, group); item < first(node, group + 1); item++) {
                for (int query = 0; query < length(node); query += rows(node)) {
                    forward(node, group, item, query, Math.min(rows(node), length(node) - query));
                }
            }
        }
    }

    /** Some queries of an item; in training leaves the softmax of their scores in {@code saved(0)}. */
    private void forward(Node node, int group, int item, int query, int count) {
        Tensor x = node.input(0);
        float[] y = node.output().data();
        int length = length(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        float[] p = node.training() ? scores(node) : tiles(node, 1);
        int at = node.training() ? (item * length + query) * length : group * rows(node) * length;
        int q = x.offset() + queries(node, item);
        int k = q + width;
        int v = k + width;
        int out = output(node, item) + query * width;
        int seen = seen(node, query + count);
        Compute compute = node.compute();
        Arrays.fill(p, at, at + count * length, 0f);
        compute.multiplyTransposedB(
                count, seen, depth, x.data(), q + query * 3 * width, 3 * width, x.data(), k, 3 * width, p, at, length);
        for (int i = 0; i < count; i++) {
            softmax(compute.math(), p, at + i * length, seen(node, query + i + 1), seen, depth);
            Arrays.fill(y, out + i * width, out + i * width + depth, 0f);
        }
        compute.multiply(count, depth, seen, p, at, length, x.data(), v, 3 * width, y, out, width);
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
        for (int group = from; group < to; group++) {
            for (int item = first(node, group); item < first(node, group + 1); item++) {
                for (int query = 0; query < length(node); query += rows(node)) {
                    backward(node, group, item, query, Math.min(rows(node), length(node) - query));
                }
            }
        }
    }

    private void backward(Node node, int group, int item, int query, int count) {
        Tensor x = node.input(0);
        float[] dx = x.gradient();
        float[] dy = node.output().gradient();
        int length = length(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        int all = 3 * width;
        float[] p = scores(node);
        int at = (item * length + query) * length;
        float[] ds = tiles(node, 1);
        int slopes = group * rows(node) * length;
        int q = x.offset() + queries(node, item);
        int k = q + width;
        int v = k + width;
        int own = q + query * all;
        int out = output(node, item) + query * width;
        int seen = seen(node, query + count);
        Compute compute = node.compute();
        Arrays.fill(ds, slopes, slopes + count * length, 0f);
        compute.multiplyTransposedB( // dP = dY Vᵀ
                count, seen, depth, dy, out, width, x.data(), v, all, ds, slopes, length);
        compute.multiplyTransposedA( // dV += Pᵀ dY
                seen, depth, count, p, at, length, dy, out, width, dx, v, all);
        for (int i = 0; i < count; i++) {
            scoreSlopes(compute.math(), p, at + i * length, ds, slopes + i * length, seen, depth);
        }
        compute.multiply( // dQ += dS K
                count, depth, seen, ds, slopes, length, x.data(), k, all, dx, own, all);
        compute.multiplyTransposedA( // dK += dSᵀ Q
                seen, depth, count, ds, slopes, length, x.data(), own, all, dx, k, all);
    }

    /** dS from dP, in place: p (dP - Σ p dP) / √d; where p is 0, so is dS. */
    private static void scoreSlopes(FloatMath math, float[] p, int at, float[] ds, int to, int length, int depth) {
        float dot = math.dot(p, at, ds, to, length);
        float scale = (float) (1 / Math.sqrt(depth));
        for (int j = 0; j < length; j++) {
            ds[to + j] = p[at + j] * (ds[to + j] - dot) * scale;
        }
    }
}
