package org.cellwise.notebook.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cellwise.chart.picture.Markup;

/** A comment of Javadoc as text and as HTML: its sentences, then what it says of parameters, results and errors. */
final class Javadoc {
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s+");
    private static final Pattern BLOCK = Pattern.compile("(?m)^@(\\w+)\\s*");
    private static final Pattern TAG = Pattern.compile("</?(p|pre|b|i|em|ul|ol|li|sup|sub|code|a|br)\\b[^>]*>");
    private static final int WIDTH = 100;

    private final String sentences;
    private final List<Note> notes = new ArrayList<>();

    /** @param kind {@code param}, {@code return}, {@code throws} */
    private record Note(String kind, String text) {}

    Javadoc(String comment) {
        Matcher block = BLOCK.matcher(comment);
        int start = comment.length();
        String kind = null;
        int from = 0;
        while (block.find()) {
            if (kind == null) {
                start = block.start();
            } else {
                notes.add(new Note(kind, comment.substring(from, block.start()).strip()));
            }
            kind = block.group(1);
            from = block.end();
        }
        if (kind != null) {
            notes.add(new Note(kind, comment.substring(from).strip()));
        }
        sentences = comment.substring(0, start).strip();
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<p>").append(inline(sentences, true)).append("</p>");
        for (Note note : notes) {
            String text = inline(note.text, true);
            switch (note.kind) {
                case "param" ->
                    html.append("<p>").append(named(text, "<b>", "</b>")).append("</p>");
                case "return" -> html.append("<p><b>gives</b> ").append(text).append("</p>");
                case "throws" ->
                    html.append("<p>").append(named(text, "<i>", "</i>")).append("</p>");
                default -> {
                    // for readers of the sources
                }
            }
        }
        return html.toString();
    }

    String text() {
        StringBuilder text = new StringBuilder(wrapped(inline(sentences, false), ""));
        for (Note note : notes) {
            String said = inline(note.text, false);
            switch (note.kind) {
                case "param", "throws" -> text.append('\n').append(wrapped(named(said, "", ""), "    "));
                case "return" -> text.append('\n').append(wrapped("gives " + said, "    "));
                default -> {
                    // for readers of the sources
                }
            }
        }
        return text.toString();
    }

    /** What stands in {@code code} tags and calls something. */
    static List<String> examples(String comment) {
        List<String> examples = new ArrayList<>();
        Matcher opening = Pattern.compile("\\{@code\\s+").matcher(comment);
        while (opening.find()) {
            String code = comment.substring(opening.end(), closing(comment, opening.end()));
            if (code.contains("(")) {
                examples.add(code.replaceAll("\\s+", " "));
            }
        }
        return examples;
    }

    /** The first word apart from the rest. */
    private static String named(String text, String before, String after) {
        String[] parts = text.split("\\s+", 2);
        String simple = parts[0].substring(parts[0].lastIndexOf('.') + 1);
        return before + simple + after + ": " + (parts.length > 1 ? parts[1] : "");
    }

    /** Without Javadoc's own tags: {@code code} and links stay as their text. */
    private static String inline(String comment, boolean html) {
        StringBuilder result = new StringBuilder();
        Matcher opening = INLINE.matcher(comment);
        int at = 0;
        while (opening.find(at)) {
            result.append(plain(comment.substring(at, opening.start()), html));
            int end = closing(comment, opening.end());
            String inner = comment.substring(opening.end(), end).replaceAll("\\s+", " ");
            String said = opening.group(1).startsWith("link") ? link(inner) : inner;
            result.append(html ? "<code>" + Markup.escape(said) + "</code>" : said);
            at = Math.min(comment.length(), end + 1);
        }
        return result.append(plain(comment.substring(at), html)).toString();
    }

    private static int closing(String comment, int from) {
        int depth = 1;
        int at = from;
        while (at < comment.length() && depth > 0) {
            depth += comment.charAt(at) == '{' ? 1 : comment.charAt(at) == '}' ? -1 : 0;
            at++;
        }
        return depth == 0 ? at - 1 : at;
    }

    private static String link(String inner) {
        String[] parts = inner.split(" (?![^(]*\\))", 2); // not within the brackets of parameters
        String target = parts[0].startsWith("#") ? parts[0].substring(1) : parts[0];
        return parts.length > 1
                ? parts[1]
                : target.substring(target.lastIndexOf('.') + 1).replace('#', '.');
    }

    /** HTML as it stands in the comment, which is ours; as text, its tags are gone. */
    private static String plain(String comment, boolean html) {
        return html
                ? comment
                : TAG.matcher(comment.replace("<p>", "\n\n"))
                        .replaceAll("")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&");
    }

    private static String wrapped(String text, String indent) {
        StringBuilder result = new StringBuilder();
        for (String paragraph : text.split("\n\\s*\n")) {
            result.append(result.isEmpty() ? "" : "\n\n");
            int line = 0;
            for (String word : (indent + paragraph.strip()).split("(?<=\\S)\\s+")) {
                boolean breaks = line > 0 && line + word.length() >= WIDTH;
                result.append(breaks ? "\n" + indent : line > 0 ? " " : "").append(word);
                line = breaks ? indent.length() + word.length() : line + 1 + word.length();
            }
        }
        return result.toString();
    }
}
