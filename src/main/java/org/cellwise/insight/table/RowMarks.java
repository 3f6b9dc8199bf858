package org.cellwise.insight.table;

import org.cellwise.data.column.Column;

/**
 * What is told of each row while a table is read column by column: a number that stands for its features, one for its
 * target, how many values it misses and of which column. Any order of the columns gives the same.
 */
final class RowMarks {
    private final long[] features;
    private final long[] target;
    private final int[] missing;
    private final long[] missingColumns; // sum of their indices, counted from 1

    RowMarks(int rows) {
        features = new long[rows];
        target = new long[rows];
        missing = new int[rows];
        missingColumns = new long[rows];
    }

    /**
     * Takes in a column; several threads may do so at once.
     *
     * @param isUseless whether it only names the rows, and does not make two of them different
     */
    synchronized void add(int index, Column column, boolean isTarget, boolean isUseless, boolean hasMissing) {
        if (!isUseless) {
            mark(isTarget ? target : features, index, column);
        }
        for (int row = 0; hasMissing && row < missing.length; row++) {
            if (column.isMissing(row)) {
                missing[row]++;
                missingColumns[row] += index + 1;
            }
        }
    }

    private static void mark(long[] into, int index, Column column) {
        long salt = mix(index + 1L);
        if (column instanceof Column.Numbers numbers) {
            double[] values = numbers.values();
            for (int row = 0; row < values.length; row++) {
                into[row] += mix(Double.doubleToLongBits(values[row] + 0.0) ^ salt);
            }
        } else if (column instanceof Column.Texts texts) {
            int[] codes = texts.codes();
            for (int row = 0; row < codes.length; row++) {
                into[row] += mix(codes[row] ^ salt);
            }
        }
    }

    private static long mix(long x) {
        long z = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L; // SplitMix64's
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** How many rows miss some value. */
    int incomplete() {
        int count = 0;
        for (int number : missing) {
            count += number > 0 ? 1 : 0;
        }
        return count;
    }

    /** For each of so many columns in how many rows it is the only one that is missing. */
    int[] missingAlone(int columns) {
        int[] alone = new int[columns];
        for (int row = 0; row < missing.length; row++) {
            if (missing[row] == 1) {
                alone[(int) missingColumns[row] - 1]++;
            }
        }
        return alone;
    }

    /**
     * How many rows have the features of an earlier one.
     *
     * @param same with the same target
     * @param other with another target
     */
    record Repeated(int same, int other) {}

    Repeated repeated() {
        int capacity = Integer.highestOneBit(Math.max(2, features.length)) * 4;
        int[] rows = new int[capacity]; // counted from 1; 0 is free
        int same = 0;
        int other = 0;
        for (int row = 0; row < features.length; row++) {
            int place = (int) features[row] & capacity - 1;
            while (rows[place] != 0 && features[rows[place] - 1] != features[row]) {
                place = place + 1 & capacity - 1;
            }
            if (rows[place] == 0) {
                rows[place] = row + 1;
            } else if (target[rows[place] - 1] == target[row]) {
                same++;
            } else {
                other++;
            }
        }
        return new Repeated(same, other);
    }
}
