package org.cellwise.data.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as people write it: {@code 1.5}, {@code 1.234,50 €}, {@code −3 km}, {@code <5}, {@code (12)}, {@code 7 %}.
 *
 * @param negative whether it is below 0
 * @param digits digits with the separators between them
 * @param exponent the power of ten with its {@code e}, or nothing
 * @param unit currency, percent sign or unit, or nothing
 * @param isPlain whether it is a number and nothing else: no unit, no sign such as {@code <}, no remark
 */
public record NumberText(boolean negative, String digits, String exponent, String unit, boolean isPlain) {
    private static final int LONGEST = 60;
    private static final String CURRENCY =
            "\\p{Sc}|[UCAR][SAU]?\\$|Rs\\.?|USD|EUR|GBP|CHF|JPY|CNY|INR|RUB|SEK|NOK|DKK|PLN"
                    + "|CZK|HUF|TRY|BRL|AUD|CAD";
    private static final Pattern FORM =
            Pattern.compile("(?<open>\\()?(?<about>[<>≤≥=~≈±]{0,2})\\s?(?<sign>[+-])?\\s?(?<before>" + CURRENCY
                    + ")?\\s?(?<second>[+-])?(?<digits>(?:\\d{1,3}(?:[,.' _]\\d{3})+|\\d+)(?:[.,]\\d*)?|[.,]\\d+)(?<exponent>[eE][+-]?\\d+)?"
                    + "\\s?(?<after>[\\p{L}°%‰\\p{Sc}/²³]{0,12})(?<remark>\\.?[*†‡+]?(?:\\[\\d+])?)(?<close>\\))?");
    private static final List<String> MISSING = List.of(
            "", "na", "n/a", "#n/a", "<na>", "nan", "null", "nil", "?", "*", "-", "--", "–", "—", ".", "k.a.", "#null!",
            "#value!", "#div/0!");

    /** The number that a text is; none where it is something else, such as a date, a range or a word. */
    public static Optional<NumberText> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(plain(text));
        if (!form.matches()
                || !isWellFormed(form.group("digits"))
                || (form.group("open") == null) != (form.group("close") == null)) {
            return Optional.empty();
        }
        boolean negative =
                form.group("open") != null || "-".equals(form.group("sign")) || "-".equals(form.group("second"));
        String unit = form.group("before") == null ? form.group("after") : form.group("before");
        String exponent = form.group("exponent");
        boolean isPlain = (unit + form.group("about") + form.group("remark")).isEmpty() && form.group("open") == null;
        return Optional.of(
                new NumberText(negative, form.group("digits"), exponent == null ? "" : exponent, unit, isPlain));
    }

    /** One kind of separator may stand several times, between groups of three, and another one once behind them. */
    private static boolean isWellFormed(String digits) {
        String separators = digits.replaceAll("\\d", "");
        if (separators.length() < 2) {
            return true;
        }
        char last = separators.charAt(separators.length() - 1);
        boolean repeated = last == separators.charAt(0);
        boolean uniform = separators.chars().limit(separators.length() - 1L).allMatch(c -> c == separators.charAt(0));
        return uniform && (!repeated || digits.length() - digits.lastIndexOf(last) == 4);
    }

    /** Whether a text only says that there is nothing: {@code NA}, {@code n/a}, {@code ?}, {@code -}, spaces. */
    public static boolean isMissing(String text) {
        return text.length() <= LONGEST && MISSING.contains(plain(text).toLowerCase(Locale.ROOT));
    }

    /** Digits, signs and spaces of any script as those of ASCII. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                plain.append(Character.digit(c, 10));
            } else if (c == '−' || c == '－' || c == '﹣') {
                plain.append('-');
            } else if (c == '’' || c == '٬') {
                plain.append('\'');
            } else {
                plain.appendCodePoint(c == '٫' ? ',' : Character.isSpaceChar(c) || Character.isWhitespace(c) ? ' ' : c);
            }
        });
        return plain.toString().strip();
    }

    /** The value, where the decimal separator is known; percents are hundredths. */
    double value(char decimal) {
        String number =
                digits.replaceAll(decimal == ',' ? "[.' _]" : "[,' _]", "").replace(',', '.');
        double value = Double.parseDouble(number + exponent);
        double scaled = unit.equals("%") ? value / 100 : unit.equals("‰") ? value / 1000 : value;
        return negative ? -scaled : scaled;
    }

    boolean isWhole() {
        return exponent.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The value of a whole number. */
    long whole() {
        return negative ? -Long.parseLong(digits) : Long.parseLong(digits);
    }

    /** Whether only a decimal separator can stand where this one does: {@code 1,5}, {@code 0,125}, {@code 1.234,5}. */
    boolean hasDecimal(char separator) {
        int last = digits.lastIndexOf(separator);
        if (last < 0 || digits.indexOf(separator) != last) {
            return false;
        }
        char other = separator == ',' ? '.' : ',';
        boolean groups = digits.length() - last - 1 == 3 && last <= 3 && last > 0 && !digits.startsWith("0");
        return digits.indexOf(other) < 0 ? !groups : digits.indexOf(other) < last;
    }

    /** Whether only a separator of thousands can stand where this one does: {@code 1,234,567}, {@code 1,234.5}. */
    boolean hasGroups(char separator) {
        int first = digits.indexOf(separator);
        char other = separator == ',' ? '.' : ',';
        return first >= 0 && (digits.lastIndexOf(separator) > first || digits.lastIndexOf(other) > first);
    }
}
