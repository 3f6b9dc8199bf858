package org.cellwise.notebook;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;

/**
 * One value in the forms that a front end chooses from.
 *
 * @param data text by MIME type, images in base 64; {@code text/plain} is always there
 * @param metadata by MIME type, such as the width and height of an image
 */
public record MimeBundle(Map<String, String> data, Map<String, Map<String, Object>> metadata) {
    private static final int MAX_BYTES = 120_000;

    /** A bundle of its own copies, in their order. */
    public MimeBundle {
        if (!data.containsKey("text/plain")) {
            throw new IllegalArgumentException(
                    "A MIME bundle expects text/plain among its types, but got " + data.keySet());
        }
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Text alone. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of("text/plain", text), Map.of());
    }

    /** HTML, and text for front ends without it. */
    public static MimeBundle html(String html, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/html", html);
        data.put("text/plain", text);
        return new MimeBundle(data, Map.of());
    }

    /** Formulas between {@code $$}, and text for front ends without them; no HTML, which would be preferred to them. */
    static MimeBundle latex(String formulas, String text) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/latex", formulas);
        data.put("text/plain", text);
        return new MimeBundle(data, Map.of());
    }

    /**
     * A picture and its words. A drawing goes as an SVG inside an {@code img}, which every viewer of notebooks shows
     * where a bare {@code image/svg+xml} is lost in some; it carries a PNG at twice the size for those without HTML. A
     * chart goes as that PNG alone.
     */
    public static MimeBundle picture(Picture picture) {
        return picture.isVector() ? drawing(picture, "", picture.toString()) : still(picture);
    }

    /** A drawing with more HTML below it, and the text that stands for both. */
    static MimeBundle drawing(Picture picture, String below, String text) {
        return htmlAndStill(image(picture) + below, picture, text);
    }

    /** HTML, and a picture that stands for it where there is none. */
    static MimeBundle htmlAndStill(String html, Picture picture, String text) {
        MimeBundle still;
        try {
            still = still(picture);
        } catch (Exception | LinkageError noFonts) { // the drawing itself needs none
            still = text("");
        }
        Map<String, String> data = new LinkedHashMap<>();
        data.put("text/html", html);
        data.putAll(still.data);
        data.put("text/plain", text);
        return new MimeBundle(data, still.metadata);
    }

    private static MimeBundle still(Picture picture) {
        Map<String, String> data = new LinkedHashMap<>();
        byte[] png = picture.png();
        if (picture.isVector() && png.length > MAX_BYTES) { // few viewers need it
            png = picture.smallPng();
        }
        data.put("image/png", Base64.getEncoder().encodeToString(png));
        data.put("text/plain", picture.toString());
        Map<String, Object> about =
                Map.of("width", picture.width(), "height", picture.height(), "alt", picture.toString());
        return new MimeBundle(data, Map.of("image/png", about));
    }

    /** The HTML element of a drawing. */
    static String image(Picture picture) {
        return picture.isInteractive() ? Markup.inline(picture) : Markup.image(picture);
    }

    /** The form for a terminal. */
    public String plain() {
        return data.get("text/plain");
    }
}
