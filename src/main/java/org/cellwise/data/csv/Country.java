package org.cellwise.data.csv;

import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;

/**
 * Where a file was written.
 *
 * @param locale {@link Locale#ROOT} where it is to be found out
 * @param file the file, for the call that says it
 * @param isFixed whether nothing else is taken, even if it can only be so
 */
public record Country(Locale locale, String file, boolean isFixed) {
    /** What is written in this way for sure. */
    public Country fixed(Locale as) {
        return new Country(as, file, true);
    }

    public boolean isKnown() {
        return !locale.equals(Locale.ROOT);
    }

    /** Whether people there write the day before the month. */
    public boolean hasDayFirst() {
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        return pattern.indexOf('d') < pattern.indexOf('M');
    }

    /** The call that reads the file as written in another country: {@code readCsv("a.csv", Locale.GERMANY)}. */
    public String call(String other) {
        return "readCsv(\"" + file.replace("\\", "\\\\") + "\", " + other + ")";
    }
}
