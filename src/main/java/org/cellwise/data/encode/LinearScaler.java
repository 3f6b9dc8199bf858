package org.cellwise.data.encode;

/** A scaler that takes a number away and divides by another: {@code (value - shift) / divisor}. */
public interface LinearScaler extends Scaler {
    /** What is taken away, in the unit of the table; of a {@link LogScaler} in that of its logarithms. */
    double shift();

    /** What the rest is divided by, in the unit of {@link #shift}; never 0. */
    double divisor();

    @Override
    default double scale(double value) {
        return (value - shift()) / divisor();
    }

    @Override
    default double unscale(double scaled) {
        return scaled * divisor() + shift();
    }
}
