package org.cellwise.data.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;

/**
 * Tokens of one byte or more: the pairs that follow one another most often in a text are joined, again and again (Sennrich
 * et al., 2016; by bytes, within words, as in GPT-2, Radford et al., 2019). Any text can be encoded. Tokens are numbered as
 * GPT-2's: the 256 bytes, then a token for each merge.
 */
public final class BytePairs implements Tokenizer {
    /** What is never joined with what comes before: words with the space before them, numbers, signs, and white space. */
    private static final Pattern WORDS =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    static final String KIND = "byte pairs";

    private static final int BYTES = 256;
    private static final int MOST_MERGES = 1_000_000;
    private static final long MOST_FILE_BYTES = 64L << 20;

    private final List<String> merges; // two tokens as they can be seen, with a space between
    private final List<String> tokens = new ArrayList<>(); // as they can be seen
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();
    private final char[] seen = new char[BYTES]; // what stands for a byte
    private final Map<Character, Integer> bytes = new HashMap<>();

    private BytePairs(List<String> merges) {
        this.merges = List.copyOf(merges);
        addBytes();
        for (String merge : this.merges) {
            int space = merge.indexOf(' ');
            String joined = space < 0 ? "" : merge.substring(0, space) + merge.substring(space + 1);
            if (space < 1
                    || !numbers.containsKey(merge.substring(0, space))
                    || !numbers.containsKey(merge.substring(space + 1))
                    || numbers.containsKey(joined)) {
                throw new IllegalArgumentException(
                        "Merges expect two tokens known before, with a space between, that make a new one, but number "
                                + (ranks.size() + 1) + " is '" + Names.shorten(merge) + "'");
            }
            ranks.put(merge, ranks.size());
            add(joined);
        }
    }

    /** Bytes that print stand for themselves, in front; the others for letters from U+0100 on, as in GPT-2. */
    private void addBytes() {
        int next = BYTES;
        List<Integer> hidden = new ArrayList<>();
        for (int b = 0; b < BYTES; b++) {
            boolean prints = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            if (prints) {
                see(b, (char) b);
            } else {
                hidden.add(b);
            }
        }
        for (int b : hidden) {
            see(b, (char) next++);
        }
    }

    private void see(int b, char as) {
        seen[b] = as;
        bytes.put(as, b);
        add(String.valueOf(as));
    }

    private void add(String token) {
        numbers.put(token, tokens.size());
        tokens.add(token);
    }

    /**
     * Learns merges from a text, until there are so many tokens, or no pair comes twice.
     *
     * @throws IllegalArgumentException if the size is below 256
     */
    public static BytePairs of(String text, int size) {
        if (size < BYTES || size > BYTES + MOST_MERGES) {
            throw new IllegalArgumentException("bytePairs expects " + BYTES
                    + " tokens, one for each byte, or more, up to " + (BYTES + MOST_MERGES) + ", but got " + size);
        }
        BytePairs plain = new BytePairs(List.of());
        Map<String, Integer> words = new LinkedHashMap<>();
        Matcher matcher = WORDS.matcher(Tokenizers.whole(text));
        while (matcher.find()) {
            words.merge(matcher.group(), 1, Integer::sum);
        }
        List<List<String>> parts = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        words.forEach((word, count) -> {
            parts.add(plain.letters(word));
            counts.add(count);
        });
        List<String> merges = new ArrayList<>();
        while (merges.size() < size - BYTES) {
            String best = mostFrequent(parts, counts);
            if (best == null) {
                break;
            }
            merges.add(best);
            parts.replaceAll(word -> joined(word, best));
        }
        return new BytePairs(merges);
    }

    /** The pair that comes most often, the first in order of its text among equals; null where none comes twice. */
    private static String mostFrequent(List<List<String>> words, List<Integer> counts) {
        Map<String, Integer> pairs = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            List<String> word = words.get(i);
            for (int j = 0; j + 1 < word.size(); j++) {
                pairs.merge(word.get(j) + " " + word.get(j + 1), counts.get(i), Integer::sum);
            }
        }
        return pairs.entrySet().stream()
                .filter(pair -> pair.getValue() > 1)
                .min((a, b) -> a.getValue().equals(b.getValue())
                        ? a.getKey().compareTo(b.getKey())
                        : b.getValue() - a.getValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static List<String> joined(List<String> word, String pair) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < word.size(); i++) {
            if (i + 1 < word.size() && (word.get(i) + " " + word.get(i + 1)).equals(pair)) {
                result.add(word.get(i) + word.get(++i));
            } else {
                result.add(word.get(i));
            }
        }
        return result;
    }

    /**
     * Merges from a file as GPT-2's {@code merges.txt}: a pair a line, in order, after a line that begins with {@code
     * #version}.
     *
     * @throws IllegalArgumentException if a line is no merge, or the file is too large
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static BytePairs read(Path file) {
        try {
            if (Files.size(file) > MOST_FILE_BYTES) {
                throw new IllegalArgumentException(
                        file + " holds more than " + (MOST_FILE_BYTES >> 20) + " MB, which no list of merges does");
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#version"))
                    .toList();
            if (lines.size() > MOST_MERGES) {
                throw new IllegalArgumentException(
                        file + " has " + lines.size() + " merges, but at most " + MOST_MERGES + " are read");
            }
            return new BytePairs(lines);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    @Override
    public int size() {
        return tokens.size();
    }

    /** The merges in order, two tokens with a space between, as {@code merges.txt} has them. */
    public List<String> merges() {
        return merges;
    }

    @Override
    public int[] encode(String text) {
        List<Integer> found = new ArrayList<>();
        Map<String, List<String>> known = new HashMap<>();
        Matcher matcher = WORDS.matcher(Tokenizers.whole(text));
        while (matcher.find()) {
            known.computeIfAbsent(matcher.group(), this::parts).forEach(token -> found.add(numbers.get(token)));
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The tokens of a word, each earlier merge before later ones. */
    private List<String> parts(String word) {
        List<String> parts = letters(word);
        while (true) {
            String first = null;
            for (int i = 0; i + 1 < parts.size(); i++) {
                String pair = parts.get(i) + " " + parts.get(i + 1);
                if (ranks.containsKey(pair) && (first == null || ranks.get(pair) < ranks.get(first))) {
                    first = pair;
                }
            }
            if (first == null) {
                return parts;
            }
            parts = joined(parts, first);
        }
    }

    private List<String> letters(String word) {
        List<String> letters = new ArrayList<>();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            letters.add(String.valueOf(seen[b & 0xff]));
        }
        return letters;
    }

    @Override
    public String decode(int... ids) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id < 0 || id >= tokens.size()) {
                throw new IllegalArgumentException("There are tokens 0 … " + (tokens.size() - 1) + ", but got " + id);
            }
            tokens.get(id).chars().forEach(c -> all.write(bytes.get((char) c)));
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** A space is seen as ␣, the end of a line as ⏎. */
    @Override
    public List<String> names() {
        return tokens.stream()
                .map(token -> token.replace(seen[' '], '␣').replace(seen['\n'], '⏎'))
                .toList();
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "merges", merges);
    }

    static BytePairs of(List<String> merges) {
        return new BytePairs(merges);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePairs pairs && merges.equals(pairs.merges);
    }

    @Override
    public int hashCode() {
        return merges.hashCode();
    }

    /** {@code 300 tokens: 256 bytes, ␣t, th, …}. */
    @Override
    public String toString() {
        List<String> own = names().subList(BYTES, size());
        return Names.count(size(), "token") + ": 256 bytes" + (own.isEmpty() ? "" : ", " + Names.list(own));
    }
}
