package org.cellwise.train;

import java.util.Arrays;
import org.cellwise.train.metric.Measures;

/** Brings together what was measured shard by shard. */
final class MeasuredShards {
    private MeasuredShards() {}

    /**
     * Adds what all shards have measured, in their order.
     *
     * @param own of the shards computed here
     */
    static void gather(Team team, Measures[] own, Measures all) {
        double[][] packed = Arrays.stream(own).map(one -> pack(one.sums())).toArray(double[][]::new);
        for (double[] shard : team.gather(packed, null)) {
            all.add(unpack(shard));
        }
    }

    /** How many metrics, how many numbers each has, and these. */
    private static double[] pack(double[]... sums) {
        int size = 1 + sums.length + Arrays.stream(sums).mapToInt(s -> s.length).sum();
        double[] packed = new double[size];
        packed[0] = sums.length;
        int at = 1 + sums.length;
        for (int i = 0; i < sums.length; i++) {
            packed[1 + i] = sums[i].length;
            System.arraycopy(sums[i], 0, packed, at, sums[i].length);
            at += sums[i].length;
        }
        return packed;
    }

    private static double[][] unpack(double... packed) {
        double[][] sums = new double[(int) packed[0]][];
        int at = 1 + sums.length;
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Arrays.copyOfRange(packed, at, at + (int) packed[1 + i]);
            at += sums[i].length;
        }
        return sums;
    }
}
