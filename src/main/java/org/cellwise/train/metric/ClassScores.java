package org.cellwise.train.metric;

import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/**
 * How sure a network is of each class, for each row of a dataset, beside the right class.
 *
 * @param names of the classes
 * @param truth index of each row's right class
 * @param probabilities (rows, classes); each row adds up to 1, and is NaN where the network's outputs are not finite
 */
public record ClassScores(List<String> names, int[] truth, double[][] probabilities) {
    public ClassScores {
        if (truth.length != probabilities.length) {
            throw new IllegalArgumentException("Class scores expect one right class for each row, but got %s for %s"
                    .formatted(truth.length, probabilities.length));
        }
        names = List.copyOf(names);
    }

    /**
     * Runs a network on all rows. Numeric targets count as classes where each is 0 or 1: of several just one is 1.
     *
     * @param asker the function that wants them, for errors
     * @throws IllegalArgumentException if the data has no classes, or the network does not fit it
     */
    public static ClassScores of(String asker, Network network, Dataset data) {
        requireClasses(asker, data);
        Predictions predictions = Predictions.run(network, data);
        int classes = predictions.classNames().size();
        int width = predictions.width();
        if (width != classes && !(width == 1 && classes == 2)) {
            throw new IllegalArgumentException(
                    "%s expects an output for each of the %s classes (%s), but the network has %s: end it with dense(%s)"
                            .formatted(asker, classes, Names.list(predictions.classNames()), width, classes));
        }
        int[] truth = new int[predictions.rows()];
        double[][] probabilities = new double[truth.length][];
        double[] outputs = new double[width];
        for (int row = 0; row < truth.length; row++) {
            int at = row;
            Arrays.setAll(outputs, i -> predictions.output(at, i));
            truth[row] = predictions.trueClass(row);
            probabilities[row] = network.probabilities(outputs);
        }
        return new ClassScores(predictions.classNames(), truth, probabilities);
    }

    /** Whether the targets are classes, or numbers that say the same: 0 or 1 each, and just one 1 of several. */
    public static boolean areClasses(Dataset data) {
        if (data.isClassification()) {
            return true;
        }
        for (int row = 0; row < data.size(); row++) {
            double[] target = data.target(row);
            boolean bits = Arrays.stream(target).allMatch(t -> t == 0 || t == 1);
            if (!bits || target.length > 1 && Arrays.stream(target).sum() != 1) {
                return false;
            }
        }
        return true;
    }

    private static void requireClasses(String asker, Dataset data) {
        if (!areClasses(data)) {
            throw new IllegalArgumentException(
                    "%s expects rows of classes, but the targets are numbers (%s): choose a label column, or look at residuals(net, data)"
                            .formatted(asker, Names.list(data.outputNames())));
        }
    }

    /** How many rows there are. */
    public int size() {
        return truth.length;
    }

    /** Index of the likeliest class of a row. */
    public int predicted(int row) {
        double[] p = probabilities[row];
        int best = 0;
        for (int i = 1; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
        }
        return best;
    }

    /** Probability of a row's likeliest class. */
    public double confidence(int row) {
        return probabilities[row][predicted(row)];
    }

    /** Whether a row's likeliest class is the right one. */
    public boolean isRight(int row) {
        return predicted(row) == truth[row];
    }

    /** Part of the rows that are told right, from 0 to 1. */
    public double accuracy() {
        int right = 0;
        for (int row = 0; row < truth.length; row++) {
            right += isRight(row) ? 1 : 0;
        }
        return (double) right / truth.length;
    }

    /** How often each right class (first index) was taken for each class (second index). */
    public int[][] confusion() {
        int[][] counts = new int[names.size()][names.size()];
        for (int row = 0; row < truth.length; row++) {
            counts[truth[row]][predicted(row)]++;
        }
        return counts;
    }

    /** These scores, if all are finite; else an error. */
    public ClassScores finite(String asker) {
        for (int row = 0; row < truth.length; row++) {
            if (!Arrays.stream(probabilities[row]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "%s expects finite outputs, but those for row %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                                .formatted(asker, row));
            }
        }
        return this;
    }
}
