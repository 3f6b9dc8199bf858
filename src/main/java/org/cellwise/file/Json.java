package org.cellwise.file;

import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259) as maps, lists, texts, {@code Long}s, {@code Double}s, booleans and nulls. It is written for files from
 * anywhere: nothing but JSON is taken, no name may stand twice in an object, and depth and number of values are bounded.
 */
public final class Json {
    private Json() {}

    /**
     * The value that a text holds.
     *
     * @param what the text is, for errors
     * @throws FileFormatException if it is no JSON, with the place and the reason
     */
    public static Object read(String what, String text) {
        return new JsonReader(what, text).whole();
    }

    /**
     * As {@link #read}, an object.
     *
     * @throws FileFormatException if it is no JSON, or another value
     */
    public static Fields readObject(String what, String text) {
        return Fields.of(what, read(what, text));
    }

    /**
     * A value as text, in one line, with the entries of maps in their order.
     *
     * @throws IllegalArgumentException if it is another value than {@link #read} gives, or a number is not finite
     */
    public static String write(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String between = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(between);
                write(String.valueOf(entry.getKey()), text);
                text.append(':');
                write(entry.getValue(), text);
                between = ",";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            String between = "";
            for (Object item : list) {
                text.append(between);
                write(item, text);
                between = ",";
            }
            text.append(']');
        } else if (value instanceof String string) {
            write(string, text);
        } else {
            text.append(plain(value));
        }
    }

    private static String plain(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON holds finite numbers, but got " + number);
        }
        boolean known = value == null
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Long
                || value instanceof Integer;
        if (!known) {
            throw new IllegalArgumentException("JSON holds texts, numbers, booleans, lists and maps, but got a "
                    + value.getClass().getName());
        }
        return String.valueOf(value);
    }

    private static void write(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char letter = string.charAt(i);
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (letter < ' ') {
                text.append("\\u00")
                        .append(Character.forDigit(letter >> 4, 16))
                        .append(Character.forDigit(letter & 15, 16));
            } else if (Character.isSurrogate(letter)) {
                if (!Character.isSurrogatePair(letter, i + 1 < string.length() ? string.charAt(i + 1) : ' ')) {
                    throw new IllegalArgumentException("A text has half a character at letter " + (i + 1)
                            + ", which files cannot hold: " + string);
                }
                text.append(letter).append(string.charAt(++i));
            } else {
                text.append(letter);
            }
        }
        text.append('"');
    }
}
