package org.cellwise.data.table;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.cellwise.data.encode.Moments;

/**
 * What stands in for missing values of a column.
 *
 * @param kind in what way it is found
 * @param value the constant, a Double or a text; null for other kinds
 * @param neighbours how many are asked; 0 for other kinds
 */
record Fill(Kind kind, Object value, int neighbours) {
    enum Kind {
        MEAN("fillMean"),
        MEDIAN("fillMedian"),
        MOST_FREQUENT("fillMostFrequent"),
        CONSTANT("fill"),
        NEAREST("fillNearest");

        private final String method;

        Kind(String method) {
            this.method = method;
        }
    }

    static Fill of(Kind kind) {
        return new Fill(kind, null, 0);
    }

    static Fill constant(Object value) {
        Object plain = value instanceof Number number ? (Object) number.doubleValue() : String.valueOf(value);
        if (value == null
                || plain instanceof String text && text.isBlank()
                || plain instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "fill expects a finite number or a text to stand in for missing values, but got " + value);
        }
        return new Fill(Kind.CONSTANT, plain, 0);
    }

    static Fill nearest(int neighbours) {
        if (neighbours < 1) {
            throw new IllegalArgumentException("fillNearest expects 1 neighbour or more, but got " + neighbours);
        }
        return new Fill(Kind.NEAREST, null, neighbours);
    }

    String method() {
        return kind.method;
    }

    /** Whether, without names of columns, it is meant for numbers. */
    boolean suitsNumbers() {
        return kind == Kind.CONSTANT ? value instanceof Double : kind != Kind.MOST_FREQUENT;
    }

    /** Whether, without names of columns, it is meant for categories, dates and texts. */
    boolean suitsOthers() {
        return kind == Kind.CONSTANT ? value instanceof String : kind == Kind.MOST_FREQUENT;
    }

    /** The value for a column, found in training rows none of which misses it. */
    Object value(RawColumn column, int... present) {
        boolean isNumber = column instanceof RawColumn.Numbers;
        if (kind == Kind.CONSTANT && isNumber == value instanceof Double) {
            return value;
        }
        if (kind == Kind.MOST_FREQUENT) {
            return mostFrequent(column, present);
        }
        if (!isNumber || kind == Kind.CONSTANT) {
            throw new IllegalArgumentException("%s: \"%s\" holds %s: %s"
                    .formatted(
                            kind.method,
                            column.name(),
                            isNumber ? "numbers, but got the text \"" + value + "\"" : "no numbers",
                            isNumber
                                    ? "give a number"
                                    : "call fillMostFrequent(\"%s\") or fill(\"missing\", \"%s\")"
                                            .formatted(column.name(), column.name())));
        }
        double[] values = Arrays.stream(present)
                .mapToDouble(row -> (Double) column.value(row))
                .sorted()
                .toArray();
        return kind == Kind.MEDIAN
                ? (values[(values.length - 1) / 2] + values[values.length / 2]) / 2
                : Moments.of(values).mean();
    }

    /** Of several the first in order, as scikit-learn has it. */
    private static Object mostFrequent(RawColumn column, int... present) {
        Map<Object, Integer> counts = new TreeMap<>();
        for (int row : present) {
            Object value = column.value(row);
            counts.merge(value instanceof Double ? value : String.valueOf(value), 1, Integer::sum);
        }
        Object most = null;
        for (Map.Entry<Object, Integer> entry : counts.entrySet()) {
            most = most == null || entry.getValue() > counts.get(most) ? entry.getKey() : most;
        }
        return most;
    }
}
