package org.cellwise.kernel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.cellwise.kernel.CellPlaces.CellLine;
import org.cellwise.kernel.CellSource.Place;
import org.cellwise.kernel.heap.HeapUse;
import org.cellwise.kernel.heap.HeapWatch;
import org.cellwise.kernel.magic.MagicException;

/** Says what went wrong in a cell: first the message, then the cell's own lines with the place marked. */
final class ErrorReport {

    private static final int MOST_FRAMES = 8; // at each end
    private static final int NO_CELL = -1; // of which an excerpt would be shown
    private static final int CONTEXT_LINES = 2;
    private static final String RED = "\u001b[31;1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Evaluator evaluator;
    private volatile Throwable last; // for %trace

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
        if (thrown instanceof SnippetException e && !e.compiled()) {
            return notCompiled(e.event().snippet());
        }
        Throwable inner = thrown instanceof SnippetException ? thrown.getCause() : null;
        inner = inner instanceof MagicException ? inner.getCause() : inner;
        if (inner instanceof SnippetException || inner instanceof CellInterruptedException) {
            return of(inner, cell); // of code that a cell ran with eval(...) or %time
        }
        if (thrown instanceof SnippetException e) {
            return e.getCause() instanceof UnresolvedReferenceException missing
                    ? unresolved(missing.getSnippet())
                    : thrown(e, cell);
        }
        if (thrown instanceof CellInterruptedException) {
            List<String> lines = new ArrayList<>(List.of(RED + "Interrupted: " + PLAIN + thrown.getMessage()));
            addFrames(lines, thrown.getStackTrace(), cell);
            if (HeapWatch.isStop(thrown)) {
                addHeap(lines);
            }
            return new Report("Interrupted", thrown.getMessage(), lines);
        }
        return unexpected(thrown);
    }

    private Report notCompiled(Snippet snippet) {
        CompilerMessages messages = new CompilerMessages(evaluator.names());
        Place place = evaluator.places().of(snippet);
        List<String> lines = new ArrayList<>();
        String first = null;
        for (Diag diagnostic : evaluator
                .shell()
                .diagnostics(snippet)
                .filter(one -> !Rehearsal.isOfTrial(one))
                .toList()) {
            String message = messages.of(diagnostic);
            first = first == null ? message : first;
            lines.add(RED + message + PLAIN);
            int start = place.offset() + (int) diagnostic.getStartPosition();
            int end = place.offset() + (int) diagnostic.getEndPosition();
            String java = place.source().java();
            String missing = CompilerMessages.missingName(diagnostic);
            int name = missing == null ? -1 : java.lastIndexOf(missing, end - missing.length());
            if (name > start) {
                start = name; // at the end of what it is a member of
                end = name + missing.length();
            }
            lines.addAll(CodeExcerpt.underlined(place.source().original(), java, start, end));
            lines.add("");
        }
        if (snippet instanceof DeclarationSnippet declaration) {
            for (String name : evaluator.missing(declaration)) {
                String remedy = messages.remedyFor(name);
                String message = "it uses " + name + ", which is declared nowhere"
                        + (remedy.isEmpty() ? ": declare it in this cell or before" : remedy);
                first = first == null ? message : first;
                lines.add(RED + message + PLAIN);
            }
        }
        return new Report("CompilationError", first == null ? "this does not compile" : first, lines);
    }

    /** What a thread of the user's threw and nobody caught, in lines. */
    String uncaught(Thread thread, Throwable thrown) {
        List<String> lines = new ArrayList<>(List.of("In thread " + thread.getName() + ":"));
        addCauses(lines, thrown, NO_CELL);
        return String.join(System.lineSeparator(), lines);
    }

    /** All frames of the last exception of a cell, in Java's own form; null before the first. */
    String trace() {
        if (last == null) {
            return null;
        }
        StringWriter text = new StringWriter();
        last.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private Report thrown(SnippetException snippet, int cell) {
        Throwable exception = snippet.getCause();
        last = exception;
        List<String> lines = new ArrayList<>();
        addCauses(lines, exception, cell);
        if (exception instanceof OutOfMemoryError) {
            addHeap(lines);
        }
        if (exception instanceof NullPointerException) {
            addNulls(lines, snippet.event().snippet());
        }
        return new Report(simpleName(exception), text(exception), lines);
    }

    private void addHeap(List<String> lines) {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        lines.add(RED + "The heap of " + megabytes + " MB is full. The largest variables:" + PLAIN);
        for (HeapUse.Share share : HeapUse.largest(evaluator.variables().listed())) {
            lines.add("    " + share.name() + ": at least " + (share.bytes() >> 20) + " MB");
        }
        lines.add("Set what you do not need to null, or give the kernel more: -Xmx… in its kernel.json.");
    }

    /** Names variables without a value: a cell that failed leaves those it declares so, and the next cells stumble. */
    private void addNulls(List<String> lines, Snippet failed) {
        Set<String> words = new HashSet<>(List.of(failed.source().split("\\W+")));
        for (String name : evaluator.variables().empty()) {
            boolean declaredHere =
                    failed instanceof VarSnippet variable && variable.name().equals(name);
            if (words.contains(name) && !declaredHere) {
                lines.add(RED + name + " is null: run the cell that sets it; it may have failed" + PLAIN);
            }
        }
    }

    private void addCauses(List<String> lines, Throwable thrown, int cell) {
        Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable one = thrown; one != null && shown.add(one); one = one.getCause()) {
            addThrowable(lines, one, shown.size() == 1 ? "" : "caused by ", cell);
            if (one instanceof MagicException) {
                break; // its message says it all
            }
        }
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

    /** The cells' own frames; those of libraries where there are no others. */
    private void addFrames(List<String> lines, StackTraceElement[] frames, int cell) {
        boolean marked = false;
        List<String> own = new ArrayList<>();
        for (StackTraceElement frame : frames) {
            CellLine line = evaluator.places().line(frame);
            if (line != null) {
                own.add("    in cell " + line.source().cell() + ", line " + line.number() + method(frame));
                if (!marked && line.source().cell() == cell) {
                    own.addAll(CodeExcerpt.marked(line.source().original(), line.number(), CONTEXT_LINES));
                    marked = true;
                }
            }
        }
        if (own.isEmpty()) {
            for (StackTraceElement frame : frames) {
                own.add(DIM + "    at " + frame + PLAIN);
            }
        }
        int left = own.size() - 2 * MOST_FRAMES;
        if (left > 0) {
            lines.addAll(own.subList(0, MOST_FRAMES));
            lines.add(DIM + "    … " + left + " more" + PLAIN);
            lines.addAll(own.subList(own.size() - MOST_FRAMES, own.size()));
        } else {
            lines.addAll(own);
        }
    }

    private static String method(StackTraceElement frame) {
        String name = frame.getMethodName().replaceFirst("^lambda\\$(.*)\\$\\d+$", "$1");
        return name.startsWith("do_it$") ? "" : " (" + name + ")";
    }

    private Report unresolved(DeclarationSnippet snippet) {
        List<String> missing = evaluator.missing(snippet);
        if (missing.isEmpty()) { // what it uses was declared later, and does not suit it
            return notCompiled(snippet);
        }
        CompilerMessages messages = new CompilerMessages(evaluator.names());
        String message = snippet.name() + " cannot run yet, because it uses "
                + missing.stream()
                        .map(name -> {
                            String remedy = messages.remedyFor(name);
                            return name + (remedy.isEmpty() ? ": declare it first" : remedy);
                        })
                        .collect(Collectors.joining(" and "));
        return new Report("UnresolvedReference", message, List.of(RED + message + PLAIN));
    }

    private Report unexpected(Throwable thrown) {
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        List<String> lines = new ArrayList<>(List.of(RED + cause + PLAIN));
        if (cause instanceof OutOfMemoryError) {
            addHeap(lines);
            return new Report(simpleName(cause), text(cause), lines);
        }
        for (StackTraceElement frame : cause.getStackTrace()) {
            lines.add(DIM + "    at " + frame + PLAIN);
        }
        return new Report(simpleName(cause), text(cause), lines);
    }

    private static String simpleName(Throwable thrown) {
        String name = thrown.getClass().getName();
        return thrown instanceof MagicException ? "Magic" : name.substring(name.lastIndexOf('.') + 1);
    }

    /** Without the classes that JShell wraps around cells. */
    private static String text(Throwable thrown) {
        String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable e) {
            return "its message failed: " + e.getClass().getName();
        }
        return message == null ? "" : message.replaceAll("REPL[./]\\$JShell\\$\\w+(?:\\$\\$\\d+)?[.$/]?", "");
    }
}
