package org.cellwise.data.stream;

import org.cellwise.math.SeededRandom;

/** Makes rows, one at a time, by chance that comes from the given generator alone. */
@FunctionalInterface
public interface RowMaker {
    /**
     * Puts a row into the arrays, which hold the last one. Several threads may call this at once.
     *
     * @param features of the row, to be filled
     * @param target of the row, to be filled: the class from 0, or its numbers
     */
    void make(SeededRandom random, double[] features, double[] target);
}
