package org.cellwise.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.cellwise.data.encode.Categories;
import org.cellwise.data.encode.ColumnSums;
import org.cellwise.data.encode.Scaling;
import org.cellwise.data.table.DistantRecipe;
import org.cellwise.text.Names;

/**
 * Reads the columns of rows as a table would: a number as a {@link Double}, a category as its text, null where there is
 * none.
 */
final class RowForm implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double LARGEST = 1e100; // its square is still finite
    private static final long EXACT = 1L << 53; // from here on, doubles leave whole numbers out
    private static final double UNIT = 0x1.0p-53;

    private final String[] names;
    private final boolean[] numbers;
    private final boolean[] mayMiss;
    private final boolean[] logarithms;
    private final long seed;
    private final double low; // of the part of the rows that is taken
    private final double high;

    private RowForm(
            String[] names,
            boolean[] numbers,
            boolean[] mayMiss,
            boolean[] logarithms,
            long seed,
            double low,
            double high) {
        this.names = names;
        this.numbers = numbers;
        this.mayMiss = mayMiss;
        this.logarithms = logarithms;
        this.seed = seed;
        this.low = low;
        this.high = high;
    }

    /** Of rows with these columns, in this order. */
    static RowForm of(List<DistantRecipe.Wanted> wanted) {
        int size = wanted.size();
        RowForm form = new RowForm(
                new String[size], new boolean[size], new boolean[size], new boolean[size], 0, 0, Double.MAX_VALUE);
        for (int i = 0; i < size; i++) {
            form.names[i] = wanted.get(i).column();
            form.numbers[i] = wanted.get(i).isNumber();
            form.mayMiss[i] = wanted.get(i).mayMiss();
            form.logarithms[i] = wanted.get(i).logarithms();
        }
        return form;
    }

    /** The same of those rows alone whose share, which follows from what they hold, lies between two. */
    RowForm part(long from, double least, double below) {
        return new RowForm(names, numbers, mayMiss, logarithms, from, least, below);
    }

    String name(int i) {
        return names[i];
    }

    int index(String name) {
        return Arrays.asList(names).indexOf(name);
    }

    /** Empty sums of the columns. */
    ColumnSums[] sums() {
        ColumnSums[] sums = new ColumnSums[names.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = ColumnSums.start(names[i], numbers[i], logarithms[i]);
        }
        return sums;
    }

    /**
     * The values of a row.
     *
     * @throws IllegalArgumentException if one cannot be read
     */
    Object[] read(Row row) {
        Object[] values = new Object[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i] ? number(i, row.get(i)) : text(row.get(i));
        }
        return values;
    }

    /** The number in a column of a row that can be read and is taken; none of others, which are told where rows are counted. */
    List<Double> number(Row row, int index) {
        try {
            Object[] values = read(row);
            return takes(values) && misses(values) < 0 && values[index] != null
                    ? List.of((Double) values[index])
                    : List.of();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private Double number(int i, Object raw) {
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof Number number)) {
            throw new IllegalArgumentException(
                    "\"%s\" expects a number, but got %s".formatted(Names.shorten(names[i]), raw));
        }
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return null;
        }
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException(
                    "\"%s\" holds values that are infinite or beyond 1e100 (%s): leave those rows out, or put numbers in"
                            .formatted(Names.shorten(names[i]), value));
        }
        if (logarithms[i]) {
            Scaling.logarithm(value); // refuses numbers that have none
        }
        if (raw instanceof Long whole && Math.abs(whole) > EXACT) {
            throw new IllegalArgumentException(
                    "\"%s\" holds whole numbers beyond 2^53, which are no longer told apart as numbers (%s): identifiers tell a network nothing, leave the column out of features(…)"
                            .formatted(Names.shorten(names[i]), whole));
        }
        return value;
    }

    private static String text(Object raw) {
        boolean missing = raw == null
                || raw instanceof String text && text.isBlank()
                || raw instanceof Number number && Double.isNaN(number.doubleValue());
        return missing ? null : Categories.text(raw);
    }

    /** The first column whose value is missing though nothing stands in for it; -1 for none. */
    int misses(Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && !mayMiss[i]) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a row is in the part that is taken; it follows from what the row holds, wherever it stands. */
    boolean takes(Object... values) {
        if (low <= 0 && high >= 1) {
            return true;
        }
        long hash = mixed(seed);
        for (Object value : values) {
            if (value instanceof Double number) {
                hash = mixed(hash ^ Double.doubleToLongBits(number));
            } else if (value instanceof String text) {
                for (int i = 0; i < text.length(); i++) {
                    hash = mixed(hash ^ text.charAt(i));
                }
            }
            hash = mixed(hash + 1);
        }
        double share = (mixed(hash) >>> 11) * UNIT;
        return share >= low && share < high;
    }

    private static long mixed(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
