package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.cellwise.notebook.help.Surroundings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function of the facade has an example in its Javadoc, which compiles with the one import, and runs after what help says. */
class FacadeExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/cellwise");
    private static final Pattern MEMBER = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+public static (?:final class (\\w+)|[^;={]*?(\\w+)\\()", Pattern.DOTALL);

    /** Files that are not there, or a browser. */
    private static final List<String> NEED_FILES = List.of(
            "images(",
            "save(",
            "load(",
            "open(",
            "npy(",
            "npz(",
            "parquetParts(",
            "streamed(",
            "mnist(",
            "cifar10(",
            "californiaHousing(",
            "fashionMnist(",
            "saveImages(",
            "safetensors",
            "onnx(",
            "onnxRaw(",
            "saveWeights(",
            "bytePairs(Path");

    @TempDir
    static Path folder;

    private static FacadeSurroundings.Examples examples;

    /** A public member of the facade, and the examples of its Javadoc. */
    private record Member(String name, List<String> examples) {}

    private static List<Member> members() {
        try {
            List<Member> members = new ArrayList<>();
            try (Stream<Path> files = Files.list(SOURCES).filter(Files::isRegularFile)) {
                for (Path file : files.sorted().toList()) {
                    Matcher matcher = MEMBER.matcher(Files.readString(file));
                    while (matcher.find()) {
                        String name = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                        members.add(new Member(name, code(matcher.group(1).replaceAll("\n\\s*\\* ?", " "))));
                    }
                }
            }
            return members;
        } catch (IOException e) {
            throw new IllegalStateException("The facade's source is not at " + SOURCES.toAbsolutePath(), e);
        }
    }

    /** The contents of all {@code code} tags, whose braces are balanced. */
    private static List<String> code(String comment) {
        List<String> found = new ArrayList<>();
        Matcher opening = Pattern.compile("\\{@code\\s+").matcher(comment);
        while (opening.find()) {
            int depth = 1;
            int end = opening.end();
            for (; depth > 0; end++) {
                depth += comment.charAt(end) == '{' ? 1 : comment.charAt(end) == '}' ? -1 : 0;
            }
            found.add(comment.substring(opening.end(), end - 1).replaceAll("\\s+", " "));
        }
        return found;
    }

    static List<String> allExamples() {
        return members().stream().flatMap(m -> m.examples().stream()).toList();
    }

    @Test
    void everyFunctionHasAnExample() {
        List<Member> members = members();
        assertThat(members).hasSizeGreaterThan(90);
        assertThat(members.stream().map(Member::name))
                .as("what the pattern finds")
                .containsAll(Stream.of(Cellwise.class.getMethods())
                        .filter(m -> java.lang.reflect.Modifier.isStatic(m.getModifiers()))
                        .map(java.lang.reflect.Method::getName)
                        .collect(Collectors.toSet()));
        assertThat(members)
                .allSatisfy(member -> assertThat(member.examples())
                        .as("examples of %s", member.name())
                        .anyMatch(example -> example.contains(member.name())));
    }

    @Test
    void noFunctionTakesANameThatKernelsImport() {
        assertThat(members().stream().map(Member::name))
                .doesNotContain("display", "render", "updateDisplay", "eval", "printf", "magic");
    }

    @BeforeAll
    static void compile() throws ReflectiveOperationException, IOException {
        List<String> all = allExamples();
        String cases = IntStream.range(0, all.size())
                .mapToObj(i -> "case %s: {\n%s\nreturn value(() -> %s); }\n"
                        .formatted(i, Surroundings.of(List.of(all.get(i))), body(all.get(i))))
                .collect(Collectors.joining());
        String unit = """
                import static org.cellwise.Cellwise.*;
                import static org.cellwise.FacadeSurroundings.*;
                import java.nio.file.*;
                import java.util.*;
                public class Compiled implements org.cellwise.FacadeSurroundings.Examples {
                    public Object run(int example) throws Exception {
                        switch (example) {
                %s
                            default: throw new IllegalArgumentException();
                        }
                    }
                }
                """.formatted(cases);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        StringWriter output = new StringWriter();
        boolean done = compiler.getTask(
                        output,
                        null,
                        problems,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(unit)))
                .call();
        assertThat(done)
                .as(() -> problems.getDiagnostics().stream()
                        .map(d -> unit.lines().toList().get((int) d.getLineNumber() - 1) + "\n" + d.getMessage(null))
                        .collect(Collectors.joining("\n")))
                .isTrue();
        var loader = new java.net.URLClassLoader(
                new java.net.URL[] {folder.toUri().toURL()}, FacadeExamplesTest.class.getClassLoader());
        examples = (FacadeSurroundings.Examples)
                loader.loadClass("Compiled").getDeclaredConstructor().newInstance();
    }

    /** An expression as it is; statements in braces. */
    static String body(String example) {
        boolean statement = example.endsWith(";") || example.startsWith("for ");
        return statement ? "{ " + example + " }" : example;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Compiled.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    static boolean needsNoFile(String example) {
        return NEED_FILES.stream().noneMatch(example::contains);
    }

    @ParameterizedTest
    @MethodSource("allExamples")
    void theExampleRuns(String example) {
        if (needsNoFile(example)) {
            int number = allExamples().indexOf(example);
            assertThatCode(() ->
                            assertThat(Objects.toString(examples.run(number))).isNotNull())
                    .doesNotThrowAnyException();
        }
    }
}
