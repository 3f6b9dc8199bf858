package org.cellwise.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Splits a cell into snippets and runs them one by one in JShell. */
final class Evaluator {

    private static final List<String> STARTUP = List.of(
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.nio.file.*;",
            "import java.util.*;",
            "import java.util.concurrent.*;",
            "import java.util.function.*;",
            "import java.util.prefs.*;",
            "import java.util.regex.*;",
            "import java.util.stream.*;",
            "import static org.cellwise.kernel.Display.*;",
            "import static org.cellwise.kernel.CellFunctions.*;");

    private static final Pattern SPACE = Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?s:.*?)\\*/)*");

    private final KernelSettings settings;
    private final CellThread cells;
    private final CellExecution execution;
    private final Map<String, SourcePlace> places = new HashMap<>(); // by snippet id
    private JShell shell;
    private SourceCodeAnalysis analysis;

    /**
     * Where a snippet stands in a cell.
     *
     * @param cell the cell's execution count
     * @param original the cell's text
     * @param java the same, magics translated; line by line the same as {@code original}
     * @param offset of the snippet in {@code java}
     * @param firstLine of the cell which JShell's stack traces call line 1
     */
    record SourcePlace(int cell, String original, String java, int offset, int firstLine) {}

    Evaluator(KernelSettings settings) {
        this.settings = settings;
        CellExecution[] made = new CellExecution[1]; // the execution and its thread need each other
        cells = new CellThread(settings.timeLimit(), thread -> made[0].force(thread));
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        made[0] = new CellExecution(cells); // sets the context class loader to the one of cells
        execution = made[0];
        cells.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        Thread.currentThread().setContextClassLoader(before);
    }

    /** Starts JShell and runs the imports every cell can rely on. Call once, before all that follows. */
    void start() {
        shell = JShell.builder()
                .executionEngine(new Provider(execution), Map.of())
                .compilerOptions(settings.compilerOptions().toArray(String[]::new))
                .build();
        settings.classPath().forEach(shell::addToClasspath);
        execution.rearm();
        for (String line : STARTUP) {
            shell.eval(line);
        }
        analysis = shell.sourceCodeAnalysis(); // now, because its index is of the class path as it stands
    }

    void addToClasspath(String path) {
        shell.addToClasspath(path);
    }

    JShell shell() {
        return shell;
    }

    SourceCodeAnalysis analysis() {
        return analysis;
    }

    CellThread cells() {
        return cells;
    }

    /** Where the snippet of this id came from; null for those of the start. */
    SourcePlace place(String snippetId) {
        return places.get(snippetId);
    }

    /**
     * Runs all of a cell.
     *
     * @param cell its execution count
     * @param original its text, for messages
     * @param code the same, magics translated
     * @return the value of its last snippet when that is an expression, otherwise null
     * @throws SnippetException when a snippet does not compile or throws
     * @throws CellInterruptedException when it was stopped
     */
    Object eval(int cell, String original, String code) throws SnippetException, CellInterruptedException {
        Object value = null;
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break; // comments only
            }
            cells.checkInterrupt();
            boolean complete = info.completeness().isComplete();
            String source = complete ? info.source() : rest; // JShell says what is wrong with an incomplete rest
            value = evalSnippet(source, new SourcePlace(cell, original, code, code.length() - rest.length(), 0));
            rest = complete ? info.remaining() : "";
        }
        return value;
    }

    private Object evalSnippet(String source, SourcePlace whole) throws SnippetException, CellInterruptedException {
        List<SnippetEvent> events = shell.eval(source);
        Object value = null;
        for (SnippetEvent event : events) {
            Object result = event.value() == null ? null : execution.takeResult(event.value());
            if (event.causeSnippet() == null) {
                Snippet snippet = event.snippet();
                int start = whole.offset() + Math.max(0, source.indexOf(snippet.source()));
                int line = CodeExcerpt.lineAt(whole.java(), start + firstToken(snippet));
                places.put(snippet.id(), new SourcePlace(whole.cell(), whole.original(), whole.java(), start, line));
                value = isShown(snippet) ? result : null;
            }
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                check(event);
            }
        }
        return value;
    }

    /** Where JShell begins to count lines: declarations at their comments, code at the code, variables at their value. */
    private static int firstToken(Snippet snippet) {
        if (snippet instanceof DeclarationSnippet && !(snippet instanceof VarSnippet)) {
            return 0;
        }
        int token = afterSpace(snippet.source(), 0);
        if (snippet instanceof VarSnippet) {
            token = afterSpace(
                    snippet.source(), Math.max(token, snippet.source().indexOf('=', token) + 1));
        }
        return token;
    }

    private static int afterSpace(String source, int from) {
        Matcher space = SPACE.matcher(source).region(from, source.length());
        return space.lookingAt() ? space.end() : from;
    }

    private static boolean isShown(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    private void check(SnippetEvent event) throws SnippetException, CellInterruptedException {
        if (event.exception() instanceof EvalException e
                && e.getExceptionClassName().equals(CellInterruptedException.class.getName())) {
            execution.rearm();
            CellInterruptedException stopped = new CellInterruptedException(e.getMessage());
            stopped.setStackTrace(e.getStackTrace());
            throw stopped;
        }
        if (event.exception() != null || !event.status().isDefined()) {
            throw new SnippetException(event);
        }
    }

    private record Provider(LocalExecutionControl execution) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "cellwise";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return execution;
        }
    }
}
