package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.cellwise.kernel.Evaluator.SourcePlace;
import org.cellwise.kernel.magic.MagicException;

/** Says what went wrong in a cell: first the message, then the cell's own lines with the place marked. */
final class ErrorReport {

    private static final int MOST_FRAMES = 8; // at each end
    private static final int CONTEXT_LINES = 2;
    private static final String RED = "\u001b[31;1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Evaluator evaluator;

    ErrorReport(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /**
     * @param name of the error's kind
     * @param message in one line or a few
     * @param lines to show, with ANSI colours
     */
    record Report(String name, String message, List<String> lines) {}

    Report of(Throwable thrown, int cell) {
        if (thrown instanceof SnippetException e) {
            return e.event().exception() == null ? notCompiled(e.event()) : thrown(e.event(), cell);
        }
        if (thrown instanceof CellInterruptedException) {
            List<String> lines = new ArrayList<>(List.of(RED + "Interrupted: " + PLAIN + thrown.getMessage()));
            addFrames(lines, thrown.getStackTrace(), cell);
            return new Report("Interrupted", thrown.getMessage(), lines);
        }
        return unexpected(thrown);
    }

    private Report notCompiled(SnippetEvent event) {
        Snippet snippet = event.snippet();
        SourcePlace place = evaluator.place(snippet.id());
        List<String> lines = new ArrayList<>();
        String first = null;
        for (Diag diagnostic : evaluator.shell().diagnostics(snippet).toList()) {
            String message = message(diagnostic);
            first = first == null ? message : first;
            lines.add(RED + message + PLAIN);
            int start = place.offset() + (int) diagnostic.getStartPosition();
            int end = place.offset() + (int) diagnostic.getEndPosition();
            lines.addAll(CodeExcerpt.underlined(place.original(), place.java(), start, end));
            lines.add("");
        }
        if (snippet instanceof DeclarationSnippet declaration) {
            for (String name :
                    evaluator.shell().unresolvedDependencies(declaration).toList()) {
                first = first == null ? "it uses " + name + ", which is not declared" : first;
                lines.add(
                        RED + "it uses " + name + ", which is not declared: declare it in this cell or before" + PLAIN);
            }
        }
        return new Report("CompilationError", first == null ? "this does not compile" : first, lines);
    }

    /** Without javac's line on the location, which is a class that JShell made up. */
    private static String message(Diag diagnostic) {
        StringBuilder message = new StringBuilder();
        for (String line : diagnostic.getMessage(Locale.getDefault()).split("\\R")) {
            if (!line.strip().startsWith("location:")) {
                message.append(message.isEmpty() ? "" : "\n").append(line);
            }
        }
        return message + remedy(message.toString());
    }

    /** What is near at hand where a split stands in place of one of its parts. */
    private static String remedy(String message) {
        boolean split = message.contains("org.cellwise.data.Split cannot be converted to org.cellwise.data.Dataset");
        return split && !message.contains("\n") ? ": choose a part, as in split.train() or split.test()" : "";
    }

    private Report thrown(SnippetEvent event, int cell) {
        JShellException thrown = event.exception();
        if (thrown instanceof UnresolvedReferenceException unresolved) {
            return unresolved(unresolved.getSnippet());
        }
        EvalException exception = (EvalException) thrown;
        String magic = MagicException.class.getName();
        List<String> lines = new ArrayList<>();
        addThrowable(lines, exception, "", cell);
        if (!exception.getExceptionClassName().equals(magic)) {
            for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
                addThrowable(lines, cause, "caused by ", cell);
            }
        }
        if (exception.getExceptionClassName().equals(NullPointerException.class.getName())) {
            addNulls(lines, event.snippet());
        }
        return new Report(simpleName(exception), text(exception), lines);
    }

    /** Names variables without a value: a cell that failed leaves those it declares so, and the next cells stumble. */
    private void addNulls(List<String> lines, Snippet failed) {
        Set<String> words = new HashSet<>(List.of(failed.source().split("\\W+")));
        evaluator
                .shell()
                .variables()
                .filter(variable ->
                        words.contains(variable.name()) && !variable.id().equals(failed.id()))
                .filter(this::isNull)
                .forEach(variable -> lines.add(
                        RED + variable.name() + " is null: run the cell that sets it; it may have failed" + PLAIN));
    }

    private boolean isNull(VarSnippet variable) {
        return evaluator.shell().status(variable) == Snippet.Status.VALID
                && evaluator.shell().varValue(variable).equals("null");
    }

    private void addThrowable(List<String> lines, Throwable thrown, String prefix, int cell) {
        String message = text(thrown);
        lines.add(RED + prefix + simpleName(thrown) + (message.isEmpty() ? "" : ": " + PLAIN + message) + PLAIN);
        addFrames(lines, framesOf(thrown), cell);
    }

    private static StackTraceElement[] framesOf(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().equals(CellFunctions.class.getName()))
                .toArray(StackTraceElement[]::new);
    }

    private void addFrames(List<String> lines, StackTraceElement[] frames, int cell) {
        boolean marked = false;
        for (int i = 0; i < frames.length; i++) {
            SourcePlace place = place(frames[i]);
            int fromEnd = frames.length - i;
            if (i >= MOST_FRAMES && fromEnd > MOST_FRAMES) {
                if (i == MOST_FRAMES) {
                    lines.add(DIM + "    … " + (frames.length - 2 * MOST_FRAMES) + " more" + PLAIN);
                }
            } else if (place == null) {
                lines.add(DIM + "    at " + frames[i] + PLAIN);
            } else {
                int line = place.firstLine() + frames[i].getLineNumber() - 1;
                lines.add("    in cell " + place.cell() + ", line " + line + method(frames[i]));
                if (!marked && place.cell() == cell) {
                    lines.addAll(CodeExcerpt.marked(place.original(), line, CONTEXT_LINES));
                    marked = true;
                }
            }
        }
    }

    private static String method(StackTraceElement frame) {
        return frame.getMethodName().isEmpty() || frame.getMethodName().startsWith("do_it")
                ? ""
                : " (" + frame.getMethodName() + ")";
    }

    /** JShell calls the file of a snippet {@code #} and its id. */
    private SourcePlace place(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? evaluator.place(file.substring(1)) : null;
    }

    private Report unresolved(DeclarationSnippet snippet) {
        List<String> names = evaluator.shell().unresolvedDependencies(snippet).toList();
        String message = snippet.name() + " cannot run yet, because it uses " + String.join(", ", names)
                + ": declare that first";
        return new Report("UnresolvedReference", message, List.of(RED + message + PLAIN));
    }

    private static Report unexpected(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        List<String> lines = new ArrayList<>(List.of(RED + cause + PLAIN));
        for (StackTraceElement frame : cause.getStackTrace()) {
            lines.add(DIM + "    at " + frame + PLAIN);
        }
        return new Report(simpleName(cause), text(cause), lines);
    }

    private static String simpleName(Throwable thrown) {
        String name = thrown instanceof EvalException e
                ? e.getExceptionClassName()
                : thrown.getClass().getName();
        return name.equals(MagicException.class.getName()) ? "Magic" : name.substring(name.lastIndexOf('.') + 1);
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? "" : thrown.getMessage();
    }
}
