package org.cellwise.insight.explain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.math.Seed;

/** Some of many rows, by chance, the same ones each time. */
final class RowChoice {
    private RowChoice() {}

    /** Rows of a dataset, at most so many. */
    static int[] of(Dataset data, int most) {
        return among(data.size(), most);
    }

    /** Of so many, at most so many, ascending. */
    static int[] among(int rows, int most) {
        return among(rows, most, new Seed(rows));
    }

    static int[] among(int rows, int most, Seed seed) {
        int[] all = IntStream.range(0, rows).toArray();
        if (rows <= most) {
            return all;
        }
        seed.random().shuffle(all);
        int[] some = Arrays.copyOf(all, most);
        Arrays.sort(some);
        return some;
    }
}
