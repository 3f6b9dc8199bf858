package org.cellwise.data.stream;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.cellwise.data.Schema;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Preparation;

/** Some rows of each block, as chance has it for each row by itself. */
final class PartBlocks implements Blocks {
    private static final long STRIDE = 0xD1342543DE82EF95L; // odd, so that each row has a state of its own

    private final Blocks all;
    private final double share;
    private final long seed;
    private final boolean isFirst;
    private final long[] starts; // row where each block begins among all
    private final int[] counts;

    private PartBlocks(Blocks all, double share, long seed, boolean isFirst) {
        this.all = all;
        this.share = share;
        this.seed = seed;
        this.isFirst = isFirst;
        starts = new long[all.count() + 1];
        for (int b = 0; b < all.count(); b++) {
            starts[b + 1] = starts[b] + all.rows(b);
        }
        counts = IntStream.range(0, all.count())
                .parallel()
                .map(b -> taken(b).cardinality())
                .toArray();
    }

    /** The rows of the first part, of this share, or those of the other one. */
    static PartBlocks of(Blocks all, double share, Seed seed, boolean isFirst) {
        PartBlocks part = new PartBlocks(all, share, seed.value(), isFirst);
        if (IntStream.of(part.counts).asLongStream().sum() == 0) {
            throw new IllegalArgumentException("Too few rows to split: %s rows leave one part of %s empty"
                    .formatted(part.starts[all.count()], share));
        }
        return part;
    }

    private BitSet taken(int block) {
        int rows = all.rows(block);
        BitSet taken = new BitSet(rows);
        SeededRandom random = new SeededRandom(0);
        for (int i = 0; i < rows; i++) {
            random.restore(seed + STRIDE * (starts[block] + i));
            taken.set(i, random.nextDouble() < share == isFirst);
        }
        return taken;
    }

    @Override
    public Schema schema() {
        return all.schema();
    }

    @Override
    public Preparation preparation() {
        return all.preparation();
    }

    @Override
    public int count() {
        return all.count();
    }

    @Override
    public int rows(int block) {
        return counts[block];
    }

    @Override
    public void read(int block, float[] features, float[] targets, int at) {
        if (counts[block] == 0) {
            return;
        }
        int width = schema().inputShape().elements();
        int targetWidth = schema().targetWidth();
        float[] in = new float[all.rows(block) * width];
        float[] out = new float[all.rows(block) * targetWidth];
        all.read(block, in, out, 0);
        BitSet taken = taken(block);
        int place = at;
        for (int i = taken.nextSetBit(0); i >= 0; i = taken.nextSetBit(i + 1)) {
            System.arraycopy(in, i * width, features, place * width, width);
            System.arraycopy(out, i * targetWidth, targets, place * targetWidth, targetWidth);
            place++;
        }
    }
}
