package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Parameter;
import org.cellwise.train.optimizer.Finite;

/** Finds where numbers stop being finite. */
public final class NonFinite {
    private NonFinite() {}

    /** A sentence that names the value, the first layer at fault, and the remedy. */
    public static String message(String who, double value, Network network, Batch batch) {
        return who + " is " + value + ", no longer a finite number; " + where(network, batch)
                + ". Try a learning rate ten times smaller, or " + Unscaled.remedy(batch);
    }

    /** A sentence that names the first weight that is not finite after a step. */
    static String weights(String who, Network network) {
        Parameter p = oddParameter(network);
        float[] values = network.parameters().values();
        return who + " made weights " + (p == null ? "infinite" : values[oddPlace(p, values)] + ", in " + p.name())
                + ": the loss was finite, but its gradient was not, as that of a root or a logarithm at 0, or the learning"
                + " rate is far too large. Try one ten times smaller, or " + Unscaled.FEATURES;
    }

    private static int oddPlace(Parameter p, float... values) {
        return Finite.firstOther(values, p.offset(), p.size());
    }

    /** The first parameter that holds something else than finite numbers; null if none does. */
    private static Parameter oddParameter(Network network) {
        float[] values = network.parameters().values();
        return network.parameters().list().stream()
                .filter(p -> oddPlace(p, values) >= 0)
                .findFirst()
                .orElse(null);
    }

    private static String where(Network network, Batch batch) {
        Parameter odd = oddParameter(network);
        if (odd != null) {
            return odd.name() + " holds such numbers already";
        }
        if (!Finite.all(
                batch.features(), 0, batch.count() * network.inputShape().elements())) {
            return "the features of the batch hold such numbers already";
        }
        for (Trace.Step step :
                Trace.of(network, batch.features(), batch.count()).steps()) {
            if (!step.output().isFinite()) {
                return "the first layer to put out such numbers is " + step.layer();
            }
        }
        return "all layers put out finite numbers, so it arises in the loss itself";
    }
}
