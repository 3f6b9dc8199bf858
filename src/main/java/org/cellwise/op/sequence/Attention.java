package org.cellwise.op.sequence;

import java.util.Arrays;
import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.op.activation.Ranged;
import org.cellwise.op.shape.Shapes;
import org.cellwise.tensor.Node;
import org.cellwise.tensor.Shape;
import org.cellwise.tensor.Tensor;

/**
 * Scaled dot-product attention of several heads (Vaswani et al., 2017): softmax(Q Kᵀ / √d) V for each head, d wide.
 * Within a sequence x (B, T, (heads + 2 groups) d) has queries, keys and values side by side; across two sequences
 * queries are (B, T, heads d), keys and values side by side (B, S, 2 groups d). y (B, T, heads d).
 *
 * <p>A head is done in tiles, some queries at a time. Training keeps the softmax of at most {@value #KEPT} keys for each
 * query for backward; of more it keeps one number, and works the rest out anew, so that memory grows with the length
 * rather than with its square (Dao et al., 2022).
 *
 * @param heads how many
 * @param groups of neighbouring heads that share keys and values (Ainslie et al., 2023); as many as heads for none
 * @param causal whether a query sees no later key; the last query sees the last key, however many keys there are
 * @param crossed whether keys and values come as a second input
 * @param masked whether a last input (B, S) says which keys are seen: those whose number is not 0
 * @param dropout share of the weights that training sets to 0
 */
public record Attention(int heads, int groups, boolean causal, boolean crossed, boolean masked, float dropout)
        implements Ranged {
    /** Numbers in a tile of scores, unless a single query has more: it stays in the second-level cache. */
    private static final int TILE = 1 << 16;
    /** Queries in a tile where later keys are not seen: tiles leave out those that none of their queries sees. */
    private static final int CAUSAL_ROWS = 64;
    /** Queries that take no longer than a single one. */
    private static final int FEW = 8;
    /** Threads share so many groups of heads, each of which has tiles of its own. */
    private static final int MAX_SHARES = 32;
    /** Keys up to which training keeps all weights. */
    private static final int KEPT = 256;

    /** Slots of the saved buffers: what is kept of each query, and the tiles of each share. */
    private static final int QUERIES = 0;

    private static final int WEIGHTS = 1;
    private static final int SLOPES = 2;
    private static final int DROPPED = 3;
    /** Two numbers that what is dropped hangs on. */
    static final int SEED = 4;

    private static final String TOO_MANY =
            "numbers to train, batch x heads x length, which is more than an array holds: use a smaller batch or shorter"
                    + " sequences; prediction needs no such room";

    public Attention {
        if (heads < 1) {
            throw new IllegalArgumentException("attention expects at least 1 head, but got " + heads);
        }
        if (groups < 1 || heads % groups != 0) {
            throw new IllegalArgumentException("attention expects groups that its " + heads
                    + " heads share evenly, but got " + groups + ": choose a divisor of " + heads);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("attention expects a dropout from 0 and below 1, but got " + dropout);
        }
    }

    @Override
    public Shape shape(Node node) {
        Shape x = node.input(0).shape();
        int sets = crossed ? heads : heads + 2 * groups;
        if (x.rank() != 3 || x.last() % sets != 0) {
            throw new IllegalArgumentException(
                    "attention of %s heads and %s groups expects (batch x length x %s · depth), but got %s"
                            .formatted(heads, groups, sets, x));
        }
        Shape y = x.withLast(x.last() / sets * heads);
        if (crossed) {
            Shape keys = node.input(1).shape();
            if (keys.rank() != 3 || keys.size(0) != x.size(0) || keys.last() != y.last() / heads * 2 * groups) {
                throw new IllegalArgumentException(
                        "attention expects keys and values (%s x length x %s) for queries %s, but got %s"
                                .formatted(x.size(0), y.last() / heads * 2 * groups, x, keys));
            }
        }
        Shape keys = keys(node).shape();
        if (masked && !mask(node).shape().equals(keys.dropLast())) {
            throw new IllegalArgumentException("attention expects a mask %s, a number for each key, but got %s"
                    .formatted(keys.dropLast(), mask(node).shape()));
        }
        if (node.differentiates()) {
            double each = keeps(keys.size(1)) ? keys.size(1) : 1;
            Shapes.size("attention", TOO_MANY, each * x.size(0) * heads * x.size(1));
        }
        return y;
    }

    /** Where keys and values stand. */
    Tensor keys(Node node) {
        return node.input(crossed ? 1 : 0);
    }

    static Tensor mask(Node node) {
        return node.input(node.inputs() - 1);
    }

    boolean drops(Node node) {
        return dropout > 0 && node.training();
    }

    private boolean keeps(int keys) {
        return dropout == 0 && keys <= KEPT;
    }

    /** Each group of each row of the batch. */
    private int all(Node node) {
        return node.output().shape().size(0) * groups;
    }

    @Override
    public int items(Node node) {
        return Math.min(MAX_SHARES, all(node));
    }

    @Override
    public long cost(Node node) {
        // of few queries, reading keys and values takes as long as the sums of some more
        long each = 2L * Math.max(FEW, length(node)) * keyCount(node) * (depth(node) + 10) * (heads / groups);
        return each * all(node) / Math.max(1, items(node));
    }

    @Override
    public double multiplyAdds(Node node) {
        return 2.0
                * length(node)
                * keyCount(node)
                * node.output().shape().last()
                * node.output().shape().size(0);
    }

    @Override
    public double keeps(Node node) {
        double queries = (double) node.output().shape().size(0) * heads * length(node);
        return keeps(keyCount(node)) ? queries * keyCount(node) : queries;
    }

    private int first(Node node, int share) {
        return (int) ((long) share * all(node) / items(node));
    }

    static int length(Node node) {
        return node.output().shape().size(1);
    }

    int keyCount(Node node) {
        return keys(node).shape().size(1);
    }

    int depth(Node node) {
        return node.output().shape().last() / heads;
    }

    /** Queries in a tile. */
    private int rows(Node node) {
        int keys = Math.max(1, keyCount(node));
        int most = causal ? CAUSAL_ROWS : TILE;
        return Math.max(1, Math.min(Math.min(length(node), most), TILE / keys));
    }

    /** Keys that the queries before one see, the longest row of a tile. */
    int seen(Node node, int query) {
        int keys = keyCount(node);
        return causal ? Math.max(0, Math.min(keys, query + keys - length(node))) : keys;
    }

    @Override
    public void prepare(Node node) {
        boolean kept = node.differentiates() && keeps(keyCount(node));
        if (node.differentiates()) {
            queries(node);
            tiles(node, SLOPES);
        }
        if (!kept) {
            tiles(node, WEIGHTS);
        }
        if (drops(node)) {
            tiles(node, DROPPED);
            node.saved(SEED, 2);
        }
    }

    /** For each query of each head all weights, or the logarithm of the sum that they were divided by. */
    float[] queries(Node node) {
        int each = keeps(keyCount(node)) ? keyCount(node) : 1;
        return node.saved(QUERIES, node.output().shape().size(0) * heads * length(node) * each);
    }

    /** A tile for each share. */
    private float[] tiles(Node node, int slot) {
        return node.saved(
                slot, Shapes.size("attention", "numbers at once", (double) items(node) * rows(node) * keyCount(node)));
    }

    @Override
    public void forward(Node node) {
        if (drops(node)) {
            float[] seed = node.saved(SEED, 2); // 24 bits each, which a float holds
            seed[0] = node.random().nextLong() >>> 40;
            seed[1] = node.random().nextLong() >>> 40;
        }
        Ranged.super.forward(node);
    }

    /** Where the queries of a head begin. */
    int queryAt(Node node, int row, int head, int query) {
        Tensor x = node.input(0);
        return x.offset() + (row * length(node) + query) * x.shape().last() + head * depth(node);
    }

    /** Where the keys of a head begin; its values follow {@code groups} depths later. */
    int keyAt(Node node, int row, int head) {
        Tensor x = keys(node);
        int before = crossed ? 0 : heads;
        return x.offset() + row * keyCount(node) * x.shape().last() + (before + head / (heads / groups)) * depth(node);
    }

    private int outputAt(Node node, int row, int head, int query) {
        return (row * length(node) + query) * node.output().shape().last() + head * depth(node);
    }

    /** The number of a query among all of all heads. */
    int number(Node node, int row, int head, int query) {
        return (row * heads + head) * length(node) + query;
    }

    @Override
    public void forward(Node node, int from, int to) {
        run(node, from, to, false);
    }

    @Override
    public void backward(Node node, int from, int to) {
        run(node, from, to, true);
    }

    private void run(Node node, int from, int to, boolean back) {
        int share = heads / groups;
        int step = rows(node);
        for (int own = from; own < to; own++) {
            for (int item = first(node, own); item < first(node, own + 1); item++) {
                for (int k = 0; k < share; k++) {
                    int row = item / groups;
                    int head = item % groups * share + k;
                    for (int query = 0; query < length(node); query += step) {
                        int count = Math.min(step, length(node) - query);
                        if (back) {
                            backward(node, own, row, head, query, count);
                        } else {
                            forward(node, own, row, head, query, count);
                        }
                    }
                }
            }
        }
    }

    private void forward(Node node, int share, int row, int head, int query, int count) {
        float[] y = node.output().data();
        int keys = keyCount(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        boolean kept = node.differentiates() && keeps(keys);
        float[] p = kept ? queries(node) : tiles(node, WEIGHTS);
        int at = kept ? number(node, row, head, query) * keys : share * rows(node) * keys;
        int out = outputAt(node, row, head, query);
        int seen = seen(node, query + count);
        scores(node, row, head, query, count, p, at);
        for (int i = 0; i < count; i++) {
            float logSum = AttentionWeights.softmax(this, node, row, p, at + i * keys, seen(node, query + i + 1), seen);
            if (node.differentiates() && !kept) {
                queries(node)[number(node, row, head, query + i)] = logSum;
            }
            if (drops(node)) {
                int number = number(node, row, head, query + i);
                AttentionWeights.drop(this, node, number, p, at + i * keys, p, at + i * keys, seen);
            }
            Arrays.fill(y, out + i * width, out + i * width + depth, 0f);
        }
        int v = keyAt(node, row, head) + groups * depth;
        int stride = keys(node).shape().last();
        node.compute().multiply(count, depth, seen, p, at, keys, keys(node).data(), v, stride, y, out, width);
    }

    /** Q Kᵀ of a tile, not yet divided by √d. */
    void scores(Node node, int row, int head, int query, int count, float[] p, int at) {
        Tensor x = node.input(0);
        Tensor k = keys(node);
        int keys = keyCount(node);
        Arrays.fill(p, at, at + count * keys, 0f);
        node.compute()
                .multiplyTransposedB(
                        count,
                        seen(node, query + count),
                        depth(node),
                        x.data(),
                        queryAt(node, row, head, query),
                        x.shape().last(),
                        k.data(),
                        keyAt(node, row, head),
                        k.shape().last(),
                        p,
                        at,
                        keys);
    }

    private void backward(Node node, int share, int row, int head, int query, int count) {
        Tensor x = node.input(0);
        Tensor kv = keys(node);
        float[] dy = node.output().gradient();
        int keys = keyCount(node);
        int depth = depth(node);
        int width = node.output().shape().last();
        int stride = kv.shape().last();
        boolean kept = keeps(keys);
        int tile = share * rows(node) * keys;
        float[] p = kept ? queries(node) : tiles(node, WEIGHTS);
        int at = kept ? number(node, row, head, query) * keys : tile;
        float[] ds = tiles(node, SLOPES);
        int q = queryAt(node, row, head, query);
        int k = keyAt(node, row, head);
        int v = k + groups * depth;
        int out = outputAt(node, row, head, query);
        int seen = seen(node, query + count);
        if (!kept) {
            AttentionWeights.again(this, node, row, head, query, count, p, at);
        }
        Compute compute = node.compute();
        Arrays.fill(ds, tile, tile + count * keys, 0f);
        compute.multiplyTransposedB( // dP = dY Vᵀ
                count, seen, depth, dy, out, width, kv.data(), v, stride, ds, tile, keys);
        boolean toKeys = node.needsGradient(crossed ? 1 : 0);
        float[] weights = p;
        if (drops(node)) {
            weights = tiles(node, DROPPED);
            for (int i = 0; i < count; i++) {
                int number = number(node, row, head, query + i);
                AttentionWeights.drop(this, node, number, p, at + i * keys, weights, tile + i * keys, seen);
                AttentionWeights.drop(this, node, number, ds, tile + i * keys, ds, tile + i * keys, seen);
            }
        }
        if (toKeys) {
            compute.multiplyTransposedA( // dV += Pᵀ dY
                    seen, depth, count, weights, at, keys, dy, out, width, kv.gradient(), v, stride);
        }
        for (int i = 0; i < count; i++) {
            AttentionWeights.slopes(compute.math(), p, at + i * keys, ds, tile + i * keys, seen, depth);
        }
        if (node.needsGradient(0)) {
            compute.multiply( // dQ += dS K
                    count,
                    depth,
                    seen,
                    ds,
                    tile,
                    keys,
                    kv.data(),
                    k,
                    stride,
                    x.gradient(),
                    q,
                    x.shape().last());
        }
        if (toKeys) {
            compute.multiplyTransposedA( // dK += dSᵀ Q
                    seen, depth, count, ds, tile, keys, x.data(), q, x.shape().last(), kv.gradient(), k, stride);
        }
    }

    /** The weights: how much of each key's value goes to each query, (B, heads, T, S), of which each row adds up to 1. */
    @Override
    public List<Inner> inner(Node node) {
        return List.of(AttentionWeights.inner(this, node));
    }
}
