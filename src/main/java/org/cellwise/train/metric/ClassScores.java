package org.cellwise.train.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.text.Names;

/**
 * How sure a network is of each class, for each row of a dataset, beside the right class.
 *
 * @param names of the classes
 * @param truth index of each row's right class
 * @param predicted index of the class that each row was taken for; -1 where the network's outputs are not finite
 * @param probabilities (rows, classes); each row adds up to 1
 * @param ranks (rows, classes): larger where a class is likelier, also where probabilities are rounded to 0 or 1
 */
public record ClassScores(
        List<String> names, int[] truth, int[] predicted, double[][] probabilities, double[][] ranks) {
    public ClassScores {
        if (truth.length != probabilities.length) {
            throw new IllegalArgumentException("Class scores expect one right class for each row, but got %s for %s"
                    .formatted(truth.length, probabilities.length));
        }
        names = List.copyOf(names);
    }

    /** Of probabilities alone: each row is taken for its likeliest class. */
    public ClassScores(List<String> names, int[] truth, double[][] probabilities) {
        this(
                names,
                truth,
                Arrays.stream(probabilities).mapToInt(ClassScores::largest).toArray(),
                probabilities,
                probabilities);
    }

    private static int largest(double... values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    /**
     * Runs a network on all rows. Numeric targets count as classes where each is 0 or 1. Of several yes-or-no answers all
     * are taken together, as rows of the classes no and yes.
     *
     * @param asker the function that wants them, for errors
     * @throws IllegalArgumentException if the data has no classes, or the network does not fit it
     */
    public static ClassScores of(String asker, Network network, Dataset data) {
        List<ClassScores> each = each(asker, network, data);
        return each.size() == 1 ? each.get(0) : together(each);
    }

    /**
     * As {@link #of}, but of several yes-or-no answers one for each of them.
     *
     * @throws IllegalArgumentException if the data has no classes, or the network does not fit it
     */
    public static List<ClassScores> each(String asker, Network network, Dataset data) {
        Meeting meeting = Meeting.of(network, data);
        if (!data.isClassification() && !meeting.hasBits()) {
            throw new IllegalArgumentException(
                    "%s expects rows of classes, but the targets are numbers (%s): choose a label column, or look at residuals(net, data)"
                            .formatted(asker, Names.list(data.outputNames())));
        }
        meeting.requireClasses(asker);
        Predictions predictions = Predictions.run(meeting, data);
        OutputMeaning meaning = meeting.meaning();
        if (meaning.kind() != Kind.ANSWERS) {
            return List.of(ofClasses(predictions, meaning));
        }
        List<ClassScores> each = new ArrayList<>();
        for (int question = 0; question < meaning.width(); question++) {
            each.add(ofQuestion(question, predictions, meaning));
        }
        return each;
    }

    private static ClassScores ofClasses(Predictions predictions, OutputMeaning meaning) {
        int rows = predictions.rows();
        int[] truth = new int[rows];
        int[] predicted = new int[rows];
        double[][] probabilities = new double[rows][];
        double[][] ranks = new double[rows][];
        for (int row = 0; row < rows; row++) {
            int at = predictions.at(row);
            truth[row] = predictions.trueClass(row);
            predicted[row] = meaning.predicted(predictions.outputs(), at);
            probabilities[row] = meaning.probabilities(predictions.outputs(), at);
            ranks[row] = meaning.scores(predictions.outputs(), at);
        }
        return new ClassScores(predictions.classNames(), truth, predicted, probabilities, ranks);
    }

    private static ClassScores ofQuestion(int question, Predictions predictions, OutputMeaning meaning) {
        int rows = predictions.rows();
        int[] truth = new int[rows];
        int[] predicted = new int[rows];
        double[][] probabilities = new double[rows][];
        double[][] ranks = new double[rows][];
        for (int row = 0; row < rows; row++) {
            int at = predictions.at(row);
            truth[row] = predictions.target(row, question) > 0.5 ? 1 : 0;
            boolean finite = Double.isFinite(predictions.output(row, question));
            predicted[row] = !finite ? -1 : meaning.isYes(predictions.outputs(), at, question) ? 1 : 0;
            double p = meaning.probabilities(predictions.outputs(), at)[question];
            double rank = meaning.scores(predictions.outputs(), at)[question];
            probabilities[row] = new double[] {1 - p, p};
            ranks[row] = new double[] {-rank, rank};
        }
        String name = predictions.classNames().get(question);
        return new ClassScores(List.of("not " + name, name), truth, predicted, probabilities, ranks);
    }

    private static ClassScores together(List<ClassScores> each) {
        return new ClassScores(
                List.of("no", "yes"),
                each.stream().flatMapToInt(s -> Arrays.stream(s.truth)).toArray(),
                each.stream().flatMapToInt(s -> Arrays.stream(s.predicted)).toArray(),
                each.stream().flatMap(s -> Arrays.stream(s.probabilities)).toArray(double[][]::new),
                each.stream().flatMap(s -> Arrays.stream(s.ranks)).toArray(double[][]::new));
    }

    /** How many rows there are. */
    public int size() {
        return truth.length;
    }

    /** Index of the class that a row was taken for. */
    public int predicted(int row) {
        return predicted[row];
    }

    /** Probability of the class that a row was taken for. */
    public double confidence(int row) {
        return predicted[row] < 0 ? Double.NaN : probabilities[row][predicted[row]];
    }

    /** Whether a row was taken for the right class. */
    public boolean isRight(int row) {
        return predicted[row] == truth[row];
    }

    /** Part of the rows that are classified correctly, from 0 to 1. */
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
            counts[truth[row]][predicted[row]]++;
        }
        return counts;
    }

    /**
     * These scores, all of which are finite.
     *
     * @throws IllegalArgumentException if one is not
     */
    public ClassScores finite(String asker) {
        for (int row = 0; row < truth.length; row++) {
            if (predicted[row] < 0 || !Arrays.stream(probabilities[row]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "%s expects finite outputs, but those for row %s are not: the network's weights may have diverged; train again with a smaller learning rate"
                                .formatted(asker, row));
            }
        }
        return this;
    }
}
