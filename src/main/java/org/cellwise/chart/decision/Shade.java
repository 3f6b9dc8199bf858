package org.cellwise.chart.decision;

import org.cellwise.chart.picture.Canvas;

/** What a network's outputs look like behind and in the points of a {@link Boundary}. */
public interface Shade {
    /** The colour of the ground, {@code 0xrrggbb}, where a network puts these numbers out. */
    int ground(double[] outputs);

    /** Draws the point of a row. */
    void point(Canvas canvas, int row, double x, double y);

    /** Draws the point of a row where there is little room. */
    void dot(Canvas canvas, int row, double x, double y);

    /** Which rows to draw where so many are enough. */
    int[] sample(int limit);

    /** Explains the colours in a column that begins at a corner. */
    void legend(Canvas canvas, double x, double y, double room);

    /** What is to be seen, in words. */
    String words();
}
