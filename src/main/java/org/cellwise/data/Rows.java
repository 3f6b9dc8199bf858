package org.cellwise.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.text.Names;

/** Checks of what users pass as arrays, and their way into flat floats. */
final class Rows {
    private Rows() {}

    /** All rows one after another; an error where there are none, they differ in length, or a number is not finite. */
    static float[] flatten(String what, double[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException(
                    "A dataset expects 1 row or more of %s, each of 1 number or more, but got none".formatted(what));
        }
        int width = rows[0].length;
        float[] flat = new float[Math.multiplyExact(rows.length, width)];
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
        return flat;
    }

    static void requireSameCount(int features, int targets) {
        if (features != targets) {
            throw new IllegalArgumentException(
                    "A dataset expects one target for each row, but there are %s rows of features and %s targets"
                            .formatted(features, targets));
        }
    }

    static float[] classTargets(int[] labels, List<String> classes) {
        float[] targets = new float[labels.length];
        for (int r = 0; r < labels.length; r++) {
            if (labels[r] < 0 || labels[r] >= classes.size()) {
                throw new IllegalArgumentException("Labels expect a class from 0 to %s, but row %s has %s"
                        .formatted(classes.size() - 1, r, labels[r]));
            }
            targets[r] = labels[r];
        }
        return targets;
    }

    static void requireNoNull(String... labels) {
        int row = Arrays.asList(labels).indexOf(null);
        if (row >= 0) {
            throw new IllegalArgumentException(
                    "Labels expect the name of a class in every row, but row %s has null".formatted(row));
        }
    }

    static int classIndex(String label, List<String> classes) {
        int index = classes.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "The label \"%s\" is none of the classes: %s".formatted(label, Names.hint(label, classes)));
        }
        return index;
    }

    /** {@code x1, x2 …}. */
    static List<String> numbered(String prefix, int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> prefix + i).toList();
    }

    static void requireNames(String what, int expected, String... names) {
        if (names.length != expected) {
            throw new IllegalArgumentException("The dataset has %s %ss, but %s names were given (%s)"
                    .formatted(expected, what, names.length, Names.list(names)));
        }
        Names.requireDistinct(what, List.of(names));
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
