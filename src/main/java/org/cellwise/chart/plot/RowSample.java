package org.cellwise.chart.plot;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cellwise.math.SeededRandom;

/**
 * Which of many rows a picture draws: chosen by chance, since any fixed step may fall in with an order of the rows, and
 * the same ones each time.
 */
public final class RowSample {
    private RowSample() {}

    /**
     * Rows of classes, about so many of them: each class keeps its share, and has one row at least.
     *
     * @param classes of each row
     */
    public static int[] of(int[] classes, int limit) {
        int[] all = IntStream.range(0, classes.length).toArray();
        if (all.length <= limit) {
            return all;
        }
        int[] left = new int[Arrays.stream(classes).max().orElse(0) + 1];
        for (int c : classes) {
            left[c]++;
        }
        for (int c = 0; c < left.length; c++) {
            double share = (double) limit * left[c] / classes.length;
            left[c] = left[c] == 0 ? 0 : Math.max(1, (int) Math.round(share));
        }
        return Arrays.stream(shuffled(all))
                .filter(row -> left[classes[row]]-- > 0)
                .sorted()
                .toArray();
    }

    /** Of so many rows without classes, at most so many. */
    public static int[] of(int rows, int limit) {
        return of(new int[rows], limit);
    }

    private static int[] shuffled(int... rows) {
        new SeededRandom(rows.length).shuffle(rows);
        return rows;
    }

    /** {@code , 1000 of 5000 drawn}; nothing where all are. */
    public static String words(int drawn, int rows) {
        return drawn == rows ? "" : ", %s of %s drawn, chosen by chance".formatted(drawn, rows);
    }
}
