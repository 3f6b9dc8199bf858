package org.cellwise.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, for people and for machines, the same under every language: a decimal point, ASCII digits, commas
 * between thousands. {@code String.format} alone would
 * write whole numbers and decimals in the digits of the user's language.
 */
public final class Numbers {
    private static final String[] LARGE = {"million", "billion", "trillion"};
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Numbers() {}

    /**
     * The number to so many significant digits without trailing zeros: {@code 0.1235}, {@code 12}, {@code 1.2e-7},
     * {@code NaN}, {@code ∞}, {@code -∞}.
     */
    public static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < Math.max(6, digits)) {
            return rounded.toPlainString();
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + exponent;
    }

    /** The number to at most so many decimals without trailing zeros, as coordinates are written. */
    public static String decimals(double value, int decimals) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        if (decimals == 1 && Math.abs(value) < 1e9) {
            return tenths(value); // a live picture has thousands of coordinates
        }
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                : notFinite(value);
    }

    private static String tenths(double value) {
        long tenths = Math.round(Math.abs(value) * 10);
        String sign = value < 0 && tenths > 0 ? "-" : "";
        return tenths % 10 == 0 ? sign + tenths / 10 : sign + tenths / 10 + "." + tenths % 10;
    }

    /** The number to exactly so many decimals, for columns; one that rounds to zero has no sign. */
    public static String fixed(double value, int decimals) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_UP)
                        .toPlainString()
                : notFinite(value);
    }

    private static String notFinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }

    /** A whole number with a comma between thousands: {@code 1,234,567}. */
    public static String grouped(long value) {
        StringBuilder text = new StringBuilder(Long.toString(value));
        int first = value < 0 ? 1 : 0;
        for (int i = text.length() - 3; i > first; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** A whole number as people say it, from a million on by three digits: {@code 13,002}, {@code 304 million}. */
    public static String inWords(long value) {
        if (Math.abs((double) value) < 999_500) {
            return grouped(value);
        }
        double amount = value / 1e6;
        int unit = 0;
        while (Math.abs(amount) >= 999.5 && unit + 1 < LARGE.length) {
            amount /= 1000;
            unit++;
        }
        return significant(amount, 3) + " " + LARGE[unit];
    }

    /** A share of one as a percentage with so many significant digits: {@code 12 %}. */
    public static String percent(double share, int digits) {
        return significant(100 * share, digits) + " %";
    }

    /** An amount of memory, by powers of 1,000: {@code 144 bytes}, {@code 1.1 kB}, {@code 52 kB}, {@code 3.5 MB}. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return Names.count(bytes, "byte");
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.5) {
            amount /= 1000;
            unit++;
        }
        return decimals(amount, amount < 9.95 ? 1 : 0) + " " + UNITS[unit];
    }

    /** A time as people say it: {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(double seconds) {
        if (!(seconds >= 9.95)) {
            return fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        long minutes = whole / 60;
        return minutes < 60 ? minutes + " min " + whole % 60 + " s" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** The number in hexadecimal, with zeros in front to so many digits, at most eight. */
    public static String hex(int value, int digits) {
        String text = Integer.toHexString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
