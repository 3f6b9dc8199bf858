package org.cellwise.train;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellwise.data.Dataset;

/** The metrics by name. */
public final class Metrics {
    private Metrics() {}

    private record Named(String name, ToDoubleFunction<Predictions> function) implements Metric {
        @Override
        public double measure(Predictions predictions) {
            return function.applyAsDouble(predictions);
        }
    }

    /** Your own. */
    public static Metric metric(String name, ToDoubleFunction<Predictions> function) {
        return new Named(name, function);
    }

    /** What is measured where nothing else was asked for: accuracy where outputs stand for classes. */
    static List<Metric> suited(Loss loss, Dataset data) {
        boolean classes = data.isClassification() && loss.targets() != Loss.Targets.LABELS;
        return classes ? List.of(accuracy()) : List.of();
    }

    /** Part of the rows whose likeliest class is the right one, from 0 to 1. */
    public static Metric accuracy() {
        return metric("accuracy", Metrics::accuracy);
    }

    private static double accuracy(Predictions p) {
        int right = 0;
        for (int row = 0; row < p.rows(); row++) {
            right += p.predictedClass(row) == p.trueClass(row) ? 1 : 0;
        }
        return (double) right / p.rows();
    }

    /** Mean of |prediction - target| over all outputs of all rows. */
    public static Metric meanAbsoluteError() {
        return metric("mean absolute error", Metrics::meanAbsoluteError);
    }

    private static double meanAbsoluteError(Predictions p) {
        double sum = 0;
        for (int row = 0; row < p.rows(); row++) {
            for (int i = 0; i < p.width(); i++) {
                sum += Math.abs(p.output(row, i) - p.target(row, i));
            }
        }
        return sum / ((double) p.rows() * p.width());
    }
}
