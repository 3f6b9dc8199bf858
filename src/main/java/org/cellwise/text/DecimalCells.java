package org.cellwise.text;

import java.util.List;
import java.util.regex.Pattern;

/** Numbers of a column as people read them in a table: decimal points below each other, and no
 * more digits than help. */
public final class DecimalCells {
    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final int DIGITS = 4;
    private static final int ALWAYS = 2; // decimals
    private static final int LONGEST = 12; // letters of a number that stays as it is

    private DecimalCells() {}

    /**
     * The texts with as many decimals each.
     *
     * @param exact numbers under no language; empty ones stay so
     */
    public static List<String> aligned(List<String> exact) {
        List<String> numbers = exact.stream().filter(text -> !text.isEmpty()).toList();
        double[] sizes = numbers.stream()
                .filter(text -> PLAIN.matcher(text).matches())
                .mapToDouble(text -> Math.abs(Double.parseDouble(text)))
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        int written = numbers.stream().mapToInt(DecimalCells::decimals).max().orElse(0);
        if (sizes.length == 0 || written == 0) {
            return exact;
        }
        int needed = DIGITS - 1 - exponent(sizes[sizes.length / 2]);
        int decimals = Math.min(written, Math.max(ALWAYS, needed));
        boolean together = exponent(sizes[0]) >= -decimals + (written > decimals ? 1 : 0)
                && sizes[sizes.length - 1] < 1e9
                && numbers.stream().allMatch(text -> PLAIN.matcher(text).matches() || text.endsWith("∞"));
        return exact.stream()
                .map(text -> together && PLAIN.matcher(text).matches()
                        ? Numbers.fixed(Double.parseDouble(text), decimals)
                        : shortened(text))
                .toList();
    }

    private static int exponent(double size) {
        return (int) Math.floor(Math.log10(size));
    }

    private static int decimals(String text) {
        int point = text.indexOf('.');
        return point < 0 || !PLAIN.matcher(text).matches() ? 0 : text.length() - point - 1;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST || !text.contains(".") && !text.contains("e")
                ? text
                : Numbers.significant(Double.parseDouble(text), DIGITS + 2);
    }
}
