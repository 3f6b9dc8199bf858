package org.cellwise.kernel.magic;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cellwise.text.Numbers;

/**
 * Turns magics into Java: a line {@code %jars lib/*.jar}, the right side of {@code var x = %jars …}, a cell that begins
 * with {@code %%name}. All names are qualified, so that no import of the user can hide them, and a line stays a line.
 */
public final class MagicSyntax {

    private static final Pattern CELL_MAGIC =
            Pattern.compile("\\s*%%(\\w+)[ \\t]*([^\\r\\n]*)(?:\\R(.*))?", Pattern.DOTALL);
    private static final Pattern LINE_MAGIC =
            Pattern.compile("([ \\t]*|[^%\"]*=[ \\t]*)%([A-Za-z]\\w*)(?:[ \\t]+(.*))?");
    private static final Set<String> TAKE_CODE = Set.of("time", "timeit"); // as it stands, quotes and all
    private static final String FUNCTIONS = "org.cellwise.kernel.CellFunctions.";

    private final Predicate<String> isLineMagic;

    /** @param isLineMagic whether a name is a line magic; other names count only at the start of a line */
    public MagicSyntax(Predicate<String> isLineMagic) {
        this.isLineMagic = isLineMagic;
    }

    public String toJava(String cell) {
        Matcher cellMagic = CELL_MAGIC.matcher(cell);
        if (cellMagic.matches()) {
            String body = cellMagic.group(3) == null ? "" : cellMagic.group(3);
            boolean code = TAKE_CODE.contains(cellMagic.group(1));
            List<String> words = code ? List.of(cellMagic.group(2)) : CommandLine.words(cellMagic.group(2));
            return FUNCTIONS + (code ? "valueOfCellMagic(" : "runCellMagic(") + literal(cellMagic.group(1)) + ", "
                    + list(words) + ", " + literal(body) + ");";
        }
        return eachLine(cell, true);
    }

    /** The cell with every magic line blanked, for the analysis of code that does not run. */
    public String blankMagics(String cell) {
        return CELL_MAGIC.matcher(cell).matches() ? cell.replaceAll("\\V", " ") : eachLine(cell, false);
    }

    private String eachLine(String cell, boolean translate) {
        StringBuilder java = new StringBuilder();
        int inLiteral = 0; // up to where a comment or text block of an earlier line reaches
        for (int start = 0; start < cell.length(); ) {
            int newline = cell.indexOf('\n', start);
            int end = newline < 0 ? cell.length() : newline + 1;
            String line = cell.substring(start, end);
            String text = line.stripTrailing();
            Matcher magic = start < inLiteral || text.indexOf('%') < 0 ? null : LINE_MAGIC.matcher(text);
            if (magic != null && magic.matches() && isMagic(magic)) {
                String ending = line.substring(text.length());
                java.append(translate ? call(magic) : " ".repeat(text.length())).append(ending);
            } else {
                java.append(line);
                for (int at = Math.max(start, inLiteral); at < end; at = Math.max(at + 1, inLiteral)) {
                    inLiteral = JavaText.afterLiteral(cell, at);
                }
            }
            start = end;
        }
        return java.toString();
    }

    private boolean isMagic(Matcher magic) {
        return magic.group(1).isEmpty() || isLineMagic.test(magic.group(2));
    }

    private static String call(Matcher magic) {
        boolean code = TAKE_CODE.contains(magic.group(2));
        List<String> words =
                code && magic.group(3) != null ? List.of(magic.group(3)) : CommandLine.words(magic.group(3));
        String arguments = "(" + literal(magic.group(2)) + ", " + list(words) + ");";
        boolean assigned = !magic.group(1).isBlank();
        String call = assigned ? "lineMagic" : code ? "valueOfLineMagic" : "runLineMagic";
        return magic.group(1) + FUNCTIONS + call + arguments;
    }

    private static String list(List<String> words) {
        return "java.util.List.of(" + words.stream().map(MagicSyntax::literal).collect(Collectors.joining(", ")) + ")";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                literal.append(c);
            } else {
                literal.append('\\').append(c > 255 ? "u" + Numbers.hex(c, 4) : octal(c));
            }
        }
        return literal.append('"').toString();
    }

    private static String octal(char c) {
        String digits = Integer.toOctalString(c);
        return "0".repeat(3 - digits.length()) + digits; // a unicode escape of a line end would end the literal
    }
}
