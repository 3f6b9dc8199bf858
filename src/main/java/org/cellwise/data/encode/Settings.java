package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cellwise.text.Names;

/**
 * The description of an encoder or scaler as it comes back from a file: settings by name, each read as what it has to
 * be. Nothing in it is believed: what is missing, of another type, not finite or unknown is refused by name.
 */
public final class Settings {
    /** More entries than this has no list of a preparation. */
    private static final int MOST = 1 << 22;

    private final String what;
    private final Map<?, ?> settings;
    private final Set<String> read = new HashSet<>();

    private Settings(String what, Map<?, ?> settings) {
        this.what = what;
        this.settings = settings;
    }

    /**
     * The settings in a description.
     *
     * @param what it describes, such as {@code encoder}
     * @throws IllegalArgumentException if it is no map
     */
    public static Settings of(String what, Object description) {
        if (description instanceof Map<?, ?> map) {
            return new Settings(what, map);
        }
        throw new IllegalArgumentException(
                "The description of %s expects settings by name, but got %s".formatted(what, word(description)));
    }

    /** All of them as they are, by name. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        settings.forEach((name, value) -> values.put(String.valueOf(name), value));
        return Collections.unmodifiableMap(values);
    }

    /** The setting {@code kind}, which says what is described. */
    public String kind() {
        return text("kind");
    }

    public String text(String name) {
        return value(name, "a text", get(name), String.class);
    }

    public boolean truth(String name) {
        return value(name, "true or false", get(name), Boolean.class);
    }

    /** A finite number. */
    public double number(String name) {
        return finite(name, get(name));
    }

    /** A whole number within bounds. */
    public int whole(String name, int from, int to) {
        double number = number(name);
        if (number != Math.rint(number) || number < from || number > to) {
            throw wrong(name, "a whole number from %s to %s".formatted(from, to), number);
        }
        return (int) number;
    }

    /** Finite numbers. */
    public List<Double> numbers(String name) {
        List<Double> numbers = new ArrayList<>();
        for (Object entry : list(name)) {
            numbers.add(finite(name, entry));
        }
        return numbers;
    }

    /** Lists of finite numbers. */
    public List<List<Double>> rows(String name) {
        List<List<Double>> rows = new ArrayList<>();
        for (Object row : list(name)) {
            List<Double> numbers = new ArrayList<>();
            for (Object entry : entries(name, row)) {
                numbers.add(finite(name, entry));
            }
            rows.add(List.copyOf(numbers));
        }
        return rows;
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object entry : list(name)) {
            texts.add(value(name, "texts", entry, String.class));
        }
        return texts;
    }

    /** What stands under a name, itself to be looked at. */
    public Object get(String name) {
        read.add(name);
        Object value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "The description of %s expects \"%s\", but there is none".formatted(what, name));
        }
        return value;
    }

    /** The entries of a list, themselves to be looked at. */
    public Collection<?> list(String name) {
        return entries(name, get(name));
    }

    /** Whether there is such a setting. */
    public boolean has(String name) {
        return settings.containsKey(name);
    }

    /** Refuses settings that nobody has asked for: they may change what the values mean. */
    public void end() {
        for (Object name : settings.keySet()) {
            if (!(name instanceof String) || !read.contains(name)) {
                throw new IllegalArgumentException(
                        "The description of %s has the setting \"%s\", which this version does not know: a newer version of Cellwise may"
                                .formatted(what, Names.shorten(String.valueOf(name))));
            }
        }
    }

    private Collection<?> entries(String name, Object value) {
        Collection<?> list = value(name, "a list", value, Collection.class);
        if (list.size() > MOST) {
            throw wrong(name, "a list of at most %s entries".formatted(MOST), list.size());
        }
        return list;
    }

    private double finite(String name, Object value) {
        double number = value(name, "numbers", value, Number.class).doubleValue();
        if (!Double.isFinite(number)) {
            throw wrong(name, "finite numbers", number);
        }
        return number;
    }

    private <T> T value(String name, String expected, Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw wrong(name, expected, word(value));
        }
        return type.cast(value);
    }

    private IllegalArgumentException wrong(String name, String expected, Object got) {
        return new IllegalArgumentException(
                "The description of %s expects %s for \"%s\", but got %s".formatted(what, expected, name, got));
    }

    private static String word(Object value) {
        return value == null
                ? "nothing"
                : value instanceof String text
                        ? "\"" + Names.shorten(text) + "\""
                        : value.getClass().getSimpleName();
    }
}
