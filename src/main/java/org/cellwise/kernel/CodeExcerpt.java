package org.cellwise.kernel;

import java.util.ArrayList;
import java.util.List;

/** A few lines of a cell, with numbers and with the place marked that matters. */
final class CodeExcerpt {

    private static final String BOLD_RED = "\u001b[31;1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private CodeExcerpt() {}

    /** The number of the line that holds this position; the first line is 1. */
    static int lineAt(String source, int position) {
        int end = Math.max(0, Math.min(position, source.length()));
        return 1 + (int) source.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    /** Line {@code line} with an arrow, and {@code context} lines before and after it. */
    static List<String> marked(String source, int line, int context) {
        String[] all = source.split("\n", -1);
        List<String> lines = new ArrayList<>();
        for (int i = Math.max(1, line - context); i <= Math.min(all.length, line + context); i++) {
            String text = number(i) + all[i - 1].stripTrailing();
            lines.add(i == line ? BOLD_RED + "--> " + PLAIN + text : DIM + "    " + text + PLAIN);
        }
        return lines;
    }

    /**
     * The line of {@code start} in {@code java}, with carets under the text up to {@code end} or the end of the line; the
     * whole line of {@code original} where that is another, because a magic was translated.
     */
    static List<String> underlined(String original, String java, int start, int end) {
        if (start < 0 || start > java.length()) {
            return List.of();
        }
        int lineStart = java.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = java.indexOf('\n', start);
        String text = java.substring(lineStart, lineEnd < 0 ? java.length() : lineEnd);
        int line = lineAt(java, start);
        if (original.lines().skip(line - 1L).findFirst().filter(text::equals).isEmpty()) {
            return marked(original, line, 0);
        }
        String number = "    " + number(line);
        String indent = text.substring(0, start - lineStart).replaceAll("[^\t]", " ");
        String carets = "^".repeat(Math.max(1, Math.min(end - lineStart, text.length()) - indent.length()));
        return List.of(number + text.stripTrailing(), " ".repeat(number.length()) + indent + BOLD_RED + carets + PLAIN);
    }

    private static String number(int line) {
        String number = String.valueOf(line);
        return " ".repeat(Math.max(0, 3 - number.length())) + number + " | ";
    }
}
