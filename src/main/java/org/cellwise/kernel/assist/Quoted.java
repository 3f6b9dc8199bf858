package org.cellwise.kernel.assist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cellwise.kernel.magic.JavaText;
import org.cellwise.kernel.magic.NamespaceMagics.Variable;

/**
 * Text between quotes under the cursor, as in {@code dataset(birds).features("wing}: a column of a table, a layer of a
 * network, a key of a map that its statement mentions, or else a file.
 *
 * @param statement what stands before the quotes, back to the end of another statement
 * @param text from the opening quote to the cursor
 * @param start where the text begins in the cell
 */
public record Quoted(String statement, String text, int start) {

    /** Methods that give names which other methods take, or what has names. */
    private static final List<String> NAMING = List.of("columnNames", "inputNames", "outputNames", "layers", "names");

    private static final Pattern NOT_OF_NAMES = Pattern.compile("[^\\w$]+");
    private static final int MOST = 500;

    /** Null where the cursor is not within quotes. */
    public static Quoted at(String code, int cursor) {
        int statement = 0;
        for (int at = 0; at < cursor; ) {
            int end = JavaText.afterLiteral(code, at);
            boolean open = end >= cursor && code.charAt(at) == '"' && !code.startsWith("\"\"\"", at);
            if (open && !(end == cursor && end - at > 1 && code.charAt(end - 1) == '"')) {
                return new Quoted(code.substring(statement, at), code.substring(at + 1, cursor), at + 1);
            }
            if (end == at && code.charAt(at) == ';') {
                statement = at + 1;
            }
            at = Math.max(at + 1, end);
        }
        return null;
    }

    /** What fits what is already there. */
    public List<String> candidates(List<Variable> variables) {
        List<String> mentioned = List.of(NOT_OF_NAMES.split(statement));
        List<String> names = variables.stream()
                .filter(variable -> mentioned.contains(variable.name()))
                .flatMap(variable -> names(variable.value()))
                .filter(name -> name.startsWith(text))
                .distinct()
                .limit(MOST)
                .toList();
        return names.isEmpty() ? files() : names;
    }

    private static Stream<String> names(Object value) {
        if (value instanceof Map<?, ?> map) {
            return texts(map.keySet());
        }
        return value == null ? Stream.of() : NAMING.stream().flatMap(method -> texts(ask(value, method)));
    }

    private static Stream<String> texts(Object many) {
        try {
            return many instanceof Collection<?> all
                    ? List.copyOf(all).stream().map(Quoted::text).filter(Objects::nonNull)
                    : Stream.of();
        } catch (RuntimeException e) {
            return Stream.of(); // it changes meanwhile, or has nulls
        }
    }

    private static String text(Object one) {
        return one instanceof String text ? text : ask(one, "name") instanceof String name ? name : null;
    }

    private static Object ask(Object value, String method) {
        try {
            return value.getClass().getMethod(method).invoke(value);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null; // it has no such method, or one of its own meaning
        }
    }

    private List<String> files() {
        String folder = text.substring(0, text.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> folder + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .filter(path -> path.startsWith(text) && (!text.isEmpty() || !path.startsWith(".")))
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }
}
