package org.cellwise.data.table;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cellwise.text.Names;

/** Numbers that are written as text. */
final class Text {
    // what people mean by a number; Double.parseDouble also takes 1d, 0x1p3 and NaN
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
    private static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());

    private static final int SHOWN = 5;

    private Text() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Order of two texts that are numbers. */
    static int compareNumbers(String a, String b) {
        return BY_NUMBER.compare(a, b);
    }

    /** The first few of some texts, in quotation marks. */
    static String quoted(Collection<String> texts) {
        return Names.list(texts.stream().limit(SHOWN).map(Text::quoted).toList()) + (texts.size() > SHOWN ? ", …" : "");
    }

    /** {@code row 3 "n/a", row 9 "?"}, of many only the first few; rows count from 0. */
    static String rows(int[] rows, IntFunction<String> text) {
        String first = Arrays.stream(rows)
                .limit(SHOWN)
                .mapToObj(row -> "row " + row + " " + text.apply(row))
                .collect(Collectors.joining(", "));
        return first + (rows.length > SHOWN ? " …" : "");
    }

    /** The text in quotation marks, shortened where it is long. */
    static String quoted(String text) {
        return "\"" + shortened(text, 40) + "\"";
    }

    static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
