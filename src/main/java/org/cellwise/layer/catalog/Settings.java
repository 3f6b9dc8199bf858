package org.cellwise.layer.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cellwise.layer.Initializer;
import org.cellwise.layer.Outputs;
import org.cellwise.tensor.Shape;

/** The settings of a layer, each asked for as what it must be. */
record Settings(String kind, Map<String, Object> values) {
    boolean has(String name) {
        return values.get(name) != null;
    }

    double number(String name) {
        return (double) value(name, double.class);
    }

    /** The setting as a value of the type of a record's component; null where it is left to its default. */
    Object value(String name, Class<?> type) {
        Object value = values.get(name);
        if (value == null) {
            if (type.isPrimitive()) {
                throw new IllegalArgumentException(kind + " expects the setting " + name + ", but it is missing");
            }
            return null;
        }
        Object converted = converted(value, type);
        if (converted == null) {
            throw new IllegalArgumentException(kind + " expects for " + name + " a value such as "
                    + type.getSimpleName().toLowerCase(Locale.ROOT) + ", but got " + value);
        }
        return converted;
    }

    private static Object converted(Object value, Class<?> type) {
        if (value instanceof Number number) {
            return converted(number, type);
        }
        if (value instanceof String text) {
            return type == String.class
                    ? text
                    : type == Initializer.class ? Initializer.named(text) : type.isEnum() ? constant(text, type) : null;
        }
        if (value instanceof List<?> list) {
            boolean sizes = type == Shape.class && list.stream().allMatch(Settings::isSize);
            boolean names = type == Outputs.class && list.stream().allMatch(String.class::isInstance);
            return sizes
                    ? Shape.of(list.stream()
                            .mapToInt(size -> ((Number) size).intValue())
                            .toArray())
                    : names ? new Outputs(list.stream().map(String.class::cast).toList()) : null;
        }
        return value instanceof Boolean && type == boolean.class ? value : null;
    }

    private static Object converted(Number number, Class<?> type) {
        boolean whole = number instanceof Long || number instanceof Integer;
        if (type == int.class) {
            return whole && number.intValue() == number.longValue() ? number.intValue() : null;
        }
        if (type == long.class) {
            return whole ? number.longValue() : null;
        }
        return type == double.class
                ? (Object) number.doubleValue()
                : type == float.class ? (Object) number.floatValue() : null;
    }

    private static boolean isSize(Object value) {
        return (value instanceof Long || value instanceof Integer)
                && ((Number) value).longValue() == ((Number) value).intValue();
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        return null;
    }
}
