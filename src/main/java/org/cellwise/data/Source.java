package org.cellwise.data;

import java.util.List;
import org.cellwise.math.Compute;
import org.cellwise.math.SeededRandom;
import org.cellwise.network.Preparation;
import org.cellwise.tensor.Shape;

/** Where training takes its rows from. A {@link Dataset} is the usual one; another need not hold its rows in memory. */
public interface Source {
    /** What the rows look like; the same object at each call. */
    Schema schema();

    /** How many rows a pass goes over. */
    long rowCount();

    /** Shape of the features of one row: {@code 4}, or {@code 1 x 8 x 8} for an image. */
    default Shape inputShape() {
        return schema().inputShape();
    }

    /** Name of each feature. */
    default List<String> inputNames() {
        return schema().inputNames();
    }

    /** The classes, or the names of the numeric targets. */
    default List<String> outputNames() {
        return schema().outputNames();
    }

    /** Whether targets are classes, one for each row or position; otherwise they are numbers. */
    default boolean isClassification() {
        return schema().classification();
    }

    /** How many floats a row's target takes; see {@link Schema#targetWidth}. */
    default int targetWidth() {
        return schema().targetWidth();
    }

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

        /**
         * Which rows of the source {@link #fill} would put into a batch, by their numbers from 0; empty where rows have no
         * numbers.
         */
        default int[] rows(long from, int count) {
            return new int[0];
        }
    }
}
