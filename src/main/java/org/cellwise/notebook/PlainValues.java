package org.cellwise.notebook;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.plot.HeatMap;
import org.cellwise.chart.plot.NumberLine;
import org.cellwise.data.table.TableView;
import org.cellwise.text.Names;

/**
 * Values of Java's own types: numbers as text or a curve, rows of numbers as a heat map, records and maps as tables,
 * other collections and arrays as one line of text. Long ones are cut with a note.
 */
final class PlainValues {
    private static final int LISTED = 20; // numbers that are written rather than drawn
    private static final int LETTERS = 1000;
    private static final int ROWS = 10;
    private static final int COLUMNS = 20;
    private static final int CELL = 60; // letters
    private static final int SHORTEST = 8; // letters

    private PlainValues() {}

    static Optional<MimeBundle> of(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Record one) {
            return records(List.of(one));
        }
        if (value instanceof Map<?, ?> map && isPlain(map)) {
            return Optional.of(map.isEmpty() ? MimeBundle.text("{}") : table(map));
        }
        if (value instanceof Collection<?> collection && isPlain(collection)) {
            return Optional.of(records(collection).orElseGet(() -> MimeBundle.text(line(collection))));
        }
        return value.getClass().isArray() ? Optional.of(array(value)) : Optional.empty();
    }

    /** Whether its text is that of Java's own collections, and not what its author has to say of it. */
    private static boolean isPlain(Object collection) {
        try {
            Class<?> author = collection.getClass().getMethod("toString").getDeclaringClass();
            return author.getName().startsWith("java.");
        } catch (NoSuchMethodException everyObjectHasIt) {
            return false;
        }
    }

    private static MimeBundle array(Object array) {
        if (array instanceof Object[] objects && !isRowsOfNumbers(array)) {
            List<?> list = Arrays.asList(objects);
            return records(list).orElseGet(() -> MimeBundle.text(line(list)));
        }
        if (array instanceof Object[] rows) {
            double[][] matrix = Arrays.stream(rows).map(PlainValues::numbers).toArray(double[][]::new);
            return isMatrix(matrix)
                    ? MimeBundle.picture(HeatMap.of("Matrix", matrix).picture())
                    : MimeBundle.text(line(Arrays.asList(rows)));
        }
        int length = Array.getLength(array);
        String text = line(new ArrayView(array));
        return length > LISTED && isNumbers(array.getClass())
                ? MimeBundle.drawing(NumberLine.of(numbers(array)).picture(), "", text)
                : MimeBundle.text(text);
    }

    private static boolean isNumbers(Class<?> type) {
        Class<?> component = type.getComponentType();
        return component != null && component.isPrimitive() && component != boolean.class && component != char.class;
    }

    private static boolean isRowsOfNumbers(Object array) {
        return isNumbers(array.getClass().getComponentType());
    }

    private static double[] numbers(Object array) {
        return array == null
                ? null
                : IntStream.range(0, Array.getLength(array))
                        .mapToDouble(i -> Array.getDouble(array, i))
                        .toArray();
    }

    // what cannot be drawn as a matrix is written
    private static boolean isMatrix(double[]... rows) {
        for (double[] row : rows) {
            if (row == null || row.length == 0 || row.length != rows[0].length) {
                return false;
            }
        }
        return rows.length > 0;
    }

    /** A table of records of one class; none where the values are something else or say better themselves what they are. */
    private static Optional<MimeBundle> records(Collection<?> values) {
        Object first = values.isEmpty() ? null : values.iterator().next();
        if (!(first instanceof Record)
                || values.stream().anyMatch(v -> v == null || v.getClass() != first.getClass())) {
            return Optional.empty();
        }
        RecordComponent[] components = first.getClass().getRecordComponents();
        try {
            if (components.length == 0 || !first.toString().equals(generated(first, components))) {
                return Optional.empty();
            }
            List<List<Object>> rows = new ArrayList<>();
            for (Object value : values) {
                rows.add(row(value, components));
            }
            List<String> names =
                    Arrays.stream(components).map(RecordComponent::getName).toList();
            List<String> types = Arrays.stream(components)
                    .map(component -> component.getType().getSimpleName())
                    .toList();
            return Optional.of(table(names, types, rows));
        } catch (ReflectiveOperationException | RuntimeException hidden) { // a class that is not open to us
            return Optional.empty();
        }
    }

    private static List<Object> row(Object value, RecordComponent... components) throws ReflectiveOperationException {
        List<Object> row = new ArrayList<>();
        for (RecordComponent component : components) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            try {
                row.add(accessor.invoke(value));
            } catch (InvocationTargetException throwing) {
                row.add(throwing.getCause());
            }
        }
        return row;
    }

    // the text that a record has unless its author wrote another
    private static String generated(Object value, RecordComponent... components) throws ReflectiveOperationException {
        List<Object> row = row(value, components);
        return IntStream.range(0, components.length)
                .mapToObj(i -> components[i].getName() + "=" + row.get(i))
                .collect(Collectors.joining(", ", value.getClass().getSimpleName() + "[", "]"));
    }

    private static MimeBundle table(Map<?, ?> map) {
        List<List<Object>> rows = new ArrayList<>();
        map.forEach((key, value) -> rows.add(Arrays.asList(key, value)));
        return table(List.of("key", "value"), List.of(type(rows, 0), type(rows, 1)), rows);
    }

    // of all values of a column, empty where they differ
    private static String type(List<List<Object>> rows, int column) {
        List<String> types = rows.stream()
                .map(row -> row.get(column))
                .filter(value -> value != null)
                .map(value -> value.getClass().getSimpleName())
                .distinct()
                .toList();
        return types.size() == 1 ? types.get(0) : "";
    }

    private static MimeBundle table(List<String> names, List<String> types, List<List<Object>> rows) {
        int columns = Math.min(names.size(), COLUMNS);
        List<TableView.Column> header = IntStream.range(0, columns)
                .mapToObj(c -> new TableView.Column(names.get(c), types.get(c), missing(rows, c), isNumeric(rows, c)))
                .toList();
        List<List<String>> cells = rows.stream()
                .limit(ROWS)
                .map(row -> row.stream().limit(columns).map(PlainValues::cell).toList())
                .toList();
        TableView view = new TableView(rows.size(), names.size(), header, cells);
        return MimeBundle.html(HtmlTable.of(view), view.toString());
    }

    private static int missing(List<List<Object>> rows, int column) {
        return (int) rows.stream().filter(row -> row.get(column) == null).count();
    }

    private static boolean isNumeric(List<List<Object>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(value -> value == null || value instanceof Number);
    }

    private static String cell(Object value) {
        String text = value == null ? "" : cut(text(value, CELL), CELL);
        return value != null && text.isEmpty() ? "\"\"" : text; // an empty cell is one that is missing
    }

    // what holds others gets less room the deeper it stands, so that one that holds itself ends too
    private static String text(Object value, int letters) {
        boolean isArray = value != null && value.getClass().isArray();
        if (!isArray && !(value instanceof Collection<?> inner && isPlain(inner))) {
            return cut(String.valueOf(value), letters);
        }
        if (letters < SHORTEST) {
            return "[…]";
        }
        return isArray
                ? line(value instanceof Object[] objects ? Arrays.asList(objects) : new ArrayView(value), letters / 2)
                : line((Collection<?>) value, letters / 2);
    }

    private static String cut(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(0, letters - 1)) + "…";
    }

    private static String line(Collection<?> values) {
        return line(values, LETTERS);
    }

    /** The elements in brackets; of a long list the first ones, with how many there are. */
    private static String line(Collection<?> values, int letters) {
        StringBuilder line = new StringBuilder("[");
        int shown = 0;
        for (Object value : values) {
            String text = text(value, letters);
            if (shown > 0 && line.length() + text.length() > letters) {
                return line + ", …] (" + Names.count(values.size(), "element") + ")";
            }
            line.append(shown++ == 0 ? "" : ", ").append(text);
        }
        return line.append(']').toString();
    }
}
