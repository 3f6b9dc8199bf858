package org.cellwise.data;

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
    Scaler NONE = new Scaler() {
        @Override
        public double scale(double value) {
            return value;
        }

        @Override
        public double unscale(double scaled) {
            return scaled;
        }
    };

    /** From the unit of the table to that of the network. */
    double scale(double value);

    /** From the unit of the network to that of the table. */
    double unscale(double scaled);
}
