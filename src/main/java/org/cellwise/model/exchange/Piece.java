package org.cellwise.model.exchange;

import org.cellwise.model.arrays.NamedArray;
import org.cellwise.tensor.Parameter;

/**
 * An array that becomes a parameter, or some columns of one.
 *
 * @param theirs the array; null where the numbers come from none, such as zeros
 * @param how what is done with it
 * @param columns how many it becomes, after those of the pieces before it
 */
public record Piece(NamedArray theirs, Conversion how, int columns) {
    /** All of a parameter. */
    static Piece whole(Parameter ours, NamedArray theirs, Conversion how) {
        return new Piece(theirs, how, ours.shape().last());
    }

    /** The sizes of some columns of a parameter. */
    static int[] sizes(Parameter ours, int columns) {
        int[] sizes = ours.shape().sizes();
        sizes[sizes.length - 1] = columns;
        return sizes;
    }

    /** Whether the array can become so many columns of a parameter. */
    boolean fits(Parameter ours) {
        return theirs == null || how.fits(theirs.shape(), sizes(ours, columns));
    }
}
