package org.cellwise.op.loss;

/** Mean over the outputs of a row of (prediction - target)². */
record SquaredError() implements OutputLoss {
    @Override
    public String inWords() {
        return "squared error";
    }

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
