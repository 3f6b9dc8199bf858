package org.cellwise.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellwise.text.Names;

/**
 * The fields of a JSON object from a file, each asked for as what it must be.
 *
 * @param what whose fields they are, for errors
 * @param values by name
 */
public record Fields(String what, Map<String, Object> values) {
    public Fields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Of a value that must be an object.
     *
     * @throws FileFormatException if it is none
     */
    public static Fields of(String what, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new FileFormatException(what + " expects an object, but is " + words(value));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, field) -> named.put(String.valueOf(name), field));
        return new Fields(what, named);
    }

    /** Whether there is such a field that is not null. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** A field that must be there, whatever it is. */
    public Object value(String name) {
        if (!has(name)) {
            throw new FileFormatException(
                    what + " has no field \"" + name + "\": " + Names.hint(name, values.keySet()));
        }
        return values.get(name);
    }

    /** A text. */
    public String text(String name) {
        return text(name, value(name));
    }

    private String text(String name, Object value) {
        if (!(value instanceof String text)) {
            throw wrong(name, "a text", value);
        }
        return text;
    }

    /** A whole number. */
    public long whole(String name) {
        Object value = value(name);
        if (!(value instanceof Long || value instanceof Integer)) {
            throw wrong(name, "a whole number", value);
        }
        return ((Number) value).longValue();
    }

    /** A whole number in a range. */
    public int whole(String name, int from, int to) {
        long number = whole(name);
        if (number < from || number > to) {
            throw wrong(name, "a whole number from " + from + " to " + to, number);
        }
        return (int) number;
    }

    /** A number. */
    public double number(String name) {
        Object value = value(name);
        if (!(value instanceof Number number)) {
            throw wrong(name, "a number", value);
        }
        return number.doubleValue();
    }

    /** True or false. */
    public boolean flag(String name) {
        Object value = value(name);
        if (!(value instanceof Boolean flag)) {
            throw wrong(name, "true or false", value);
        }
        return flag;
    }

    /** One of an enum's constants, in small letters. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            known.add(word);
        }
        throw wrong(name, "one of " + Names.list(known), text);
    }

    /** A list. */
    public List<?> list(String name) {
        Object value = value(name);
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list", value);
        }
        return list;
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return list(name).stream().map(item -> text(name, item)).toList();
    }

    /** A list of whole numbers from 0, at most eight. */
    public int[] sizes(String name) {
        List<?> list = list(name);
        if (list.size() > 8) {
            throw wrong(name, "at most 8 sizes", list.size());
        }
        return list.stream()
                .mapToInt(item -> {
                    if (!(item instanceof Number size)
                            || size.longValue() < 0
                            || size.longValue() > Integer.MAX_VALUE) {
                        throw wrong(name, "whole numbers from 0", item);
                    }
                    return size.intValue();
                })
                .toArray();
    }

    /** An object. */
    public Fields object(String name) {
        return of(what + "." + name, value(name));
    }

    /** A list of objects. */
    public List<Fields> objects(String name) {
        List<?> list = list(name);
        List<Fields> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(of(what + "." + name + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    private FileFormatException wrong(String name, String expected, Object value) {
        return new FileFormatException(what + "." + name + " expects " + expected + ", but is " + words(value));
    }

    private static String words(Object value) {
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof String text ? "\"" + Names.shorten(text) + '"' : String.valueOf(value);
    }
}
