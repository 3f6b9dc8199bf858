package org.cellwise.model.exchange;

import java.util.Arrays;
import org.cellwise.tensor.Shape;

/** What is done with an array on its way into a parameter. */
public enum Conversion {
    /** The same shape and order. */
    AS_IS("as it is"),
    /** (out, in) becomes (in, out). */
    TRANSPOSED("transposed"),
    /** The first axis goes to the end: (filters, channels, kernel, kernel) becomes (channels, kernel, kernel, filters). */
    FIRST_AXIS_LAST("first axis last");

    private final String words;

    Conversion(String words) {
        this.words = words;
    }

    /** The shape that an array must have to become one of this shape. */
    long[] from(Shape ours) {
        long[] sizes = Arrays.stream(ours.sizes()).asLongStream().toArray();
        if (this == AS_IS) {
            return sizes;
        }
        long[] theirs = new long[sizes.length];
        theirs[0] = sizes[sizes.length - 1];
        System.arraycopy(sizes, 0, theirs, 1, sizes.length - 1);
        return theirs;
    }

    /** Puts the numbers where they belong. */
    void put(float[] from, float[] into, int at, Shape ours) {
        if (this == AS_IS) {
            System.arraycopy(from, 0, into, at, from.length);
            return;
        }
        int last = ours.last();
        int rest = from.length / Math.max(1, last);
        for (int o = 0; o < last; o++) {
            for (int i = 0; i < rest; i++) {
                into[at + i * last + o] = from[o * rest + i];
            }
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
