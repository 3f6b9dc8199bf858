package org.cellwise.layer;

/** What the numbers that a layer puts out can be, as far as the layer itself decides it. */
public enum Scale {
    /** Any numbers: training decides whether they are logits or values. */
    OPEN,
    /** Logarithms of odds: above 0 for what is likelier than not, of classes the larger the likelier. */
    LOGITS,
    /** Numbers that mean what they are. */
    VALUES,
    /** Probabilities, each by itself from 0 to 1. */
    PROBABILITIES,
    /** Probabilities of classes that exclude each other, adding up to 1. */
    DISTRIBUTION,
    /** The logarithms of a {@link #DISTRIBUTION}. */
    LOG_DISTRIBUTION,
    /** 0 or 1, each by itself. */
    BITS;

    /** What several layers' outputs are side by side, or one's put together: 0 to 1 where all are. */
    public Scale with(Scale other) {
        if (this == other && this != DISTRIBUTION && this != LOG_DISTRIBUTION) {
            return this;
        }
        return isShare() && other.isShare() ? PROBABILITIES : OPEN;
    }

    /** Whether each number is from 0 to 1. */
    public boolean isShare() {
        return this == PROBABILITIES || this == DISTRIBUTION || this == BITS;
    }
}
