package org.cellwise.spark;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.cellwise.data.Dataset;
import org.cellwise.data.ShardedRows;

/** The rows of some shards in the memory of a task; how many come is known before. */
final class HeldRows {
    private final RowCoder coder;
    private final DealtRows dealt;
    private final int first;
    private final int end;
    private final int rows;
    private final float[] features;
    private final float[] targets;
    private final double[] weights;
    private int count;

    /** Of the shards from the first to before the end. */
    HeldRows(String coder, DealtRows dealt, int first, int end) {
        this.coder = RowCoder.of(coder);
        this.dealt = dealt;
        this.first = first;
        this.end = end;
        long all = Arrays.stream(dealt.sizes(), first, end).sum();
        int inputs = this.coder.schema().inputShape().elements();
        if (all * Math.max(inputs, this.coder.schema().targetWidth()) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%s rows of %s inputs are more than a task holds: train on more tasks, with more shards"
                            .formatted(all, inputs));
        }
        rows = (int) all;
        features = new float[rows * inputs];
        targets = new float[rows * this.coder.schema().targetWidth()];
        weights = new double[this.coder.weighted() ? rows : 0];
    }

    void add(byte[] block) {
        FloatBuffer numbers = ByteBuffer.wrap(block).asFloatBuffer();
        int inputs = features.length / Math.max(1, rows);
        int width = coder.schema().targetWidth();
        while (numbers.hasRemaining()) {
            if (count == rows) {
                throw changed("More than " + rows + " rows came");
            }
            numbers.get(features, count * inputs, inputs);
            numbers.get(targets, count * width, width);
            if (weights.length > 0) {
                weights[count] = numbers.get();
            }
            count++;
        }
    }

    ShardedRows sharded() {
        if (count < rows) {
            throw changed(rows + " rows were expected, but " + count + " came");
        }
        Dataset data = coder.dataset(features, targets, weights);
        return ShardedRows.some(data, first, end, dealt.sizes(), dealt.fingerprint());
    }

    private static IllegalArgumentException changed(String what) {
        return new IllegalArgumentException(what
                + ": the data changed, or is not the same each time it is read; save it first, by write().parquet(…)");
    }
}
