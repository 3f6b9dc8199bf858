package org.cellwise.data.table;

import java.nio.charset.StandardCharsets;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cellwise.data.csv.Cells;

/**
 * The cells of a column as numbers. Those that programs write, digits with one point or comma among them at most, are read
 * off their letters; any other one is looked at as {@link NumberText} does.
 */
final class CellNumbers {
    private static final int EXACT_DIGITS = 18; // of a long
    private static final long EXACT = 1L << 53; // whole numbers up to here are doubles
    private static final int FEW = 50; // odd texts among numbers that are worth a note

    private static final double[] POWERS = new double[23]; // of ten, all exact

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final CellColumn.Markers markers = new CellColumn.Markers();
    private final BitSet missing;
    private final List<Integer> words = new ArrayList<>(); // first cells that are no numbers
    private long[] wholes;
    private double[] decimals; // in place of wholes once there is one
    private boolean odd; // some number needs a closer look
    private boolean points;
    private boolean commas;
    private boolean settled; // some separator can only be a decimal one
    private boolean large; // beyond ints
    private boolean decimalComma;
    private int zeros = -1; // a cell with zeros in front
    private int present;

    // the number under way
    private long mantissa;
    private int exponent;
    private boolean isWhole;

    private CellNumbers(int size) {
        wholes = new long[size];
        missing = new BitSet(size);
    }

    /** Reads a column until there are too many cells that are no numbers. */
    static CellNumbers of(Cells cells) {
        CellNumbers numbers = new CellNumbers(cells.size());
        byte[] letters = cells.bytes();
        for (int i = 0; i < cells.size() && numbers.words.size() < FEW; i++) {
            boolean read;
            if (letters == null) {
                byte[] cell = cells.text(i).getBytes(StandardCharsets.ISO_8859_1); // others become question marks
                read = numbers.read(cell, 0, cell.length, i);
            } else {
                read = numbers.read(letters, cells.start(i), cells.end(i), i);
            }
            if (!read) {
                numbers.look(cells.text(i), i);
            }
        }
        return numbers;
    }

    /** Whether all cells are numbers or missing, and some are there. */
    boolean areAll() {
        return words.isEmpty() && present > 0;
    }

    boolean hasDecimalComma() {
        return decimalComma;
    }

    boolean hasCommas() {
        return commas;
    }

    /** Whether the numbers are as they were read, since their separators are decimal ones. */
    boolean isPlain(Locale locale, boolean otherCommas) {
        if (odd || points && commas) {
            return false;
        }
        if (!points && !commas) {
            return true;
        }
        if (!locale.equals(Locale.ROOT)) {
            return commas == (DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',');
        }
        return settled || commas == otherCommas;
    }

    boolean areWhole() {
        return decimals == null;
    }

    boolean areInts() {
        return !large;
    }

    boolean hasLeadingZeros() {
        return zeros >= 0;
    }

    String leadingZeros(Cells cells) {
        return cells.text(zeros);
    }

    long[] wholes() {
        return wholes;
    }

    double[] decimals() {
        missing.stream().forEach(row -> decimals[row] = Double.NaN);
        return decimals;
    }

    /** The first cells that are no numbers. */
    List<Integer> words() {
        return words;
    }

    BitSet missing() {
        return missing;
    }

    Map<String, Integer> markers() {
        return markers.counts();
    }

    /** What keeps a column of texts from being numbers, if it is only a few. */
    List<String> notes(Cells cells) {
        if (words.isEmpty() || words.size() == FEW || present < 9 * words.size()) {
            return List.of();
        }
        String texts =
                Text.rows(words.stream().mapToInt(Integer::intValue).toArray(), row -> Text.quoted(cells.text(row)));
        return List.of("%s of %s texts are numbers, but not %s".formatted(present, present + words.size(), texts));
    }

    /** Reads a number off its letters; false where it is none of the plainest form. */
    private boolean read(byte[] letters, int start, int end, int row) {
        if (start == end) {
            missing.set(row);
            return true;
        }
        int at = start;
        boolean negative = letters[at] == '-';
        if (negative || letters[at] == '+') {
            at++;
        }
        int first = at;
        long value = 0;
        int digits = 0; // that tell
        int separator = -1;
        int c = 0;
        for (; at < end; at++) {
            c = letters[at];
            if (c >= '0' && c <= '9') {
                if (digits > 0 || c != '0') {
                    digits++;
                    value = digits > EXACT_DIGITS ? value : 10 * value + (c - '0');
                }
            } else if ((c == '.' || c == ',') && separator < 0) {
                separator = at;
            } else {
                break;
            }
        }
        int last = at;
        if (last - first == (separator < 0 ? 0 : 1)) {
            return false;
        }
        int power = 0;
        if (at < end) {
            int from = at + 1;
            if (c != 'e' && c != 'E' || from == end) {
                return false;
            }
            boolean down = letters[from] == '-';
            from += down || letters[from] == '+' ? 1 : 0;
            if (from == end || end - from > 4) {
                return false;
            }
            for (int i = from; i < end; i++) {
                if (letters[i] < '0' || letters[i] > '9') {
                    return false;
                }
                power = 10 * power + letters[i] - '0';
            }
            power = down ? -power : power;
        }
        mantissa = negative ? -value : value;
        isWhole = separator < 0 && at == end;
        exponent = power - (separator < 0 ? 0 : last - separator - 1);
        if (separator >= 0) {
            settle(letters, first, separator, last);
        } else if (isWhole && zeros < 0 && last - first > 1 && letters[first] == '0') {
            zeros = row;
        }
        put(letters, start, end, negative, digits, row);
        return true;
    }

    /** What a single separator tells: only a decimal one has not three digits behind it and one to three before. */
    private void settle(byte[] letters, int first, int separator, int last) {
        if (letters[separator] == ',') {
            commas = true;
        } else {
            points = true;
        }
        int before = separator - first;
        boolean decimal = !(last - separator - 1 == 3 && before <= 3 && before > 0 && letters[first] != '0');
        settled |= decimal;
        decimalComma |= decimal && letters[separator] == ',';
    }

    private void put(byte[] letters, int start, int end, boolean negative, int digits, int row) {
        present++;
        boolean isLong = isWhole && digits <= EXACT_DIGITS;
        if (isLong && decimals == null) {
            wholes[row] = mantissa;
            large |= mantissa != (int) mantissa || mantissa == Integer.MIN_VALUE;
            return;
        }
        if (decimals == null) {
            decimals = Arrays.stream(wholes).asDoubleStream().toArray();
            wholes = null;
        }
        decimals[row] = isLong ? mantissa : value(letters, start, end, negative, digits);
    }

    /** The double nearest to the number. */
    private double value(byte[] letters, int start, int end, boolean negative, int digits) {
        long size = Math.abs(mantissa);
        if (digits <= EXACT_DIGITS && Math.abs(exponent) < POWERS.length) {
            if (size <= EXACT) {
                double exact = exponent < 0 ? size / POWERS[-exponent] : size * POWERS[exponent]; // rounded once
                return negative ? -exact : exact;
            }
            double quotient = exponent > 0 ? Double.NaN : quotient(size, POWERS[-exponent]);
            if (!Double.isNaN(quotient)) {
                return negative ? -quotient : quotient;
            }
        }
        String text = new String(letters, start, end - start, StandardCharsets.ISO_8859_1);
        return Double.parseDouble(text.replace(',', '.'));
    }

    /**
     * The double nearest to a quotient: one of doubles, corrected by what it leaves. NaN where the true quotient is so near
     * the middle of two doubles that the correction does not tell on which side.
     */
    private static double quotient(long size, double divisor) {
        double high = size;
        double low = size - (long) high; // both together are the number
        double rough = high / divisor;
        double left = Math.fma(-rough, divisor, high) + low;
        double correction = left / divisor;
        double result = rough + correction;
        double rounded = Math.abs(correction - (result - rough));
        return Math.abs(rounded - Math.ulp(result) / 2) <= Math.abs(correction) * 0x1p-49 ? Double.NaN : result;
    }

    /** A closer look at a text that is no plain number. */
    private void look(String text, int row) {
        if (NumberText.isMissing(text)) {
            missing.set(row);
            if (!text.isEmpty()) {
                markers.add(text);
            }
            return;
        }
        Optional<NumberText> number = NumberText.of(text).filter(NumberText::isPlain);
        if (number.isEmpty()) {
            words.add(row);
            return;
        }
        present++;
        odd = true;
        decimalComma |= number.get().hasDecimal(',');
    }
}
