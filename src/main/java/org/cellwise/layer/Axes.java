package org.cellwise.layer;

/** What the two axes of rows (n, m) are to a layer, those that it reads and those that it puts out. */
public enum Axes {
    /** A sequence (length, width): places first, features last. */
    SEQUENCE,
    /** Channels (channels, length), each of which is treated as one feature. */
    CHANNELS,
    /** Whatever they were before: each number, or the last axis, by itself. */
    KEPT,
    /** Turned or laid out anew, so that nothing is known of them. */
    FREE
}
