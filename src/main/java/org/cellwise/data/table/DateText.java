package org.cellwise.data.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads one text as a date, a time, or both. The fields hold what the last text was, so that none costs an object. */
final class DateText {
    private static final int LONGEST = 40;
    private static final int HALF_DAY = 12;
    private static final int TURN = 69; // 69 … 99 are years of the last century, as POSIX takes them
    private static final long SECOND = 1_000_000_000L;

    // with names of months; the language is English whatever the machine's is
    private static final List<DateTimeFormatter> WORDS = Stream.of(
                    "d[ ][-][/]MMM[ ][-][/][uuuu][uu][[ ]['T']H:mm[:ss]]",
                    "d MMMM uuuu[ H:mm[:ss]]",
                    "MMM[ ][-][/]d[,][ ][-][/][uuuu][uu]",
                    "MMMM d[,] uuuu",
                    "EEE[,] d MMM uuuu[ H:mm[:ss]]")
            .map(pattern -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH))
            .toList();

    /** What a text may be. */
    enum Kind {
        DATE,
        TIME,
        DATE_TIME,
        INSTANT
    }

    Kind kind;
    int year;
    int first; // of day and month, where the year comes last; else the month
    int second;
    boolean isYearLast;
    char separator;
    boolean hasShortYear;
    long nanos; // of the day
    int offset; // from UTC, in seconds

    private String text;
    private int at;

    /** Whether the text is a date or time. */
    boolean read(String from) {
        if (from.length() > LONGEST || from.length() < 4) {
            return false;
        }
        text = from;
        at = 0;
        nanos = 0;
        hasShortYear = false;
        if (readDate()) {
            if (at == text.length()) {
                kind = Kind.DATE;
                return true;
            }
            char next = text.charAt(at++);
            return (next == ' ' || next == 'T' || next == 't') && readTime(1) && readZone();
        }
        at = 0;
        if (Character.isDigit(text.charAt(0)) && readTime(2)) {
            kind = Kind.TIME;
            return at == text.length();
        }
        return readWords();
    }

    private boolean readDate() {
        int a = number(4);
        int length = at;
        if (length == 0 || length == 3 || at >= text.length()) {
            return false;
        }
        separator = text.charAt(at);
        if (separator != '-' && separator != '/' && separator != '.') {
            return false;
        }
        int from = ++at;
        int b = number(2);
        int middle = at - from;
        if (middle == 0 || at >= text.length() || text.charAt(at) != separator) {
            return false;
        }
        from = ++at;
        int c = number(length == 4 ? 2 : 4);
        int last = at - from;
        isYearLast = length != 4;
        if (!isYearLast) {
            year = a;
            first = b;
            second = c;
            return last > 0;
        }
        first = a;
        second = b;
        hasShortYear = last == 2;
        year = hasShortYear ? c + (c < TURN ? 2000 : 1900) : c;
        return last == 4
                || hasShortYear
                        && (separator == '/' || separator == '.' && length == 2 && middle == 2); // else a version
    }

    /** Up to so many digits. */
    private int number(int most) {
        int value = 0;
        for (int i = 0; i < most && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; i++) {
            value = 10 * value + text.charAt(at++) - '0';
        }
        return value;
    }

    /** Hours, minutes, seconds; hours in fewer digits only where a date stands before, or AM or PM behind. */
    private boolean readTime(int fewest) {
        int from = at;
        int hour = number(2);
        int length = at - from;
        int minute = part(':');
        if (length == 0 || minute < 0) {
            return false;
        }
        int second = at < text.length() && text.charAt(at) == ':' ? part(':') : 0;
        long fraction = second >= 0 && at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',')
                ? fraction()
                : 0;
        int half = half();
        if (half >= 0) {
            if (hour < 1 || hour > HALF_DAY) {
                return false;
            }
            hour = hour % HALF_DAY + half;
        } else if (length < fewest) {
            return false;
        }
        nanos = (hour * 3600L + minute * 60L + second) * SECOND + fraction;
        return hour < 24 && minute < 60 && second >= 0 && second < 60 && fraction >= 0;
    }

    /** Two digits behind a sign; -1 if there are none. */
    private int part(char sign) {
        if (at + 2 >= text.length() || text.charAt(at) != sign) {
            return -1;
        }
        int from = ++at;
        int value = number(2);
        return at - from == 2 ? value : -1;
    }

    private long fraction() {
        int from = ++at;
        long value = number(9);
        int digits = at - from;
        for (int i = digits; i < 9; i++) {
            value *= 10;
        }
        return digits == 0 ? -1 : value;
    }

    /** Hours that AM or PM adds; -1 if neither is there. */
    private int half() {
        int from = at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
        boolean isAm = text.regionMatches(true, from, "AM", 0, 2);
        if (!isAm && !text.regionMatches(true, from, "PM", 0, 2)) {
            return -1;
        }
        at = from + 2;
        return isAm ? 0 : HALF_DAY;
    }

    /** Z, or hours and minutes from UTC; or the end, where it is a local time. */
    private boolean readZone() {
        kind = Kind.DATE_TIME;
        if (at == text.length()) {
            return true;
        }
        kind = Kind.INSTANT;
        char sign = text.charAt(at++);
        offset = 0;
        if (sign == '+' || sign == '-') {
            int from = at;
            int hours = number(2);
            boolean whole = at - from == 2;
            int minutes = at == text.length() ? 0 : text.charAt(at) == ':' ? part(':') : number(2);
            offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
            return whole && hours <= 18 && minutes >= 0 && minutes < 60 && at == text.length();
        }
        return (sign == 'Z' || sign == 'z') && at == text.length();
    }

    private boolean readWords() {
        if (text.chars().noneMatch(Character::isLetter) || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        for (DateTimeFormatter formatter : WORDS) {
            try {
                TemporalAccessor read = formatter.parseBest(text, LocalDateTime::from, LocalDate::from);
                LocalDate date = read.query(TemporalQueries.localDate());
                LocalTime time = read.query(TemporalQueries.localTime());
                kind = time == null ? Kind.DATE : Kind.DATE_TIME;
                nanos = time == null ? 0 : time.toNanoOfDay();
                year = date.getYear();
                first = date.getMonthValue();
                second = date.getDayOfMonth();
                isYearLast = false;
                separator = ' ';
                return true;
            } catch (DateTimeException e) {
                continue; // the next form
            }
        }
        return false;
    }
}
