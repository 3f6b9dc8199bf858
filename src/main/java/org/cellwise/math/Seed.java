package org.cellwise.math;

/** Where a stream of random numbers starts: the same seed gives the same numbers on every JDK and number of threads. */
public record Seed(long value) {
    /** Used wherever a notebook names no seed of its own. */
    public static final Seed DEFAULT = new Seed(42);

    /** A new generator at the start of this seed's stream. */
    public SeededRandom random() {
        return new SeededRandom(value);
    }
}
