package org.cellwise.train.metric;

import java.util.function.DoubleUnaryOperator;

/** The mean over all outputs of a function of how far each is from its target. */
final class MeanMeasure implements Measure {
    private final Meeting meeting;
    private final DoubleUnaryOperator function;
    private double sum;
    private double weight;

    MeanMeasure(Meeting meeting, DoubleUnaryOperator function) {
        this.meeting = meeting;
        this.function = function;
    }

    @Override
    public void add(float[] outputs, int offset, float[] targets, float[] weights, int count) {
        int width = meeting.meaning().width();
        for (int i = 0; i < count * meeting.meaning().positions(); i++) {
            double w = weights == null ? 1 : weights[i];
            for (int k = 0; k < width && w != 0; k++) {
                double target = meeting.target(targets, i * meeting.targetWidth(), k);
                sum += w * function.applyAsDouble(outputs[offset + i * width + k] - target);
                weight += w;
            }
        }
    }

    @Override
    public double[] sums() {
        return new double[] {sum, weight};
    }

    @Override
    public void add(double... sums) {
        sum += sums[0];
        weight += sums[1];
    }

    @Override
    public double value() {
        return weight == 0 ? Double.NaN : sum / weight;
    }
}
