package org.cellwise.data.encode;

/**
 * A number that stands in for a missing one in this row, as its nearest neighbours have it.
 *
 * @param value finite
 */
record Guess(double value) {}
