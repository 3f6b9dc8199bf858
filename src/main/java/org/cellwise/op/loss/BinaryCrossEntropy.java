package org.cellwise.op.loss;

/**
 * Mean over the outputs of a row of -(w₁ t log σ(x) + w₀ (1 - t) log(1 - σ(x))), with logits x, targets t from 0 to 1, and the
 * logistic sigmoid σ. With {@code smoothing} s, each target becomes (1 - s) t + s / 2.
 *
 * @param weight0 w₀, how much targets of 0 count
 * @param weight1 w₁, how much targets of 1 count
 */
record BinaryCrossEntropy(float smoothing, float weight0, float weight1) implements OutputLoss {
    BinaryCrossEntropy {
        CrossEntropy.checkSmoothing("binary cross-entropy", smoothing);
        if (!(weight0 >= 0 && weight1 >= 0) || Float.isInfinite(weight0 + weight1)) {
            throw new IllegalArgumentException(
                    "binary cross-entropy expects weights of 0 or more, but got " + weight0 + " and " + weight1);
        }
    }

    @Override
    public String inWords() {
        return "binary cross-entropy";
    }

    @Override
    public double value(float logit, float target) {
        double t = smoothed(target);
        return weight1 * t * softplus(-logit) + weight0 * (1 - t) * softplus(logit);
    }

    @Override
    public double slope(float logit, float target) {
        double t = smoothed(target);
        double p = 1 / (1 + StrictMath.exp(-logit));
        return weight1 * t * (p - 1) + weight0 * (1 - t) * p;
    }

    @Override
    public double targetSlope(float logit, float target) {
        return (1 - smoothing) * (weight1 * softplus(-logit) - weight0 * softplus(logit));
    }

    private double smoothed(float target) {
        return (1 - smoothing) * target + smoothing / 2;
    }

    /** log(1 + eˣ), without overflow. */
    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
