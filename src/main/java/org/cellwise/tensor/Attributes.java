package org.cellwise.tensor;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a record holds, by name and in plain values: whole numbers, doubles, booleans, texts, and lists and maps of them.
 * So ops and layers describe themselves by being records, and whoever writes them to a file needs to know none of them.
 */
public final class Attributes {
    private Attributes() {}

    /** The components of a record that are not null, in order; of anything else, none. */
    public static Map<String, Object> of(Object value) {
        return of(value, part -> false);
    }

    /**
     * As {@link #of(Object)}, without some of the components.
     *
     * @param without which values are left out
     */
    public static Map<String, Object> of(Object value, Predicate<Object> without) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (value instanceof Record) {
            addAll(value, without, found);
        }
        return Collections.unmodifiableMap(found);
    }

    private static void addAll(Object record, Predicate<Object> without, Map<String, Object> found) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object part = read(record, component);
            if (part != null && without.test(part)) {
                continue;
            }
            if (part instanceof Record && !(part instanceof Op) && !(part instanceof Shape)) {
                addAll(part, without, found); // as the size of a window, by the names that they have there
            } else if (part != null) {
                found.put(component.getName(), plain(part));
            }
        }
    }

    /** The value of a component of a record. */
    public static Object read(Object record, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a record may be less visible than what it implements
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    record.getClass().getName() + " does not give its " + component.getName(), e);
        }
    }

    /** A class's name in lower case with underscores, {@code layer_norm}. */
    static String name(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static Object plain(Object value) {
        if (value instanceof Float number) {
            return Double.valueOf(number.toString()); // 0.1 rather than 0.10000000149
        }
        if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Shape shape) {
            return Arrays.stream(shape.sizes()).boxed().toList();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Attributes::plain).toList();
        }
        if (value instanceof Op op) {
            Map<String, Object> named = new LinkedHashMap<>(Map.of("op", op.name()));
            named.putAll(op.attributes());
            return Collections.unmodifiableMap(named);
        }
        return value.toString();
    }
}
