package org.cellwise.train.loss;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.cellwise.network.Reading;
import org.cellwise.tensor.Tensor;
import org.cellwise.train.metric.Measure;
import org.cellwise.train.metric.Meeting;
import org.cellwise.train.metric.Metric;
import org.cellwise.train.metric.Metrics;

/**
 * The mean over all outputs of all rows of what each is off by, as a loss to train with and as a metric to measure with.
 */
public final class MeanError implements Loss, Metric {
    private final String name;
    private final BinaryOperator<Tensor> rows;
    private final DoubleUnaryOperator measured;

    /**
     * One function in two forms.
     *
     * @param rows of predictions and targets, one number for each row
     * @param measured the same of one difference
     */
    MeanError(String name, BinaryOperator<Tensor> rows, DoubleUnaryOperator measured) {
        this.name = name;
        this.rows = rows;
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
    public Tensor perRow(Tensor prediction, Tensor target) {
        return rows.apply(prediction, target);
    }

    @Override
    public Measure start(Meeting meeting) {
        return Metrics.mean(name, meeting, measured);
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", name, "settings", List.of());
    }

    @Override
    public List<String> described() {
        return List.of(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
