package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import org.cellwise.text.Names;

/** Scalers from their descriptions; one line for each kind. */
public final class Scalers {
    private static final Map<String, Function<Settings, Scaler>> KINDS = Map.of(
            Scaler.Unchanged.KIND, settings -> Scaler.NONE,
            StandardScaler.KIND, StandardScaler::of,
            MinMaxScaler.KIND, MinMaxScaler::of,
            RobustScaler.KIND, RobustScaler::of,
            LogScaler.KIND, LogScaler::of,
            QuantileScaler.KIND, QuantileScaler::of);

    private Scalers() {}

    /**
     * The scaler that described itself so.
     *
     * @throws IllegalArgumentException if there is no such kind, or a setting is missing, unknown or makes no sense
     */
    public static Scaler of(Object description) {
        Settings settings = Settings.of("a scaler", description);
        String kind = settings.kind();
        Function<Settings, Scaler> maker = KINDS.get(kind);
        if (maker == null) {
            throw new IllegalArgumentException("There is no scaler of the kind \"%s\": %s"
                    .formatted(Names.shorten(kind), Names.hint(kind, new TreeSet<>(KINDS.keySet()))));
        }
        Scaler scaler = maker.apply(settings);
        settings.end();
        return scaler;
    }

    /** Refuses a divisor by which nothing can be divided. */
    static void requireDivisor(String who, double offset, double divisor) {
        if (!(divisor > 0 && divisor < Double.POSITIVE_INFINITY && Double.isFinite(offset))) {
            throw new IllegalArgumentException(
                    "%s expects a finite number to take away and one above 0 to divide by, but got %s and %s"
                            .formatted(who, offset, divisor));
        }
    }

    /** Whether values are equal but for rounding errors, which would blow up what is divided by their spread. */
    static boolean areEqual(double... values) {
        double min = Arrays.stream(values).min().orElseThrow();
        double max = Arrays.stream(values).max().orElseThrow();
        return max - min <= Precision.ROUNDING * Math.max(Math.abs(min), Math.abs(max));
    }

    /** The value below which this share of sorted values lies, between two of them in proportion (numpy's "linear"). */
    public static double quantile(double[] sorted, double share) {
        return quantile(place -> sorted[(int) place], sorted.length, share);
    }

    /** As {@link #quantile(double[], double)}, of values whose place among all is asked for, from 0. */
    public static double quantile(LongToDoubleFunction sorted, long count, double share) {
        double place = share * (count - 1);
        long below = (long) place;
        double part = place - below;
        double low = sorted.applyAsDouble(below);
        double high = sorted.applyAsDouble(Math.min(below + 1, count - 1));
        return Double.isFinite(high - low) ? low + part * (high - low) : low * (1 - part) + high * part;
    }

    static double[] quantiles(double[] sorted, double... shares) {
        return Arrays.stream(shares).map(share -> quantile(sorted, share)).toArray();
    }
}
