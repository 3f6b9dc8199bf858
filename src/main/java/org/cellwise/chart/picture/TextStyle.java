package org.cellwise.chart.picture;

/**
 * How text on a {@link Canvas} is set.
 *
 * @param size in pixels
 * @param color of the letters
 * @param anchor which end of the text its position means
 * @param bold whether heavier
 * @param rotation in degrees, clockwise, around its position
 * @param halo colour of a rim around the letters that keeps them apart from what they stand on; null for none
 */
public record TextStyle(double size, String color, Anchor anchor, boolean bold, double rotation, String halo) {
    /** Which end of a text stands at its position. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** Plain text in the theme's ink that starts at its position. */
    public static TextStyle size(double pixels) {
        return new TextStyle(pixels, Theme.INK, Anchor.START, false, 0, null);
    }

    /** This style in another colour. */
    public TextStyle color(String value) {
        return new TextStyle(size, value, anchor, bold, rotation, halo);
    }

    /** This style, centred on the position. */
    public TextStyle centred() {
        return new TextStyle(size, color, Anchor.MIDDLE, bold, rotation, halo);
    }

    /** This style, ending at the position. */
    public TextStyle ending() {
        return new TextStyle(size, color, Anchor.END, bold, rotation, halo);
    }

    /** This style, heavier. */
    public TextStyle heavier() {
        return new TextStyle(size, color, anchor, true, rotation, halo);
    }

    /** This style, turned clockwise by degrees around the position. */
    public TextStyle rotated(double degrees) {
        return new TextStyle(size, color, anchor, bold, degrees, halo);
    }

    /** This style with a rim in the colour of the ground, for text over lines. */
    public TextStyle haloed() {
        return new TextStyle(size, color, anchor, bold, rotation, Theme.GROUND);
    }
}
