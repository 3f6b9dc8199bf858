package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * Gives a column median 0 and the middle half of its values a width of 1, whatever its outliers:
 * {@code (value - median) / range}.
 *
 * @param median of the values it was fitted on
 * @param range from their lower to their upper quartile, 1 where these are equal
 */
public record RobustScaler(double median, double range) implements LinearScaler {
    static final String KIND = "robust";
    static final double[] SHARES = {0.25, 0.5, 0.75};

    public RobustScaler {
        Scalers.requireDivisor("RobustScaler", median, range);
    }

    /** Fitted on the values; a constant column becomes 0 everywhere. */
    public static RobustScaler fit(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return of(Scalers.quantiles(sorted, SHARES));
    }

    /** Of the quantiles at {@link #SHARES}. */
    static RobustScaler of(double... quartiles) {
        boolean equal = Scalers.areEqual(quartiles[0], quartiles[2]);
        return new RobustScaler(quartiles[1], equal ? 1 : quartiles[2] - quartiles[0]);
    }

    @Override
    public double shift() {
        return median;
    }

    @Override
    public double divisor() {
        return range;
    }

    @Override
    public String words() {
        return "by quartiles: (value - %s) / %s"
                .formatted(Numbers.significant(median, 4), Numbers.significant(range, 4));
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "median", median, "range", range);
    }

    static RobustScaler of(Settings settings) {
        return new RobustScaler(settings.number("median"), settings.number("range"));
    }
}
