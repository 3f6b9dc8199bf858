package org.cellwise.chart.data;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.cellwise.chart.picture.Canvas;
import org.cellwise.chart.picture.Labels;
import org.cellwise.chart.picture.Style;
import org.cellwise.chart.picture.TextStyle;
import org.cellwise.chart.picture.Theme;
import org.cellwise.chart.plot.Plot;
import org.cellwise.chart.plot.Ticks;
import org.cellwise.data.column.Unit;

/**
 * An axis of numbers or of points in time, with what is written along it.
 *
 * @param ticks where something is written
 * @param labels what
 */
record Axis(Ticks ticks, List<String> labels) {
    private static final TextStyle TEXT = TextStyle.size(Theme.TEXT);
    private static final double DAY = 86_400;
    private static final double MONTH = 28 * DAY;
    private static final double YEAR = 365 * DAY;
    private static final double[] CLOCK = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, DAY, 2 * DAY, 7 * DAY,
        14 * DAY
    };
    private static final int[] MONTHS = {1, 3, 6};

    /** From low to high exactly, with about so many steps. */
    static Axis within(Unit unit, int steps, double low, double high) {
        if (unit.isTime()) {
            return time(unit, steps, low, high);
        }
        return written(Ticks.within(steps, low, high));
    }

    /** From low to high exactly, whole numbers alone, about so many steps. */
    static Axis whole(int steps, int low, int high) {
        return written(Ticks.whole(steps, low, high));
    }

    private static Axis written(Ticks ticks) {
        return new Axis(
                ticks, Arrays.stream(ticks.values()).mapToObj(Ticks::text).toList());
    }

    /** Around some numbers: numbers end at round ones, times where they end. */
    static Axis around(Unit unit, int steps, double... data) {
        if (unit.isTime()) {
            double low = Arrays.stream(data).filter(Double::isFinite).min().orElse(0);
            double high = Arrays.stream(data).filter(Double::isFinite).max().orElse(low + 1);
            return time(unit, steps, low, high > low ? high : low + 1);
        }
        return written(Ticks.around(steps, data));
    }

    private static Axis time(Unit unit, int steps, double low, double high) {
        double scale = unit.seconds();
        double from = low * scale;
        double to = high * scale;
        double least = (to - from) / steps;
        List<Double> values = new ArrayList<>();
        DoubleFunction<String> label;
        if (least <= 14 * DAY) {
            double step = Arrays.stream(CLOCK)
                    .filter(s -> s >= least && (unit != Unit.DATE || s >= DAY))
                    .findFirst()
                    .orElse(14 * DAY);
            double shift = step >= 7 * DAY ? monday(from) : 0;
            for (double at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) {
                values.add(at);
            }
            label = step >= DAY
                    ? Axis::date
                    : step < 60 ? Axis::seconds : to - from > DAY ? Axis::dateAndTime : Axis::time;
        } else if (least <= 6 * 31 * DAY) {
            int months = Arrays.stream(MONTHS)
                    .filter(m -> m * 31 * DAY >= least)
                    .findFirst()
                    .orElse(6);
            addDates(values, from, to, months);
            label = value -> date(value).substring(0, date(value).length() - 3);
        } else {
            double years =
                    Ticks.within(steps, 0, Math.max(1, (to - from) / YEAR)).values().length > 1
                            ? yearStep(least / YEAR)
                            : 1;
            addDates(values, from, to, (int) (12 * years));
            label = value -> date(value).substring(0, date(value).length() - 6);
        }
        double[] at = values.stream().mapToDouble(value -> value / scale).toArray();
        return new Axis(
                new Ticks(low, high, at), values.stream().map(label::apply).toList());
    }

    private static double yearStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        double times = Math.max(1, least) / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    // the first days of months, so many apart
    private static void addDates(List<Double> values, double from, double to, int months) {
        LocalDate date = LocalDate.ofEpochDay((long) Math.floor(from / DAY));
        int since = Math.floorMod(date.getYear() * 12 + date.getMonthValue() - 1, months);
        date = date.withDayOfMonth(1).minusMonths(since);
        for (; date.toEpochDay() * DAY <= to; date = date.plusMonths(months)) {
            if (date.toEpochDay() * DAY >= from) {
                values.add(date.toEpochDay() * DAY);
            }
        }
    }

    private static double monday(double from) {
        LocalDate date = LocalDate.ofEpochDay((long) Math.floor(from / DAY));
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay() * DAY;
    }

    private static String date(double seconds) {
        return LocalDate.ofEpochDay((long) Math.floor(seconds / DAY)).toString();
    }

    private static String time(double seconds) {
        return LocalTime.ofSecondOfDay(Math.floorMod((long) seconds, (long) DAY))
                .toString();
    }

    private static String seconds(double seconds) {
        String text = time(seconds);
        return text.length() == 5 ? text + ":00" : text;
    }

    private static String dateAndTime(double seconds) {
        return LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC)
                .toString()
                .substring(5)
                .replace('T', ' ');
    }

    /** Room that the labels take at the left of a box. */
    double room() {
        return labels.stream()
                        .mapToDouble(label -> Labels.width(label, Theme.TEXT))
                        .max()
                        .orElse(0)
                + 6;
    }

    /** Below a box whose horizontal axis this is; labels without room are left out. */
    void below(Canvas canvas, Plot plot) {
        canvas.line(plot.left(), plot.bottom(), plot.right(), plot.bottom(), Style.stroke(Theme.FAINT, 1));
        double free = plot.left() - 16;
        for (int i = 0; i < labels.size(); i++) {
            double x = plot.across(ticks.values()[i]);
            double half = Labels.width(labels.get(i), Theme.TEXT) / 2;
            if (x - half > free) {
                canvas.line(x, plot.bottom(), x, plot.bottom() + 4, Style.stroke(Theme.FAINT, 1));
                canvas.text(labels.get(i), x, plot.bottom() + 16, TEXT.centred());
                free = x + half + 8;
            }
        }
    }

    /** At the left of a box whose vertical axis this is, with lines across it. */
    void beside(Canvas canvas, Plot plot) {
        for (int i = 0; i < labels.size(); i++) {
            double y = plot.up(ticks.values()[i]);
            canvas.line(plot.left(), y, plot.right(), y, Style.stroke(Theme.GRID, 1));
            canvas.text(labels.get(i), plot.left() - 6, y + 4, TEXT.ending());
        }
    }
}
