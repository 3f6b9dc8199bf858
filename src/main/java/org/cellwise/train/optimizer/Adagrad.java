package org.cellwise.train.optimizer;

import java.util.List;
import java.util.Map;

/**
 * Adagrad (Duchi et al., 2011): each weight steps by its gradient over the root of the sum of its squared gradients.
 *
 * @param learningRate how far the first step goes, above 0
 * @param epsilon keeps the division away from 0
 * @param weightDecay added to the gradient as decay · w
 */
public record Adagrad(double learningRate, double epsilon, double weightDecay) implements Optimizer {
    public Adagrad {
        Optimizer.checkLearningRate("adagrad", learningRate);
        Optimizer.checkEpsilon("adagrad", epsilon);
        Optimizer.checkDecay("adagrad", weightDecay);
    }

    public Adagrad(double learningRate) {
        this(learningRate, 1e-10, 0);
    }

    /** With decay · w added to the gradient. */
    public Adagrad weightDecay(double decay) {
        return new Adagrad(learningRate, epsilon, decay);
    }

    @Override
    public String name() {
        return "Adagrad";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", "adagrad", "settings", List.of(learningRate, epsilon, weightDecay));
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public void update(Flat flat, int from, int to, double rateNow, double decayHere, long step) {
        float[] w = flat.weights();
        float[] g = flat.gradients();
        float[] sum = flat.slots()[0];
        float rate = (float) rateNow;
        float decay = (float) decayHere;
        float eps = (float) epsilon;
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            sum[i] += slope * slope;
            w[i] -= rate * slope / ((float) Math.sqrt(sum[i]) + eps);
        }
    }
}
