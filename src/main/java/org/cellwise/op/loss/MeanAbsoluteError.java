package org.cellwise.op.loss;

/** Mean of |prediction - target| over all numbers; the slope where they are equal is taken as 0. */
public record MeanAbsoluteError() implements MeanLoss {
    @Override
    public double value(float prediction, float target) {
        return Math.abs(prediction - target);
    }

    @Override
    public double slope(float prediction, float target) {
        return Math.signum(prediction - target);
    }
}
