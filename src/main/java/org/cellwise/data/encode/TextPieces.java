package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.text.Names;

/**
 * How a text is cut into pieces.
 *
 * @param unit {@code characters}, as they are; {@code words}, lower case, of letters, digits and underscores;
 *     {@code byte pairs}, from characters to ever larger pieces that are often together (Sennrich, Haddow and Birch, 2016)
 * @param merges of byte pairs: two pieces that become one, in the order in which they were learned, the two one after
 *     the other
 */
public record TextPieces(String unit, List<String> merges) {
    public static final TextPieces CHARACTERS = new TextPieces("characters", List.of());
    public static final TextPieces WORDS = new TextPieces("words", List.of());

    private static final String PAIRS = "byte pairs";
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACED = Pattern.compile("\\s*\\S+|\\s+$"); // a word with the space before it

    public TextPieces {
        merges = List.copyOf(merges);
        List<String> units = List.of("characters", "words", PAIRS);
        if (!units.contains(unit)) {
            throw new IllegalArgumentException(
                    "Texts are not cut into \"%s\": %s".formatted(Names.shorten(unit), Names.hint(unit, units)));
        }
        if (merges.size() % 2 != 0 || !unit.equals(PAIRS) && !merges.isEmpty()) {
            throw new IllegalArgumentException(
                    "Byte pairs expect two pieces for each pair, and %s have none, but got %s"
                            .formatted(unit, Names.count(merges.size(), "piece")));
        }
    }

    /**
     * Byte pairs learned from texts: again and again the two pieces become one that stand side by side most often.
     *
     * @param vocabulary how many pieces there are in the end at most, characters included; fewer where no pair is there
     *     twice
     */
    public static TextPieces bytePairs(Collection<String> texts, int vocabulary) {
        int count = Math.max(
                0, vocabulary - CHARACTERS.vocabulary(texts, vocabulary, false).size());
        Map<String, Integer> frequency = new TreeMap<>();
        texts.forEach(text -> spaced(text).forEach(word -> frequency.merge(word, 1, Integer::sum)));
        List<List<String>> words = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        frequency.forEach((word, often) -> {
            words.add(characters(word));
            counts.add(often);
        });
        List<String> merges = new ArrayList<>();
        while (merges.size() < 2 * count) {
            Map<List<String>, Integer> pairs = new HashMap<>();
            for (int w = 0; w < words.size(); w++) {
                List<String> word = words.get(w);
                for (int i = 0; i + 1 < word.size(); i++) {
                    pairs.merge(List.of(word.get(i), word.get(i + 1)), counts.get(w), Integer::sum);
                }
            }
            List<String> best = null;
            int most = 1;
            for (Map.Entry<List<String>, Integer> pair : pairs.entrySet()) {
                boolean first = best != null && pair.getValue() == most && isBefore(pair.getKey(), best);
                if (pair.getValue() > most || first) {
                    best = pair.getKey();
                    most = pair.getValue();
                }
            }
            if (best == null) {
                break;
            }
            merges.addAll(best);
            for (List<String> word : words) {
                merge(word, best.get(0), best.get(1));
            }
        }
        return new TextPieces(PAIRS, merges);
    }

    private static boolean isBefore(List<String> pair, List<String> other) {
        int first = pair.get(0).compareTo(other.get(0));
        return first != 0 ? first < 0 : pair.get(1).compareTo(other.get(1)) < 0;
    }

    /** The pieces of a text. */
    List<String> cut(String text) {
        if (unit.equals("words")) {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
            while (word.find()) {
                words.add(word.group());
            }
            return words;
        }
        if (merges.isEmpty()) {
            return characters(text);
        }
        List<String> pieces = new ArrayList<>();
        Map<String, List<String>> known = new HashMap<>();
        for (String word : spaced(text)) {
            pieces.addAll(known.computeIfAbsent(word, this::pieces));
        }
        return pieces;
    }

    private List<String> pieces(String word) {
        List<String> pieces = characters(word);
        for (int i = 0; i < merges.size() && pieces.size() > 1; i += 2) {
            merge(pieces, merges.get(i), merges.get(i + 1));
        }
        return pieces;
    }

    private static void merge(List<String> pieces, String left, String right) {
        for (int i = 0; i + 1 < pieces.size(); i++) {
            if (pieces.get(i).equals(left) && pieces.get(i + 1).equals(right)) {
                pieces.set(i, left + right);
                pieces.remove(i + 1);
            }
        }
    }

    private static List<String> spaced(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = SPACED.matcher(text);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static List<String> characters(String text) {
        List<String> characters = new ArrayList<>();
        text.codePoints().forEach(c -> characters.add(Character.toString(c)));
        return characters;
    }

    /** Which pieces of a text are in no vocabulary, in words; null for none. */
    String unknown(String column, Categories vocabulary, Object raw) {
        List<String> all = cut(text(column, raw));
        List<String> unknown =
                all.stream().filter(piece -> !vocabulary.contains(piece)).toList();
        return unknown.isEmpty()
                ? null
                : "\"%s\" has %s of %s %s that are not in the vocabulary (%s)"
                        .formatted(
                                Names.shorten(column),
                                unknown.size(),
                                all.size(),
                                unit,
                                Names.list(unknown.stream().distinct().toList()));
    }

    /** The text that pieces were; of words with a space between each. */
    String join(List<String> pieces) {
        return String.join(unit.equals("words") ? " " : "", pieces);
    }

    /**
     * The pieces that are in texts most often, at most so many.
     *
     * @param alphabetical in which order; otherwise the most frequent first
     */
    Categories vocabulary(Collection<String> texts, int most, boolean alphabetical) {
        if (!merges.isEmpty()) { // a character that was always joined may stand alone in another text
            Set<String> all = new LinkedHashSet<>(
                    CHARACTERS.vocabulary(texts, most, false).texts());
            for (int i = 0; i < merges.size(); i += 2) {
                all.add(merges.get(i) + merges.get(i + 1));
            }
            return new Categories(all.stream().limit(most).toList());
        }
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> cut(text).forEach(piece -> counts.merge(piece, 1, Integer::sum)));
        List<String> frequent = counts.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue(), a.getValue())) // stable: then in alphabetical order
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        return new Categories(alphabetical ? frequent.stream().sorted().toList() : frequent);
    }

    Map<String, Object> describe() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("unit", unit);
        description.put("merges", merges);
        return description;
    }

    static TextPieces of(Object description) {
        Settings settings = Settings.of("how texts are cut", description);
        TextPieces pieces = new TextPieces(settings.text("unit"), settings.texts("merges"));
        settings.end();
        return pieces;
    }

    /** A raw value that has to be a text. */
    static String text(String column, Object raw) {
        if (raw instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"%s\" expects a text, but got %s".formatted(column, raw));
    }
}
