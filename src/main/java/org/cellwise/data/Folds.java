package org.cellwise.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cellwise.math.Seed;

/** Several splits of the same rows, each made when it is asked for, with all that is fitted fitted on its training rows. */
public final class Folds implements Iterable<Split> {
    private final int count;
    private final String words;
    private final IntFunction<Split> make;
    private final Nested nested;

    /** Makes folds of the training rows of a fold. */
    private interface Nested {
        Folds of(int fold, int folds, Seed seed);
    }

    private Folds(int count, String words, IntFunction<Split> make, Nested nested) {
        this.count = count;
        this.words = words;
        this.make = make;
        this.nested = nested;
    }

    static Folds of(Dealt rows, int folds, int times, Seed seed) {
        if (times < 1) {
            throw new IllegalArgumentException("folds expects to be dealt once or more, but got " + times + " times");
        }
        List<int[][]> parts = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            parts.addAll(rows.deal().folds(folds, time == 0 ? seed : new Seed(seed.value() + time)));
        }
        String words = "%s folds%s of %s rows, %s"
                .formatted(
                        folds,
                        times == 1 ? "" : " " + times + " times over",
                        rows.deal().rows(),
                        rows.deal().words());
        return new Folds(
                parts.size(),
                words,
                fold -> rows.split(parts.get(fold)),
                (fold, inner, innerSeed) -> of(rows.only(parts.get(fold)[0]), inner, 1, innerSeed));
    }

    /** How many splits there are. */
    public int count() {
        return count;
    }

    /** One of them, from 0. */
    public Split get(int fold) {
        return make.apply(checked(fold));
    }

    private int checked(int fold) {
        if (fold < 0 || fold >= count) {
            throw new IndexOutOfBoundsException(
                    "There are folds 0 to %s, but fold %s was asked for".formatted(count - 1, fold));
        }
        return fold;
    }

    /** As {@link #inner(int, int, Seed)}, with the library's default seed. */
    public Folds inner(int fold, int folds) {
        return inner(fold, folds, Seed.DEFAULT);
    }

    /**
     * The training rows of one fold in folds of their own, for nested cross-validation: settings are searched over on
     * these, and judged on the rows that the outer fold holds out. All that is fitted, such as scalers, is fitted anew on
     * the training rows of each inner fold; {@code get(fold).train().folds(3)} would keep what was fitted on all of them.
     *
     * @param fold one of these, from 0
     * @param folds how many inner ones
     */
    public Folds inner(int fold, int folds, Seed seed) {
        return nested.of(checked(fold), folds, seed);
    }

    /** The same with something done to each split: {@code folds.map(Split::standardize)}. */
    public Folds map(UnaryOperator<Split> change) {
        return new Folds(
                count,
                words,
                fold -> change.apply(make.apply(fold)),
                (fold, folds, seed) -> nested.of(fold, folds, seed).map(change));
    }

    /** As {@link Split#standardize}, in each of them on its own training rows. */
    public Folds standardize(String... columns) {
        return map(split -> split.standardize(columns));
    }

    @Override
    public Iterator<Split> iterator() {
        return IntStream.range(0, count).mapToObj(make).iterator();
    }

    @Override
    public String toString() {
        return words;
    }
}
