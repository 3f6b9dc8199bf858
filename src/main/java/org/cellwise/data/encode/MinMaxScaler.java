package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * Brings a column into 0 to 1: {@code (value - min) / (max - min)}. Held-out values may fall outside.
 *
 * @param min smallest value it was fitted on
 * @param range from the smallest to the largest, 1 where all were equal
 */
public record MinMaxScaler(double min, double range) implements LinearScaler {
    static final String KIND = "min-max";

    public MinMaxScaler {
        Scalers.requireDivisor("MinMaxScaler", min, range);
    }

    /** Fitted on the values; a constant column becomes 0 everywhere. */
    public static MinMaxScaler fit(double[] values) {
        return of(
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow());
    }

    static MinMaxScaler of(double min, double max) {
        return new MinMaxScaler(min, Scalers.areEqual(min, max) ? 1 : max - min);
    }

    @Override
    public double shift() {
        return min;
    }

    @Override
    public double divisor() {
        return range;
    }

    @Override
    public String words() {
        return "0 to 1: (value - %s) / %s".formatted(Numbers.significant(min, 4), Numbers.significant(range, 4));
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "min", min, "range", range);
    }

    static MinMaxScaler of(Settings settings) {
        return new MinMaxScaler(settings.number("min"), settings.number("range"));
    }
}
