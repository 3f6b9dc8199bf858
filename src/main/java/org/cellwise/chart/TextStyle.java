package org.cellwise.chart;

/**
 * How text on a {@link Canvas} is set.
 *
 * @param size in pixels
 * @param color of the letters
 * @param anchor which end of the text its position means
 * @param bold whether heavier
 * @param rotation in degrees, clockwise, around its position
 */
public record TextStyle(double size, String color, Anchor anchor, boolean bold, double rotation) {
    /** Which end of a text stands at its position. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Plain text in the theme's ink that starts at its position. */
    public static TextStyle size(double pixels) {
        return new TextStyle(pixels, Theme.INK, Anchor.START, false, 0);
    }

    /** This style in another colour. */
    public TextStyle color(String value) {
        return new TextStyle(size, value, anchor, bold, rotation);
    }

    /** This style, centred on the position. */
    public TextStyle centred() {
        return new TextStyle(size, color, Anchor.MIDDLE, bold, rotation);
    }

    /** This style, ending at the position. */
    public TextStyle ending() {
        return new TextStyle(size, color, Anchor.END, bold, rotation);
    }

    /** This style, heavier. */
    public TextStyle heavier() {
        return new TextStyle(size, color, anchor, true, rotation);
    }

    /** This style, turned clockwise by degrees around the position. */
    public TextStyle rotated(double degrees) {
        return new TextStyle(size, color, anchor, bold, degrees);
    }
}
