package org.cellwise.model.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions in Java as text, {@code steps.txt} and {@code rows.txt}: those that a file calls are put into it. */
final class Snippets {
    private static final Pattern NAME =
            Pattern.compile("^    private (?:static )?(?:[\\w.<>\\[\\]]+ )+?(\\w+)(?:\\(| \\{)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\\b([A-Za-z]\\w*)\\b");

    private final Map<String, String> all = new LinkedHashMap<>();

    private Snippets() {}

    static Snippets read() {
        Snippets snippets = new Snippets();
        for (String file : new String[] {"steps.txt", "rows.txt"}) {
            for (String text : text(file).split("\n\n(?=    (?:/\\*\\*|private))")) {
                Matcher name = NAME.matcher(text);
                if (!name.find()) {
                    throw new IllegalStateException(file + " has a part without a name: " + text);
                }
                snippets.all.put(name.group(1), text.stripTrailing());
            }
        }
        return snippets;
    }

    private static String text(String file) {
        try (InputStream in = Snippets.class.getResourceAsStream("/org/cellwise/model/source/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All functions that a text calls, and those that they call, in their order. */
    String calledBy(String code) {
        Map<String, Boolean> called = new LinkedHashMap<>();
        collect(code, called);
        StringBuilder found = new StringBuilder();
        all.forEach((name, text) -> {
            if (called.containsKey(name)) {
                found.append('\n').append(text).append('\n');
            }
        });
        return found.toString();
    }

    private void collect(String code, Map<String, Boolean> called) {
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            String text = all.get(word.group(1));
            if (text != null && called.putIfAbsent(word.group(1), true) == null) {
                collect(text, called);
            }
        }
    }
}
