package org.cellwise.chart.picture;

/** The shapes that stand for classes: after eight colours they come again in another shape. */
public enum Marker {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND;

    /** The shape of a class, counted from 0. */
    public static Marker of(int index) {
        return values()[index / Theme.COLORS % values().length];
    }

    /** Draws it around a point, about as large as a circle of that radius. */
    public void draw(Canvas canvas, double x, double y, double radius, Style style) {
        double r = radius;
        switch (this) {
            case CIRCLE -> canvas.circle(x, y, r, style);
            case SQUARE -> canvas.rectangle(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, style);
            case TRIANGLE ->
                canvas.polyline(
                        new double[] {x - 1.1 * r, x, x + 1.1 * r, x - 1.1 * r},
                        new double[] {y + 0.8 * r, y - 1.1 * r, y + 0.8 * r, y + 0.8 * r},
                        style);
            case DIAMOND ->
                canvas.polyline(
                        new double[] {x - 1.2 * r, x, x + 1.2 * r, x, x - 1.2 * r},
                        new double[] {y, y - 1.2 * r, y, y + 1.2 * r, y},
                        style);
        }
    }
}
