package org.cellwise.train;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.cellwise.data.Dataset;
import org.cellwise.tensor.Names;

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

    /** Part of the rows whose right class is among the k likeliest. */
    public static Metric topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("topK expects at least 1 class, but got " + k);
        }
        return metric("top-" + k + " accuracy", p -> topK(p, k));
    }

    private static double topK(Predictions p, int k) {
        int right = 0;
        for (int row = 0; row < p.rows(); row++) {
            int likelier = 0;
            for (int i = 0; i < p.width(); i++) {
                likelier += p.output(row, i) > p.output(row, p.trueClass(row)) ? 1 : 0;
            }
            right += likelier < k ? 1 : 0;
        }
        return (double) right / p.rows();
    }

    /** Mean over the classes of how many of the rows taken for a class are of it. */
    public static Metric precision() {
        return metric("precision", p -> p.report().precision());
    }

    /** Mean over the classes of how many of a class's rows are found. */
    public static Metric recall() {
        return metric("recall", p -> p.report().recall());
    }

    /** Mean over the classes of the harmonic mean of precision and recall. */
    public static Metric f1() {
        return metric("F1", p -> p.report().f1());
    }

    /** {@link #precision()} of one class. */
    public static Metric precision(String className) {
        return metric("precision " + className, p -> row(p, className).precision());
    }

    /** {@link #recall()} of one class. */
    public static Metric recall(String className) {
        return metric("recall " + className, p -> row(p, className).recall());
    }

    /** {@link #f1()} of one class. */
    public static Metric f1(String className) {
        return metric("F1 " + className, p -> row(p, className).f1());
    }

    private static ClassReport.Row row(Predictions p, String className) {
        return p.report().classes().stream()
                .filter(row -> row.name().equals(className))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no class " + className + ": " + Names.hint(className, p.classNames())));
    }

    /**
     * The coefficient of determination R² = 1 - Σ (target - prediction)² / Σ (target - mean)², the mean over the
     * outputs: 1 for perfect predictions, 0 for none better than the mean. Of a target that never changes it is 1 if hit
     * exactly, else 0.
     */
    public static Metric rSquared() {
        return metric("R²", Metrics::rSquared);
    }

    private static double rSquared(Predictions p) {
        double sum = 0;
        for (int i = 0; i < p.width(); i++) {
            double mean = 0;
            for (int row = 0; row < p.rows(); row++) {
                mean += p.target(row, i) / p.rows();
            }
            double left = 0;
            double all = 0;
            for (int row = 0; row < p.rows(); row++) {
                left += Math.pow(p.target(row, i) - p.output(row, i), 2);
                all += Math.pow(p.target(row, i) - mean, 2);
            }
            sum += all > 0 ? 1 - left / all : left == 0 ? 1 : 0;
        }
        return sum / p.width();
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
