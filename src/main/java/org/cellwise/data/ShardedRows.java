package org.cellwise.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.math.Compute;
import org.cellwise.network.Preparation;
import org.cellwise.text.Names;

/**
 * Rows dealt out to a fixed number of shards, of which each step of a training computes each by itself. Which shard a row
 * belongs to, and its place there, follow from the row's own numbers: neither the order of the rows nor who holds them
 * matters. A machine of several holds the rows of some shards, and knows how many rows the others have.
 */
public final class ShardedRows implements Source {
    private static final int READ = 1024; // rows looked at in one go
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final Dataset own;
    private final int first;
    private final long[] sizes; // of all shards
    private final int[] order; // the rows held here, shard after shard, each in its own order
    private final int[] starts; // of the shards held here in that order, and the end
    private final long fingerprint;
    private final long rows;

    private ShardedRows(Dataset own, int first, int end, long[] sizes, long fingerprint) {
        this.own = own;
        this.first = first;
        this.sizes = sizes;
        this.fingerprint = fingerprint;
        rows = Arrays.stream(sizes).sum();
        long[] hashes = hashes(own);
        order = sorted(hashes);
        starts = new int[end - first + 1];
        int[] byShard = new int[order.length];
        for (long hash : hashes) {
            int shard = shard(hash, sizes.length);
            if (shard < first || shard >= end) {
                throw new IllegalArgumentException(
                        "A row of shard %s came to whoever holds the shards %s to %s: the rows were dealt out otherwise"
                                .formatted(shard, first, end - 1));
            }
            starts[shard - first + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        for (int row : order) {
            byShard[next[shard(hashes[row], sizes.length) - first]++] = row;
        }
        System.arraycopy(byShard, 0, order, 0, order.length);
        for (int shard = first; shard < end; shard++) {
            if (starts[shard - first + 1] - starts[shard - first] != sizes[shard]) {
                throw new IllegalArgumentException("Shard %s expects %s, but %s came"
                        .formatted(
                                shard,
                                Names.count(sizes[shard], "row"),
                                starts[shard - first + 1] - starts[shard - first]));
            }
        }
    }

    /** All rows of a dataset, dealt out to so many shards. */
    public static ShardedRows of(Dataset data, int shards) {
        long[] sizes = new long[shards];
        long fingerprint = 0;
        for (long hash : hashes(data)) {
            sizes[shard(hash, shards)]++;
            fingerprint += mixed(hash);
        }
        return new ShardedRows(data, 0, shards, sizes, fingerprint);
    }

    /**
     * The rows of some shards, while others are held elsewhere.
     *
     * @param own the rows of these shards
     * @param first the first of these shards
     * @param end the one after the last
     * @param sizes how many rows each shard has, of all shards
     * @param fingerprint the sum of {@link #mark} over all rows of all shards
     * @throws IllegalArgumentException if a row is not of these shards, or one is missing
     */
    public static ShardedRows some(Dataset own, int first, int end, long[] sizes, long fingerprint) {
        return new ShardedRows(own, first, end, sizes.clone(), fingerprint);
    }

    /** A number that follows from those of a row: what {@link #shard} and its place in the shard go by. */
    public static long hash(float[] features, int at, int width, float[] targets, int targetAt, int targetWidth) {
        long hash = 1;
        for (int i = 0; i < width; i++) {
            hash = mixed(hash * FACTOR + Float.floatToIntBits(features[at + i]));
        }
        for (int i = 0; i < targetWidth; i++) {
            hash = mixed(hash * FACTOR + Float.floatToIntBits(targets[targetAt + i]));
        }
        return hash;
    }

    /** With the weights of a row's positions. */
    public static long hash(long ofNumbers, float... weights) {
        long hash = ofNumbers;
        for (float weight : weights) {
            hash = mixed(hash * FACTOR + Float.floatToIntBits(weight));
        }
        return hash;
    }

    /** The shard of a row with this hash. */
    public static int shard(long hash, int shards) {
        return (int) Long.remainderUnsigned(hash, shards);
    }

    /** What a row with this hash adds to the fingerprint. */
    public static long mark(long hash) {
        return mixed(hash);
    }

    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long[] hashes(Dataset data) {
        Schema schema = data.schema();
        int width = schema.inputShape().elements();
        int targetWidth = schema.targetWidth();
        int positions = schema.positions();
        Batch batch = new Batch(schema, READ);
        Pass pass = data.pass();
        Compute compute = Compute.of(1);
        long[] hashes = new long[data.size()];
        float[] ones = new float[positions];
        Arrays.fill(ones, 1);
        for (int from = 0; from < hashes.length; from += batch.capacity()) {
            int count = Math.min(batch.capacity(), hashes.length - from);
            pass.fill(batch, from, count, compute);
            for (int i = 0; i < count; i++) {
                long numbers = hash(batch.features(), i * width, width, batch.targets(), i * targetWidth, targetWidth);
                float[] weights = batch.weights() == null
                        ? ones
                        : Arrays.copyOfRange(batch.weights(), i * positions, (i + 1) * positions);
                hashes[from + i] = hash(numbers, weights);
            }
        }
        return hashes;
    }

    /** The rows by their hashes; those of equal ones are equal. */
    private static int[] sorted(long... hashes) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, hashes.length - 1));
        long low = (1L << bits) - 1;
        long[] keys = new long[hashes.length];
        Arrays.setAll(keys, row -> hashes[row] & ~low | row);
        Arrays.sort(keys);
        int[] rows = Arrays.stream(keys).mapToInt(key -> (int) (key & low)).toArray();
        for (int i = 1; i < rows.length; i++) { // where the upper bits are equal, by the lower ones
            for (int j = i; j > 0 && hashes[rows[j]] < hashes[rows[j - 1]]; j--) {
                int moved = rows[j];
                rows[j] = rows[j - 1];
                rows[j - 1] = moved;
            }
        }
        return rows;
    }

    /** The rows that are held here. */
    public Dataset own() {
        return own;
    }

    /** The dataset itself; of {@link ShardedRows} what is held here; null of another source, which holds none. */
    public static Dataset held(Source data) {
        return data instanceof Dataset rows ? rows : data instanceof ShardedRows sharded ? sharded.own : null;
    }

    /** How many shards there are in all. */
    public int shards() {
        return sizes.length;
    }

    /** The first shard that is held here. */
    public int first() {
        return first;
    }

    /** The shard after the last one that is held here. */
    public int end() {
        return first + starts.length - 1;
    }

    /** Where in {@link #pass()} the rows of a shard begin that is held here; of {@link #end} where the last one ends. */
    public int start(int shard) {
        return starts[shard - first];
    }

    /** How many rows a shard has, also one that is not held here. */
    public long size(int shard) {
        return sizes[shard];
    }

    /** A number by which all rows are known again, whatever their order. */
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public Schema schema() {
        return own.schema();
    }

    @Override
    public long rowCount() {
        return rows;
    }

    @Override
    public Preparation preparation() {
        return own.preparation();
    }

    /** A way through the rows that are held here, shard after shard. */
    @Override
    public Pass pass() {
        return ((DatasetPass) own.pass()).through(order.clone());
    }

    /** A way through the rows in steps, of which each takes of every shard its part. */
    public ShardedPass pass(int batchSize) {
        return new ShardedPass(this, order, batchSize);
    }

    @Override
    public String toString() {
        return "%s in %s".formatted(Names.count(rows, "row"), Names.count(sizes.length, "shard"));
    }

    /** Places of the shards held here. */
    IntStream held() {
        return IntStream.range(first, end());
    }
}
