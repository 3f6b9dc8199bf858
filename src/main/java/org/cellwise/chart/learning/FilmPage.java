package org.cellwise.chart.learning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;
import org.cellwise.text.Numbers;

/**
 * Puts pictures that change from moment to moment into one piece of HTML. The last of each stands there as an image; the
 * script takes it apart at the same places as this class, and puts in what was different at another moment. So what is
 * the same throughout is there once.
 */
final class FilmPage {
    private static final String BETWEEN = "><"; // elements
    private static final String WITHIN = "\""; // an element: attribute values and what stands between them

    private final List<List<Picture>> strips;
    private final List<String> labels;

    /** For each strip a picture for each moment, and a word for each moment. */
    FilmPage(List<List<Picture>> strips, List<String> labels) {
        this.strips = strips;
        this.labels = labels;
    }

    String html() {
        StringBuilder stills = new StringBuilder();
        List<String> changes = new ArrayList<>();
        for (List<Picture> strip : strips) {
            List<String> svgs = strip.stream().map(Picture::svg).toList();
            Picture last = strip.get(strip.size() - 1);
            stills.append("<div>").append(Markup.image(last)).append("</div>");
            changes.add(changes(svgs));
        }
        String words = labels.stream().map(FilmPage::quoted).collect(Collectors.joining(",", "[", "]"));
        String data = "{\"labels\":%s,\"strips\":[%s]}".formatted(words, String.join(",", changes));
        String id = "film-" + Integer.toHexString((stills + data).hashCode());
        return "<div id=\"%s\">%s</div><script>%s(\"%s\",%s);</script>".formatted(id, stills, script(), id, data);
    }

    /**
     * What differs between moments: {@code [[element, [[part, [value, …]], …]], …]}, with 0 for a value that stays; one
     * part -1 stands for the whole element, and one element -1 for the whole picture.
     */
    private static String changes(List<String> svgs) {
        List<String[]> elements =
                svgs.stream().map(svg -> svg.split(BETWEEN, -1)).toList();
        if (!sameLength(elements)) {
            return "[[-1,[[-1,%s]]]]".formatted(values(svgs));
        }
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < elements.get(0).length; i++) {
            int element = i;
            List<String> versions = elements.stream().map(all -> all[element]).toList();
            if (!allEqual(versions)) {
                changes.add("[%s,%s]".formatted(i, parts(versions)));
            }
        }
        return "[" + String.join(",", changes) + "]";
    }

    private static String parts(List<String> versions) {
        List<String[]> parts =
                versions.stream().map(version -> version.split(WITHIN, -1)).toList();
        if (!sameLength(parts)) {
            return "[[-1,%s]]".formatted(values(versions));
        }
        return IntStream.range(0, parts.get(0).length)
                .mapToObj(part -> {
                    List<String> values = parts.stream().map(all -> all[part]).toList();
                    return allEqual(values) ? "" : "[%s,%s]".formatted(part, values(values));
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String values(List<String> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> i > 0 && values.get(i).equals(values.get(i - 1)) ? "0" : quoted(values.get(i)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static boolean sameLength(List<String[]> all) {
        return all.stream().allMatch(parts -> parts.length == all.get(0).length);
    }

    private static boolean allEqual(List<String> all) {
        return all.stream().allMatch(all.get(0)::equals);
    }

    /** As a string of JavaScript that no HTML parser takes for a tag. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c == '<' || c == '>' || c == '&' || c < ' ' || c == 0x2028 || c == 0x2029) {
                quoted.append("\\u").append(Numbers.hex(c, 4));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    private static String script() {
        try (InputStream in = FilmPage.class.getResourceAsStream("film.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The script of films could not be read", e);
        }
    }
}
