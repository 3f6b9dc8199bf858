package org.cellwise.data.encode;

import java.util.function.UnaryOperator;

/** The ways of scaling by name, fitted on numbers that are there, or on what is known of numbers that are elsewhere. */
public enum Scaling implements Scaler.Fit {
    NONE {
        @Override
        public Scaler fit(double[] values) {
            return Scaler.NONE;
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            return Scaler.NONE;
        }
    },
    STANDARD {
        @Override
        public Scaler fit(double[] values) {
            return StandardScaler.fit(values);
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            return StandardScaler.of(moments);
        }
    },
    MIN_MAX {
        @Override
        public Scaler fit(double[] values) {
            return MinMaxScaler.fit(values);
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            return MinMaxScaler.of(moments.min(), moments.max());
        }
    },
    ROBUST {
        @Override
        public Scaler fit(double[] values) {
            return RobustScaler.fit(values);
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            return RobustScaler.of(quantiles.apply(RobustScaler.SHARES));
        }
    },
    LOG {
        @Override
        public Scaler fit(double[] values) {
            return LogScaler.fit(values);
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            LogScaler.logarithm(moments.min()); // refuses numbers that have none
            return LogScaler.of(logarithms);
        }
    },
    QUANTILE {
        @Override
        public Scaler fit(double[] values) {
            return QuantileScaler.fit(values);
        }

        @Override
        public Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles) {
            return QuantileScaler.of(quantiles.apply(QuantileScaler.shares(moments.count())));
        }
    };

    /**
     * Fits a scaler of this kind.
     *
     * @param moments of the numbers
     * @param logarithms the moments of ln(1 + number); asked for by {@link #LOG} alone
     * @param quantiles gives for shares from 0 to 1 the quantiles there, as {@link Scalers#quantile} has them
     */
    public abstract Scaler fit(Moments moments, Moments logarithms, UnaryOperator<double[]> quantiles);

    /** What {@link #LOG} takes the moments of. */
    public static double logarithm(double value) {
        return LogScaler.logarithm(value);
    }
}
