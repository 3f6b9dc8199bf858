package org.cellwise.insight.table;

/**
 * Something about a table that is better known before a network learns from it.
 *
 * @param kind what sort of thing it is
 * @param column the one it is about; empty where it is about several, or the table
 * @param what a sentence that says what was seen, with the numbers
 * @param call Java that mends it, for a table called {@code table}; empty where only the user can say
 */
public record Finding(Kind kind, String column, String what, String call) {
    /** Sorts of findings, the worst first. */
    public enum Kind {
        LEAK,
        TYPE,
        MISSING,
        USELESS,
        DUPLICATE,
        OUTLIER,
        BALANCE,
        SCALE
    }

    /** The sentence, and the call that mends it. */
    @Override
    public String toString() {
        return what + (call.isEmpty() ? "" : ": " + call);
    }

    /** A text as Java writes it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** The call that leaves a column out of a table. */
    static String leaveOut(String column) {
        return "table.rejectColumns(" + quoted(column) + ")";
    }
}
