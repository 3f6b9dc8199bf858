package org.cellwise.notebook.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What examples take for granted, such as a network called {@code net}: code that makes it, from the one import alone. */
public final class Surroundings {
    private static final String FILE = "surroundings.txt";

    private Surroundings() {}

    /** A name, and the code that makes what is called so, from what stands before it in the file. */
    private record Value(String name, String code) {
        private static Value of(String block) {
            String[] parts = block.strip().split("\n", 2);
            return new Value(parts[0], parts[1]);
        }

        private boolean isNamedIn(String code) {
            String said = code.replaceAll("\"[^\"]*\"", "\"\"");
            boolean parameter = Pattern.compile("\\b" + name + "\\s*->|\\([^()]*\\b" + name + "\\b[^()]*\\)\\s*->")
                    .matcher(said)
                    .find();
            return !parameter
                    && Pattern.compile("(?<![.\\w])" + name + "(?!\\w|\\s*\\()")
                            .matcher(said)
                            .find();
        }
    }

    /** The code to run before these examples; empty where they need none. */
    public static String of(List<String> examples) {
        Deque<String> code = new ArrayDeque<>(examples);
        Deque<String> needed = new ArrayDeque<>();
        List<Value> all = Holder.ALL;
        for (int i = all.size() - 1; i >= 0; i--) {
            Value value = all.get(i);
            if (code.stream().anyMatch(value::isNamedIn)) {
                code.add(value.code);
                needed.addFirst(value.code);
            }
        }
        return String.join("\n", needed);
    }

    private static final class Holder {
        private static final List<Value> ALL = read();

        private static List<Value> read() {
            try (InputStream in = Surroundings.class.getResourceAsStream(FILE)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return Stream.of(text.strip().split("\n\n")).map(Value::of).toList();
            } catch (IOException e) {
                throw new UncheckedIOException("The file " + FILE + " cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
