package org.cellwise.data.encode;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cellwise.text.Names;

/** What is read off a date or a time. */
public enum DatePart {
    /** Days since 1970-01-01, with the time of day as a fraction; the one part that has no end and tells what is later. */
    DAYS(false),
    /** The year, 2024. */
    YEAR(false),
    /** 1 to 4. */
    QUARTER(false),
    /** January 1 to December 12. */
    MONTH(false),
    /** Of the month, from 1. */
    DAY(false),
    /** Monday 1 to Sunday 7. */
    WEEKDAY(false),
    /** Of the year, from 1. */
    DAY_OF_YEAR(false),
    /** 0 to 23. */
    HOUR(true),
    /** 0 to 59. */
    MINUTE(true);

    private final boolean ofTime;

    DatePart(boolean ofTime) {
        this.ofTime = ofTime;
    }

    /** The part of this name, such as {@code weekday} or {@code day of year}. */
    public static DatePart of(String name) {
        for (DatePart part : values()) {
            if (part.text().equals(name)) {
                return part;
            }
        }
        List<String> all = Arrays.stream(values()).map(DatePart::text).toList();
        throw new IllegalArgumentException(
                "Dates have no part \"%s\": %s".formatted(Names.shorten(name), Names.hint(name, all)));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a time of day has it; all others need a date. */
    boolean isOfTime() {
        return ofTime;
    }

    boolean isCyclic() {
        return this != DAYS && this != YEAR;
    }

    double value(LocalDateTime date) {
        return switch (this) {
            case DAYS -> date.toLocalDate().toEpochDay() + date.toLocalTime().toSecondOfDay() / 86_400.0;
            case YEAR -> date.getYear();
            case QUARTER -> (date.getMonthValue() + 2) / 3;
            case MONTH -> date.getMonthValue();
            case DAY -> date.getDayOfMonth();
            case WEEKDAY -> date.getDayOfWeek().getValue();
            case DAY_OF_YEAR -> date.getDayOfYear();
            case HOUR -> date.getHour();
            case MINUTE -> date.getMinute();
        };
    }

    /** How much of its cycle has passed when it begins, from 0 to 1: January 0, July a half. */
    double turns(LocalDateTime date) {
        return switch (this) {
            case DAYS, YEAR ->
                throw new IllegalArgumentException(
                        "A cycle expects a part that begins anew, such as month or hour, but got " + text());
            case QUARTER -> (value(date) - 1) / 4;
            case MONTH -> (value(date) - 1) / 12;
            case DAY -> (value(date) - 1) / date.toLocalDate().lengthOfMonth();
            case WEEKDAY -> (value(date) - 1) / 7;
            case DAY_OF_YEAR -> (value(date) - 1) / date.toLocalDate().lengthOfYear();
            case HOUR -> value(date) / 24;
            case MINUTE -> value(date) / 60;
        };
    }
}
