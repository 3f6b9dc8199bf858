package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;

/**
 * The compiler's messages in the words that help: one line each, without the classes that JShell made up, and with what to
 * do where that can be told. They are read in the compiler's own English, whatever the user's language.
 */
final class CompilerMessages {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+) ([\\w$]+)(\\(.*\\))?");
    private static final Pattern TYPE =
            Pattern.compile("location:\\s+(?:.* of type|class|interface|enum) (?:\\$\\.)?([\\w.$]+)");
    private static final Pattern ONE = Pattern.compile("(?:method|constructor|record|enum|class) ([\\w$]+)");
    private static final Pattern NONE_OF =
            Pattern.compile("no suitable (?:method|constructor) found for ([\\w$]+)\\((.*)\\)");
    private static final Pattern CANDIDATE =
            Pattern.compile("(?:method|constructor) [^(\\n]*?([\\w$]+)\\(([^\\n]*)\\) is not applicable");
    private static final Pattern REQUIRED = Pattern.compile("required: *([^\\n]*)");
    private static final Pattern FOUND = Pattern.compile("found: *([^\\n]*)");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])");
    private static final int SHOWN_FORMS = 5;

    private final VisibleNames names;

    CompilerMessages(VisibleNames names) {
        this.names = names;
    }

    String of(Diag diagnostic) {
        String text = diagnostic.getMessage(Locale.ROOT);
        String code = diagnostic.getCode();
        if (code.startsWith("compiler.err.cant.resolve")) {
            return notFound(text);
        }
        if (code.startsWith("compiler.err.cant.apply")) {
            return notApplicable(text);
        }
        if (code.equals("compiler.err.ref.ambiguous")) {
            String imports = CellImports.candidates(diagnostic)
                    .map(type -> "import " + type + ";")
                    .collect(Collectors.joining(" or "));
            return oneLine(text) + (imports.isEmpty() ? "" : ": choose by " + imports);
        }
        if (code.equals("compiler.err.unreported.exception.need.to.catch.or.throw")) {
            return oneLine(text) + ": a method can add \"throws Exception\" after its parameters";
        }
        return oneLine(text) + choosePart(text);
    }

    /** The name that the compiler does not know; null when that is not what it says. */
    static String missingName(Diag diagnostic) {
        Matcher symbol = SYMBOL.matcher(diagnostic.getMessage(Locale.ROOT));
        return diagnostic.getCode().startsWith("compiler.err.cant.resolve") && symbol.find() ? symbol.group(2) : null;
    }

    /** What is near at hand where a split stands in place of one of its parts. */
    private static String choosePart(String message) {
        boolean split = message.matches("(?s).*\\.Split cannot be converted to [\\w.]*\\.Dataset\\s*");
        return split ? ": choose a part, as in split.train() or split.test()" : "";
    }

    private String notFound(String text) {
        Matcher symbol = SYMBOL.matcher(text);
        if (!symbol.find()) {
            return oneLine(text);
        }
        String kind = symbol.group(1);
        String name = symbol.group(2);
        String arguments = symbol.group(3) == null ? "" : brief(symbol.group(3));
        String message = "cannot find symbol: " + kind + " " + name + arguments;
        Matcher type = TYPE.matcher(text);
        if (type.find() && !type.group(1).equals(Rehearsal.NAME_OF_CLASS) && !CellResults.isName(name)) {
            List<String> members = names.near(name, names.membersOf(type.group(1)));
            if (!kind.equals("class")
                    || !members.isEmpty()) { // a class is looked for outside of where it is missing too
                return brief(message + " of " + type.group(1)) + didYouMean(members);
            }
        }
        return message + remedy(kind, name);
    }

    /**
     * What to do about a name that is declared nowhere, after a colon; empty where that cannot be told.
     *
     * @param missing such as {@code class Path} or {@code method f(int)}
     */
    String remedyFor(String missing) {
        Matcher symbol = SYMBOL.matcher("symbol: " + missing);
        return symbol.find() ? remedy(symbol.group(1), symbol.group(2)) : "";
    }

    private String remedy(String kind, String name) {
        if (CellResults.isName(name)) {
            return ": the kernel keeps the last " + CellResults.KEPT
                    + " values that cells have shown; give what you need longer a name, as in var x = …";
        }
        if (kind.equals("variable") && names.methods().contains(name)) {
            return ": " + name + " is a function, as in " + name + "()";
        }
        List<String> near = names.near(name, kind.equals("method") ? names.methods() : names.all());
        if (near.isEmpty() || kind.equals("class")) {
            List<String> imports = names.imports(name, kind.equals("method"));
            if (!imports.isEmpty()) {
                return ": " + String.join(" or ", imports);
            }
        }
        return didYouMean(near);
    }

    private static String didYouMean(List<String> near) {
        return near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?";
    }

    private static String notApplicable(String text) {
        Set<String> forms = new LinkedHashSet<>();
        Matcher several = NONE_OF.matcher(text);
        String name;
        String given;
        if (several.find()) {
            name = several.group(1);
            given = several.group(2);
            Matcher candidate = CANDIDATE.matcher(text);
            while (candidate.find()) {
                forms.add(name + "(" + candidate.group(2) + ")");
            }
        } else {
            Matcher one = ONE.matcher(text);
            Matcher required = REQUIRED.matcher(text);
            Matcher found = FOUND.matcher(text);
            if (!one.find() || !required.find() || !found.find()) {
                return oneLine(text);
            }
            name = one.group(1);
            given = found.group(1);
            forms.add(name + "(" + required.group(1).replace("no arguments", "") + ")");
        }
        given = given.equals("no arguments") ? "" : given;
        List<String> shown = new ArrayList<>(forms).subList(0, Math.min(forms.size(), SHOWN_FORMS));
        String more = forms.size() > SHOWN_FORMS ? " and " + (forms.size() - SHOWN_FORMS) + " more" : "";
        return brief("there is no " + name + "(" + given + "), but " + String.join(", ", shown))
                        .replace(",", ", ")
                        .replaceAll(" +", " ")
                + more;
    }

    private static String oneLine(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("location:"))
                .toList();
        return brief(String.join(" ", lines));
    }

    /** Types without their packages. */
    private static String brief(String text) {
        return PACKAGE.matcher(text).replaceAll("");
    }
}
