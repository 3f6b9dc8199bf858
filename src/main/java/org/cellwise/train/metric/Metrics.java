package org.cellwise.train.metric;

import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.text.Names;

/** The metrics by name. */
public final class Metrics {
    private Metrics() {}

    private record Named(String name, ToDoubleFunction<Predictions> function, BiConsumer<Network, Dataset> requirement)
            implements Metric {
        @Override
        public Measure start(Meeting meeting) {
            requirement.accept(meeting.network(), meeting.data());
            return new Stored(new Predictions(meeting), function);
        }
    }

    /** A measure that keeps all outputs. */
    private record Stored(Predictions predictions, ToDoubleFunction<Predictions> function) implements Measure {
        @Override
        public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
            predictions.add(outputs, offset, targets, count);
        }

        @Override
        public double[] sums() {
            return predictions.numbers();
        }

        @Override
        public void add(double... sums) {
            predictions.add(sums);
        }

        @Override
        public double value() {
            return predictions.rows() == 0 ? Double.NaN : function.applyAsDouble(predictions);
        }
    }

    /** Your own. */
    public static Metric metric(String name, ToDoubleFunction<Predictions> function) {
        return new Named(name, function, (network, data) -> {});
    }

    /** Of outputs that stand for classes. */
    private static Metric ofClasses(String name, ToDoubleFunction<Predictions> function) {
        return new Named(name, function, (network, data) -> checkOutputs(name, network, data));
    }

    private static Metric ofClass(String name, String className, ToDoubleFunction<ClassReport.Row> function) {
        String whole = name + " " + className;
        return new Named(whole, p -> function.applyAsDouble(p.report().of(className)), (network, data) -> {
            checkOutputs(whole, network, data);
            ClassReport.index(className, Predictions.classNames(data));
        });
    }

    private static void checkOutputs(String name, Network network, Dataset data) {
        Predictions.checkClasses(name, network.outputShape().elements(), Predictions.classNames(data));
        Predictions.checkShares(name, data);
    }

    /** Part of the rows whose likeliest class is the right one, from 0 to 1. */
    public static Metric accuracy() {
        return ofClasses("accuracy", Predictions::accuracy);
    }

    /** Part of the rows whose right class is among the k likeliest; for fewer than all classes. */
    public static Metric topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("topK expects at least 1 class, but got " + k);
        }
        String name = "top-" + k + " accuracy";
        return new Named(name, p -> topK(p, k), (network, data) -> {
            checkOutputs(name, network, data);
            int classes = Predictions.classNames(data).size();
            if (k >= classes) {
                throw new IllegalArgumentException("topK(" + k + ") is always 1 with " + classes + " classes ("
                        + Names.list(Predictions.classNames(data)) + "): choose a smaller number, or accuracy()");
            }
        });
    }

    private static double topK(Predictions p, int k) {
        if (p.width() == 1) {
            return p.accuracy(); // of two classes
        }
        int right = 0;
        for (int row = 0; row < p.rows(); row++) {
            right += rank(p, row) < k ? 1 : 0;
        }
        return (double) right / p.rows();
    }

    /** How many classes are taken for likelier than the right one; of equal ones the first, as in accuracy. */
    private static int rank(Predictions p, int row) {
        int trueClass = p.trueClass(row);
        double own = p.output(row, trueClass);
        int likelier = 0;
        for (int i = 0; i < p.width(); i++) {
            boolean ahead = i < trueClass ? !(p.output(row, i) < own) : !(p.output(row, i) <= own);
            likelier += i != trueClass && ahead ? 1 : 0;
        }
        return likelier;
    }

    /** Mean over the classes of how many of the rows taken for a class are of it. */
    public static Metric precision() {
        return ofClasses("precision", p -> p.report().precision());
    }

    /** Mean over the classes of how many of a class's rows are found. */
    public static Metric recall() {
        return ofClasses("recall", p -> p.report().recall());
    }

    /** Mean over the classes of the harmonic mean of precision and recall. */
    public static Metric f1() {
        return ofClasses("F1", p -> p.report().f1());
    }

    /** {@link #precision()} of one class. */
    public static Metric precision(String className) {
        return ofClass("precision", className, ClassReport.Row::precision);
    }

    /** {@link #recall()} of one class. */
    public static Metric recall(String className) {
        return ofClass("recall", className, ClassReport.Row::recall);
    }

    /** {@link #f1()} of one class. */
    public static Metric f1(String className) {
        return ofClass("F1", className, ClassReport.Row::f1);
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
}
