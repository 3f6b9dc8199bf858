package org.cellwise.chart.picture;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What goes into a page: text from data made safe inside SVG and HTML, and drawings as images. */
public final class Markup {
    private Markup() {}

    /**
     * The text with the five characters of markup escaped, usable between tags and inside quoted attributes. Characters
     * that XML forbids become the replacement character; those that switch the writing direction of what follows are
     * left out.
     */
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    /**
     * The text between the tags of a page: as {@link #escape}, and nothing in it begins a formula. Notebooks hand their
     * pages to MathJax, which takes {@code $…$}, {@code \(…\)} and {@code \begin{…}} for mathematics wherever the
     * text is of one piece; so each of these characters stands in an element of its own.
     */
    public static String text(String text) {
        return escape(text).replace("$", "<span>$</span>").replace("\\", "<span>\\</span>");
    }

    /** A drawing whose text may be read and hovered over, inside a page; MathJax is told to leave it alone. */
    public static String inline(Picture picture) {
        return "<div class=\"tex2jax_ignore mathjax_ignore\">" + picture.svg() + "</div>";
    }

    /** A drawing as an HTML image, with its words for those who do not see it. */
    public static String image(Picture picture) {
        return image("image/svg+xml", picture.svg().getBytes(StandardCharsets.UTF_8), picture);
    }

    /** A picture that is no drawing, such as a photograph, as an HTML image with its words. */
    public static String pixels(Picture picture) {
        return image("image/png", picture.png(), picture);
    }

    private static String image(String type, byte[] data, Picture picture) {
        return "<img src=\"data:%s;base64,%s\" width=\"%s\" height=\"%s\" alt=\"%s\">"
                .formatted(
                        type,
                        Base64.getEncoder().encodeToString(data),
                        picture.width(),
                        picture.height(),
                        escape(picture.toString()));
    }

    private static void append(StringBuilder safe, int point) {
        switch (point) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> {
                if (!switchesDirection(point)) {
                    safe.appendCodePoint(isXml(point) ? point : 0xFFFD);
                }
            }
        }
    }

    /** Whether the character, itself unseen, switches the writing direction of what follows. */
    public static boolean switchesDirection(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    // https://www.w3.org/TR/xml/#charsets
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
