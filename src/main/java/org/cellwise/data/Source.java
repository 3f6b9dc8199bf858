package org.cellwise.data;

import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Preparation;

/** Where training takes its rows from. A {@link Dataset} is the usual one; another need not hold its rows in memory. */
public interface Source {
    /** What the rows look like; the same object at each call. */
    Schema schema();

    /** How many rows a pass goes over. */
    long rowCount();

    /** How its rows were made of raw ones, which a network keeps that is trained on them; null where nothing says it. */
    default Preparation preparation() {
        return null;
    }

    /** A way through the rows, in their own order to begin with; each call gives another one. */
    Pass pass();

    /**
     * A way through all rows, each once. Any part of it can be read at any time, so that a pass which was cut continues
     * from where it stood. For one thread at a time.
     */
    interface Pass {
        /**
         * Puts the rows in another order, which depends on the state of the generator alone: whoever begins with the
         * same state gets the same order.
         */
        void shuffle(SeededRandom random);

        /**
         * Puts {@code count} rows into a batch, from the place {@code from} of this order on, in place of what it held.
         *
         * @param compute where to copy, on several threads where that pays
         */
        void fill(Batch batch, long from, int count, Compute compute);
    }
}
