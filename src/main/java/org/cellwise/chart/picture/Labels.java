package org.cellwise.chart.picture;

import java.text.BreakIterator;
import java.util.Locale;

/** Makes text fit the room there is, without asking AWT for its fonts. */
public final class Labels {
    private Labels() {}

    /**
     * About how wide the text is in pixels. The widths are those of DejaVu Sans, the widest of the common fonts, so
     * that what fits by this measure fits everywhere.
     */
    public static double width(String text, double size) {
        return size * text.codePoints().mapToDouble(Labels::em).sum();
    }

    private static double em(int point) {
        if (point >= 0x1100 && !(point >= 0x1E00 && point <= 0x2BFF)) {
            return 1.1; // wide scripts and emoji
        }
        if (" ijl.,:;|'!I()[]ft-".indexOf(point) >= 0) {
            return 0.4;
        }
        if (point == 'm' || point == 'w' || point == 'M' || point == 'W' || point == '@' || point == '%') {
            return 1;
        }
        return Character.isUpperCase(point) ? 0.73 : 0.64;
    }

    /** The text, cut with an ellipsis where it is wider than the room; never between the parts of one character. */
    public static String fit(String text, double size, double room) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (width(line, size) <= room) {
            return line;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int end = 0;
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            if (width(line.substring(0, next) + "…", size) > room) {
                break;
            }
            end = next;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }
}
