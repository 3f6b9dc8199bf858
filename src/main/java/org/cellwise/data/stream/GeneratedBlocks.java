package org.cellwise.data.stream;

import org.cellwise.data.Schema;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;

/**
 * Rows that are made when they are asked for, the same ones each time: those of a block follow from the seed and the
 * number of the block.
 */
record GeneratedBlocks(Schema schema, long size, Seed seed, RowMaker maker) implements Blocks {
    private static final int BLOCK = 1024;

    GeneratedBlocks {
        if (size < 1 || size > (long) Integer.MAX_VALUE * BLOCK) {
            throw new IllegalArgumentException("generated expects 1 row or more, but got " + size);
        }
    }

    @Override
    public int count() {
        return (int) ((size + BLOCK - 1) / BLOCK);
    }

    @Override
    public int rows(int block) {
        return (int) Math.min(BLOCK, size - (long) block * BLOCK);
    }

    @Override
    public void read(int block, float[] features, float[] targets, int at) {
        SeededRandom random = new SeededRandom(seed.value() + block).split();
        double[] in = new double[schema.inputShape().elements()];
        double[] out = new double[schema.targetWidth()];
        for (int i = 0; i < rows(block); i++) {
            maker.make(random, in, out);
            put(in, features, (at + i) * in.length, "features");
            put(out, targets, (at + i) * out.length, "targets");
        }
    }

    private void put(double[] from, float[] into, int at, String what) {
        for (int j = 0; j < from.length; j++) {
            into[at + j] = (float) from[j];
            if (!Float.isFinite(into[at + j])) {
                throw new IllegalArgumentException(
                        "A generated row expects finite %s, but got %s at place %s".formatted(what, from[j], j));
            }
        }
        if (what.equals("targets") && schema.classification()) {
            for (double index : from) {
                if (index != Math.rint(index)
                        || index < 0
                        || index >= schema.outputNames().size()) {
                    throw new IllegalArgumentException(
                            "A generated row expects a class from 0 to %s as its target, but got %s"
                                    .formatted(schema.outputNames().size() - 1, index));
                }
            }
        }
    }
}
