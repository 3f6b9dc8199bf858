package org.cellwise.data;

import java.util.function.IntFunction;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.text.Given;

/** Small sets of points in the plane to try networks on. The same seed gives the same points. */
public final class ToyData {
    private static final double TURNS = 1.5;

    private static final int MOST_ROWS = 10_000_000;

    private ToyData() {}

    /** Exclusive or: 1 where just one of two bits is 1; four rows. */
    public static Dataset xor() {
        return Dataset.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new double[][] {{0}, {1}, {1}, {0}});
    }

    /** Two half circles that reach into each other. */
    public static Dataset moons(int rows, double noise, Seed seed) {
        SeededRandom random =
                Given.require(seed, "moons", "a seed, such as seed(1)").random();
        return points(rows, 2, noise, random, row -> {
            double angle = Math.PI * random.nextDouble();
            double x = StrictMath.cos(angle);
            double y = StrictMath.sin(angle);
            return row % 2 == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
        });
    }

    /** Two spirals of one and a half turns, wound around each other within a circle of radius 1. */
    public static Dataset spirals(int rows, double noise, Seed seed) {
        SeededRandom random =
                Given.require(seed, "spirals", "a seed, such as seed(1)").random();
        return points(rows, 2, noise, random, row -> {
            double radius = 0.05 + 0.95 * Math.sqrt(random.nextDouble()); // as dense outside as inside
            double angle = 2 * Math.PI * TURNS * radius + Math.PI * (row % 2);
            return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        });
    }

    /** A circle of radius a half within one of radius 1. */
    public static Dataset circles(int rows, double noise, Seed seed) {
        SeededRandom random =
                Given.require(seed, "circles", "a seed, such as seed(1)").random();
        return points(rows, 2, noise, random, row -> {
            double angle = 2 * Math.PI * random.nextDouble();
            double radius = row % 2 == 0 ? 1 : 0.5;
            return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        });
    }

    /** Heaps of points around centres that are spread evenly on a circle of radius 2, one heap a class. */
    public static Dataset blobs(int rows, int classes, double noise, Seed seed) {
        return points(
                rows,
                classes,
                noise,
                Given.require(seed, "blobs", "a seed, such as seed(1)").random(),
                row -> {
                    double angle = 2 * Math.PI * (row % classes) / classes;
                    return new double[] {2 * StrictMath.cos(angle), 2 * StrictMath.sin(angle)};
                });
    }

    /** Points with normal noise around them; row i belongs to class i modulo the number of classes. */
    private static Dataset points(
            int rows, int classes, double noise, SeededRandom random, IntFunction<double[]> point) {
        if (rows < classes || classes < 2 || rows > MOST_ROWS) {
            throw new IllegalArgumentException(
                    "Toy data expects 2 classes or more and a row for each, up to %s, but got %s rows of %s classes"
                            .formatted(MOST_ROWS, rows, classes));
        }
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw new IllegalArgumentException("Toy data expects a noise of 0 or more, such as 0.1, but got " + noise);
        }
        double[][] features = new double[rows][];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % classes;
            features[row] = point.apply(row);
            features[row][0] += noise * random.nextGaussian();
            features[row][1] += noise * random.nextGaussian();
        }
        return Dataset.ofClasses(features, labels).inputs("x", "y");
    }
}
