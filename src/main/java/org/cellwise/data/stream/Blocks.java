package org.cellwise.data.stream;

import org.cellwise.data.Schema;
import org.cellwise.network.Preparation;

/**
 * Rows that stand somewhere else, such as in a file, in blocks each of which can be read by itself. Several threads may
 * read at once.
 */
public interface Blocks {
    /** What the rows look like; the same object at each call. */
    Schema schema();

    /** How the rows were made of raw ones; null where nothing says it. */
    default Preparation preparation() {
        return null;
    }

    /** How many blocks there are. */
    int count();

    /** How many rows a block has, 0 or more. */
    int rows(int block);

    /**
     * Reads the rows of a block: features ({@code rows(block)}, inputShape) and targets ({@code rows(block)},
     * targetShape) from the given rows of the buffers on.
     *
     * @param at the row of the buffers where the first one goes
     * @throws IllegalArgumentException if what is there is not what it was, or cannot be read
     */
    void read(int block, float[] features, float[] targets, int at);
}
