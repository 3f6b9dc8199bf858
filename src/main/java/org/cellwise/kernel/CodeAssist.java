package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.cellwise.kernel.magic.KnownMagics;
import org.cellwise.kernel.magic.MagicSyntax;

/** Completes, explains and judges code that does not run. Positions are Jupyter's: counted in code points. */
final class CodeAssist {

    private static final Pattern MAGIC_START = Pattern.compile("(?s)(?:.*\\n)?[ \\t]*(%%?)(\\w*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import\\s[^;\\n]*;");
    private static final String COMPLETE = "complete";
    private static final String INVALID = "invalid";

    private final Evaluator evaluator;
    private final MagicSyntax syntax;
    private final KnownMagics magics;

    CodeAssist(Evaluator evaluator, MagicSyntax syntax, KnownMagics magics) {
        this.evaluator = evaluator;
        this.syntax = syntax;
        this.magics = magics;
    }

    ReplacementOptions complete(String cell, int cursor) {
        int at = index(cell, cursor);
        Matcher magic = MAGIC_START.matcher(cell.substring(0, at));
        if (magic.matches()) {
            Set<String> names = new TreeSet<>(magic.group(1).length() == 1 ? magics.lineNames() : magics.cellNames());
            names.removeIf(name -> !name.startsWith(magic.group(2)));
            return options(List.copyOf(names), cell, magic.start(2), at);
        }
        int[] anchor = {at};
        List<Suggestion> suggestions = evaluator.analysis().completionSuggestions(analysable(cell), at, anchor);
        List<String> texts = suggestions.stream()
                .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return options(texts, cell, anchor[0], at);
    }

    private static ReplacementOptions options(List<String> texts, String cell, int from, int to) {
        return new ReplacementOptions(texts, cell.codePointCount(0, from), cell.codePointCount(0, to));
    }

    /** The documentation of the name under the cursor; null when there is none. */
    DisplayData inspect(String cell, int cursor) {
        String code = analysable(cell);
        int at = endOfCallName(code, index(cell, cursor));
        List<Documentation> found = evaluator.analysis().documentation(code, at, true);
        if (found.isEmpty()) { // a method without its bracket
            found = evaluator.analysis().documentation(code.substring(0, at) + "(", at + 1, true);
        }
        if (found.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Documentation one : found) {
            String javadoc = one.javadoc() == null ? "" : "\n" + withoutTags(one.javadoc());
            text.append(text.isEmpty() ? "" : "\n\n").append(one.signature()).append(javadoc);
        }
        return new DisplayData(text.toString());
    }

    private static String withoutTags(String javadoc) {
        return javadoc.replaceAll("<[^<>]+>", "").replaceAll("\\{@\\w+ ([^}]*)}", "$1");
    }

    /** After the name at {@code at}, and past the bracket of its call: JShell explains a method only inside of it. */
    private static int endOfCallName(String code, int at) {
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        int bracket = end;
        while (bracket < code.length() && Character.isWhitespace(code.charAt(bracket))) {
            bracket++;
        }
        boolean named = end > 0 && Character.isJavaIdentifierPart(code.charAt(end - 1));
        return named && bracket < code.length() && code.charAt(bracket) == '(' ? bracket + 1 : end;
    }

    /** @return Jupyter's word for it, or the indent for the next line of code that is not complete yet */
    String isComplete(String cell) {
        String rest = syntax.blankMagics(cell);
        SourceCodeAnalysis analysis = evaluator.analysis();
        CompletionInfo info = analysis.analyzeCompletion(rest);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            rest = info.remaining();
            info = analysis.analyzeCompletion(rest);
        }
        if (info.completeness() == Completeness.UNKNOWN || closesTooMuch(rest)) {
            return INVALID;
        }
        boolean incomplete = info.completeness() == Completeness.DEFINITELY_INCOMPLETE
                || info.completeness() == Completeness.CONSIDERED_INCOMPLETE;
        return incomplete ? Indent.after(cell) : COMPLETE;
    }

    private static boolean closesTooMuch(String code) {
        return code.strip().matches("[)\\]}].*");
    }

    /** Same length, but without what JShell cannot analyse together with statements: magics and imports. */
    private String analysable(String cell) {
        Matcher imports = IMPORT.matcher(syntax.blankMagics(cell));
        return imports.replaceAll(match -> " ".repeat(match.group().length()));
    }

    private static int index(String cell, int codePoints) {
        return cell.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, cell.codePointCount(0, cell.length()))));
    }
}
