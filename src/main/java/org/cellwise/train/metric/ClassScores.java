package org.cellwise.train.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.text.Names;

/**
 * How sure a network is of each class, for each row of a dataset that weighs anything, beside the right class.
 *
 * @param names of the classes
 * @param truth index of each row's right class
 * @param predicted index of the class that each row was taken for; -1 where the network's outputs are not finite
 * @param probabilities (rows, classes); each row adds up to 1
 * @param ranks (rows, classes): larger where a class is likelier, also where probabilities are rounded to 0 or 1
 * @param weights how much each row counts
 * @param rows number of each row among all of the dataset, those left out included
 */
public record ClassScores(
        List<String> names,
        int[] truth,
        int[] predicted,
        double[][] probabilities,
        double[][] ranks,
        double[] weights,
        int[] rows) {
    public ClassScores {
        if (truth.length != probabilities.length) {
            throw new IllegalArgumentException("Class scores expect one right class for each row, but got %s for %s"
                    .formatted(truth.length, probabilities.length));
        }
        names = List.copyOf(names);
    }

    /** Of probabilities alone: each row is taken for its likeliest class, and all weigh the same. */
    public ClassScores(List<String> names, int[] truth, double[][] probabilities) {
        this(
                names,
                truth,
                Arrays.stream(probabilities).mapToInt(ClassScores::largest).toArray(),
                probabilities,
                probabilities,
                DoubleStream.generate(() -> 1).limit(truth.length).toArray(),
                IntStream.range(0, truth.length).toArray());
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

    private static int[] counting(Predictions predictions) {
        int[] rows = IntStream.range(0, predictions.rows())
                .filter(row -> predictions.weight(row) != 0)
                .toArray();
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "Scores of classes expect rows that weigh more than 0, but there are none: choose rows that count");
        }
        return rows;
    }

    private static ClassScores ofClasses(Predictions predictions, OutputMeaning meaning) {
        int[] rows = counting(predictions);
        int[] truth = new int[rows.length];
        int[] predicted = new int[rows.length];
        double[][] probabilities = new double[rows.length][];
        double[][] ranks = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            int at = predictions.at(row);
            truth[i] = predictions.trueClass(row);
            predicted[i] = meaning.predicted(predictions.outputs(), at);
            probabilities[i] = meaning.probabilities(predictions.outputs(), at);
            ranks[i] = meaning.scores(predictions.outputs(), at);
        }
        double[] weights = Arrays.stream(rows).mapToDouble(predictions::weight).toArray();
        return new ClassScores(predictions.classNames(), truth, predicted, probabilities, ranks, weights, rows);
    }

    private static ClassScores ofQuestion(int question, Predictions predictions, OutputMeaning meaning) {
        int[] rows = counting(predictions);
        int[] truth = new int[rows.length];
        int[] predicted = new int[rows.length];
        double[][] probabilities = new double[rows.length][];
        double[][] ranks = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            int at = predictions.at(row);
            truth[i] = predictions.target(row, question) > 0.5 ? 1 : 0;
            boolean finite = Double.isFinite(predictions.output(row, question));
            predicted[i] = !finite ? -1 : meaning.isYes(predictions.outputs(), at, question) ? 1 : 0;
            double p = meaning.probabilities(predictions.outputs(), at)[question];
            double rank = meaning.scores(predictions.outputs(), at)[question];
            probabilities[i] = new double[] {1 - p, p};
            ranks[i] = new double[] {-rank, rank};
        }
        String name = predictions.classNames().get(question);
        double[] weights = Arrays.stream(rows).mapToDouble(predictions::weight).toArray();
        return new ClassScores(List.of("not " + name, name), truth, predicted, probabilities, ranks, weights, rows);
    }

    private static ClassScores together(List<ClassScores> each) {
        return new ClassScores(
                List.of("no", "yes"),
                each.stream().flatMapToInt(s -> Arrays.stream(s.truth)).toArray(),
                each.stream().flatMapToInt(s -> Arrays.stream(s.predicted)).toArray(),
                each.stream().flatMap(s -> Arrays.stream(s.probabilities)).toArray(double[][]::new),
                each.stream().flatMap(s -> Arrays.stream(s.ranks)).toArray(double[][]::new),
                each.stream().flatMapToDouble(s -> Arrays.stream(s.weights)).toArray(),
                each.stream().flatMapToInt(s -> Arrays.stream(s.rows)).toArray());
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

    /** Part of the rows that are classified correctly, by their weights, from 0 to 1. */
    public double accuracy() {
        double right = 0;
        double all = 0;
        for (int row = 0; row < truth.length; row++) {
            right += isRight(row) ? weights[row] : 0;
            all += weights[row];
        }
        return right / all;
    }

    /** What the rows of each right class (first index) that were taken for each class (second index) weigh together. */
    public double[][] confusion() {
        double[][] sums = new double[names.size()][names.size()];
        for (int row = 0; row < truth.length; row++) {
            sums[truth[row]][predicted[row]] += weights[row];
        }
        return sums;
    }

    /** Whether rows weigh other than 1. */
    public boolean isWeighted() {
        return Arrays.stream(weights).anyMatch(weight -> weight != 1);
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
                                .formatted(asker, rows[row]));
            }
        }
        return this;
    }
}
