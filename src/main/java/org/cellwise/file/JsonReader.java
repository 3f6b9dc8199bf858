package org.cellwise.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.text.Names;

/** Reads one text of {@link Json}. */
final class JsonReader {
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 1 << 20; // so that a short text cannot become a thousand times its memory
    private static final int LONGEST_NUMBER = 400; // letters; the largest double has 309 digits
    private static final double LONGS = 9e18; // whole numbers below are longs, exactly
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final String what;
    private final String text;
    private int at;
    private int values;

    JsonReader(String what, String text) {
        this.what = what;
        this.text = text;
    }

    Object whole() {
        Object value = value(0);
        space();
        if (at < text.length()) {
            throw wrong("expected the end, but there is " + here());
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("values are nested more than " + DEEPEST + " deep");
        }
        if (++values > MOST_VALUES) {
            throw wrong("there are more than " + MOST_VALUES + " values");
        }
        space();
        char first = at < text.length() ? text.charAt(at) : ' ';
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        space();
        if (next('}')) {
            return object;
        }
        do {
            space();
            int place = at;
            if (at == text.length() || text.charAt(at) != '"') {
                throw wrong("expected a name in quotes, but there is " + here());
            }
            String name = string();
            if (object.containsKey(name)) {
                at = place;
                throw wrong("the name \"" + Names.shorten(name) + "\" stands twice in one object");
            }
            space();
            require(':');
            object.put(name, value(depth + 1));
            space();
        } while (next(','));
        require('}');
        return object;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>(4);
        at++;
        space();
        if (next(']')) {
            return list;
        }
        do {
            list.add(value(depth + 1));
            space();
        } while (next(','));
        require(']');
        return list;
    }

    private String string() {
        int start = ++at;
        StringBuilder unescaped = null;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter == '"') {
                String plain = unescaped == null ? text.substring(start, at) : unescaped.toString();
                at++;
                return plain;
            }
            if (letter < ' ') {
                throw wrong("a text holds a control character");
            }
            if (letter == '\\') {
                unescaped = unescaped == null ? new StringBuilder(text.substring(start, at)) : unescaped;
                unescaped.append(escaped());
            } else {
                if (unescaped != null) {
                    unescaped.append(letter);
                }
                at++;
            }
        }
        throw wrong("a text has no end");
    }

    private char escaped() {
        char letter = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (letter == 'u') {
            int code = 0;
            for (int i = at + 2; i < at + 6; i++) {
                int digit = i < text.length() && text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
                if (digit < 0) {
                    throw wrong("\\u expects four hexadecimal digits");
                }
                code = 16 * code + digit;
            }
            at += 6;
            return (char) code;
        }
        int known = "\"\\/bfnrt".indexOf(letter);
        if (known < 0) {
            throw wrong("a text holds an unknown escape");
        }
        at += 2;
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("expected a value, but there is " + here());
        }
        at += word.length();
        return value;
    }

    private Object number() {
        Matcher matcher = NUMBER.matcher(text).region(at, Math.min(text.length(), at + LONGEST_NUMBER));
        if (!matcher.lookingAt()) {
            throw wrong("expected a value, but there is " + here());
        }
        if (matcher.end() - at == LONGEST_NUMBER) {
            throw wrong("a number has " + LONGEST_NUMBER + " digits or more");
        }
        String digits = matcher.group();
        double number = Double.parseDouble(digits);
        if (Double.isInfinite(number)) {
            throw wrong("a number is larger than 1.8e308");
        }
        at = matcher.end();
        boolean whole = matcher.group(2) == null && matcher.group(3) == null && !digits.equals("-0");
        return whole && Math.abs(number) < LONGS ? (Object) Long.valueOf(digits) : (Object) number;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char letter) {
        if (at < text.length() && text.charAt(at) == letter) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char letter) {
        if (!next(letter)) {
            throw wrong("expected " + letter + ", but there is " + here());
        }
    }

    private String here() {
        return at < text.length()
                ? "\"" + Names.shorten(text.substring(at, Math.min(text.length(), at + 12))) + '"'
                : "the end";
    }

    private FileFormatException wrong(String why) {
        return new FileFormatException(what + " is no JSON that can be read: at letter " + (at + 1) + ", " + why);
    }
}
