package org.cellwise.train.metric;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cellwise.network.OutputMeaning;
import org.cellwise.text.Given;
import org.cellwise.text.Names;

/** The metrics by name. */
public final class Metrics {
    private Metrics() {}

    /** A name, and what begins to measure. */
    private record Named(String name, List<String> known, Function<Meeting, Measure> starter) implements Metric {
        @Override
        public List<String> described() {
            return known == null ? Metric.super.described() : known;
        }

        @Override
        public Measure start(Meeting meeting) {
            return starter.apply(meeting);
        }
    }

    /** A measure that keeps all outputs. */
    private record Stored(Predictions predictions, ToDoubleFunction<Predictions> function) implements Measure {
        @Override
        public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
            predictions.add(outputs, offset, targets, weights, count);
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

    /** Counts of classes, and one number made of them. */
    private record Counted(ClassMeasure counts, ToDoubleFunction<ClassReport> function) implements Measure {
        @Override
        public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
            counts.add(outputs, offset, targets, weights, count);
        }

        @Override
        public double[] sums() {
            return counts.sums();
        }

        @Override
        public void add(double... sums) {
            counts.add(sums);
        }

        @Override
        public double value() {
            return Double.isNaN(counts.value()) ? Double.NaN : function.applyAsDouble(ClassReport.of(counts));
        }
    }

    /** Your own, of all outputs and targets, which are kept for it. */
    public static Metric metric(String name, ToDoubleFunction<Predictions> function) {
        return new Named(name, null, meeting -> new Stored(new Predictions(meeting), function));
    }

    /** Begins the mean over all outputs of what each is off by, of a function of the difference. */
    public static Measure mean(String name, Meeting meeting, DoubleUnaryOperator function) {
        meeting.requireTargets(name);
        return new MeanMeasure(meeting, function);
    }

    private static Metric ofReport(String name, ToDoubleFunction<ClassReport> function) {
        return new Named(name, List.of(name), meeting -> new Counted(new ClassMeasure(name, meeting), function));
    }

    private static Metric ofClass(String name, String className, ToDoubleFunction<ClassReport.Row> function) {
        Given.require(className, name, "the name of a class");
        String whole = name + " " + className;
        return new Named(whole, List.of(name, className), meeting -> {
            ClassMeasure counts = new ClassMeasure(whole, meeting);
            ClassReport.index(className, meeting.classNames());
            return new Counted(counts, report -> function.applyAsDouble(report.of(className)));
        });
    }

    /** Part of the rows whose likeliest class is the right one, from 0 to 1; of several yes-or-no answers part of the single answers. */
    public static Metric accuracy() {
        return new Named("accuracy", List.of("accuracy"), meeting -> new RankMeasure("accuracy", meeting, 1));
    }

    /**
     * Part of the rows whose right class is among the k likeliest; for fewer than all classes.
     *
     * @throws IllegalArgumentException if k is below 1
     */
    public static Metric topK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("topK expects at least 1 class, but got " + k);
        }
        String name = "top-" + k + " accuracy";
        return new Named(name, List.of("top", Integer.toString(k)), meeting -> {
            meeting.requireClasses(name);
            List<String> classes = meeting.classNames();
            if (meeting.meaning().kind() == OutputMeaning.Kind.ANSWERS) {
                throw new IllegalArgumentException(
                        "topK(" + k + ") expects classes of which one is right, but the network"
                                + " answers several questions with yes or no (" + Names.list(classes)
                                + "): measure accuracy()");
            }
            if (k >= classes.size()) {
                throw new IllegalArgumentException("topK(" + k + ") is always 1 with " + classes.size() + " classes ("
                        + Names.list(classes) + "): choose a smaller number, or accuracy()");
            }
            return new RankMeasure(name, meeting, k);
        });
    }

    /** Mean over the classes of how many of the rows taken for a class are of it. */
    public static Metric precision() {
        return ofReport("precision", ClassReport::precision);
    }

    /** Mean over the classes of how many of a class's rows are found. */
    public static Metric recall() {
        return ofReport("recall", ClassReport::recall);
    }

    /** Mean over the classes of the harmonic mean of precision and recall. */
    public static Metric f1() {
        return ofReport("F1", ClassReport::f1);
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
     * exactly, else 0; of a single row it is undefined, NaN.
     */
    public static Metric rSquared() {
        return new Named("R²", List.of("R²"), meeting -> {
            meeting.requireNumbers("R²");
            return new RSquared(meeting.meaning().width(), meeting);
        });
    }

    /**
     * The metric that described itself so.
     *
     * @throws IllegalArgumentException if there is no such metric
     */
    public static Metric of(List<String> description) {
        String kind = description.get(0);
        boolean ofClass = description.size() > 1;
        return switch (kind) {
            case "accuracy" -> accuracy();
            case "top" -> topK(Integer.parseInt(description.get(1)));
            case "precision" -> ofClass ? precision(description.get(1)) : precision();
            case "recall" -> ofClass ? recall(description.get(1)) : recall();
            case "F1" -> ofClass ? f1(description.get(1)) : f1();
            case "R²" -> rSquared();
            default -> throw new IllegalArgumentException("There is no metric of the kind \"" + kind + "\"");
        };
    }
}
