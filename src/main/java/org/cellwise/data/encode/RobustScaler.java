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

    public RobustScaler {
        Scalers.requireDivisor("RobustScaler", median, range);
    }

    /** Fitted on the values; a constant column becomes 0 everywhere. */
    public static RobustScaler fit(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double lower = Scalers.quantile(sorted, 0.25);
        double upper = Scalers.quantile(sorted, 0.75);
        return new RobustScaler(Scalers.quantile(sorted, 0.5), Scalers.areEqual(lower, upper) ? 1 : upper - lower);
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
