package org.cellwise.data;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.TreeSet;
import org.cellwise.text.Names;

/** Checks of labels that users pass as arrays, and their way into targets. */
final class Labels {
    private Labels() {}

    static int[] present(int... labels) {
        if (labels == null) {
            throw new IllegalArgumentException("A dataset expects an array of labels, but got null");
        }
        return labels;
    }

    /** The names given, or {@code 0, 1 …}, as many as the labels need. */
    static List<String> classes(int[] labels, String... names) {
        if (names.length > 0) {
            return named(names);
        }
        int[] distinct = Arrays.stream(labels).distinct().sorted().toArray();
        int largest = distinct.length == 0 ? 0 : distinct[distinct.length - 1];
        if (distinct.length > 0 && distinct[0] > 0) {
            throw new IllegalArgumentException(
                    "Labels expect classes from 0 on, but go from %s to %s: subtract %s from each, or name all classes, one for each number from 0 to %s"
                            .formatted(distinct[0], largest, distinct[0], largest));
        }
        if (largest >= 2L * Math.max(1, distinct.length)) {
            throw new IllegalArgumentException(
                    "Labels expect classes 0, 1 … without gaps, but only %s of the numbers up to %s occur: number the classes anew, or pass labels as texts"
                            .formatted(distinct.length, largest));
        }
        return Names.numbered("", 0, largest + 1);
    }

    /** The names given, or the labels in alphabetical order. */
    static List<String> classes(String[] labels, String... names) {
        Rows.present("labels", labels);
        return names.length > 0 ? named(names) : List.copyOf(new TreeSet<>(Arrays.asList(labels)));
    }

    private static List<String> named(String... names) {
        return List.of(Rows.present("class names", names));
    }

    /** Labels of all positions, row after row. */
    static int[] flatten(int[]... labels) {
        int width = labels[0].length;
        int[] flat = new int[Rows.product("A dataset", labels.length, width)];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row].length != width || width == 0) {
                throw new IllegalArgumentException(
                        "Labels expect as many positions in each row, 1 or more, but row 0 has %s and row %s has %s: fill up with -1, which does not count"
                                .formatted(width, row, labels[row].length));
            }
            System.arraycopy(labels[row], 0, flat, row * width, width);
        }
        return flat;
    }

    /** Those that are not -1. */
    static int[] counted(int... labels) {
        return Arrays.stream(labels).filter(label -> label != -1).toArray();
    }

    /** Class indices, one a row. */
    static float[] targets(int[] labels, List<String> classes) {
        return targets(labels, classes, 1, 0);
    }

    /** Class indices for each position of rows; 0 in place of -1, so that a reader finds a class. */
    static float[] targets(int[] labels, List<String> classes, int width) {
        return targets(labels, classes, width, -1);
    }

    private static float[] targets(int[] labels, List<String> classes, int width, int smallest) {
        float[] targets = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < smallest || labels[i] >= classes.size()) {
                throw new IllegalArgumentException("Labels expect a class from 0 to %s%s, but row %s has %s%s"
                        .formatted(
                                classes.size() - 1,
                                smallest < 0 ? ", or -1 for none" : "",
                                i / width,
                                labels[i],
                                remedy(labels, classes.size())));
            }
            targets[i] = Math.max(0, labels[i]);
        }
        return targets;
    }

    private static String remedy(int[] labels, int classes) {
        IntSummaryStatistics range = Arrays.stream(labels).summaryStatistics();
        if (range.getMin() == 1 && range.getMax() == classes) {
            return ": subtract 1 from each, so that they count from 0";
        }
        return range.getMin() < 0 ? ": number the classes 0, 1 …, or pass labels as texts" : "";
    }

    /** 0 for -1, else 1; null where all weigh 1. */
    static float[] weights(int... labels) {
        float[] weights = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            weights[i] = labels[i] == -1 ? 0 : 1;
        }
        Weights.requireSome("A dataset", weights);
        return Arrays.stream(labels).anyMatch(label -> label == -1) ? weights : null;
    }

    static int index(String label, List<String> classes) {
        int index = classes.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("The label \"%s\" is none of the classes: %s"
                    .formatted(Names.shorten(label), Names.hint(label, classes)));
        }
        return index;
    }
}
