package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that the cheat sheet says compiles from top to bottom, runs, and is on its page. */
class CheatSheetTest {
    private static final Path SOURCE = Path.of("src/site/cheat-sheet.txt");
    private static final Path PAGE = Path.of("docs/cheat-sheet.html");

    @TempDir
    Path folder;

    /** Code in its order; what goes on in the next line is one piece. */
    private static List<String> code() throws IOException {
        List<String> code = new ArrayList<>();
        for (String line : Files.readAllLines(SOURCE)) {
            if (line.isBlank() || line.startsWith("# ")) {
                continue;
            }
            String own = line.substring(0, line.indexOf(" |"));
            if (line.startsWith(" ")) {
                code.set(code.size() - 1, code.get(code.size() - 1) + "\n" + own);
            } else {
                code.add(own);
            }
        }
        return code;
    }

    @Test
    void everyLineCompilesAndRuns() throws Exception {
        String body = code().stream()
                .filter(line -> !line.startsWith("import "))
                .map(line -> line.contains("save(")
                        ? "if (false) { " + line + " }"
                        : line.endsWith(";") ? line : "all.add(" + line + ");")
                .collect(Collectors.joining("\n"));
        String unit = """
                %s
                import java.util.*;
                public class Sheet implements java.util.concurrent.Callable<List<Object>> {
                    public List<Object> call() throws Exception {
                        List<Object> all = new ArrayList<>();
                %s
                        return all;
                    }
                }
                """.formatted(
                code().stream().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n")), body);
        StringWriter problems = new StringWriter();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Sheet.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return unit;
                    }
                };
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        problems,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(source))
                .call();
        assertThat(done).as(problems::toString).isTrue();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, CheatSheetTest.class.getClassLoader())) {
            var sheet = (java.util.concurrent.Callable<?>)
                    loader.loadClass("Sheet").getDeclaredConstructor().newInstance();
            assertThatCode(() -> assertThat((List<?>) sheet.call()).hasSizeGreaterThan(30))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void thePageHasEveryLine() throws IOException {
        String page =
                Files.readString(PAGE).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        assertThat(code())
                .hasSizeGreaterThan(60)
                .allSatisfy(line ->
                        assertThat(page).as("run src/site/cheat_sheet.py").contains(line.replaceAll("\n    ", "\n")));
        assertThat(page).doesNotContain("http://", "https://");
    }
}
