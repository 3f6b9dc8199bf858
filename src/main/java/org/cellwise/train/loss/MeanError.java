package org.cellwise.train.loss;

import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.metric.Measure;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;
import org.cellwise.train.metric.Predictions;

/**
 * The mean over all outputs of all rows of what each is off by, as a loss to train with and as a metric to measure with.
 */
public final class MeanError implements Loss, Metric {
    private final String name;
    private final BinaryOperator<Tensor> trained;
    private final DoubleUnaryOperator measured;

    /**
     * One function in two forms.
     *
     * @param trained of predictions and targets, a single number
     * @param measured the same of one difference
     */
    MeanError(String name, BinaryOperator<Tensor> trained, DoubleUnaryOperator measured) {
        this.name = name;
        this.trained = trained;
        this.measured = measured;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reading reads() {
        return Reading.VALUES;
    }

    @Override
    public Tensor apply(Tensor prediction, Tensor target) {
        return trained.apply(prediction, target);
    }

    @Override
    public Measure start(Meeting meeting) {
        return Metrics.metric(name, this::of).start(meeting);
    }

    private double of(Predictions p) {
        double sum = 0;
        for (int row = 0; row < p.rows(); row++) {
            for (int i = 0; i < p.width(); i++) {
                sum += measured.applyAsDouble(p.output(row, i) - p.target(row, i));
            }
        }
        return sum / ((double) p.rows() * p.width());
    }

    @Override
    public String toString() {
        return name;
    }
}
