package org.cellwise.op.loss;

/**
 * Mean over the outputs of a row of e² / 2 where |e| is at most δ, else δ (|e| - δ / 2), with e = prediction - target (Huber,
 * 1964).
 */
record Huber(float delta) implements OutputLoss {
    Huber {
        if (!(delta > 0) || Float.isInfinite(delta)) {
            throw new IllegalArgumentException("huber expects a δ above 0, but got " + delta);
        }
    }

    @Override
    public String inWords() {
        return "huber";
    }

    @Override
    public double value(float prediction, float target) {
        double error = Math.abs(prediction - target);
        return error <= delta ? error * error / 2 : delta * (error - delta / 2);
    }

    @Override
    public double slope(float prediction, float target) {
        return Math.max(-delta, Math.min(delta, prediction - target));
    }
}
