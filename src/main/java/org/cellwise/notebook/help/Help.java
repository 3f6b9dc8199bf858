package org.cellwise.notebook.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cellwise.chart.learning.FunctionPicture;
import org.cellwise.chart.picture.Markup;
import org.cellwise.text.Names;

/**
 * What the Javadoc says of a function, a class or a method: how it is called, what it does, what it takes, an example. It comes
 * from the file that the build writes of all Javadoc, so it is there without sources and without a network.
 */
public final class Help {
    private static final String FILE = "/org/cellwise/notebook/help.txt";
    private static final String FACADE = "Cellwise";
    private static final String MORE = "help(\"dense\") tells more of one; Shift and Tab do so within its brackets";
    private static final String BEFORE = "To try the example where there is nothing of these names yet, run before it:";
    private static final int MOST = 12; // entries at length; of more, the rest by their signatures

    private final List<Entry> entries;
    private final boolean listed; // by topic, names alone

    /**
     * @param owner the class of a method or constructor; empty for a class
     * @param topic of a function of the facade; empty for others
     */
    private record Entry(String name, String owner, String signature, String topic, String comment) {
        private static Entry of(String text) {
            int end = text.indexOf('\n');
            String[] head = text.substring(0, end).split("\t", -1);
            return new Entry(head[0], head[1], head[2], head[3], text.substring(end + 1));
        }

        private String qualified() {
            return owner.isEmpty() || owner.equals(FACADE) ? name : owner + "." + name;
        }

        /** With the class where that is not plain. */
        private String title() {
            return owner.isEmpty() || owner.equals(FACADE) || signature.startsWith("new ")
                    ? signature
                    : signature + "   of " + owner;
        }
    }

    private Help(List<Entry> entries, boolean listed) {
        this.entries = entries;
        this.listed = listed;
    }

    /** All functions by topic. */
    public static Help topics() {
        return new Help(
                Holder.ALL.stream()
                        .filter(entry -> entry.owner.equals(FACADE) && !entry.topic.isEmpty())
                        .toList(),
                true);
    }

    /** The names of the functions of each topic, in the order of the alphabet. */
    private Map<String, Set<String>> byTopic() {
        Map<String, Set<String>> topics = new TreeMap<>();
        entries.forEach(entry -> topics.computeIfAbsent(new Javadoc(entry.topic).text(), topic -> new TreeSet<>())
                .add(entry.name));
        return topics;
    }

    /**
     * Of a function such as {@code dense}, a class such as {@code Trainer}, a method such as {@code Trainer.fit} or just
     * {@code fit}.
     *
     * @throws IllegalArgumentException if nothing is called so; the message names what is
     */
    public static Help of(String name) {
        List<Entry> all = Holder.ALL;
        String wanted = name == null ? "" : name.strip().replaceFirst("\\(.*", "");
        Help found = find(wanted);
        if (found == null) {
            List<String> known = all.stream()
                    .sorted(Comparator.comparing(
                            (Entry entry) -> !entry.owner.equals(FACADE))) // of two that are as near
                    .map(Entry::qualified)
                    .distinct()
                    .toList();
            throw new IllegalArgumentException("help knows nothing called \"" + Names.shorten(wanted) + "\"; "
                    + Names.nearest(wanted, known)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("help() lists all functions"));
        }
        return found;
    }

    /** Null where nothing is called so. */
    public static Help find(String name) {
        List<Entry> named = Holder.ALL.stream()
                .filter(entry -> entry.qualified().equals(name))
                .toList();
        List<Entry> found = new ArrayList<>(named);
        if (named.isEmpty()) {
            Holder.ALL.stream().filter(entry -> entry.name.equals(name)).forEach(found::add);
        } else if (named.stream().anyMatch(entry -> entry.owner.isEmpty())) { // a class: with all that it has
            Holder.ALL.stream().filter(entry -> entry.owner.equals(name)).forEach(found::add);
        }
        return found.isEmpty() ? null : new Help(found, false);
    }

    private static final class Holder {
        private static final List<Entry> ALL = read();

        private static List<Entry> read() {
            try (InputStream in = Help.class.getResourceAsStream(FILE)) {
                if (in == null) {
                    throw new IllegalStateException(
                            "The file of help is missing beside " + Help.class.getName() + ": build with mvn compile");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return List.of(text.split("\f")).stream()
                        .filter(entry -> !entry.isBlank())
                        .map(Entry::of)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException("The file of help cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** For a notebook. */
    public String html() {
        StringBuilder html = new StringBuilder();
        if (listed) {
            byTopic()
                    .forEach((topic, names) -> html.append("<p><b>")
                            .append(Markup.escape(topic))
                            .append("</b><br><code>")
                            .append(String.join("</code> <code>", names))
                            .append("</code></p>"));
            return html.append("<p>").append(MORE).append("</p>").toString();
        }
        for (Entry entry : atLength()) {
            html.append("<pre><b>")
                    .append(Markup.escape(entry.title()))
                    .append("</b></pre>")
                    .append(new Javadoc(entry.comment).html());
        }
        String before = surroundings();
        if (!before.isEmpty()) {
            html.append("<p>")
                    .append(BEFORE)
                    .append("</p><pre>")
                    .append(Markup.escape(before))
                    .append("</pre>");
        }
        picture().ifPresent(picture -> html.append("<p>").append(picture).append("</p>"));
        String rest = rest();
        return rest.isEmpty() ? html.toString() : html + "<pre>" + Markup.escape(rest) + "</pre>";
    }

    /** What a function of the facade makes, drawn; none where it cannot be drawn. */
    private Optional<String> picture() {
        Entry first = entries.get(0);
        try {
            return first.owner.equals(FACADE) ? FunctionPicture.of(first.name).map(Markup::image) : Optional.empty();
        } catch (RuntimeException | LinkageError noFonts) { // the words do without
            return Optional.empty();
        }
    }

    /** For a terminal. */
    @Override
    public String toString() {
        if (listed) {
            return byTopic().entrySet().stream()
                            .map(topic -> topic.getKey() + "\n    " + String.join(" ", topic.getValue()))
                            .collect(Collectors.joining("\n\n"))
                    + "\n\n" + MORE;
        }
        String text = atLength().stream()
                .map(entry -> entry.title() + "\n\n" + new Javadoc(entry.comment).text())
                .collect(Collectors.joining("\n\n"));
        String before = surroundings();
        String whole = before.isEmpty() ? text : text + "\n\n" + BEFORE + "\n\n" + before;
        return rest().isEmpty() ? whole : whole + "\n\n" + rest();
    }

    /** What the examples of functions of the facade take for granted. */
    private String surroundings() {
        return Surroundings.of(atLength().stream()
                .filter(entry -> entry.owner.equals(FACADE))
                .flatMap(entry -> Javadoc.examples(entry.comment).stream())
                .toList());
    }

    private List<Entry> atLength() {
        return entries.size() > MOST ? entries.subList(0, 1) : entries;
    }

    private String rest() {
        return entries.size() > MOST
                ? entries.stream().skip(1).map(Entry::signature).distinct().collect(Collectors.joining("\n"))
                : "";
    }
}
