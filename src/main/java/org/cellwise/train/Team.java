package org.cellwise.train;

/**
 * Who computes the shards of a step, and brings what they say together: one trainer by itself, or several machines, each
 * some shards. Whatever they are, all sums are taken in the order of the shards, so that the bits depend on the number of
 * shards alone. Each call comes at the same moment of the training on every machine.
 */
public interface Team {
    /** How many shards a step has in all. */
    int shards();

    /** The first shard that is computed here. */
    int first();

    /** The shard after the last one that is computed here. */
    int end();

    /**
     * Takes what a shard says, which is copied; shards come in order.
     *
     * @param sums one for each number of the network
     */
    void add(int shard, float[] sums);

    /**
     * Brings together what all shards say.
     *
     * @param own some numbers of each shard that is computed here
     * @param sums filled with the sums that {@link #add} took of all shards, s₁ + s₂ + … from the left; null where none
     *     were added
     * @return these numbers of all shards
     */
    double[][] gather(double[][] own, float[] sums);

    /**
     * Whether training is to stop, as all were told by the last {@link #gather}.
     *
     * @param asked whether this thread was interrupted
     */
    boolean stops(boolean asked);
}
