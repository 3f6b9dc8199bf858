package org.cellwise.train.metric;

import org.cellwise.data.Dataset;
import org.cellwise.network.Network;

/** A number that tells how good predictions are; measured, not trained on. */
public interface Metric {
    /** In the field's words, such as {@code accuracy}. */
    String name();

    double measure(Predictions predictions);

    /**
     * Refuses what it cannot measure, before training begins.
     *
     * @throws IllegalArgumentException if outputs of the network and targets of the data are not what it reads
     */
    default void check(Network network, Dataset data) {}
}
