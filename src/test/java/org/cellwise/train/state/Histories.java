package org.cellwise.train.state;

import java.util.Map;

/** Makes histories for tests that draw them. */
public final class Histories {
    private Histories() {}

    /** Epochs with these losses and an accuracy. */
    public static History of(double[] loss, double[] validationLoss) {
        History history = new History();
        for (int i = 0; i < loss.length; i++) {
            double validation = i < validationLoss.length ? validationLoss[i] : Double.NaN;
            history.add(new History.Epoch(
                    i + 1, loss[i], validation, Map.of("accuracy", 0.5 + 0.01 * i), Map.of(), 0.01, 0.1));
        }
        return history;
    }
}
