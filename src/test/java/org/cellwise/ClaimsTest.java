package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of claims: each row names sections that are there and that show what it says, or says why nothing is measured. */
class ClaimsTest {
    private static final Path FOLDER = Path.of("notebooks");
    private static final Pattern LINK =
            Pattern.compile("\\[(?:(\\d\\d), )?([^]]+)]\\(([\\w-]+\\.ipynb)#([^|\\s]+?)\\)(?=[;,.: |)]|$)");
    private static final Pattern SHOWN = Pattern.compile("`([^`]+)`");

    static List<String> rows() throws IOException {
        return Files.readAllLines(FOLDER.resolve("claims.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| the text"))
                .toList();
    }

    @Test
    void linksAreAllUnderstood() throws IOException {
        String table = String.join("\n", rows());
        assertThat(LINK.matcher(table).results().count())
                .isEqualTo(Pattern.compile("\\.ipynb").matcher(table).results().count());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesCellsThatShowIt(String row) throws IOException {
        String[] columns = row.split("\\|");
        assertThat(columns).as("claim, where, what is measured").hasSize(4);
        List<MatchResult> links = LINK.matcher(row).results().toList();
        if (links.stream().noneMatch(link -> columns[2].contains(link.group()))) {
            assertThat(columns[2]).contains("not measured: ");
        }
        StringBuilder sections = new StringBuilder();
        for (MatchResult link : links) {
            if (link.group(1) != null) {
                assertThat(link.group(3)).startsWith(link.group(1) + "-");
            }
            assertThat(link.group(4))
                    .as("the place of that title")
                    .isEqualTo(link.group(2).replace(' ', '-'));
            sections.append(section(FOLDER.resolve(link.group(3)), link.group(2)));
        }
        assertThat(SHOWN.matcher(columns[3]).results().map(shown -> shown.group(1)))
                .allSatisfy(shown -> assertThat(sections.toString()).contains(shown));
    }

    /** Code, and what it shows, under a heading of a notebook, up to the next heading of the same rank. */
    private static String section(Path notebook, String title) throws IOException {
        int rank = 0;
        StringBuilder found = new StringBuilder();
        for (JsonElement element : new Gson()
                .fromJson(Files.readString(notebook), JsonObject.class)
                .getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                found.append(rank > 0 ? text(cell.get("source")) + shown(cell) + "\n" : "");
                continue;
            }
            for (String line : text(cell.get("source")).split("\n")) {
                int level = line.startsWith("#") ? line.indexOf(' ') : 0;
                if (level > 0 && line.substring(level + 1).equals(title)) {
                    rank = level;
                } else if (level > 0 && level <= rank) {
                    rank = 0;
                }
            }
        }
        assertThat(found).as("%s has a cell under %s", notebook, title).isNotEmpty();
        return found.toString();
    }

    private static String shown(JsonObject cell) {
        StringBuilder all = new StringBuilder();
        for (JsonElement element : cell.getAsJsonArray("outputs")) {
            JsonObject output = element.getAsJsonObject();
            if (output.has("text")) {
                all.append('\n').append(text(output.get("text")));
            } else if (output.has("data") && output.getAsJsonObject("data").has("text/plain")) {
                all.append('\n').append(text(output.getAsJsonObject("data").get("text/plain")));
            }
        }
        return all.toString();
    }

    // nbformat holds a text as one or as its lines
    private static String text(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder lines = new StringBuilder();
        source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
        return lines.toString();
    }
}
