package org.cellwise.train.optimizer;

import java.util.List;
import java.util.Map;

/**
 * Adam (Kingma and Ba, 2015): each weight steps by its mean gradient over the root of its mean squared gradient. With a
 * weight decay it is AdamW (Loshchilov and Hutter, 2019): the decay goes past the means, w -= rate · decay · w.
 *
 * @param learningRate how far a step goes, above 0
 * @param beta1 how much of the mean gradient is kept a step
 * @param beta2 how much of the mean squared gradient is kept a step
 * @param epsilon keeps the division away from 0
 * @param weightDecay part of each weight that a step takes away, times the learning rate
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {
    public Adam {
        Optimizer.checkLearningRate("adam", learningRate);
        Optimizer.checkPart("adam", "beta1", beta1);
        Optimizer.checkPart("adam", "beta2", beta2);
        Optimizer.checkEpsilon("adam", epsilon);
        Optimizer.checkDecay("adam", weightDecay);
    }

    public Adam(double learningRate) {
        this(learningRate, 0.9, 0.999, 1e-8, 0);
    }

    /** With other parts of the means that are kept a step. */
    public Adam betas(double first, double second) {
        return new Adam(learningRate, first, second, epsilon, weightDecay);
    }

    /** With another number that keeps the division away from 0. */
    public Adam epsilon(double added) {
        return new Adam(learningRate, beta1, beta2, added, weightDecay);
    }

    /** AdamW: a step takes this part of each weight away, times the learning rate. */
    public Adam weightDecay(double decay) {
        return new Adam(learningRate, beta1, beta2, epsilon, decay);
    }

    @Override
    public String name() {
        return weightDecay == 0 ? "Adam" : "AdamW";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", "adam", "settings", List.of(learningRate, beta1, beta2, epsilon, weightDecay));
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public void update(Flat flat, int from, int to, double rateNow, double decayHere, long step) {
        float[] w = flat.weights();
        float[] g = flat.gradients();
        float[] mean = flat.slots()[0];
        float[] square = flat.slots()[1];
        float keep1 = (float) beta1;
        float new1 = (float) (1 - beta1);
        float keep2 = (float) beta2;
        float new2 = (float) (1 - beta2);
        float left = (float) (1 - rateNow * decayHere);
        float rate = (float) (rateNow / (1 - power(beta1, step))); // both means begin at 0
        float root = (float) (1 / Math.sqrt(1 - power(beta2, step)));
        float eps = (float) epsilon;
        for (int i = from; i < to; i++) {
            mean[i] = keep1 * mean[i] + new1 * g[i];
            square[i] = keep2 * square[i] + new2 * g[i] * g[i];
            w[i] = left * w[i] - rate * mean[i] / ((float) Math.sqrt(square[i]) * root + eps);
        }
    }

    /** By squaring, since {@link StrictMath#pow} allocates until the compiler has seen it often. */
    private static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            result *= (left & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
