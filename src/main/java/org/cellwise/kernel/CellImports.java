package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/**
 * Imports that would take a name away from what is declared already: after {@code import java.awt.*}, {@code List} could
 * also be {@code java.util.List}. The name keeps the meaning it had.
 */
final class CellImports {
    /** What every cell can rely on. */
    static final List<String> STARTUP = List.of(
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.nio.file.*;",
            "import java.time.*;",
            "import java.util.*;",
            "import java.util.concurrent.*;",
            "import java.util.function.*;",
            "import java.util.prefs.*;",
            "import java.util.regex.*;",
            "import java.util.stream.*;",
            "import static org.cellwise.kernel.Display.*;",
            "import static org.cellwise.kernel.CellFunctions.*;");

    private static final String AMBIGUOUS = "compiler.err.ref.ambiguous";
    private static final Pattern CANDIDATE = Pattern.compile("\\b(\\w+(?:\\.\\w+)+) in (\\w+(?:\\.\\w+)*)\\b");

    private final JShell shell;
    private final Consumer<String> notes;

    CellImports(JShell shell, Consumer<String> notes) {
        this.shell = shell;
        this.notes = notes;
    }

    /**
     * Imports by name what an import on demand has made ambiguous.
     *
     * @param events of evaluating one snippet
     * @return the events of the imports that were added
     */
    List<SnippetEvent> resolveAmbiguity(List<SnippetEvent> events) {
        if (!(events.get(0).snippet() instanceof ImportSnippet added)
                || added.subKind() != Snippet.SubKind.TYPE_IMPORT_ON_DEMAND_SUBKIND) {
            return List.of();
        }
        String newPackage = added.fullname().substring(0, added.fullname().lastIndexOf('.'));
        Set<String> kept = new TreeSet<>();
        events.stream()
                .filter(event -> event.status() != Snippet.Status.VALID)
                .flatMap(event -> shell.diagnostics(event.snippet()))
                .flatMap(CellImports::candidates)
                .filter(type -> !type.startsWith(newPackage + "."))
                .forEach(kept::add);
        List<SnippetEvent> more = new ArrayList<>();
        for (String type : kept) {
            more.addAll(shell.eval("import " + type + ";"));
            String name = type.substring(type.lastIndexOf('.') + 1);
            notes.accept(name + " stays " + type + ", as it is in use: import " + newPackage + "." + name
                    + " to mean the other.");
        }
        return more;
    }

    /** The qualified names of the types between which the compiler cannot decide. */
    static Stream<String> candidates(Diag diagnostic) {
        if (!AMBIGUOUS.equals(diagnostic.getCode())) {
            return Stream.of();
        }
        List<String> types = new ArrayList<>();
        Matcher candidate = CANDIDATE.matcher(diagnostic.getMessage(Locale.ROOT));
        while (candidate.find()) {
            if (candidate.group(1).startsWith(candidate.group(2) + ".")) {
                types.add(candidate.group(1));
            }
        }
        return types.stream();
    }
}
