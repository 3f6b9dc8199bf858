package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.text.Names;

/**
 * A column of texts as a bag of words: how often each word of the vocabulary is in the text; or TF-IDF, where that is
 * multiplied by {@code ln((1 + texts) / (1 + texts with the word)) + 1} and the row brought to length 1, as scikit-learn
 * does. Words that training has not seen do not count.
 *
 * @param column its name; the inputs are {@code column:word}
 * @param vocabulary in alphabetical order
 * @param weights of the words; empty for plain counts
 */
public record BagEncoder(String column, Categories vocabulary, List<Double> weights) implements ColumnEncoder {
    static final String KIND = "bag of words";

    public BagEncoder {
        weights = List.copyOf(weights);
        if (vocabulary.size() == 0 || !weights.isEmpty() && weights.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "\"%s\" expects 1 word or more, and a weight for each or none, but got %s and %s"
                            .formatted(
                                    column,
                                    Names.count(vocabulary.size(), "word"),
                                    Names.count(weights.size(), "weight")));
        }
    }

    /**
     * Fitted on texts: their most frequent words, at most so many.
     *
     * @param weighted whether by TF-IDF
     */
    public static BagEncoder fit(String column, Collection<String> texts, int most, boolean weighted) {
        Categories vocabulary = TextPieces.WORDS.vocabulary(texts, most, true);
        int[] having = new int[vocabulary.size()];
        for (String text : texts) {
            for (String word : new HashSet<>(TextPieces.WORDS.cut(text))) {
                int place = vocabulary.position(word, -1);
                if (place >= 0) {
                    having[place]++;
                }
            }
        }
        List<Double> weights = new ArrayList<>();
        for (int i = 0; weighted && i < having.length; i++) {
            weights.add(StrictMath.log((1.0 + texts.size()) / (1 + having[i])) + 1);
        }
        return new BagEncoder(column, vocabulary, weights);
    }

    @Override
    public List<String> inputNames() {
        return vocabulary.texts().stream().map(word -> column + ":" + word).toList();
    }

    @Override
    public int width() {
        return vocabulary.size();
    }

    @Override
    public void encode(Object raw, double[] into, int at) {
        for (int i = 0; i < vocabulary.size(); i++) {
            into[at + i] = 0;
        }
        for (String word : TextPieces.WORDS.cut(TextPieces.text(column, raw))) {
            int place = vocabulary.position(word, -1);
            if (place >= 0) {
                into[at + place]++;
            }
        }
        double squares = 0;
        for (int i = 0; i < weights.size(); i++) {
            into[at + i] *= weights.get(i);
            squares += into[at + i] * into[at + i];
        }
        for (int i = 0; squares > 0 && i < weights.size(); i++) {
            into[at + i] /= Math.sqrt(squares);
        }
    }

    /** The words that are there; in what order they were, nobody knows. */
    @Override
    public String decode(double[] from, int at) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < vocabulary.size(); i++) {
            if (from[at + i] > 0) {
                words.add(vocabulary.texts().get(i));
            }
        }
        return String.join(" ", words);
    }

    @Override
    public String note(Object raw) {
        return TextPieces.WORDS.unknown(column, vocabulary, raw);
    }

    @Override
    public String words() {
        return weights.isEmpty()
                ? "how often each of %s words is there".formatted(vocabulary.size())
                : "TF-IDF of %s words".formatted(vocabulary.size());
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("kind", KIND);
        description.put("column", column);
        description.put("vocabulary", vocabulary.texts());
        description.put("weights", weights);
        return description;
    }

    static BagEncoder of(Settings settings) {
        return new BagEncoder(
                settings.text("column"), new Categories(settings.texts("vocabulary")), settings.numbers("weights"));
    }
}
