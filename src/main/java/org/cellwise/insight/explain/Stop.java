package org.cellwise.insight.explain;

/** The stop button. */
final class Stop {
    private Stop() {}

    /**
     * Ends what runs, where the button was pressed.
     *
     * @throws IllegalStateException if it was
     */
    static void check(String who) {
        if (Thread.interrupted()) {
            throw new IllegalStateException(who + " was stopped: run the cell again");
        }
    }
}
