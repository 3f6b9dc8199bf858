package org.cellwise.chart.picture;

import org.cellwise.text.Numbers;

/** The diverging colours with the numbers that they stand for: the limit on both sides, and zero between. */
public final class ColorScale {
    static final double THICK = 12;
    private static final int SHADES = 65;
    private static final double GAP = 5;

    private ColorScale() {}

    /** Upright, the numbers at its right. */
    public static void upright(Canvas canvas, double x, double y, double height, double limit) {
        Raster shades = Raster.sharp(1, SHADES, (column, row) -> color(SHADES - 1 - row));
        canvas.pixels(shades.smoothed(), x, y, THICK, height);
        canvas.rectangle(x, y, THICK, height, Style.stroke(Theme.GRID, 1));
        TextStyle text = TextStyle.size(Theme.TEXT);
        double right = x + THICK + GAP;
        canvas.text(number(limit), right, y + 9, text);
        canvas.text("0", right, y + height / 2 + 4, text);
        canvas.text(number(-limit), right, y + height, text);
        canvas.line(x + THICK, y + height / 2, x + THICK + 3, y + height / 2, Style.stroke(Theme.FAINT, 1));
    }

    /** Upright for numbers of which none is negative: from zero up. */
    public static void uprightFromZero(Canvas canvas, double x, double y, double height, double limit) {
        Raster shades = Raster.sharp(1, SHADES / 2 + 1, (column, row) -> color(SHADES - 1 - row));
        canvas.pixels(shades.smoothed(), x, y, THICK, height);
        canvas.rectangle(x, y, THICK, height, Style.stroke(Theme.GRID, 1));
        TextStyle text = TextStyle.size(Theme.TEXT);
        canvas.text(number(limit), x + THICK + GAP, y + 9, text);
        canvas.text("0", x + THICK + GAP, y + height, text);
    }

    /** Level, the numbers below it. */
    public static void level(Canvas canvas, double x, double y, double width, double limit) {
        Raster shades = Raster.sharp(SHADES, 1, (column, row) -> color(column));
        canvas.pixels(shades.smoothed(), x, y, width, THICK);
        canvas.rectangle(x, y, width, THICK, Style.stroke(Theme.GRID, 1));
        TextStyle text = TextStyle.size(Theme.TEXT).centred();
        double below = y + THICK + GAP + 10;
        canvas.text(number(-limit), x, below, text);
        canvas.text("0", x + width / 2, below, text);
        canvas.text(number(limit), x + width, below, text);
        canvas.line(x + width / 2, y + THICK, x + width / 2, y + THICK + 3, Style.stroke(Theme.FAINT, 1));
    }

    /** The colour of a number as {@code 0xrrggbb}; grey where it is not finite. */
    public static int color(double value, double limit) {
        return Theme.rgb(Double.isFinite(value) ? Theme.diverging(value / limit) : Theme.NOT_FINITE);
    }

    private static int color(int shade) {
        return Theme.rgb(Theme.diverging((shade - SHADES / 2) / (SHADES / 2.0)));
    }

    private static String number(double value) {
        return Numbers.significant(value, 3);
    }
}
