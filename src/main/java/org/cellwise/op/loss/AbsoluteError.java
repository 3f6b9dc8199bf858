package org.cellwise.op.loss;

/** Mean over the outputs of a row of |prediction - target|; the slope where they are equal is taken as 0. */
record AbsoluteError() implements OutputLoss {
    @Override
    public String inWords() {
        return "absolute error";
    }

    @Override
    public double value(float prediction, float target) {
        return Math.abs(prediction - target);
    }

    @Override
    public double slope(float prediction, float target) {
        return Math.signum(prediction - target);
    }
}
