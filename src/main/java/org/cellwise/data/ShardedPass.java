package org.cellwise.data;

import java.util.Arrays;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;

/**
 * A way through {@link ShardedRows} in steps: each takes of every shard its part of the rows, so that all shards come to
 * their end at once. Of the rows of a step those are filled in that are held here.
 */
public final class ShardedPass implements Source.Pass {
    private final ShardedRows rows;
    private final int[] sorted; // as ShardedRows has them
    private final int[] order; // step by step
    private final long[] starts; // of each step among all rows, and the end
    private final int[] ownStarts; // among those held here
    private final int[] parts;
    private final DatasetPass pass;
    private final int capacity;

    ShardedPass(ShardedRows rows, int[] sorted, int batchSize) {
        this.rows = rows;
        this.sorted = sorted;
        int steps = (int) Math.min(Integer.MAX_VALUE - 8, (rows.rowCount() + batchSize - 1) / batchSize);
        order = new int[sorted.length];
        starts = new long[steps + 1];
        ownStarts = new int[steps + 1];
        parts = new int[rows.end() - rows.first()];
        int most = 1;
        for (int step = 0; step <= steps; step++) {
            for (int shard = 0; shard < rows.shards(); shard++) {
                starts[step] += before(step, shard, steps);
            }
            for (int shard = rows.first(); shard < rows.end(); shard++) {
                ownStarts[step] += (int) before(step, shard, steps);
            }
            most = step == 0 ? most : Math.max(most, ownStarts[step] - ownStarts[step - 1]);
        }
        capacity = most;
        weave(sorted);
        pass = ((DatasetPass) rows.own().pass()).through(order);
    }

    /** Rows of a shard that come before a step. */
    private long before(long step, int shard, int steps) {
        long size = rows.size(shard);
        return size / steps * step + size % steps * step / steps;
    }

    private long before(long step, int shard) {
        return before(step, shard, steps());
    }

    /** Lays the rows of all shards out step by step. */
    private void weave(int... shuffled) {
        int at = 0;
        for (int step = 0; step < steps(); step++) {
            for (int shard = rows.first(); shard < rows.end(); shard++) {
                int from = (int) before(step, shard);
                int count = (int) before(step + 1L, shard) - from;
                System.arraycopy(shuffled, rows.start(shard) + from, order, at, count);
                at += count;
            }
        }
    }

    /** As {@link ShardedRows#fingerprint}. */
    public long fingerprint() {
        return rows.fingerprint();
    }

    /** In how many steps it goes through all rows. */
    public int steps() {
        return starts.length - 1;
    }

    /** How many rows of a step are held here at most. */
    public int capacity() {
        return capacity;
    }

    /** Which step begins with this row; -1 where none does. */
    public int step(long from) {
        int found = Arrays.binarySearch(starts, from);
        return found < 0 || found == steps() ? -1 : found;
    }

    /** With which row a step begins, of all rows; of the number of steps, how many rows there are. */
    public long start(int step) {
        return starts[step];
    }

    /** Each shard in an order of its own. */
    @Override
    public void shuffle(SeededRandom random) {
        long seed = random.nextLong();
        int[] shuffled = sorted.clone();
        rows.held().forEach(shard -> {
            int[] some = Arrays.copyOfRange(sorted, rows.start(shard), rows.start(shard + 1));
            ofShard(seed, shard).shuffle(some);
            System.arraycopy(some, 0, shuffled, rows.start(shard), some.length);
        });
        weave(shuffled);
    }

    /** The generator of one shard. */
    public static SeededRandom ofShard(long seed, int shard) {
        return new SeededRandom(seed + shard).split();
    }

    /** The rows of the step that begins there, as far as they are held here. */
    @Override
    public void fill(Batch batch, long from, int count, Compute compute) {
        int step = step(from);
        if (step < 0 || starts[step] + count != starts[step + 1]) {
            throw new IndexOutOfBoundsException(
                    "No step of these rows begins with row " + from + " of " + starts[steps()] + " and has " + count);
        }
        pass.fill(batch, ownStarts[step], ownStarts[step + 1] - ownStarts[step], compute);
        for (int shard = rows.first(); shard < rows.end(); shard++) {
            parts[shard - rows.first()] = (int) (before(step + 1L, shard) - before(step, shard));
        }
        batch.cut(parts);
    }
}
