package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Committed notebooks: small enough to open anywhere, short cells, executed from top to bottom, listed in the course. */
class NotebookFilesTest {
    private static final Path FOLDER = Path.of("notebooks");
    private static final int MOST_BYTES = 3_000_000;
    private static final int MOST_LINES = 15;

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isSmallAndExecutedInOrder(Path file) throws IOException {
        assertThat(Files.size(file)).as("bytes").isLessThanOrEqualTo(MOST_BYTES);
        assertThat(Files.readString(file))
                .as("paths of one machine; the dot is none of base64's letters")
                .doesNotContainPattern("/(tmp|root|home)/[\\w/-]*\\.");
        List<Integer> counts = new ArrayList<>();
        for (JsonObject cell : cells(file)) {
            String source = text(cell.get("source"));
            if (cell.get("cell_type").getAsString().equals("code")) {
                assertThat(source.lines().count()).as("lines of %s", source).isLessThanOrEqualTo(MOST_LINES);
                assertThat(source)
                        .as("IJava and JJava show what its last call gives back, here a stream")
                        .doesNotContainPattern("(?m)^System\\.out\\.printf\\([^;]*;\\s*\\z");
                assertThat(cell.get("execution_count").isJsonNull())
                        .as("not executed: %s", source)
                        .isFalse();
                counts.add(cell.get("execution_count").getAsInt());
            }
        }
        assertThat(counts).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isListedInTheCourse(Path file) throws IOException {
        String listed = Files.readString(FOLDER.resolve("README.md")) + text(cells(FOLDER.resolve("gallery.ipynb")));
        assertThat(listed).contains("(" + FOLDER.relativize(file).toString().replace('\\', '/') + ")");
    }

    private static List<JsonObject> cells(Path file) throws IOException {
        JsonArray cells =
                new Gson().fromJson(Files.readString(file), JsonObject.class).getAsJsonArray("cells");
        return StreamSupport.stream(cells.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String text(List<JsonObject> cells) {
        return String.join(
                "", cells.stream().map(cell -> text(cell.get("source"))).toList());
    }

    // nbformat holds a source as one text or as its lines
    private static String text(JsonElement source) {
        if (source.isJsonArray()) {
            StringBuilder lines = new StringBuilder();
            source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
            return lines.toString();
        }
        return source.getAsString();
    }
}
