package org.cellwise.chart.picture;

import java.util.List;

/** How a line is broken. Lines of classes and runs come again in another one after eight colours. */
public enum Dash {
    SOLID(),
    DASHED(6, 4),
    DOTTED(2, 3),
    DASH_DOT(9, 3, 2, 3);

    private final List<Integer> lengths; // drawn and left out by turns, in pixels

    Dash(Integer... lengths) {
        this.lengths = List.of(lengths);
    }

    /** That of a class or run, counted from 0. */
    public static Dash of(int index) {
        return values()[Math.floorMod(index / Theme.COLORS, values().length)];
    }

    /** What is drawn and left out by turns, in pixels; nothing for a solid line. */
    List<Integer> lengths() {
        return lengths;
    }
}
