package org.cellwise.data.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.cellwise.data.csv.Cells;
import org.cellwise.data.csv.Country;
import org.cellwise.data.table.DateText.Kind;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;
import tech.tablesaw.columns.dates.PackedLocalDate;
import tech.tablesaw.columns.times.PackedLocalTime;

/** The cells of a column as dates and times. Whether the day comes before the month is told by the whole column. */
final class CellDates {
    private static final int MONTHS = 12;
    private static final int MILLI = 1_000_000;

    private final String name;
    private final Cells cells;
    private final boolean[] missing;
    private final Country country;
    private final List<String> notes = new ArrayList<>();

    private final int[] dates; // year, then two digits each of the other two
    private final boolean[] yearLast;
    private long[] nanos;
    private int[] offsets;

    private boolean mayBeDayFirst = true;
    private boolean mayBeMonthFirst = true;
    private boolean matters; // whether it makes a difference
    private boolean hasPoints;
    private boolean hasShortYear;
    private int ordered = -1; // a cell whose year comes last

    CellDates(String name, Cells cells, boolean[] missing, Country country) {
        this.name = name;
        this.cells = cells;
        this.missing = missing;
        this.country = country;
        dates = new int[missing.length];
        yearLast = new boolean[missing.length];
    }

    /** Whether the day comes first, where that matters. */
    boolean hasDayFirst() {
        return ordered >= 0 && mayBeDayFirst;
    }

    List<String> notes() {
        return notes;
    }

    /** The column, or null if not all cells are dates of one kind. */
    Column<?> column() {
        DateText text = new DateText();
        Kind kind = null;
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                continue;
            }
            if (cells.end(i) - cells.start(i) > 64 || !text.read(cells.text(i))) {
                return null;
            }
            if (kind == null) {
                kind = text.kind;
                nanos = kind == Kind.DATE ? null : new long[missing.length];
                offsets = kind == Kind.INSTANT ? new int[missing.length] : null;
            } else if (kind != text.kind) {
                return null;
            }
            take(text, i);
        }
        if (kind == Kind.TIME) {
            return times();
        }
        return ordered >= 0 && !settleOrder() ? null : build(kind);
    }

    private void take(DateText text, int row) {
        if (nanos != null) {
            nanos[row] = text.nanos;
        }
        if (offsets != null) {
            offsets[row] = text.offset;
        }
        if (text.kind == Kind.TIME) {
            return;
        }
        dates[row] = text.year * 10_000 + text.first * 100 + text.second;
        yearLast[row] = text.isYearLast;
        if (text.isYearLast) {
            ordered = row;
            mayBeDayFirst &= text.second <= MONTHS;
            mayBeMonthFirst &= text.first <= MONTHS;
            matters |= text.first != text.second;
            hasPoints |= text.separator == '.';
            hasShortYear |= text.hasShortYear;
        }
    }

    /** Finds out whether the day comes first; false where that cannot be told. */
    private boolean settleOrder() {
        String example = Text.quoted(cells.text(ordered));
        if (country.isFixed()) {
            boolean dayFirst = country.hasDayFirst();
            boolean fits = dayFirst ? mayBeDayFirst : mayBeMonthFirst;
            mayBeDayFirst = dayFirst;
            return fits;
        }
        if (mayBeDayFirst && mayBeMonthFirst && matters) {
            if (!hasPoints && !country.isKnown()) {
                notes.add("dates whose day and month cannot be told apart (%s), so they stay texts: %s or %s"
                        .formatted(example, country.call("Locale.UK"), country.call("Locale.US")));
                return false;
            }
            mayBeDayFirst = country.isKnown() ? country.hasDayFirst() : hasPoints;
        }
        if (!mayBeDayFirst && (!mayBeMonthFirst || hasPoints && hasShortYear)) { // versions, such as 10.20.30
            return false;
        }
        notes.add("dates as %s (%s)%s"
                .formatted(
                        mayBeDayFirst ? "day, month, year" : "month, day, year",
                        example,
                        hasShortYear ? ", two digits of years from 1969 to 2068" : ""));
        return true;
    }

    private Column<?> times() {
        TimeColumn column = TimeColumn.create(name);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.appendInternal(PackedLocalTime.pack(LocalTime.ofNanoOfDay(nanos[i])));
            }
        }
        noteFractions();
        return column;
    }

    private Column<?> build(Kind kind) {
        try {
            return switch (kind) {
                case DATE -> days();
                case DATE_TIME -> moments();
                default -> instants();
            };
        } catch (DateTimeException e) {
            notes.clear();
            return null; // a 31st of June: texts that only look like dates
        }
    }

    private DateColumn days() {
        DateColumn column = DateColumn.create(name);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.appendInternal(PackedLocalDate.pack(date(i)));
            }
        }
        return column;
    }

    private DateTimeColumn moments() {
        DateTimeColumn column = DateTimeColumn.create(name);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.append(moment(i));
            }
        }
        noteFractions();
        return column;
    }

    private InstantColumn instants() {
        InstantColumn column = InstantColumn.create(name);
        for (int i = 0; i < missing.length; i++) {
            if (missing[i]) {
                column.appendMissing();
            } else {
                column.append(moment(i).toInstant(ZoneOffset.ofTotalSeconds(offsets[i])));
            }
        }
        noteFractions();
        return column;
    }

    private LocalDateTime moment(int row) {
        return LocalDateTime.of(date(row), LocalTime.ofNanoOfDay(nanos[row]));
    }

    private LocalDate date(int row) {
        int year = dates[row] / 10_000;
        int first = dates[row] / 100 % 100;
        int second = dates[row] % 100;
        return yearLast[row] && mayBeDayFirst ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second);
    }

    private void noteFractions() {
        for (int i = 0; i < missing.length; i++) {
            if (nanos[i] % MILLI != 0) {
                notes.add("times to the millisecond, as tables keep them, though some texts are finer");
                return;
            }
        }
    }
}
