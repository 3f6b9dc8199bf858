package org.cellwise;

import org.cellwise.data.Dataset;
import org.cellwise.data.ToyData;
import org.cellwise.data.series.SeriesData;
import org.cellwise.data.table.TableData;
import org.cellwise.data.table.TableSeries;
import org.cellwise.math.Seed;
import tech.tablesaw.api.Table;

/** Datasets: rows to learn from, of tables and arrays, and toy data. */
abstract class DataFunctions extends ReadingFunctions {
    DataFunctions() {}

    // -- data

    /** Rows of a table on their way to a network: {@code dataset(penguins).dropMissing().label("species").split(0.8)}. */
    public static TableData dataset(Table table) {
        return TableData.of(table);
    }

    /**
     * A mapping of vectors to vectors, one row of inputs and one of targets for each example: {@code dataset(new
     * double[][] {{0, 0}, {0, 1}}, new double[][] {{0}, {1}})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, or a number is not finite
     */
    public static Dataset dataset(double[][] inputs, double[][] targets) {
        return Dataset.of(inputs, targets);
    }

    /**
     * A mapping of vectors to a single number: {@code dataset(new double[][] {{1}, {2}}, new double[] {1.5, 3})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, or a number is not finite
     */
    public static Dataset dataset(double[][] inputs, double[] targets) {
        return Dataset.of(inputs, targets);
    }

    /**
     * Rows that belong to classes 0, 1, …, which may have names: {@code dataset(points, new int[] {0, 1, 1}, "no", "yes")}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, a number is not finite, or a class has no name
     */
    public static Dataset dataset(double[][] inputs, int[] classes, String... classNames) {
        return Dataset.ofClasses(inputs, classes, classNames);
    }

    /**
     * Rows that belong to named classes, one output for each in alphabetical order, or in that of the names given:
     * {@code dataset(points, new String[] {"no", "yes", "yes"})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, a number is not finite, or a label is no class
     */
    public static Dataset dataset(double[][] inputs, String[] labels, String... classNames) {
        return Dataset.ofClasses(inputs, labels, classNames);
    }

    /**
     * Numbers for each position of a row, such as the steps of a sequence, K numbers for each of T positions:
     * {@code dataset(points, new double[][][] {{{1}, {2}}, {{3}, {4}}, {{5}, {6}}})}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, or a number is not finite
     */
    public static Dataset dataset(double[][] inputs, double[][][] targets) {
        return Dataset.of(inputs, targets);
    }

    /**
     * A class for each position of a row, such as the words of a sentence or the pixels of an image, -1 where a position
     * does not count: {@code dataset(points, new int[][] {{0, 1}, {1, -1}, {0, 0}}, "noun", "verb")}.
     *
     * @throws IllegalArgumentException if rows differ in length or number, a number is not finite, or a class has no name
     */
    public static Dataset dataset(double[][] inputs, int[][] classes, String... classNames) {
        return Dataset.ofClasses(inputs, classes, classNames);
    }

    // -- series

    /**
     * Values over time on their way to windows: {@code series(new double[] {1, 2, 3, 4, 5, 6}).window(3).horizon(1)}.
     */
    public static SeriesData series(double[] values) {
        return SeriesData.of("x", values);
    }

    /**
     * The columns of a table in order of time, one step a row; the first of them is predicted unless others are named as
     * targets: {@code series(weather.where(weather.stringColumn("station").isEqualTo("north")), "day", "rain").window(4)}.
     *
     * @throws IllegalArgumentException if a column is not there or holds no numbers, or two rows are of one time
     */
    public static SeriesData series(Table table, String time, String... columns) {
        return TableSeries.of(table, null, time, columns);
    }

    /**
     * The same with several series in one table, told apart by a column: {@code seriesOfEach(weather, "station", "day",
     * "rain").split(0.8)}.
     *
     * @throws IllegalArgumentException if a column is not there or holds no numbers, or a time is missing or twice in a
     *     series
     */
    public static SeriesData seriesOfEach(Table table, String each, String time, String... columns) {
        return TableSeries.of(table, each, time, columns);
    }

    // -- toy data: points (x, y) in the plane; the same seed gives the same points

    /** Exclusive or: 1 where just one of two inputs is 1; four rows: {@code xor()}. */
    public static Dataset xor() {
        return ToyData.xor();
    }

    /**
     * Two half circles that reach into each other, with normal noise of this deviation: {@code moons(400, 0.1, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset moons(int rows, double noise, Seed seed) {
        return ToyData.moons(rows, noise, seed);
    }

    /**
     * Two spirals wound around each other within a circle of radius 1: {@code spirals(400, 0.02, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset spirals(int rows, double noise, Seed seed) {
        return ToyData.spirals(rows, noise, seed);
    }

    /**
     * A circle of radius a half within one of radius 1: {@code circles(400, 0.05, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public static Dataset circles(int rows, double noise, Seed seed) {
        return ToyData.circles(rows, noise, seed);
    }

    /**
     * Heaps of points around centres spread evenly on a circle of radius 2: {@code blobs(300, 3, 0.5, seed(1))}.
     *
     * @throws IllegalArgumentException if there are fewer than 2 classes, or fewer rows than classes
     */
    public static Dataset blobs(int rows, int classes, double noise, Seed seed) {
        return ToyData.blobs(rows, classes, noise, seed);
    }
}
