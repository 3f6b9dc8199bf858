package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code %who}, {@code %reset} and {@code %env}: what the session holds. */
public final class NamespaceMagics {

    private final Names names;

    /** The variables of the cells. */
    public interface Names {
        /** In the order of their declaration. */
        List<Variable> variables();

        /** Forgets all variables, methods and types. */
        void reset();
    }

    /** @param type as a cell would write it */
    public record Variable(String name, String type, Object value) {}

    public NamespaceMagics(Names names) {
        this.names = names;
    }

    public void register(Magics magics) {
        magics.registerLineMagic("who", this::who);
        magics.registerLineMagic("reset", this::reset);
        magics.registerLineMagic("env", this::environment);
    }

    private Void who(List<String> types) {
        List<String[]> rows = new ArrayList<>();
        for (Variable variable : names.variables()) {
            String type = variable.type().replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", "");
            if (types.isEmpty() || types.contains(type)) {
                rows.add(new String[] {variable.name(), type, size(variable.value())});
            }
        }
        int name = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        int type = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
        StringBuilder text = new StringBuilder(rows.isEmpty() ? "There are no variables.\n" : "");
        for (String[] row : rows) {
            String line = padded(row[0], name) + "  " + padded(row[1], type) + "  " + row[2];
            text.append(line.stripTrailing()).append('\n');
        }
        System.out.print(text);
        return null;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** In words: how many elements, rows and columns, or characters a value has; empty for what has no size. */
    static String size(Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            StringBuilder shape = new StringBuilder();
            Object inner = value;
            while (inner != null && inner.getClass().isArray()) {
                int length = Array.getLength(inner);
                shape.append(shape.isEmpty() ? "" : " x ").append(length);
                inner = length > 0 ? Array.get(inner, 0) : null;
            }
            return shape.toString();
        }
        if (value instanceof CharSequence text) {
            return count(text.length(), "character");
        }
        if (value instanceof Collection<?> elements) {
            return count(elements.size(), "element");
        }
        if (value instanceof Map<?, ?> map) {
            return count(map.size(), "entry").replace("entrys", "entries");
        }
        Object rows = ask(value, "rowCount");
        Object columns = ask(value, "columnCount");
        if (rows != null && columns != null) {
            return rows + " x " + columns;
        }
        for (String question : List.of("shape", "size", "parameterCount")) {
            Object answer = ask(value, question);
            if (answer != null) {
                return question.equals("shape")
                        ? answer.toString()
                        : count(answer, question.equals("size") ? "element" : "parameter");
            }
        }
        return "";
    }

    private static String count(Object number, String what) {
        return number + " " + what + (number.toString().equals("1") ? "" : "s");
    }

    private static Object ask(Object value, String method) {
        try {
            return value.getClass().getMethod(method).invoke(value);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null; // it has no such method, or one of its own meaning
        }
    }

    private Void reset(List<String> arguments) {
        int count = names.variables().size();
        names.reset();
        System.out.println(count(count, "variable") + " forgotten, and all methods and types. Imports stay.");
        return null;
    }

    private String environment(List<String> arguments) {
        if (arguments.isEmpty()) {
            new TreeMap<>(System.getenv()).forEach((name, value) -> System.out.println(name + "=" + value));
            return null;
        }
        String name = arguments.get(0);
        if (arguments.size() > 1 || name.contains("=")) {
            throw new IllegalArgumentException(
                    "a running Java program cannot change its environment: set " + name.replaceFirst("=.*", "")
                            + " under \"env\" in the kernel's kernel.json, or before Jupyter starts, and restart");
        }
        String value = System.getenv(name);
        System.out.println(value == null ? name + " is not set" : value);
        return value;
    }
}
