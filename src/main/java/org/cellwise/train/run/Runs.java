package org.cellwise.train.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.cellwise.data.Source;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.LineFile;
import org.cellwise.network.Network;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;
import org.cellwise.text.TextTable;
import org.cellwise.train.Trainer;

/**
 * Trainings kept in a file, one a line in JSON, to be compared across sessions: settings, metrics and receipt of each.
 * Several processes may add to the file at once. It is read anew whenever it is looked at.
 */
public final class Runs {
    private static final int MOST = 100_000;
    private static final int SHOWN = 200;
    private static final int COLUMNS = 24;
    private static final int DIGITS = 4;
    private static final int LAYERS = 2000; // letters
    private static final List<String> MEASURED = List.of("training_", "validation_", "test_");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final String by; // null for as they came
    private final boolean falling;

    private Runs(Path file, String by, boolean falling) {
        this.file = file;
        this.by = by;
        this.falling = falling;
    }

    /** Of a file, which is made when the first run is added. */
    public static Runs of(Path file) {
        return new Runs(Objects.requireNonNull(file, "runs expects a file, but got null"), null, false);
    }

    /** Where they are. */
    public Path file() {
        return file;
    }

    /**
     * Adds what a trainer has trained so far: how it is set, its last losses and metrics, its receipt.
     *
     * @throws IllegalStateException if it has trained nothing yet
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Runs add(String name, Trainer trainer) {
        return add(name, trainer, null);
    }

    /**
     * The same with loss and metrics on other rows, under names such as {@code test_loss}.
     *
     * @param test rows that it has not trained on; null for none
     * @throws IllegalStateException if it has trained nothing yet
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Runs add(String name, Trainer trainer, Source test) {
        if (trainer.history().steps() == 0) {
            throw new IllegalStateException(
                    "Runs keep what was trained, but this trainer has not trained yet: call trainer.fit(…) before");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        Map<String, Double> metrics = new LinkedHashMap<>();
        settings.put("layers", layers(trainer.network()));
        trainer.training().forEach((key, value) -> {
            if (MEASURED.stream().anyMatch(key::startsWith) && value instanceof Number number) {
                metrics.put(key, number.doubleValue());
            } else if (!(value instanceof Map)) { // curves are in the history
                settings.put(key.equals("loss") ? "loss_function" : key, value);
            }
        });
        if (test != null) {
            trainer.evaluate(test).forEach((key, value) -> metrics.put("test_" + key, value));
        }
        return add(name, settings, metrics, trainer.receipt().toString());
    }

    /**
     * Adds anything else that was tried.
     *
     * @param settings by name: numbers, texts, booleans
     * @param metrics by name; those that are not finite are kept as undefined
     * @throws IllegalArgumentException if a setting is anything else, or the name is empty or longer than 200 letters
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public Runs add(String name, Map<String, ?> settings, Map<String, Double> metrics) {
        return add(name, settings, metrics, "");
    }

    private Runs add(String name, Map<String, ?> settings, Map<String, Double> metrics, String receipt) {
        Map<String, Object> plain = new LinkedHashMap<>();
        settings.forEach((key, value) -> plain.put(key, plain(key, value)));
        metrics.forEach((key, value) -> Objects.requireNonNull(
                value, () -> "A run keeps numbers as metrics, but \"%s\" is null".formatted(Names.shorten(key))));
        Run run = new Run(name, Instant.now().truncatedTo(ChronoUnit.SECONDS), plain, metrics, receipt);
        String line = run.line();
        Run.of("A run", line); // whatever could not be read again is refused here
        LineFile.append(file, line);
        return this;
    }

    private static Object plain(String key, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("A run keeps finite numbers, texts and booleans, but \"%s\" is %s"
                .formatted(Names.shorten(key), value));
    }

    private static String layers(Network network) {
        String all = network.inputShape() + ": "
                + network.layers().stream()
                        .map(layer ->
                                layer.description().kind() + (layer.parameters().isEmpty() ? "" : " " + layer.output()))
                        .collect(Collectors.joining(", "));
        if (all.length() <= LAYERS) {
            return all;
        }
        int end = Character.isHighSurrogate(all.charAt(LAYERS - 1)) ? LAYERS - 1 : LAYERS;
        return all.substring(0, end) + "…";
    }

    /** The same, those with the least of a metric or setting first: {@code runs.lowest("validation_loss")}. */
    public Runs lowest(String name) {
        return sorted(name, false);
    }

    /** The same, those with the most of a metric or setting first: {@code runs.highest("validation_accuracy")}. */
    public Runs highest(String name) {
        return sorted(name, true);
    }

    private Runs sorted(String name, boolean most) {
        List<Run> all = read();
        Set<String> known = new LinkedHashSet<>();
        all.forEach(run -> known.addAll(run.metrics().keySet()));
        all.forEach(run -> known.addAll(run.settings().keySet()));
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "No run has a \"%s\": %s".formatted(Names.shorten(name), Names.hint(name, known)));
        }
        return new Runs(file, name, most);
    }

    /**
     * All runs, as they were added, or as they were sorted.
     *
     * @throws FileFormatException if the file holds anything else
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public List<Run> list() {
        List<Run> runs = new ArrayList<>(read());
        if (by != null) {
            Comparator<Run> order = Comparator.comparing(run -> value(run, by), Runs::compare);
            Comparator<Run> there = Comparator.comparing(run -> isMissing(value(run, by)));
            runs.sort(there.thenComparing(falling ? order.reversed() : order));
        }
        return runs;
    }

    private List<Run> read() {
        List<String> lines = LineFile.read(file);
        if (lines.size() > MOST) {
            throw new FileFormatException(
                    "%s has more than %s lines: begin another file".formatted(file, Numbers.grouped(MOST)));
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String what = "Line %s of %s".formatted(i + 1, file);
            try {
                runs.add(Run.of(what, lines.get(i)));
            } catch (FileFormatException e) {
                throw new FileFormatException(e.getMessage() + "; delete that line, the others stay", e);
            }
        }
        return runs;
    }

    private static Object value(Run run, String name) {
        return run.metrics().containsKey(name)
                ? run.metrics().get(name)
                : run.settings().get(name);
    }

    private static boolean isMissing(Object value) {
        return value == null || value instanceof Double number && number.isNaN();
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return String.valueOf(a).compareTo(String.valueOf(b));
    }

    /** A line for each run: metrics, and the settings in which runs differ; what all have alike stands in the title. */
    public TextTable table() {
        List<Run> all = list();
        List<Run> shown = by == null && all.size() > SHOWN
                ? all.subList(all.size() - SHOWN, all.size())
                : all.subList(0, Math.min(SHOWN, all.size()));
        Set<String> metrics = names(shown, true);
        Set<String> settings = names(shown, false);
        List<String> alike = settings.stream()
                .filter(name -> shown.size() > 1
                        && shown.stream()
                                        .map(run -> run.settings().get(name))
                                        .distinct()
                                        .count()
                                == 1)
                .toList();
        List<String> columns = new ArrayList<>(settings);
        columns.removeAll(alike);
        int room = Math.max(0, COLUMNS - metrics.size());
        int left = Math.max(0, columns.size() - room);
        columns.subList(columns.size() - left, columns.size()).clear();
        List<String> header = new ArrayList<>(List.of("run", "added"));
        List<Boolean> numbers = new ArrayList<>(List.of(false, false));
        for (String name : columns) {
            header.add(Names.shorten(name));
            numbers.add(shown.stream()
                    .map(run -> run.settings().get(name))
                    .allMatch(value -> value == null || value instanceof Number));
        }
        for (String name : metrics) {
            header.add(Names.shorten(name));
            numbers.add(true);
        }
        header.add("weights");
        numbers.add(false);
        List<List<String>> rows = new ArrayList<>();
        for (Run run : shown) {
            List<String> row = new ArrayList<>(List.of(Names.shorten(run.name()), TIME.format(run.time())));
            columns.forEach(name -> row.add(word(run.settings().get(name))));
            metrics.forEach(name -> row.add(word(run.metrics().get(name))));
            row.add(run.receipt().replaceFirst("^.*weights ", ""));
            rows.add(row);
        }
        return new TextTable(title(all, shown, alike, left), header, numbers, rows);
    }

    private static Set<String> names(Collection<Run> runs, boolean measured) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run ->
                names.addAll(measured ? run.metrics().keySet() : run.settings().keySet()));
        return names;
    }

    private String title(List<Run> all, List<Run> shown, List<String> alike, int left) {
        String title = Names.count(all.size(), "run") + " in " + file;
        if (shown.size() < all.size()) {
            title += ", the %s %s".formatted(by == null ? "last" : "first", shown.size());
        }
        title += by == null ? "" : ", by " + (falling ? "most" : "least") + " of " + Names.shorten(by);
        if (!alike.isEmpty()) {
            Run first = shown.get(0);
            title += "; all have "
                    + Names.list(alike.stream()
                            .map(name -> name + " " + word(first.settings().get(name)))
                            .toList());
        }
        title += left == 0 ? "" : "; %s more settings are in list()".formatted(left);
        Map<String, List<String>> same = all.stream()
                .filter(run -> !run.receipt().isEmpty())
                .collect(Collectors.groupingBy(
                        Run::receipt, LinkedHashMap::new, Collectors.mapping(Run::name, Collectors.toList())));
        List<String> twins = same.values().stream()
                .filter(names -> names.size() > 1)
                .map(names -> Names.list(names))
                .toList();
        return twins.isEmpty() ? title : title + "; the same network came of " + String.join(", and of ", twins);
    }

    private static String word(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number
                ? Double.isNaN(number) ? "undefined" : Numbers.significant(number, DIGITS)
                : Names.shorten(String.valueOf(value));
    }

    /** The table as text. */
    @Override
    public String toString() {
        return table().toString();
    }
}
