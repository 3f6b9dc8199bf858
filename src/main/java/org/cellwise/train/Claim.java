package org.cellwise.train;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cellwise.network.Network;
import org.cellwise.tensor.Parameters;

/** Sees to it that one training runs on a network at a time. */
final class Claim {
    private Claim() {}

    /**
     * Runs what changes a network's training.
     *
     * @throws IllegalStateException if something else does so now, on this thread or another
     */
    static <T> T exclusively(String who, Network network, Supplier<T> work) {
        Parameters parameters = network.parameters();
        if (!parameters.acquire()) {
            throw refused(who);
        }
        try {
            return work.get();
        } finally {
            parameters.release();
        }
    }

    /**
     * Runs what must see a training at rest: between two fits, or in a listener on the thread that trains.
     *
     * @throws IllegalStateException if another thread is training the network
     */
    static <T> T atRest(String who, Network network, Supplier<T> work) {
        return network.parameters().isHeldHere() ? work.get() : exclusively(who, network, work);
    }

    /**
     * Refuses a network that another thread is training.
     *
     * @throws IllegalStateException if one is
     */
    static void checkNotElsewhere(String who, Network network) {
        if (network.parameters().isHeldElsewhere()) {
            throw refused(who);
        }
    }

    /**
     * Runs what reads weights that must stay meanwhile, on any thread; false of the question that it is given means that it may
     * go on.
     *
     * @throws IllegalStateException if another thread is training the network, or begins to before the end
     */
    static <T> T reading(String who, Network network, Function<BooleanSupplier, T> work) {
        Parameters parameters = network.parameters();
        long claims = parameters.claims();
        BooleanSupplier disturbed = () -> parameters.isHeldElsewhere() || parameters.claims() != claims;
        checkNotElsewhere(who, network);
        T result = work.apply(disturbed);
        if (disturbed.getAsBoolean()) {
            throw new IllegalStateException(who
                    + " expects weights that stay as they are until it is done, but meanwhile"
                    + " another fit began to train this network: call " + who + " again when that has ended, or work on"
                    + " network.copy()");
        }
        return result;
    }

    static IllegalStateException refused(String who) {
        return new IllegalStateException(who + " expects a network that nothing else is training, but this network is"
                + " being trained by another fit: wait until that one has ended, or stop it, then call " + who
                + " again; or work on network.copy()");
    }
}
