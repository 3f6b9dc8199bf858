package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/**
 * Compiles a declaration that would take the place of another before JShell gets it: JShell forgets the old one, and what
 * depends on it, even when the new one does not compile.
 */
final class Rehearsal {
    /** Of the class that a trial stands in, which no message should name. */
    static final String NAME_OF_CLASS = "$";

    private static final Pattern DECLARATION = Pattern.compile("[\\w>\\]]\\s+\\w");
    private static final Pattern SEALED = Pattern.compile("\\b(?:non-)?sealed\\b|\\bpermits\\b[^{]*");
    private static final Pattern PERMITS = Pattern.compile("\\bpermits\\b([^{]*)");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final String BLOCK = "if (false) { ";
    private static final String CLASS = BLOCK + "class " + NAME_OF_CLASS + " { ";

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
            if (event.status().isDefined() && event.snippet() instanceof DeclarationSnippet snippet) {
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

    /**
     * What to compile first; nothing where nothing is declared again.
     *
     * @param types that the same cell declares
     */
    List<Trial> of(String source, Supplier<Set<String>> types) {
        String head = source.split("[(={;]", 2)[0];
        if (!DECLARATION.matcher(head).find()
                || List.of(head.split("\\W+")).stream().noneMatch(declared::contains)) {
            return List.of();
        }
        List<Snippet> snippets = analysis.sourceToSnippets(source);
        if (snippets.size() != 1
                || !(snippets.get(0) instanceof DeclarationSnippet snippet)
                || !declared.contains(key(snippet))) {
            return List.of();
        }
        if (snippet instanceof VarSnippet variable) {
            return trial(source, variable.name());
        }
        if (hasOverloads(snippet)) {
            return List.of();
        }
        List<Trial> trials = new ArrayList<>(List.of(ofMember(source)));
        Matcher permits = PERMITS.matcher(head(source));
        if (snippet instanceof TypeDeclSnippet && permits.find()) {
            trials.addAll(ofPermitted(source, permits.start(1), permits.end(1), types.get()));
        }
        return trials;
    }

    private static String head(String source) {
        return source.substring(0, source.indexOf('{') < 0 ? source.length() : source.indexOf('{'));
    }

    /** Types that were ever declared are left out: while a hierarchy grows, they wait for it. */
    private List<Trial> ofPermitted(String source, int from, int to, Set<String> declaredHere) {
        List<Trial> trials = new ArrayList<>();
        Matcher name = NAME.matcher(source).region(from, to);
        while (name.find()) {
            if (!declaredHere.contains(name.group()) && !declared.contains(name.group())) {
                trials.add(new Trial(BLOCK + name.group() + " $; }", BLOCK.length() - name.start()));
            }
        }
        return trials;
    }

    /** Within the trial's class a method hides its overloads. */
    private boolean hasOverloads(DeclarationSnippet snippet) {
        return declared.stream()
                        .filter(key -> key.startsWith(snippet.name() + "("))
                        .count()
                > 1;
    }

    /** A method or type. */
    static Trial ofMember(String source) {
        String head = SEALED.matcher(head(source)) // no local class may be
                .replaceAll(match -> " ".repeat(match.group().length()));
        return new Trial(CLASS + head + source.substring(head.length()) + "\n} }", CLASS.length());
    }

    /** Whether this says nothing of the declaration: in the trial it is a local class. */
    static boolean isOfTrial(Diag diagnostic) {
        return diagnostic.getCode().equals("compiler.err.local.classes.cant.extend.sealed");
    }

    /** Whether the compiler objects to the trial, in which a type is not the one that others know, and is a local class. */
    static boolean isOwnFault(Diag diagnostic) {
        return diagnostic.getCode().contains("local")
                || diagnostic.getCode().contains("exhaustive") // the trial of a sealed type is not sealed
                || diagnostic
                        .getMessage(Locale.ROOT)
                        .lines()
                        .anyMatch(line -> line.contains("$.") && !line.strip().startsWith("location:"));
    }

    /** The variable under another name of the same length: its value may mention the old one. */
    private static List<Trial> trial(String source, String name) {
        int end = source.indexOf('=');
        int start = source.lastIndexOf(name, end);
        if (end < 0 || start < 0) {
            return List.of();
        }
        String other = name.substring(1) + "$";
        String renamed = source.substring(0, start) + other + source.substring(start + name.length());
        boolean startsWithDigit = Character.isDigit(other.charAt(0));
        return startsWithDigit ? List.of() : List.of(new Trial(BLOCK + renamed + "\n}", BLOCK.length()));
    }
}
