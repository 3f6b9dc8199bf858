package org.cellwise.train.optimizer;

import java.util.List;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton, 2012): each weight steps by its gradient over the root of its mean squared gradient.
 *
 * @param learningRate how far a step goes, above 0
 * @param keep how much of the mean squared gradient is kept a step
 * @param epsilon keeps the division away from 0
 * @param weightDecay added to the gradient as decay · w
 */
public record RmsProp(double learningRate, double keep, double epsilon, double weightDecay) implements Optimizer {
    public RmsProp {
        Optimizer.checkLearningRate("rmsProp", learningRate);
        Optimizer.checkPart("rmsProp", "kept part", keep);
        Optimizer.checkEpsilon("rmsProp", epsilon);
        Optimizer.checkDecay("rmsProp", weightDecay);
    }

    public RmsProp(double learningRate) {
        this(learningRate, 0.99, 1e-8, 0);
    }

    /** With another part of the mean squared gradient that is kept a step. */
    public RmsProp keep(double part) {
        return new RmsProp(learningRate, part, epsilon, weightDecay);
    }

    /** With another number that keeps the division away from 0. */
    public RmsProp epsilon(double added) {
        return new RmsProp(learningRate, keep, added, weightDecay);
    }

    /** With decay · w added to the gradient. */
    public RmsProp weightDecay(double decay) {
        return new RmsProp(learningRate, keep, epsilon, decay);
    }

    @Override
    public String name() {
        return "RMSprop";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", "rmsProp", "settings", List.of(learningRate, keep, epsilon, weightDecay));
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(Flat flat, int from, int to, double rateNow, double decayHere, long step) {
        float[] w = flat.weights();
        float[] g = flat.gradients();
        float[] square = flat.slots()[0];
        float rate = (float) rateNow;
        float decay = (float) decayHere;
        float kept = (float) keep;
        float added = (float) (1 - keep);
        float eps = (float) epsilon;
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            square[i] = kept * square[i] + added * slope * slope;
            w[i] -= rate * slope / ((float) Math.sqrt(square[i]) + eps);
        }
    }
}
