package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example of the facade's Javadoc with null in place of one argument after the other: none is answered in Java's words. */
class NullsSlow {
    private static final Set<String> WORDS = Set.of("for", "if", "while");
    private static final int TOGETHER = 400; // in one class

    @TempDir
    private Path folder;

    private int classes;

    @Test
    void nothingIsAnsweredInJavasWords() throws ReflectiveOperationException, IOException {
        Set<String> all = new LinkedHashSet<>();
        FacadeExamplesTest.allExamples().stream()
                .filter(FacadeExamplesTest::needsNoFile)
                .forEach(example -> all.addAll(withNulls(example)));
        List<String> cells = new ArrayList<>(all);
        List<String> found = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += TOGETHER) {
            found.addAll(answers(new ArrayList<>(cells.subList(from, Math.min(cells.size(), from + TOGETHER)))));
        }
        assertThat(cells).hasSizeGreaterThan(500);
        assertThat(found).isEmpty();
    }

    /** Those that compile, run: what Java said of each. */
    private List<String> answers(List<String> cells) throws ReflectiveOperationException, IOException {
        FacadeSurroundings.Examples compiled = compile(cells);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            try {
                String.valueOf(compiled.run(i));
            } catch (Exception e) {
                String said = String.valueOf(e.getMessage());
                boolean javas = said.equals("null") || said.startsWith("Cannot ") || e instanceof ClassCastException;
                if (javas && !isOfCell(e)) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    found.add(cells.get(i) + "\n"
                            + trace.toString().lines().limit(5).collect(Collectors.joining("\n")));
                }
            }
        }
        return found;
    }

    /** Whether it comes from what the cell itself calls of Java, as List.of(null). */
    private static boolean isOfCell(Exception e) {
        return Stream.of(e.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java."))
                .findFirst()
                .map(name -> name.startsWith("Nulls"))
                .orElse(true);
    }

    /** Leaves out of the cells those that do not compile. */
    private FacadeSurroundings.Examples compile(List<String> cells) throws ReflectiveOperationException, IOException {
        String name = "Nulls" + classes++;
        while (true) {
            String source = """
                    import static org.cellwise.Cellwise.*; import static org.cellwise.FacadeSurroundings.*; import java.nio.file.*; import java.util.*;
                    public class %s implements org.cellwise.FacadeSurroundings.Examples { public Object run(int n) throws Exception { switch (n) {
                    %sdefault: throw new IllegalArgumentException(); } } }
                    """.formatted(
                            name,
                            IntStream.range(0, cells.size())
                                    .mapToObj(i -> "case " + i + ": return value(() -> "
                                            + FacadeExamplesTest.body(cells.get(i)) + ");\n")
                                    .collect(Collectors.joining()));
            DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
            List<String> options = List.of(
                    "-proc:none",
                    "-Xmaxerrs",
                    "100000",
                    "-d",
                    folder.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            JavaFileObject file =
                    new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                            return source;
                        }
                    };
            if (ToolProvider.getSystemJavaCompiler()
                    .getTask(null, null, problems, options, null, List.of(file))
                    .call()) {
                URL[] urls = {folder.toUri().toURL()};
                return (FacadeSurroundings.Examples) new URLClassLoader(urls, NullsSlow.class.getClassLoader())
                        .loadClass(name)
                        .getDeclaredConstructor()
                        .newInstance();
            }
            List<Integer> wrong = problems.getDiagnostics().stream()
                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                    .map(d -> (int) d.getLineNumber() - 3)
                    .distinct()
                    .sorted((a, b) -> b - a)
                    .toList();
            assertThat(wrong).isNotEmpty();
            wrong.forEach(line -> cells.remove((int) line));
        }
    }

    /** A cell for each argument of each call in it. */
    private static List<String> withNulls(String cell) {
        List<String> made = new ArrayList<>();
        for (int at = 1; at < cell.length(); at++) {
            if (cell.charAt(at) == '"') {
                at = cell.indexOf('"', at + 1);
            } else if (cell.charAt(at) == '(' && !WORDS.contains(wordBefore(cell, at))) {
                for (int[] argument : arguments(cell, at)) {
                    String value = cell.substring(argument[0], argument[1]).strip();
                    if (!value.isEmpty() && !value.matches("[-.\\d]+")) {
                        made.add(cell.substring(0, argument[0]) + "null" + cell.substring(argument[1]));
                    }
                }
            }
        }
        return made;
    }

    private static String wordBefore(String cell, int at) {
        int from = at;
        while (from > 0 && Character.isJavaIdentifierPart(cell.charAt(from - 1))) {
            from--;
        }
        return cell.substring(from, at);
    }

    /** Where the arguments of a call begin and end, whose parenthesis opens here. */
    private static List<int[]> arguments(String cell, int open) {
        List<int[]> found = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        for (int at = open; at < cell.length(); at++) {
            char letter = cell.charAt(at);
            if (letter == '"') {
                at = cell.indexOf('"', at + 1);
            } else if ("([{".indexOf(letter) >= 0) {
                depth++;
            } else if (letter == ',' && depth == 1 || ")]}".indexOf(letter) >= 0 && --depth == 0) {
                found.add(new int[] {from, at});
                from = at + 1;
                if (depth == 0) {
                    break;
                }
            }
        }
        return found;
    }
}
