package org.cellwise.op.image;

import org.cellwise.math.Window;

/** What pooling asks of its windows. */
final class Pools {
    private Pools() {}

    /** Refuses a padding so wide that a window may cover nothing but padding. */
    static void check(String op, Window window) {
        if (2L * window.padding() > window.size()) {
            throw new IllegalArgumentException(
                    op + " expects a padding of at most half its window, but got a window of "
                            + window.size() + " and padding " + window.padding() + ": choose a padding of at most "
                            + window.size() / 2);
        }
    }
}
