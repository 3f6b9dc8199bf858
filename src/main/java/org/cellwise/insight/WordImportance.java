package org.cellwise.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.BagEncoder;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.IndexEncoder;
import org.cellwise.network.Classification;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * How much each word of a text adds to the answer: the probability of the class that the text is taken for, less that of
 * the same class where the word is left out (Zeiler and Fergus, 2014, for patches of images).
 *
 * @param answer what the whole text is taken for
 * @param probability of it
 * @param words in order
 */
public record WordImportance(String answer, double probability, List<Word> words) {
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final int MOST = 500; // words, each of which is left out once

    /**
     * A word.
     *
     * @param text as it stands there
     * @param adds to the probability of the answer; below 0 where it speaks against it
     */
    public record Word(String text, double adds) {}

    public WordImportance {
        words = List.copyOf(words);
    }

    /**
     * Of a network that was trained on one column of texts.
     *
     * @throws IllegalArgumentException if it reads something else, or the text has no word, or more than 500
     * @throws IllegalStateException if it was not trained on data that says how rows are prepared, or does not choose one
     *     of several classes
     */
    public static WordImportance of(Network network, String text) {
        Given.require(network, "wordImportance", "a network, as network(…) makes it");
        if (!(network.preparation() instanceof RowEncoder encoder)) {
            throw new IllegalStateException(
                    "wordImportance prepares texts as those that a network was trained on, but this one was not trained on data that says how: train it on dataset(table) with a column of texts");
        }
        List<ColumnEncoder> columns = encoder.encoders();
        boolean isText =
                columns.size() == 1 && (columns.get(0) instanceof BagEncoder || columns.get(0) instanceof IndexEncoder);
        if (!isText) {
            throw new IllegalArgumentException(
                    "wordImportance expects a network that reads one column of texts, by words, characters, bytePairs, bagOfWords or tfidf, but this one reads "
                            + Names.list(encoder.columns()));
        }
        Classification whole = network.classify(encoder.encode(text));
        int answer = whole.index(); // refuses several questions
        Matcher matcher = WORD.matcher(text);
        List<Word> words = new ArrayList<>();
        while (matcher.find()) {
            if (words.size() == MOST) {
                throw new IllegalArgumentException(
                        "wordImportance expects a text of at most %s words, each of which is left out once, but got more: take a part of it"
                                .formatted(MOST));
            }
            String rest = (text.substring(0, matcher.start()) + text.substring(matcher.end())).strip();
            double without =
                    network.classify(encoder.encode(rest)).probabilities().get(answer);
            words.add(new Word(matcher.group(), whole.probability() - without));
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("wordImportance expects a text with 1 word or more, but got none");
        }
        return new WordImportance(whole.label(), whole.probability(), words);
    }

    /** {@code pleased 0.981: the 0.002, soup -0.013, …}. */
    @Override
    public String toString() {
        return words.stream()
                .map(word -> Names.shorten(word.text()) + " " + Numbers.fixed(word.adds(), 3))
                .collect(Collectors.joining(
                        ", ", Names.shorten(answer) + " " + Numbers.fixed(probability, 3) + ": ", ""));
    }
}
