package org.cellwise.insight.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.data.column.Column;
import org.cellwise.data.column.Unit;

/**
 * What one column holds. Quartiles, mean and deviation are those of the finite numbers, as pandas works them out; NaN for
 * texts and where there are none.
 *
 * @param name of the column
 * @param type as the table has it
 * @param unit what its numbers count; null for texts
 * @param rows of the table
 * @param missing how many of them miss the value
 * @param infinite how many are infinite
 * @param distinct how many different values there are, missing ones aside
 * @param minimum of the finite numbers
 * @param lowerQuartile a quarter of the numbers is below
 * @param median half of the numbers are below
 * @param upperQuartile three quarters are below
 * @param maximum of the finite numbers
 * @param mean of the finite numbers; of points in time, too
 * @param deviation with n - 1; in days or seconds for points in time
 * @param skewness 0 where both tails are alike, above 0 where the upper one is longer
 * @param frequent the values that stand in most rows, most frequent first, none that stands in one row alone
 * @param bins a histogram that numbers far out do not flatten; null for texts
 */
public record ColumnSummary(
        String name,
        String type,
        Unit unit,
        int rows,
        int missing,
        int infinite,
        int distinct,
        double minimum,
        double lowerQuartile,
        double median,
        double upperQuartile,
        double maximum,
        double mean,
        double deviation,
        double skewness,
        List<Frequent> frequent,
        Bins bins) {
    private static final int SHOWN = 5;
    private static final int BINS = 24;
    private static final int DIGITS = 4;

    /** A value and in how many rows it stands. */
    public record Frequent(String value, int count) {}

    /** Of one column. */
    public static ColumnSummary of(Column column) {
        return column instanceof Column.Numbers numbers ? of(numbers) : of((Column.Texts) column);
    }

    private static ColumnSummary of(Column.Numbers column) {
        Sorted sorted = Sorted.of(column.values());
        List<Frequent> frequent = new ArrayList<>();
        int distinct = runs(sorted, column.unit(), frequent);
        Sorted.Moments moments = sorted.moments();
        return new ColumnSummary(
                column.name(),
                column.type(),
                column.unit(),
                column.size(),
                sorted.missing(),
                sorted.infinite(),
                distinct + infinities(column.values(), sorted.infinite()),
                sorted.quantile(0),
                sorted.quantile(0.25),
                sorted.quantile(0.5),
                sorted.quantile(0.75),
                sorted.quantile(1),
                moments.mean(),
                moments.deviation(),
                moments.skewness(),
                List.copyOf(frequent),
                Bins.around(sorted, BINS));
    }

    private static int infinities(double[] values, int infinite) {
        if (infinite == 0) {
            return 0;
        }
        boolean up = false;
        boolean down = false;
        for (double value : values) {
            up |= value == Double.POSITIVE_INFINITY;
            down |= value == Double.NEGATIVE_INFINITY;
        }
        return (up ? 1 : 0) + (down ? 1 : 0);
    }

    // how many different ones there are; adds those that come most often
    private static int runs(Sorted sorted, Unit unit, List<Frequent> frequent) {
        double[] values = sorted.values();
        double[] best = new double[SHOWN];
        int[] counts = new int[SHOWN];
        int distinct = 0;
        for (int from = 0, to; from < values.length; from = to) {
            to = from + 1;
            while (to < values.length && values[to] == values[from]) {
                to++;
            }
            distinct++;
            insert(best, counts, values[from], to - from);
        }
        for (int i = 0; i < SHOWN && counts[i] > 1; i++) {
            frequent.add(new Frequent(unit.text(best[i], 6), counts[i]));
        }
        return distinct;
    }

    private static void insert(double[] best, int[] counts, double value, int count) {
        for (int i = SHOWN - 1; i >= 0 && count > counts[i]; i--) {
            if (i + 1 < SHOWN) {
                counts[i + 1] = counts[i];
                best[i + 1] = best[i];
            }
            counts[i] = count;
            best[i] = value;
        }
    }

    private static ColumnSummary of(Column.Texts column) {
        int[] counts = column.counts();
        int[] present = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 0)
                .toArray();
        List<Frequent> frequent = IntStream.of(present)
                .filter(code -> counts[code] > 1)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -counts[code]).thenComparing(column.texts()::get))
                .limit(SHOWN)
                .map(code -> new Frequent(column.texts().get(code), counts[code]))
                .toList();
        double none = Double.NaN;
        int missing = column.size() - IntStream.of(counts).sum();
        return new ColumnSummary(
                column.name(),
                column.type(),
                null,
                column.size(),
                missing,
                0,
                present.length,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                frequent,
                null);
    }

    /** Whether it holds numbers, not texts and not points in time. */
    public boolean isNumeric() {
        return unit == Unit.NUMBER;
    }

    /** How many rows have a value. */
    public int present() {
        return rows - missing;
    }

    /** A number of this column as people read it, empty where there is none. */
    public String text(double value) {
        return unit == null ? "" : unit.text(value, DIGITS);
    }

    /** The deviation as people read it: with its unit, for points in time. */
    public String deviationText() {
        if (unit == null || Double.isNaN(deviation)) {
            return "";
        }
        String number = Unit.NUMBER.text(deviation, DIGITS);
        return switch (unit) {
            case NUMBER -> number;
            case DATE -> number + " days";
            default -> Unit.NUMBER.text(deviation / 3600, DIGITS) + " hours";
        };
    }
}
