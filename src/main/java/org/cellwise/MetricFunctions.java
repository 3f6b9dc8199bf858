package org.cellwise;

import java.util.function.ToDoubleFunction;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.metric.ClassReport;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.metric.Predictions;

/** Metrics: measured after each epoch, not trained on; and reports of what a network answers. */
abstract class MetricFunctions extends TextFunctions {
    MetricFunctions() {}

    /** Part of the rows whose likeliest class is the right one, from 0 to 1: {@code trainer.metrics(accuracy())}. */
    public static Metric accuracy() {
        return Metrics.accuracy();
    }

    /**
     * Part of the rows of a dataset that a network classifies rightly: {@code accuracy(net, split.test())}.
     *
     * @throws IllegalArgumentException if the network's inputs or outputs are not those of the data
     */
    public static double accuracy(Network network, Dataset data) {
        return Metrics.accuracy().measure(network, data);
    }

    /**
     * Part of the rows whose right class is among the k likeliest: {@code trainer.metrics(topK(2))}.
     *
     * @throws IllegalArgumentException if k is below 1; fit refuses as many as there are classes
     */
    public static Metric topK(int k) {
        return Metrics.topK(k);
    }

    /** How many of the rows taken for a class are of it, the mean over the classes: {@code trainer.metrics(precision())}. */
    public static Metric precision() {
        return Metrics.precision();
    }

    /** How many of the rows taken for one class are of it: {@code trainer.metrics(precision("Gentoo"))}; fit refuses unknown classes. */
    public static Metric precision(String className) {
        return Metrics.precision(className);
    }

    /** How many of a class's rows are found, the mean over the classes: {@code trainer.metrics(recall())}. */
    public static Metric recall() {
        return Metrics.recall();
    }

    /** How many of one class's rows are found: {@code trainer.metrics(recall("Gentoo"))}; fit refuses unknown classes. */
    public static Metric recall(String className) {
        return Metrics.recall(className);
    }

    /** 2 / (1 / precision + 1 / recall), the mean over the classes: {@code trainer.metrics(f1())}. */
    public static Metric f1() {
        return Metrics.f1();
    }

    /** 2 / (1 / precision + 1 / recall) of one class: {@code trainer.metrics(f1("Gentoo"))}; fit refuses unknown classes. */
    public static Metric f1(String className) {
        return Metrics.f1(className);
    }

    /** R² = 1 - Σ (t - p)² / Σ (t - mean)², 1 for perfect, 0 for no better than the mean: {@code trainer.metrics(rSquared())}. */
    public static Metric rSquared() {
        return Metrics.rSquared();
    }

    /** A metric of your own, of outputs beside targets: {@code metric("first output", p -> p.output(0, 0))}. */
    public static Metric metric(String name, ToDoubleFunction<Predictions> function) {
        return Metrics.metric(name, function);
    }

    /**
     * A network's outputs beside the targets, for all rows of a dataset, which metrics measure: {@code
     * accuracy().measure(predictions(net, split.test()))}.
     *
     * @throws IllegalArgumentException if the rows have not the shape that the network reads
     */
    public static Predictions predictions(Network network, Dataset data) {
        return Predictions.run(network, data);
    }

    /**
     * Precision, recall and F1 of each class: {@code classReport(net, split.test())}.
     *
     * @throws IllegalArgumentException if the network's inputs or outputs are not those of the data
     */
    public static ClassReport classReport(Network network, Dataset data) {
        return predictions(network, data).report();
    }
}
