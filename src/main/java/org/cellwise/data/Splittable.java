package org.cellwise.data;

import org.cellwise.math.Seed;

/**
 * Rows that can be split: at random, with classes in the same proportions in all parts, unless groups that stay together
 * or an order in time were chosen. Whatever is fitted is fitted on the training part.
 */
public abstract class Splittable {
    /** For datasets and what becomes one. */
    protected Splittable() {}

    /** The rows, read once. */
    protected abstract Dealt dealt();

    /** As {@link #split(double, Seed)}, with the library's default seed. */
    public final Split split(double train) {
        return split(train, Seed.DEFAULT);
    }

    /**
     * Two parts; the second one is held out.
     *
     * @param train share of the first part, above 0 and below 1
     */
    public final Split split(double train, Seed seed) {
        return parts(seed, train);
    }

    /** As {@link #split(double, Seed)}, with the seed of this number. */
    public final Split split(double train, long seed) {
        return split(train, new Seed(seed));
    }

    /** Three parts; the test part is what the two shares leave of 1. */
    public final Split split(double train, double validation, Seed seed) {
        return parts(seed, train, validation);
    }

    /** As {@link #split(double, double, Seed)}, with the seed of this number. */
    public final Split split(double train, double validation, long seed) {
        return split(train, validation, new Seed(seed));
    }

    /** As {@link #folds(int, Seed)}, with the library's default seed. */
    public final Folds folds(int count) {
        return folds(count, Seed.DEFAULT);
    }

    /**
     * So many splits, in which each row is held out once. Of rows in order of time, each split holds out the stretch that
     * follows its training rows, and those of the first stretch are never held out.
     *
     * @param count 2 or more, and at most as many as there are rows, or groups
     */
    public final Folds folds(int count, Seed seed) {
        return folds(count, 1, seed);
    }

    /** The same several times over, each time dealt anew. */
    public final Folds folds(int count, int times, Seed seed) {
        return Folds.of(dealt(), count, times, seed);
    }

    private Split parts(Seed seed, double... shares) {
        Dealt rows = dealt();
        return rows.split(rows.deal().shares(seed, shares));
    }
}
