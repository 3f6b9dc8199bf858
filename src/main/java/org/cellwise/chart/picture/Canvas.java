package org.cellwise.chart.picture;

/**
 * What pictures are drawn on; x grows to the right and y downwards, in pixels. A drawing is written once and comes out
 * as SVG or as an image.
 */
public interface Canvas {
    /** A straight line. */
    void line(double x1, double y1, double x2, double y2, Style style);

    /** A line through points, given as equally many x and y. */
    void polyline(double[] x, double[] y, Style style);

    /** A circle around a centre. */
    void circle(double x, double y, double radius, Style style);

    /** A rectangle from its upper left corner. */
    void rectangle(double x, double y, double width, double height, Style style);

    /** A cubic curve from the first point to the last, drawn towards the two control points between. */
    void curve(double x1, double y1, double cx1, double cy1, double cx2, double cy2, double x2, double y2, Style style);

    /** Pixels stretched over a rectangle, given by its upper left corner. */
    void pixels(Raster raster, double x, double y, double width, double height);

    /** One line of text; y is its baseline. */
    void text(String text, double x, double y, TextStyle style);

    /** Draws what a reader may hover over to see the note; where nobody can hover, just draws it. */
    void noted(String note, Runnable drawing);
}
