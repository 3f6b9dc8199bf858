package org.cellwise.chart.network;

/**
 * Which units of a layer are drawn: all of them, or of many the first and the last with a gap between.
 *
 * @param count units in the layer
 * @param head how many are drawn before the gap
 * @param tail how many are drawn after it; 0 where there is no gap
 */
record ShownUnits(int count, int head, int tail) {
    private static final int GAP = 2; // in units

    /** All units where there are no more than {@code limit}, else so many as fit with the gap. */
    static ShownUnits of(int count, int limit) {
        if (count <= limit) {
            return new ShownUnits(count, count, 0);
        }
        int tail = (limit - GAP) / 2;
        return new ShownUnits(count, limit - GAP - tail, tail);
    }

    boolean elided() {
        return tail > 0;
    }

    /** How many circles there are. */
    int drawn() {
        return head + tail;
    }

    /** Which unit the k-th circle is. */
    int unit(int k) {
        return k < head ? k : count - tail + k - head;
    }

    /** Places from top to bottom, the gap included. */
    int slots() {
        return drawn() + (elided() ? GAP : 0);
    }

    /** Where the k-th circle is, in units from the middle of the column. */
    double place(int k) {
        return (k < head || !elided() ? k : k + GAP) - (slots() - 1) / 2.0;
    }

    /** Where the middle of the gap is, in units from the middle of the column. */
    double gap() {
        return head + (GAP - 1) / 2.0 - (slots() - 1) / 2.0;
    }
}
