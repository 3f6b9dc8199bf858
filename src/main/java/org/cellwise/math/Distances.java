package org.cellwise.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** How far vectors are from each other. All functions take two vectors of the same length, without changing them. */
public final class Distances {
    private Distances() {}

    /**
     * A row close to a vector.
     *
     * @param row its index, from 0
     * @param distance how far it is
     */
    public record Neighbor(int row, double distance) {}

    /** √Σ (aᵢ - bᵢ)², the length of the straight way. */
    public static double euclidean(double[] a, double[] b) {
        return Math.sqrt(squaredEuclidean(a, b));
    }

    /** Σ (aᵢ - bᵢ)². */
    public static double squaredEuclidean(double[] a, double[] b) {
        checkLengths(a, b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum();
    }

    /** Σ |aᵢ - bᵢ|, the way along the axes. */
    public static double manhattan(double[] a, double[] b) {
        checkLengths(a, b);
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .sum();
    }

    /** Σ aᵢ bᵢ: large where two vectors are long and point the same way, 0 where they are at right angles. */
    public static double dotProduct(double[] a, double[] b) {
        checkLengths(a, b);
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /**
     * The cosine of the angle between two vectors, a·b / (|a| |b|): 1 for the same direction, -1 for opposite ones.
     *
     * @throws IllegalArgumentException if a vector is all zeros
     */
    public static double cosineSimilarity(double[] a, double[] b) {
        checkLengths(a, b);
        double cosine = dotProduct(direction("first", a), direction("second", b));
        return Math.max(-1, Math.min(1, cosine)); // rounding may lead a bit beyond
    }

    /**
     * 1 - {@link #cosineSimilarity}: 0 for the same direction, 2 for opposite ones, whatever the lengths.
     *
     * @throws IllegalArgumentException if a vector is all zeros
     */
    public static double cosine(double[] a, double[] b) {
        return 1 - cosineSimilarity(a, b);
    }

    /** The rows closest to a vector by Euclidean distance, the closest first; all where there are fewer than asked for. */
    public static List<Neighbor> nearest(double[] vector, double[][] rows, int count) {
        return nearest(vector, rows, count, Distances::euclidean);
    }

    /**
     * The rows closest to a vector by a distance, the closest first; all where there are fewer than asked for.
     *
     * @param distance smaller is closer; for the dot product, where larger is closer, {@code (a, b) -> -dotProduct(a, b)}
     */
    public static List<Neighbor> nearest(
            double[] vector, double[][] rows, int count, ToDoubleBiFunction<double[], double[]> distance) {
        if (count < 1) {
            throw new IllegalArgumentException("nearest expects at least 1 neighbour to find, but got " + count);
        }
        return IntStream.range(0, rows.length)
                .mapToObj(row -> neighbor(row, distance.applyAsDouble(vector, rows[row])))
                .sorted(Comparator.comparingDouble(Neighbor::distance))
                .limit(count)
                .toList();
    }

    private static Neighbor neighbor(int row, double distance) {
        if (Double.isNaN(distance)) {
            throw new IllegalArgumentException("nearest expects a distance to each row, but that to row " + row
                    + " is no number: look for NaN in the vector or the row");
        }
        return new Neighbor(row, distance);
    }

    /** The vector with length 1. */
    private static double[] direction(String which, double... vector) {
        double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
        if (largest == 0) {
            throw new IllegalArgumentException("cosine expects vectors with a direction, but the " + which
                    + " one is all zeros: leave it out, or use another distance, such as Euclidean");
        }
        double[] shortened =
                Arrays.stream(vector).map(x -> x / largest).toArray(); // so that no square over- or underflows
        double length = Math.sqrt(dotProduct(shortened, shortened));
        return Arrays.stream(shortened).map(x -> x / length).toArray();
    }

    private static void checkLengths(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("A distance expects two vectors of the same length, but got " + a.length
                    + " numbers and " + b.length);
        }
    }
}
