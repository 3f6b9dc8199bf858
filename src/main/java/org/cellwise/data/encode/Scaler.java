package org.cellwise.data.encode;

import java.util.Map;

/**
 * Brings the numbers of one column to a size that networks learn from, and back. A scaler is fitted on training rows
 * alone, so that nothing of the held-out rows leaks into training.
 */
public interface Scaler {
    /** How a scaler is made from the training values of one column. */
    @FunctionalInterface
    interface Fit {
        /** A scaler for these values, of which there is at least one and all are finite. */
        Scaler fit(double[] values);
    }

    /** Leaves numbers as they are. */
    Scaler NONE = new Unchanged();

    /** From the unit of the table to that of the network. */
    double scale(double value);

    /** From the unit of the network to that of the table. */
    double unscale(double scaled);

    /** What it does, in words. */
    default String words() {
        return "scaled by " + getClass().getSimpleName();
    }

    /**
     * Kind and settings, plain values from which {@link Scalers#of} makes the same scaler again.
     *
     * @throws IllegalStateException if it is a scaler of one's own, which no file can bring back
     */
    default Map<String, Object> describe() {
        throw new IllegalStateException(
                "A scaler of your own (%s) cannot be kept in a file, since nothing could make it again: scale by standardize(), normalize(), robust(), log() or quantile()"
                        .formatted(getClass().getName()));
    }

    /** Leaves numbers as they are. */
    record Unchanged() implements Scaler {
        static final String KIND = "none";

        @Override
        public double scale(double value) {
            return value;
        }

        @Override
        public double unscale(double scaled) {
            return scaled;
        }

        @Override
        public String words() {
            return "as it is";
        }

        @Override
        public Map<String, Object> describe() {
            return Map.of("kind", KIND);
        }
    }
}
