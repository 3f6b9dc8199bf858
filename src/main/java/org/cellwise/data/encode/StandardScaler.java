package org.cellwise.data.encode;

import java.util.Arrays;
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
        if (Scalers.areEqual(values)) {
            return new StandardScaler(values[0], 1);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        double deviation = Math.sqrt(variance);
        return new StandardScaler(mean, deviation > 0 ? deviation : 1);
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
