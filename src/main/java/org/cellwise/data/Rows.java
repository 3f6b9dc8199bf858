package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.encode.Precision;
import org.cellwise.text.Names;

/** Checks of what users pass as arrays, and their way into flat floats. */
final class Rows {
    private static final int LARGEST = Integer.MAX_VALUE - 8; // of an array, on every Java

    private Rows() {}

    /** All rows one after another; an error where there are none, they differ in length, or a number is not finite. */
    static float[] flatten(String what, double[][] rows) {
        if (present(what, rows).length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException(
                    "A dataset expects 1 row or more of %s, each of 1 number or more, but got none".formatted(what));
        }
        int width = rows[0].length;
        float[] flat = buffer("A dataset", rows.length, width);
        int[] bad = new int[width];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != width) {
                throw new IllegalArgumentException(
                        "Rows of %s expect one length, but row 0 has %s numbers and row %s has %s"
                                .formatted(what, width, r, rows[r].length));
            }
            for (int i = 0; i < width; i++) {
                flat[r * width + i] = (float) rows[r][i];
                bad[i] += Float.isFinite(flat[r * width + i]) ? 0 : 1;
            }
        }
        requireFinite(what, bad);
        Precision.check(what, rows);
        return flat;
    }

    static void requireSameCount(int features, int targets) {
        if (features != targets) {
            throw new IllegalArgumentException(
                    "A dataset expects one target for each row, but there are %s rows of features and %s targets"
                            .formatted(features, targets));
        }
    }

    /** The names, one for each of what is there. */
    static List<String> names(String what, int expected, String... names) {
        if (names.length != expected) {
            throw new IllegalArgumentException("The dataset has %s %ss, but %s names were given (%s)"
                    .formatted(expected, what, names.length, Names.list(names)));
        }
        Names.requireDistinct(what, Arrays.asList(present(what + " names", names)));
        return List.of(names);
    }

    /** The rows of an array, none of which is null. */
    static <T> T[] present(String what, T[] rows) {
        if (rows == null) {
            throw new IllegalArgumentException("A dataset expects an array of %s, but got null".formatted(what));
        }
        int row = Arrays.asList(rows).indexOf(null);
        if (row >= 0) {
            throw new IllegalArgumentException(
                    "A dataset expects %s in every row, but row %s has null".formatted(what, row));
        }
        return rows;
    }

    static double[] present(String what, double... numbers) {
        if (numbers == null) {
            throw new IllegalArgumentException("A dataset expects an array of %s, but got null".formatted(what));
        }
        return numbers;
    }

    /** Rows of T x K numbers each, T times K in one row. */
    static double[][] flattened(double[][][] rows) {
        double[][] flat = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            int positions = present("targets", rows[r]).length;
            if (positions == 0 || positions != rows[0].length) {
                throw new IllegalArgumentException(
                        "Targets expect as many positions in each row, 1 or more, but row 0 has %s and row %s has %s"
                                .formatted(rows[0].length, r, positions));
            }
            for (double[] position : rows[r]) {
                if (position.length == 0 || position.length != rows[0][0].length) {
                    throw new IllegalArgumentException(
                            "Targets expect as many numbers at each position, 1 or more, but the first has %s and one of row %s has %s"
                                    .formatted(rows[0][0].length, r, position.length));
                }
            }
            flat[r] = Arrays.stream(rows[r]).flatMapToDouble(Arrays::stream).toArray();
        }
        return flat;
    }

    /** Room for so many rows. */
    static float[] buffer(String who, int rows, int width) {
        return new float[product(who, rows, width)];
    }

    static int product(String who, int rows, int width) {
        long numbers = (long) rows * width;
        if (numbers > LARGEST) {
            throw new IllegalArgumentException(
                    "%s holds at most %s numbers, but %s rows of %s are %s: take fewer rows, or read them bit by bit from a Source of your own"
                            .formatted(who, LARGEST, rows, width, numbers));
        }
        return (int) numbers;
    }

    private static void requireFinite(String what, int[] bad) {
        int total = Arrays.stream(bad).sum();
        if (total > 0) {
            List<String> columns = IntStream.range(0, bad.length)
                    .filter(i -> bad[i] > 0)
                    .mapToObj(i -> "column " + i + ": " + bad[i])
                    .toList();
            throw new IllegalArgumentException(
                    "A dataset expects finite numbers, but the %s hold %s that are NaN, infinite or too large (%s): leave those rows out or put numbers in"
                            .formatted(what, total, Names.list(columns)));
        }
    }
}
