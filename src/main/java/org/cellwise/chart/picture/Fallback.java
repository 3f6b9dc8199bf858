package org.cellwise.chart.picture;

import java.awt.Font;
import java.text.BreakIterator;
import java.util.Locale;

/** What an image shows of text that no font on this machine has, such as emoji: one small square for each of them. */
final class Fallback {
    private static final String MISSING = "▫";

    private Fallback() {}

    /** The text with each character that the font lacks, however many code points it is made of, as one square. */
    static String shown(String text, Font font) {
        if (font.canDisplayUpTo(text) < 0) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int start = 0;
        for (int end = characters.next(); end != BreakIterator.DONE; start = end, end = characters.next()) {
            String character = text.substring(start, end);
            boolean joins = character.codePoints().allMatch(Fallback::isJoiner);
            shown.append(font.canDisplayUpTo(character) < 0 ? character : joins ? "" : MISSING);
        }
        return shown.toString();
    }

    private static boolean isJoiner(int point) {
        return point == 0x200D || point >= 0xFE00 && point <= 0xFE0F || point >= 0x1F3FB && point <= 0x1F3FF;
    }
}
