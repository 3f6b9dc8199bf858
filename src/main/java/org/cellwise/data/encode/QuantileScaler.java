package org.cellwise.data.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cellwise.text.Names;

/**
 * The share of training values below a value, from 0 to 1, so that a column of any form becomes evenly spread. What lies
 * beyond the values it was fitted on becomes 0 or 1. Between quantiles it goes in proportion.
 *
 * @param quantiles values at even shares from 0 to 1, at least two, none smaller than the one before
 */
public record QuantileScaler(List<Double> quantiles) implements Scaler {
    static final String KIND = "quantile";
    private static final int MOST = 1000;

    public QuantileScaler {
        quantiles = List.copyOf(quantiles);
        if (quantiles.size() < 2) {
            throw new IllegalArgumentException(
                    "QuantileScaler expects 2 quantiles or more, but got " + Names.count(quantiles.size(), "quantile"));
        }
        for (int i = 1; i < quantiles.size(); i++) {
            if (!(quantiles.get(i) >= quantiles.get(i - 1))) {
                throw new IllegalArgumentException("QuantileScaler expects quantiles that grow, but %s follows %s"
                        .formatted(quantiles.get(i), quantiles.get(i - 1)));
            }
        }
    }

    /** Fitted on the values: their quantiles, 1000 at most. */
    public static QuantileScaler fit(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return of(Scalers.quantiles(sorted, shares(sorted.length)));
    }

    /** At what shares of so many values its quantiles stand. */
    static double[] shares(long values) {
        int count = (int) Math.max(2, Math.min(MOST, values));
        return IntStream.range(0, count).mapToDouble(i -> i / (count - 1.0)).toArray();
    }

    /** Of the quantiles at {@link #shares}. */
    static QuantileScaler of(double... each) {
        List<Double> quantiles = new ArrayList<>();
        double largest = Double.NEGATIVE_INFINITY;
        for (double quantile : each) {
            largest = Math.max(largest, quantile); // rounding must not let it fall
            quantiles.add(largest);
        }
        return new QuantileScaler(quantiles);
    }

    /** A value that is there many times gets the middle of its shares. */
    @Override
    public double scale(double value) {
        int last = quantiles.size() - 1;
        if (value <= quantiles.get(0)) {
            return 0;
        }
        if (value >= quantiles.get(last)) {
            return 1;
        }
        int above = firstFrom(value, true);
        int from = firstFrom(value, false);
        if (from < above) { // it is itself a quantile, or several
            return (from + above - 1) / 2.0 / last;
        }
        double below = quantiles.get(above - 1);
        return (above - 1 + (value - below) / (quantiles.get(above) - below)) / last;
    }

    /** The first quantile that is larger than a value, or at least as large. */
    private int firstFrom(double value, boolean larger) {
        int low = 0;
        int high = quantiles.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            double quantile = quantiles.get(middle);
            if (larger ? quantile <= value : quantile < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public double unscale(double scaled) {
        double place = Math.max(0, Math.min(1, scaled)) * (quantiles.size() - 1);
        int below = Math.min((int) place, quantiles.size() - 2);
        double low = quantiles.get(below);
        return low + (place - below) * (quantiles.get(below + 1) - low);
    }

    @Override
    public String words() {
        return "0 to 1: the share of training values below it";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", KIND, "quantiles", quantiles);
    }

    static QuantileScaler of(Settings settings) {
        return new QuantileScaler(settings.numbers("quantiles"));
    }
}
