package org.cellwise.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.cellwise.kernel.assist.ImportedFunctions;
import org.cellwise.kernel.assist.Indent;
import org.cellwise.kernel.assist.Quoted;
import org.cellwise.kernel.magic.KnownMagics;
import org.cellwise.kernel.magic.MagicSyntax;
import org.cellwise.notebook.help.Help;

/** Completes, explains and judges code that does not run. Positions are Jupyter's: counted in code points. */
final class CodeAssist {

    private static final Pattern MAGIC_START = Pattern.compile("(?s)(?:.*\\n)?[ \\t]*(%%?)(\\w*)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import\\s[^;\\n]*;");
    private static final Pattern BARE_NAME = Pattern.compile("(?<![.\\w$])([A-Za-z]\\w*)\\s*\\(?$");
    private static final Pattern METHOD = Pattern.compile("(\\w+)(?:<[^()]*>)?\\.(\\w+)\\(");
    private static final Pattern FACADE = Pattern.compile("Cellwise|\\w+(?:Functions|Pictures)");
    private static final Pattern TYPE = Pattern.compile("(?:^|[:. ])org\\.cellwise\\.[a-z.]*(\\w+)");
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

    /** @param type a word that front ends have a sign for */
    record Option(String text, String type) {
        static Option of(String text) {
            return new Option(text, type(text));
        }

        private static String type(String text) {
            return text.contains("(") ? "function" : Character.isUpperCase(text.charAt(0)) ? "class" : "instance";
        }
    }

    /** What may take the place of the code from {@code start} to {@code end}. */
    record Completion(List<Option> options, int start, int end) {
        ReplacementOptions replacements() {
            return new ReplacementOptions(options.stream().map(Option::text).toList(), start, end);
        }
    }

    Completion complete(String cell, int cursor) {
        int at = index(cell, cursor);
        Matcher magic = MAGIC_START.matcher(cell.substring(0, at));
        if (magic.matches()) {
            Set<String> names = new TreeSet<>(magic.group(1).length() == 1 ? magics.lineNames() : magics.cellNames());
            names.removeIf(name -> !name.startsWith(magic.group(2)));
            return options(names.stream().map(name -> new Option(name, "magic")), cell, magic.start(2), at);
        }
        Quoted quoted = Quoted.at(cell, at);
        if (quoted != null) {
            List<String> names = quoted.candidates(evaluator.variables().listed());
            return options(names.stream().map(name -> new Option(name, "text")), cell, quoted.start(), at);
        }
        String code = analysable(cell);
        int[] anchor = {at};
        List<Suggestion> suggestions = evaluator.analysis().completionSuggestions(code, at, anchor);
        List<String> ours = importedFunctions().completions(code, at);
        anchor[0] = suggestions.isEmpty() ? startOfName(code, at) : anchor[0];
        Stream<String> jshells = suggestions.stream()
                .sorted(Comparator.comparing(suggestion -> !suggestion.matchesType()))
                .map(Suggestion::continuation);
        Stream<Option> options = Stream.concat(ours.stream(), jshells)
                .distinct()
                .filter(text -> !text.isEmpty())
                .map(Option::of);
        return options(options, cell, anchor[0], at);
    }

    private static int startOfName(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private ImportedFunctions importedFunctions() {
        Stream<String> classes = evaluator
                .shell()
                .imports()
                .filter(one -> one.isStatic() && one.fullname().endsWith(".*"))
                .map(one -> one.fullname().replace(".*", ""));
        return new ImportedFunctions(classes, evaluator.loader());
    }

    private static Completion options(Stream<Option> options, String cell, int from, int to) {
        return new Completion(options.toList(), cell.codePointCount(0, from), cell.codePointCount(0, to));
    }

    /** The documentation of the name under the cursor; null when there is none. */
    DisplayData inspect(String cell, int cursor) {
        String code = analysable(cell);
        int at = endOfCallName(code, index(cell, cursor));
        List<Documentation> found = evaluator.analysis().documentation(code, at, true);
        if (found.isEmpty()) { // a method without its bracket
            found = evaluator.analysis().documentation(code.substring(0, at) + "(", at + 1, true);
        }
        Help ours = found.isEmpty()
                ? importedFromCellwise(code, at)
                : ofCellwise(found.get(0).signature());
        if (ours != null) {
            return explained(ours.toString(), ours.html());
        }
        if (found.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Documentation one : found) {
            String javadoc = one.javadoc() == null ? "" : "\n" + withoutTags(one.javadoc());
            text.append(text.isEmpty() ? "" : "\n\n").append(one.signature()).append(javadoc);
        }
        return explained(text.toString(), "<pre>" + escape(text.toString()) + "</pre>");
    }

    private static DisplayData explained(String text, String html) {
        DisplayData data = new DisplayData(text);
        data.putHTML(html);
        return data;
    }

    /** Functions by their bare names, which JShell does not explain; null for all else. */
    private Help importedFromCellwise(String code, int at) {
        Matcher name = BARE_NAME.matcher(code.substring(0, at));
        boolean imported =
                evaluator.shell().imports().anyMatch(one -> one.fullname().startsWith("org.cellwise.Cellwise."));
        return imported && name.find() ? Help.find(name.group(1)) : null;
    }

    /** Null for what the library's own help does not know. */
    private static Help ofCellwise(String signature) {
        Matcher method = METHOD.matcher(signature);
        if (method.find()) {
            String owner = method.group(1);
            boolean facade = FACADE.matcher(owner).matches();
            return Help.find(facade ? method.group(2) : owner + "." + method.group(2));
        }
        Matcher type = TYPE.matcher(signature);
        return type.find() ? Help.find(type.group(1)) : null;
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
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
