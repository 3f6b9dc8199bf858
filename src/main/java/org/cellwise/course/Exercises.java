package org.cellwise.course;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cellwise.file.Fields;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.NewFile;
import org.cellwise.text.FileErrors;
import org.cellwise.text.Names;
import org.cellwise.text.TextTable;

/** All exercises, and how far one has come with them; shown, a table. */
public final class Exercises {
    private static final int MOST_BYTES = 1 << 16; // of a file of progress
    private static final Map<String, Exercise> ALL = Stream.of(
                    FirstExercises.all(), VectorExercises.all(), LearningExercises.all(), LargeExercises.all())
            .flatMap(List::stream)
            .sorted((a, b) -> a.id().compareTo(b.id()))
            .collect(Collectors.toMap(Exercise::id, e -> e, (a, b) -> a, LinkedHashMap::new));

    private static Path file; // that progress is kept in; null where nobody asked for it

    private Exercises() {}

    /**
     * An exercise by its number.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public static Exercise get(String id) {
        Exercise found = ALL.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "There is no exercise \"" + Names.shorten(id) + "\": " + Names.hint(id, ALL.keySet()));
        }
        return found;
    }

    /** All of them, as they stand. */
    public static TextTable progress() {
        List<List<String>> rows = ALL.values().stream()
                .map(e -> List.of(e.id(), e.title(), e.state()))
                .toList();
        long solved = ALL.values().stream().filter(Exercise::solved).count();
        return new TextTable(
                "%s of %s solved".formatted(solved, Names.count(ALL.size(), "exercise")),
                List.of("exercise", "title", "state"),
                List.of(false, false, false),
                rows);
    }

    /**
     * The same, with what a file says was solved before; what is solved from now on is written into it.
     *
     * @throws FileFormatException if there is another file of that name
     * @throws java.io.UncheckedIOException if it cannot be read or written; then it is not written from now on either
     */
    public static synchronized TextTable progress(Path kept) {
        if (Files.exists(kept)) {
            for (String id : read(kept)) {
                Exercise known = ALL.get(id);
                if (known != null) { // one of another edition of the course says nothing
                    known.restore(true);
                }
            }
        }
        write(kept);
        file = kept;
        return progress();
    }

    private static List<String> read(Path kept) {
        String text;
        try {
            if (Files.size(kept) > MOST_BYTES) {
                throw new FileFormatException(kept + " is too large for a file of progress: name another");
            }
            text = Files.readString(kept);
        } catch (java.io.IOException e) {
            throw FileErrors.reading(kept, e);
        }
        Fields fields = Json.readObject(kept.toString(), text);
        return fields.texts("solved");
    }

    /** Writes down what is solved, where that was asked for. */
    static synchronized void changed() {
        if (file != null) {
            write(file);
        }
    }

    private static void write(Path kept) {
        List<String> solved =
                ALL.values().stream().filter(Exercise::solved).map(Exercise::id).toList();
        byte[] bytes = Json.write(Map.of("solved", solved)).getBytes(StandardCharsets.UTF_8);
        NewFile.replace(kept, out -> out.write(bytes));
    }

    static List<Exercise> all() {
        return List.copyOf(ALL.values());
    }

    /** For tests: as if nothing had been solved. */
    static synchronized void forget() {
        file = null;
        ALL.values().forEach(e -> e.restore(false));
    }
}
