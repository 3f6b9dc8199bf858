package org.cellwise.network;

import java.util.List;
import org.cellwise.tensor.Shape;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** What a network reads: the shape of one row, and a name for each of its numbers where they have names. */
public record Inputs(Shape shape, List<String> names) {
    /**
     * Of a shape with names or none.
     *
     * @throws IllegalArgumentException if there are names, but not one for each number of a row, or a row has no number
     */
    public Inputs {
        names = List.copyOf(names);
        if (shape.elements() < 1) {
            throw new IllegalArgumentException("inputs(…) expects at least one input, but the shape is " + shape);
        }
        if (!names.isEmpty() && names.size() != shape.elements()) {
            throw new IllegalArgumentException("inputs(…) expects a name for each of " + shape.elements()
                    + " inputs, but got " + names.size() + " names");
        }
    }

    /** One number for each name. */
    public static Inputs named(List<String> names) {
        Names.requireDistinct("input", names);
        return new Inputs(Shape.of(names.size()), names);
    }

    /** Rows of a shape, without names. */
    public static Inputs shaped(int... sizes) {
        return new Inputs(Shape.of(sizes), List.of());
    }

    /**
     * Copies some rows into an array, one behind the other.
     *
     * @throws IllegalArgumentException if a row has not a number for each input, or one is not finite
     */
    void copy(double[][] rows, int from, int count, float[] to) {
        int at = 0;
        for (int i = from; i < from + count; i++) {
            check(rows, i);
            for (double number : rows[i]) {
                to[at++] = (float) number;
            }
        }
    }

    /** One row as numbers that a tape reads. */
    float[] features(double... row) {
        Given.require(row, "A network", "a row of numbers, such as data.features(3)");
        float[] features = new float[row.length];
        copy(new double[][] {row}, 0, 1, features);
        return features;
    }

    private void check(double[][] rows, int i) {
        int width = shape.elements();
        if (rows[i] == null) {
            throw new IllegalArgumentException("The network expects " + Names.count(width, "input") + ", but "
                    + (rows.length == 1 ? "the row" : "row " + i) + " is null");
        }
        if (rows[i].length != width) {
            throw new IllegalArgumentException("The network expects " + width + " inputs ("
                    + Names.list(namesOrNumbers()) + "), but " + (rows.length == 1 ? "the row" : "row " + i) + " has "
                    + rows[i].length + ": give one number for each input");
        }
        for (int k = 0; k < width; k++) {
            if (!Float.isFinite((float) rows[i][k])) {
                boolean isLarge = Double.isFinite(rows[i][k]);
                throw new IllegalArgumentException("The network expects "
                        + (isLarge ? "numbers up to 3.4e38, as float32 holds them" : "finite numbers") + ", but input "
                        + namesOrNumbers().get(k) + " of row " + i + " is " + rows[i][k]
                        + (isLarge
                                ? ": scale it as the rows that the network was trained on"
                                : ": drop the row or fill the value in"));
            }
        }
    }

    /** The given names, or {@code x1, x2, …}. */
    List<String> namesOrNumbers() {
        return names.isEmpty() ? Names.numbered("x", 1, shape.elements()) : names;
    }

    /** Whether names are no more than numbers, such as {@code x1, x2, …}. */
    static boolean areNumbers(String letter, List<String> names) {
        return names.equals(Names.numbered(letter, 1, names.size()));
    }
}
