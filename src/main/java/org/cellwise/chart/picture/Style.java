package org.cellwise.chart.picture;

/**
 * How a shape on a {@link Canvas} is painted.
 *
 * @param fill colour of the inside, null for none
 * @param stroke colour of the line, null for none
 * @param width of the line in pixels
 * @param dash how the line is broken
 * @param opacity of both, from 0 to 1
 */
public record Style(String fill, String stroke, double width, Dash dash, double opacity) {
    /** A filled shape without a line. */
    public static Style fill(String color) {
        return new Style(color, null, 0, Dash.SOLID, 1);
    }

    /** A line, or a shape that is only outlined. */
    public static Style stroke(String color, double width) {
        return new Style(null, color, width, Dash.SOLID, 1);
    }

    /** This style with a line around the shape. */
    public Style outlined(String color, double lineWidth) {
        return new Style(fill, color, lineWidth, dash, opacity);
    }

    /** This style with a dashed line. */
    public Style dashes() {
        return broken(Dash.DASHED);
    }

    /** This style with a line of that kind. */
    public Style broken(Dash kind) {
        return new Style(fill, stroke, width, kind, opacity);
    }

    /** This style, see-through: 0 is invisible, 1 solid. */
    public Style opacity(double value) {
        return new Style(fill, stroke, width, dash, value);
    }
}
