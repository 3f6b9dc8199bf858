package org.cellwise.insight.explain;

import java.util.Arrays;
import java.util.List;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Names;
import org.cellwise.train.metric.Meeting;

/**
 * What a network answers to a row, one number for each thing asked: a probability for each class, or for each yes; numbers
 * in the unit of the table.
 */
final class Answers {
    private final Network network;
    private final Dataset data;
    private final OutputMeaning meaning;
    private final List<String> names;

    private Answers(Network network, Dataset data, Meeting meeting) {
        this.network = network;
        this.data = data;
        meaning = meeting.meaning();
        names = meaning.isDiscrete() ? meeting.classNames() : data.outputNames();
    }

    /**
     * Of a network to rows of a dataset.
     *
     * @param who the function that wants them, for errors
     * @throws IllegalArgumentException if the rows are not such as the network reads, or have several answers each
     */
    static Answers of(String who, Network network, Dataset data) {
        Meeting meeting = Meeting.of(network, data);
        meeting.requireSingle(who);
        if (meeting.asksForClasses()) {
            meeting.requireClasses(who);
        } else {
            meeting.requireNumbers(who);
        }
        return new Answers(network, data, meeting);
    }

    /** Classes, questions or numbers. */
    List<String> names() {
        return names;
    }

    /** Whether answers are probabilities. */
    boolean areProbabilities() {
        return meaning.isDiscrete();
    }

    /** What the network says of its outputs. */
    OutputMeaning meaning() {
        return meaning;
    }

    /** Outputs of a row. */
    int width() {
        return meaning.width();
    }

    /** All answers to a row, from its outputs. */
    double[] of(float[] outputs, int at) {
        if (meaning.isDiscrete()) {
            return meaning.probabilities(outputs, at);
        }
        double[] row = new double[meaning.width()];
        Arrays.setAll(row, i -> outputs[at + i]);
        return data.decode(row);
    }

    /**
     * The answer of a name; without one that which the network gives: the class that it takes the row for, of several
     * questions the likeliest yes, of several numbers the first.
     */
    int index(String who, String name, float... outputs) {
        if (name != null) {
            int index = names.indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException(
                        "%s has no answer \"%s\": %s".formatted(who, Names.shorten(name), Names.hint(name, names)));
            }
            return index;
        }
        int best = 0;
        double[] all = of(outputs, 0);
        for (int i = 1; i < all.length && meaning.isDiscrete(); i++) {
            best = all[i] > all[best] ? i : best;
        }
        return best;
    }

    /** The answer in words: {@code the probability of Adelie}, {@code price}. */
    String words(int answer) {
        String name = Names.shorten(names.get(answer));
        return meaning.isDiscrete() ? "the probability of " + name : name;
    }

    /** {@code ; the network was not trained}; nothing where it was. */
    String note() {
        return note(network);
    }

    static String note(Network network) {
        return network.isTaught() ? "" : "; the network has not been trained here";
    }

    /**
     * The outputs for one row.
     *
     * @throws IllegalArgumentException if it has not as many numbers as the network has inputs, is raw, or not finite
     */
    float[] outputs(String who, double... row) {
        return finite(who, narrowed(network.predict(row)));
    }

    /**
     * The outputs for rows whose inputs were checked before, (rows, outputs).
     *
     * @throws IllegalArgumentException if one of them is not finite
     */
    float[] outputs(String who, float[] rows, int count) {
        return finite(who, network.predict(rows, count));
    }

    private static float[] finite(String who, float... outputs) {
        for (float output : outputs) {
            if (!Float.isFinite(output)) {
                throw new IllegalArgumentException(
                        "%s expects finite outputs, but one is %s: the network's weights may have diverged; train again with a smaller learning rate"
                                .formatted(who, output));
            }
        }
        return outputs;
    }

    /** Numbers as networks compute. */
    static float[] narrowed(double... numbers) {
        float[] narrow = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            narrow[i] = (float) numbers[i];
        }
        return narrow;
    }
}
