package org.cellwise.chart.picture;

/** What draws itself: a cell that ends in one shows its picture. */
public interface Figure {
    /** As a picture; the same each time. */
    Picture picture();
}
