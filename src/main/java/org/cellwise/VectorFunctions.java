package org.cellwise;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.cellwise.math.Distances;
import org.cellwise.text.Given;

/** Distances of two vectors of the same length, and neighbours. */
abstract class VectorFunctions extends InsightFunctions {
    VectorFunctions() {}

    /**
     * √Σ (aᵢ - bᵢ)², the straight way: {@code euclidean(a, b)}.
     *
     * @throws IllegalArgumentException if the vectors differ in length
     */
    public static double euclidean(double[] a, double[] b) {
        return Distances.euclidean(vector("euclidean", a), vector("euclidean", b));
    }

    /**
     * Σ (aᵢ - bᵢ)²: {@code squaredEuclidean(a, b)}.
     *
     * @throws IllegalArgumentException if the vectors differ in length
     */
    public static double squaredEuclidean(double[] a, double[] b) {
        return Distances.squaredEuclidean(vector("squaredEuclidean", a), vector("squaredEuclidean", b));
    }

    /**
     * Σ |aᵢ - bᵢ|, the way along the axes: {@code manhattan(a, b)}.
     *
     * @throws IllegalArgumentException if the vectors differ in length
     */
    public static double manhattan(double[] a, double[] b) {
        return Distances.manhattan(vector("manhattan", a), vector("manhattan", b));
    }

    /**
     * 1 - a·b / (|a| |b|), from 0 for the same direction to 2 for opposite ones: {@code cosine(a, b)}.
     *
     * @throws IllegalArgumentException if a vector is all zeros, since it has no direction
     */
    public static double cosine(double[] a, double[] b) {
        return Distances.cosine(vector("cosine", a), vector("cosine", b));
    }

    /**
     * Σ aᵢ bᵢ, 0 at right angles: {@code dot(a, b)}.
     *
     * @throws IllegalArgumentException if the vectors differ in length
     */
    public static double dot(double[] a, double[] b) {
        return Distances.dotProduct(vector("dot", a), vector("dot", b));
    }

    /**
     * The rows closest to a vector by Euclidean distance, the closest first: {@code nearest(a, points, 3)}.
     *
     * @throws IllegalArgumentException if the count is below 1, or rows are not as long as the vector
     */
    public static List<Distances.Neighbor> nearest(double[] vector, double[][] rows, int count) {
        return Distances.nearest(vector("nearest", vector), Given.require(rows, "nearest", "rows"), count);
    }

    /**
     * The rows closest to a vector by a distance of your choice: {@code nearest(a, points, 3, (p, q) -> manhattan(p, q))}.
     *
     * @throws IllegalArgumentException if the count is below 1, or the distance refuses a row
     */
    public static List<Distances.Neighbor> nearest(
            double[] vector, double[][] rows, int count, ToDoubleBiFunction<double[], double[]> distance) {
        return Distances.nearest(
                vector("nearest", vector),
                Given.require(rows, "nearest", "rows"),
                count,
                Given.require(distance, "nearest", "a distance, such as Cellwise::manhattan"));
    }

    private static double[] vector(String who, double... numbers) {
        return Given.require(numbers, who, "vectors, such as new double[] {1, 2}");
    }
}
