package org.cellwise.data.encode;

import java.util.Arrays;
import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * The logarithm of a skewed column, such as prices, with mean 0 and standard deviation 1:
 * {@code (ln(1 + value) - mean) / deviation}.
 *
 * @param mean of the logarithms of the values it was fitted on
 * @param deviation their standard deviation, 1 where all were equal
 */
public record LogScaler(double mean, double deviation) implements LinearScaler {
    static final String KIND = "log";

    public LogScaler {
        Scalers.requireDivisor("LogScaler", mean, deviation);
    }

    /**
     * Fitted on the values.
     *
     * @throws IllegalArgumentException if one is -1 or less
     */
    public static LogScaler fit(double[] values) {
        return of(Moments.of(Arrays.stream(values).map(LogScaler::logarithm).toArray()));
    }

    /** Fitted on values of whose logarithms these are the moments. */
    static LogScaler of(Moments moments) {
        StandardScaler logarithms = StandardScaler.of(moments);
        return new LogScaler(logarithms.mean(), logarithms.deviation());
    }

    /** What it standardises. */
    static double logarithm(double value) {
        if (!(value > -1)) {
            throw new IllegalArgumentException(
                    "log expects numbers above -1, since it takes ln(1 + value), but got %s: use robust(…) or quantile(…) for this column"
                            .formatted(value));
        }
        return StrictMath.log1p(value);
    }

    @Override
    public double shift() {
        return mean;
    }

    @Override
    public double divisor() {
        return deviation;
    }

    @Override
    public double scale(double value) {
        return LinearScaler.super.scale(logarithm(value));
    }

    @Override
    public double unscale(double scaled) {
        return StrictMath.expm1(LinearScaler.super.unscale(scaled));
    }

    @Override
    public String words() {
        return "logarithm, standardised: (ln(1 + value) - %s) / %s"
                .formatted(Numbers.significant(mean, 4), Numbers.significant(deviation, 4));
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "mean", mean, "deviation", deviation);
    }

    static LogScaler of(Settings settings) {
        return new LogScaler(settings.number("mean"), settings.number("deviation"));
    }
}
