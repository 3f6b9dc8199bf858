package org.cellwise.train.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/** One choice of all that is searched over. It knows which names were asked for. */
public final class Setting {
    private final Map<String, Object> values;
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    /**
     * A choice.
     *
     * @param values by name: numbers and texts
     */
    public Setting(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All of it by name: numbers and texts. */
    public Map<String, Object> values() {
        read.addAll(values.keySet());
        return values;
    }

    /** Names asked for so far. */
    Set<String> read() {
        return Set.copyOf(read);
    }

    /** Whether another choice is the same in these names. */
    boolean agrees(Setting other, Set<String> names) {
        return names.stream().allMatch(name -> values.get(name).equals(other.values.get(name)));
    }

    /** A number of this name. */
    public double number(String name) {
        if (value(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("\"%s\" is the text \"%s\", not a number: call text(\"%s\")"
                .formatted(name, Names.shorten(text(name)), name));
    }

    /** A whole number of this name, such as how many units. */
    public int whole(String name) {
        double number = number(name);
        if (number != (int) number) {
            throw new IllegalArgumentException(
                    "\"%s\" is %s, not a whole number: call number(\"%s\"), or choose among whole numbers"
                            .formatted(name, number, name));
        }
        return (int) number;
    }

    /** What is chosen under this name, as text. */
    public String text(String name) {
        return word(value(name));
    }

    private Object value(String name) {
        Object value = values.get(name);
        read.add(String.valueOf(name));
        if (value == null) {
            throw new IllegalArgumentException("Nothing called \"%s\" is searched over: %s"
                    .formatted(Names.shorten(name), Names.hint(name, values.keySet())));
        }
        return value;
    }

    static String word(Object value) {
        return value instanceof Number number ? Numbers.significant(number.doubleValue(), 4) : String.valueOf(value);
    }

    /** {@code units 16, rate 0.01}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + word(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Setting setting && setting.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
