package org.cellwise.data.encode;

import java.util.Map;
import org.cellwise.text.Numbers;

/**
 * Gives a column mean 0 and standard deviation 1: {@code (value - mean) / deviation}.
 *
 * @param mean of the values it was fitted on
 * @param deviation standard deviation of those values (the population's, divided by n), 1 where all were equal
 */
public record StandardScaler(double mean, double deviation) implements LinearScaler {
    static final String KIND = "standard";

    public StandardScaler {
        Scalers.requireDivisor("StandardScaler", mean, deviation);
    }

    /** Fitted on the values; a column that is constant but for rounding errors becomes 0. */
    public static StandardScaler fit(double[] values) {
        return of(Moments.of(values));
    }

    /** Fitted on values of which these are the moments. */
    static StandardScaler of(Moments moments) {
        if (Scalers.areEqual(moments.min(), moments.max())) {
            return new StandardScaler(moments.min(), 1);
        }
        double deviation = Math.sqrt(moments.variance());
        return new StandardScaler(moments.mean(), deviation > 0 ? deviation : 1);
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
    public String words() {
        return "standardised: (value - %s) / %s"
                .formatted(Numbers.significant(mean, 4), Numbers.significant(deviation, 4));
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "mean", mean, "deviation", deviation);
    }

    static StandardScaler of(Settings settings) {
        return new StandardScaler(settings.number("mean"), settings.number("deviation"));
    }
}
