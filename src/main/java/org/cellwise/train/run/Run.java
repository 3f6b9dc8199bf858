package org.cellwise.train.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.text.Names;

/**
 * One training: what it was called, how it was set, what it came to.
 *
 * @param name of the user's
 * @param time when it was added
 * @param settings by name: numbers, texts, booleans
 * @param metrics by name; NaN where one was not finite
 * @param receipt proof of what was trained how; empty where several networks were trained. Two runs with equal receipts
 *     gave the same network
 */
public record Run(
        String name, Instant time, Map<String, Object> settings, Map<String, Double> metrics, String receipt) {
    private static final String KIND = "run";
    private static final long VERSION = 1;
    private static final int LONGEST = 200; // letters of a name
    private static final int MOST = 1000; // settings or metrics
    private static final Set<String> FIELDS =
            Set.of("cellwise", "version", "name", "time", "settings", "metrics", "receipt");

    public Run {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        if (name == null || name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException("A run expects a name of 1 to %s letters, but got \"%s\""
                    .formatted(LONGEST, Names.shorten(String.valueOf(name))));
        }
    }

    /** As one line. */
    String line() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("cellwise", KIND);
        line.put("version", VERSION);
        line.put("name", name);
        line.put("time", time.toString());
        line.put("settings", settings);
        Map<String, Object> numbers = new LinkedHashMap<>();
        metrics.forEach((metric, value) -> numbers.put(metric, Double.isFinite(value) ? value : null));
        line.put("metrics", numbers);
        line.put("receipt", receipt);
        return Json.write(line);
    }

    /**
     * The run of a line.
     *
     * @param what the line is, for errors
     * @throws FileFormatException if it is none, or of a newer version
     */
    static Run of(String what, String line) {
        Fields fields = Json.readObject(what, line);
        if (!fields.text("cellwise").equals(KIND)) {
            throw new FileFormatException(
                    "%s is no run, but a \"%s\"".formatted(what, Names.shorten(fields.text("cellwise"))));
        }
        if (fields.whole("version") != VERSION) {
            throw new FileFormatException("%s is of version %s, but this Cellwise knows version %s: use a newer one"
                    .formatted(what, fields.whole("version"), VERSION));
        }
        for (String field : fields.values().keySet()) {
            if (!FIELDS.contains(field)) {
                throw new FileFormatException(
                        "%s has a field \"%s\" that no run has".formatted(what, Names.shorten(field)));
            }
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        fields.object("settings").values().forEach((name, value) -> {
            if (!(value instanceof Number || value instanceof String || value instanceof Boolean)) {
                throw new FileFormatException(
                        "%s expects a number, a text, true or false as \"%s\"".formatted(what, Names.shorten(name)));
            }
            settings.put(name, value);
        });
        Map<String, Double> metrics = new LinkedHashMap<>();
        fields.object("metrics").values().forEach((name, value) -> {
            if (value != null && !(value instanceof Number)) {
                throw new FileFormatException(
                        "%s expects a number or null as \"%s\"".formatted(what, Names.shorten(name)));
            }
            metrics.put(name, value == null ? Double.NaN : ((Number) value).doubleValue());
        });
        if (settings.size() > MOST || metrics.size() > MOST) {
            throw new FileFormatException("%s has more than %s settings or metrics".formatted(what, MOST));
        }
        try {
            return new Run(
                    fields.text("name"), Instant.parse(fields.text("time")), settings, metrics, fields.text("receipt"));
        } catch (DateTimeException e) {
            throw new FileFormatException(
                    "%s expects a time such as 2024-03-31T18:00:00Z, but it is \"%s\""
                            .formatted(what, Names.shorten(fields.text("time"))),
                    e);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(what + ": " + e.getMessage(), e);
        }
    }
}
