package org.cellwise.train;

import org.cellwise.data.Batch;
import org.cellwise.layer.BuiltLayer;
import org.cellwise.network.Network;
import org.cellwise.network.Trace;
import org.cellwise.tensor.Parameter;

/** Finds where numbers stop being finite. */
public final class NonFinite {
    private NonFinite() {}

    /** A sentence that names the value, the first layer at fault, and the remedy. */
    public static String message(String who, double value, Network network, Batch batch) {
        return who + " is " + value + ", no longer a finite number; " + where(network, batch)
                + ". Try a learning rate ten times smaller, or " + Unscaled.remedy(batch);
    }

    private static String where(Network network, Batch batch) {
        for (BuiltLayer layer : network.layers()) {
            for (Parameter p : layer.parameters()) {
                if (!finite(network.parameters().values(), p.offset(), p.size())) {
                    return p.name() + " holds such numbers already";
                }
            }
        }
        if (!finite(batch.features(), 0, batch.count() * network.inputShape().elements())) {
            return "the features of the batch hold such numbers already";
        }
        for (Trace.Step step : network.trace(batch.features(), batch.count()).steps()) {
            if (!step.output().isFinite()) {
                return "the first layer to put out such numbers is " + step.layer();
            }
        }
        return "all layers put out finite numbers, so it arises in the loss itself";
    }

    private static boolean finite(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
