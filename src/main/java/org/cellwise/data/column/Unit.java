package org.cellwise.data.column;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.cellwise.text.Numbers;

/** What the numbers of a column count. */
public enum Unit {
    /** Something of the user's. */
    NUMBER,
    /** Days since 1970-01-01, which is 0. */
    DATE,
    /** Seconds since 1970-01-01 00:00. */
    DATE_TIME,
    /** Seconds since midnight. */
    TIME;

    private static final long DAY = 86_400;
    private static final double LARGEST = 1e15; // whole numbers are written out up to here

    /** Whether it is a point in time. */
    public boolean isTime() {
        return this != NUMBER;
    }

    /** How many seconds one is; 1 for numbers. */
    public double seconds() {
        return this == DATE ? DAY : 1;
    }

    /**
     * A value as people read it: a date, a time, or a number to so many significant digits; whole numbers in full, empty
     * where there is none.
     */
    public String text(double value, int digits) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (this == NUMBER || Double.isInfinite(value)) {
            boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST;
            return whole ? Numbers.decimals(value, 0) : rounded(value, digits);
        }
        return switch (this) {
            case DATE -> LocalDate.ofEpochDay((long) Math.floor(value)).toString();
            case TIME ->
                LocalTime.ofSecondOfDay(Math.floorMod((long) Math.floor(value), DAY))
                        .toString();
            default ->
                LocalDateTime.ofEpochSecond((long) Math.floor(value), 0, ZoneOffset.UTC)
                        .toString()
                        .replace('T', ' ');
        };
    }

    // to significant digits, but no digit before the point is lost
    private static String rounded(double value, int digits) {
        double size = Math.abs(value);
        return size >= Math.pow(10, digits) && size < LARGEST
                ? Numbers.decimals(Math.rint(value), 0)
                : Numbers.significant(value, digits);
    }
}
