package org.cellwise.chart.picture;

/**
 * The visual language that all pictures share. Colours are {@code #rrggbb}: negative orange, zero white, positive blue,
 * and the eight colours of Okabe and Ito for classes and runs, all told apart by colour-blind readers. Every picture has
 * dark text on a white ground of its own, so it also reads in a dark front end.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, Color Universal Design</a>
 */
public final class Theme {
    /** Text and axes. */
    public static final String INK = "#1f2430";
    /** Secondary text. */
    public static final String FAINT = "#5b6270";
    /** Grid lines and cell borders. */
    public static final String GRID = "#dfe2e8";
    /** The ground that every picture stands on. */
    public static final String GROUND = "#ffffff";
    /** The inside of boxes that stand for something. */
    public static final String PANEL = "#f1f3f7";
    /** Negative numbers at full strength. */
    public static final String NEGATIVE = "#d55e00";
    /** The same orange in letters on the white ground, dark enough to be read. */
    public static final String NEGATIVE_TEXT = "#b85100";
    /** Positive numbers at full strength. */
    public static final String POSITIVE = "#0072b2";
    /** What is not a finite number. */
    public static final String NOT_FINITE = "#6f6f6f";
    /** Training, drawn solid. */
    public static final String TRAINING = POSITIVE;
    /** Validation, drawn dashed. */
    public static final String VALIDATION = NEGATIVE;

    /** The one font family, as SVG names it; on the Java side it is the logical font SansSerif. */
    public static final String FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif";
    /** Width in pixels of a picture that has no reason for another one. */
    public static final int WIDTH = 640;
    /** Text size in pixels. */
    public static final double TEXT = 12;
    /** Text size of a title. */
    public static final double TITLE = 14;
    /** How many image pixels a PNG has for a pixel of the picture, along each side. */
    public static final int DENSITY = 2;

    private static final double READABLE = 4.5;

    /** How many classes or runs have a colour of their own; further ones differ by {@link Marker} or {@link Dash}. */
    static final int COLORS = 8;

    private static final String[] CLASSES = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442"
    };

    private Theme() {}

    /** The colour of a class or a run, counted from 0; after eight they repeat. */
    public static String classColor(int index) {
        return CLASSES[Math.floorMod(index, COLORS)];
    }

    /**
     * The colour of a signed number on the diverging palette.
     *
     * @param fraction from -1, full orange, over 0, white, to 1, full blue; beyond is cut off, NaN is grey
     */
    public static String diverging(double fraction) {
        if (Double.isNaN(fraction)) {
            return NOT_FINITE;
        }
        double strength = Math.min(1, Math.abs(fraction));
        return mix(GROUND, fraction < 0 ? NEGATIVE : POSITIVE, strength);
    }

    /** A class's colour over white, for areas behind points: from 0, white, to 1, the colour itself. */
    public static String tint(String color, double strength) {
        return mix(GROUND, color, Math.max(0, Math.min(1, strength)));
    }

    /** A {@code #rrggbb} colour as a number. */
    public static int rgb(String color) {
        return Integer.parseInt(color, 1, 7, 16);
    }

    /** Writes a picture's title at its upper left, cut to its width. */
    public static void title(Canvas canvas, String title, double width) {
        TextStyle style = TextStyle.size(TITLE).heavier();
        canvas.text(Labels.fit(title, TITLE, (width - 32) / 1.12), 16, 22, style); // bold letters are wider
    }

    /** Ink, or else white, or else black: the first that has on the given colour the contrast that WCAG 2 asks of text. */
    public static String textOn(String background) {
        double light = luminance(background) + 0.05;
        if (light / (luminance(INK) + 0.05) >= READABLE) {
            return INK;
        }
        return 1.05 / light >= READABLE ? GROUND : "#000000";
    }

    /** A colour between two, from 0, the first, to 1, the second. */
    public static String mix(String from, String to, double share) {
        int color = 1 << 24; // keeps leading zeros
        for (int channel = 0; channel < 3; channel++) {
            double value = channel(from, channel) * (1 - share) + channel(to, channel) * share;
            color |= (int) Math.round(value) << 16 - 8 * channel;
        }
        return "#" + Integer.toHexString(color).substring(1); // asked for each pixel of a shade
    }

    private static double luminance(String color) {
        return 0.2126 * linear(channel(color, 0))
                + 0.7152 * linear(channel(color, 1))
                + 0.0722 * linear(channel(color, 2));
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private static int channel(String color, int channel) {
        return Integer.parseInt(color, 1 + 2 * channel, 3 + 2 * channel, 16);
    }
}
