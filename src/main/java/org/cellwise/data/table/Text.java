package org.cellwise.data.table;

import java.util.Comparator;
import java.util.regex.Pattern;

/** Numbers that are written as text. */
final class Text {
    // what people mean by a number; Double.parseDouble also takes 1d, 0x1p3 and NaN
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");
    private static final Comparator<String> BY_NUMBER =
            Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(Comparator.naturalOrder());

    private Text() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Order of two texts that are numbers. */
    static int compareNumbers(String a, String b) {
        return BY_NUMBER.compare(a, b);
    }

    /** The text in quotation marks, shortened where it is long. */
    static String quoted(String text) {
        return "\"" + shortened(text, 40) + "\"";
    }

    static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
