package org.cellwise.data.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * A token for each character of an alphabet, in the order of Unicode.
 *
 * @param alphabet each character once
 */
public record Characters(String alphabet) implements Tokenizer {
    static final String KIND = "characters";

    public Characters {
        int[] points = Tokenizers.whole(alphabet).codePoints().toArray();
        if (points.length == 0) {
            throw new IllegalArgumentException(
                    "characters(…) expects a text with at least one character, but it is empty");
        }
        if (Arrays.stream(points).distinct().count() != points.length) {
            throw new IllegalArgumentException(
                    "An alphabet expects each character once: make it with characters(text)");
        }
    }

    /** The characters that a text is made of. */
    public static Characters of(String text) {
        int[] points = Tokenizers.whole(text).codePoints().distinct().sorted().toArray();
        return new Characters(new String(points, 0, points.length));
    }

    @Override
    public int size() {
        return alphabet.codePointCount(0, alphabet.length());
    }

    @Override
    public int[] encode(String text) {
        Map<Integer, Integer> tokens = new HashMap<>();
        alphabet.codePoints().forEach(point -> tokens.put(point, tokens.size()));
        return Tokenizers.whole(text)
                .codePoints()
                .map(point -> token(tokens, point))
                .toArray();
    }

    private int token(Map<Integer, Integer> tokens, int point) {
        Integer token = tokens.get(point);
        if (token == null) {
            throw new IllegalArgumentException("The alphabet has no " + name(point) + ": it knows "
                    + Names.list(names()) + "; leave it out of the text, or make the alphabet of a text that has it");
        }
        return token;
    }

    @Override
    public String decode(int... tokens) {
        int[] points = alphabet.codePoints().toArray();
        int[] text = Arrays.stream(tokens).map(token -> point(points, token)).toArray();
        return new String(text, 0, text.length);
    }

    private static int point(int[] points, int token) {
        if (token < 0 || token >= points.length) {
            throw new IllegalArgumentException(
                    "The alphabet has tokens 0 … " + (points.length - 1) + ", but got " + token);
        }
        return points[token];
    }

    @Override
    public List<String> names() {
        return alphabet.codePoints().mapToObj(Characters::name).toList();
    }

    private static String name(int point) {
        return switch (point) {
            case ' ' -> "space";
            case '\n' -> "new line";
            case '\r' -> "return";
            case '\t' -> "tab";
            default ->
                Character.isWhitespace(point) || Character.isISOControl(point) || Character.isSpaceChar(point)
                        ? "U+" + Numbers.hex(point, 4).toUpperCase(Locale.ROOT)
                        : Character.toString(point);
        };
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "alphabet", alphabet);
    }

    /** {@code 27 characters: new line, space, a, b, …}. */
    @Override
    public String toString() {
        String all =
                IntStream.range(0, Math.min(size(), 60)).mapToObj(names()::get).collect(Collectors.joining(" "));
        return Names.count(size(), "character") + ": " + all + (size() > 60 ? " …" : "");
    }
}
