package org.cellwise.data.csv;

import java.util.List;

/** What stands between the columns of a file. */
public final class Separator {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int LINES = 50;

    private Separator() {}

    /** The separator of a text: the one that divides its first lines into the most columns, as many in each. */
    static char of(String text) {
        char best = CANDIDATES[0];
        int largest = 0;
        for (boolean strict : new boolean[] {true, false}) {
            for (char candidate : CANDIDATES) {
                int columns = columns(text, candidate, strict);
                if (columns > largest) {
                    largest = columns;
                    best = candidate;
                }
            }
            if (largest > 0) {
                break;
            }
        }
        return best;
    }

    /** How many separators the first line has outside quotation marks; if strict, 0 where the next lines differ. */
    private static int columns(String text, char separator, boolean strict) {
        int lines = 0;
        int first = 0;
        int count = 0;
        boolean quoted = false;
        boolean empty = true;
        for (int i = 0; i <= text.length() && lines < LINES; i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            quoted ^= c == '"';
            if ((c == '\n' || c == '\r') && (!quoted || i == text.length())) {
                if (!empty) {
                    first = lines == 0 ? count : first;
                    if (count != first) {
                        return strict ? 0 : first;
                    }
                    lines++;
                }
                count = 0;
                empty = true;
            } else {
                count += c == separator && !quoted ? 1 : 0;
                empty = false;
            }
        }
        return first;
    }

    /** What to do where a whole line was taken for one column, as its name shows; else nothing. */
    public static String hint(List<String> columns) {
        if (columns.size() != 1) {
            return "";
        }
        for (char candidate : CANDIDATES) {
            if (columns.get(0).indexOf(candidate) >= 0) {
                return "the columns of its file are separated by %s, not by what it was read with: read it with readCsv(\"…\"), which finds the separator and decimal commas out"
                        .formatted(words(candidate));
            }
        }
        return "";
    }

    /** {@code tabs}, or the separator in quotation marks. */
    public static String words(char separator) {
        return separator == '\t' ? "tabs" : "\"" + separator + "\"";
    }
}
