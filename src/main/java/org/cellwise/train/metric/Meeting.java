package org.cellwise.train.metric;

import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;

/** A network and the rows that it is to answer. */
public final class Meeting {
    private final Network network;
    private final Dataset data;
    private final double threshold;

    private Meeting(Network network, Dataset data, double threshold) {
        this.network = network;
        this.data = data;
        this.threshold = threshold;
    }

    /** With outputs read as a loss reads them; null for none. */
    public static Meeting of(Network network, Reading reading, Dataset data) {
        return new Meeting(network, data, reading == null ? network.threshold() : reading.logits() ? 0 : 0.5);
    }

    public Network network() {
        return network;
    }

    public Dataset data() {
        return data;
    }

    double threshold() {
        return threshold;
    }
}
