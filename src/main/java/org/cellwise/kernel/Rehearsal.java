package org.cellwise.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * Compiles a declaration that would take the place of another before JShell gets it: JShell forgets the old one, and what
 * depends on it, even when the new one does not compile.
 */
final class Rehearsal {

    private static final Pattern DECLARATION = Pattern.compile("[\\w>\\]]\\s+\\w");
    private static final String BLOCK = "if (false) { ";
    private static final String CLASS = BLOCK + "class $ { ";

    private final SourceCodeAnalysis analysis;
    private final Set<String> declared = new HashSet<>(); // of names, and of methods with their parameters

    /**
     * A statement that does nothing.
     *
     * @param source compiles when the declaration does
     * @param shift how much further on the declaration stands in it
     */
    record Trial(String source, int shift) {}

    Rehearsal(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    void heard(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null
                    && event.status().isDefined()
                    && event.snippet() instanceof DeclarationSnippet snippet) {
                declared.add(snippet.name());
                declared.add(key(snippet));
            }
        }
    }

    private static String key(DeclarationSnippet snippet) {
        return snippet instanceof MethodSnippet method
                ? method.name() + "(" + method.parameterTypes() + ")"
                : snippet.name();
    }

    /** What to compile first; null where nothing is declared again. */
    Trial of(String source) {
        String head = source.split("[(={;]", 2)[0];
        if (!DECLARATION.matcher(head).find()
                || List.of(head.split("\\W+")).stream().noneMatch(declared::contains)) {
            return null;
        }
        List<Snippet> snippets = analysis.sourceToSnippets(source);
        if (snippets.size() != 1
                || !(snippets.get(0) instanceof DeclarationSnippet snippet)
                || !declared.contains(key(snippet))) {
            return null;
        }
        if (snippet instanceof VarSnippet variable) {
            return trial(source, variable.name());
        }
        return hasOverloads(snippet) ? null : ofMember(source);
    }

    /** Within the trial's class a method hides its overloads. */
    private boolean hasOverloads(DeclarationSnippet snippet) {
        return declared.stream()
                        .filter(key -> key.startsWith(snippet.name() + "("))
                        .count()
                > 1;
    }

    /** A method or type; null for what only the declaration itself can tell. */
    static Trial ofMember(String source) {
        boolean possible = !source.contains("sealed"); // no local class may be
        return possible ? new Trial(CLASS + source + "\n} }", CLASS.length()) : null;
    }

    /** Whether this says nothing of the declaration: in the trial it is a local class. */
    static boolean isOfTrial(Diag diagnostic) {
        return diagnostic.getCode().equals("compiler.err.local.classes.cant.extend.sealed");
    }

    /** Whether the compiler objects to the trial, in which a type is not the one that others know, and is a local class. */
    static boolean isOwnFault(Diag diagnostic) {
        return diagnostic.getCode().contains("local")
                || diagnostic
                        .getMessage(Locale.ROOT)
                        .lines()
                        .anyMatch(line -> line.contains("$.") && !line.strip().startsWith("location:"));
    }

    /** The variable under another name of the same length: its value may mention the old one. */
    private static Trial trial(String source, String name) {
        int end = source.indexOf('=');
        int start = source.lastIndexOf(name, end);
        if (end < 0 || start < 0) {
            return null;
        }
        String other = name.substring(1) + "$";
        String renamed = source.substring(0, start) + other + source.substring(start + name.length());
        boolean startsWithDigit = Character.isDigit(other.charAt(0));
        return startsWithDigit ? null : new Trial(BLOCK + renamed + "\n}", BLOCK.length());
    }
}
