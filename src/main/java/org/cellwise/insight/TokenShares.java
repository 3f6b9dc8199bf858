package org.cellwise.insight;

import org.cellwise.layer.Scale;
import org.cellwise.network.Network;

/** What a network that predicts tokens puts out at a place, as probabilities. */
final class TokenShares {
    private final boolean already;

    TokenShares(Network network) {
        Scale scale = network.builtMeaning().scale();
        already = scale == Scale.DISTRIBUTION || scale == Scale.PROBABILITIES;
    }

    /** The probabilities of so many tokens, whose outputs begin at a place: their softmax, unless they are that already. */
    double[] of(float[] outputs, int from, int tokens) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tokens; i++) {
            largest = Math.max(largest, outputs[from + i]);
        }
        double[] shares = new double[tokens];
        double sum = 0;
        for (int i = 0; i < tokens; i++) {
            shares[i] = already ? outputs[from + i] : Math.exp(outputs[from + i] - largest);
            sum += shares[i];
        }
        for (int i = 0; i < tokens; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
