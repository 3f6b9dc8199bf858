package org.cellwise.train.optimizer;

import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent: w -= rate · v, with v the gradient, or with momentum v = momentum · v + gradient
 * (Sutskever et al., 2013, in PyTorch's form).
 *
 * @param learningRate how far a step goes, above 0
 * @param momentum part of the last step's velocity that is kept, from 0 to below 1
 * @param nesterov whether the gradient is taken as if the velocity had been followed already
 * @param weightDecay added to the gradient as decay · w
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    public Sgd {
        Optimizer.checkLearningRate("sgd", learningRate);
        Optimizer.checkPart("sgd", "momentum", momentum);
        Optimizer.checkDecay("sgd", weightDecay);
    }

    /** Plain descent. */
    public Sgd(double learningRate) {
        this(learningRate, 0, false, 0);
    }

    /** With this part of the last step's velocity going on, such as 0.9. */
    public Sgd momentum(double part) {
        return new Sgd(learningRate, part, nesterov, weightDecay);
    }

    /** With momentum whose gradient is taken as if the velocity had been followed already (Nesterov, 1983). */
    public Sgd nesterov(double part) {
        return new Sgd(learningRate, part, true, weightDecay);
    }

    /** With decay · w added to the gradient. */
    public Sgd weightDecay(double decay) {
        return new Sgd(learningRate, momentum, nesterov, decay);
    }

    @Override
    public String name() {
        return "SGD";
    }

    @Override
    public Map<String, Object> describe() {
        return Map.of("kind", "sgd", "settings", List.of(learningRate, momentum, nesterov ? 1.0 : 0.0, weightDecay));
    }

    @Override
    public int slots() {
        return momentum > 0 ? 1 : 0;
    }

    @Override
    public void update(Flat flat, int from, int to, double rateNow, double decayHere, long step) {
        float rate = (float) rateNow;
        float decay = (float) decayHere;
        float[] w = flat.weights();
        float[] g = flat.gradients();
        if (momentum == 0) {
            for (int i = from; i < to; i++) {
                w[i] -= rate * (g[i] + decay * w[i]);
            }
            return;
        }
        float keep = (float) momentum;
        float[] v = flat.slots()[0];
        for (int i = from; i < to; i++) {
            float slope = g[i] + decay * w[i];
            v[i] = keep * v[i] + slope;
            w[i] -= rate * (nesterov ? slope + keep * v[i] : v[i]);
        }
    }
}
