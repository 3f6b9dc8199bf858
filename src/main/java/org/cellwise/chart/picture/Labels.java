package org.cellwise.chart.picture;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
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

    /** As {@link #fit}, but cut in the middle: names that begin alike differ at their ends, and values stand there. */
    public static String fitEnds(String text, double size, double room) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (width(line, size) <= room) {
            return line;
        }
        String head = fit(line, size, room / 2);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int start = characters.last();
        for (int before = characters.previous(); before != BreakIterator.DONE; before = characters.previous()) {
            if (width(head + line.substring(before), size) > room) {
                break;
            }
            start = before;
        }
        return head + line.substring(start).stripLeading();
    }

    /** The text in at most so many lines, broken between words where it can be; the last one cut as {@link #fit} does. */
    public static List<String> wrap(String text, double size, double room, int maxLines) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip().replaceAll("\\s+", " ");
        while (lines.size() + 1 < maxLines && width(rest, size) > room) {
            int end = rest.lastIndexOf(' ');
            while (end > 0 && width(rest.substring(0, end), size) > room) {
                end = rest.lastIndexOf(' ', end - 1);
            }
            if (end <= 0) {
                break; // one long word
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        lines.add(fit(rest, size, room));
        return lines;
    }
}
