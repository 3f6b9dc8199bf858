package org.cellwise.op.loss;

/** Mean of (prediction - target)² over all numbers. */
public record MeanSquaredError() implements MeanLoss {
    @Override
    public double value(float prediction, float target) {
        double error = prediction - target;
        return error * error;
    }

    @Override
    public double slope(float prediction, float target) {
        return 2 * (prediction - target);
    }
}
