package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.math.Compute;

/** A trainer that computes all shards by itself, one after another. */
final class Alone implements Team {
    private final int shards;
    private final Compute compute;
    private float[] total = {};

    Alone(int shards, Compute compute) {
        this.shards = shards;
        this.compute = compute;
    }

    @Override
    public int shards() {
        return shards;
    }

    @Override
    public int first() {
        return 0;
    }

    @Override
    public int end() {
        return shards;
    }

    @Override
    public void add(int shard, float[] sums) {
        if (total.length != sums.length) {
            total = new float[sums.length];
        }
        if (shard == 0) {
            System.arraycopy(sums, 0, total, 0, sums.length);
        } else {
            compute.math().axpy(sums.length, 1, sums, 0, total, 0);
        }
    }

    @Override
    public double[][] gather(double[][] own, float[] sums) {
        if (sums != null) {
            System.arraycopy(total, 0, sums, 0, sums.length);
            Arrays.fill(total, 0);
        }
        return own;
    }

    @Override
    public boolean stops(boolean asked) {
        return asked;
    }
}
