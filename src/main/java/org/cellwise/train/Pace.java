package org.cellwise.train;

/**
 * How fast batches are learned from, to say how long the rest will take. It looks at the last half of the work or more,
 * since the first batches are slow until the compiler has seen them, and leaves out what listeners take.
 */
final class Pace {
    private long began;
    private long listening; // ns that listeners took
    private long batches;
    private long nextMark;
    private long markBatches;
    private long markTime;
    private long earlierBatches;
    private long earlierTime;

    /** Training begins, or continues. */
    void begin() {
        began = System.nanoTime();
        listening = 0;
        batches = 0;
        nextMark = 1;
        markBatches = 0;
        markTime = 0;
        earlierBatches = 0;
        earlierTime = 0;
    }

    /** A batch was learned from. */
    void batch() {
        batches++;
        if (batches == nextMark) {
            nextMark *= 2;
            earlierBatches = markBatches;
            earlierTime = markTime;
            markBatches = batches;
            markTime = trained();
        }
    }

    /** Listeners took so many nanoseconds. */
    void listened(long nanoseconds) {
        listening += nanoseconds;
    }

    private long trained() {
        return System.nanoTime() - began - listening;
    }

    /** Seconds for so many batches more; NaN before the first. */
    double seconds(double more) {
        long done = batches - earlierBatches;
        return done == 0 ? Double.NaN : (trained() - earlierTime) * 1e-9 * more / done;
    }
}
