package org.cellwise.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.blobs;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.epochs;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.runs;
import static org.cellwise.Cellwise.search;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.sgd;
import static org.cellwise.Cellwise.trainer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cellwise.data.Split;
import org.cellwise.file.FileFormatException;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings in a file, from several sessions. */
class RunsTest {
    private static final Split SPLIT = blobs(60, 3, 0.6, seed(2)).split(0.8, seed(1));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("runs.jsonl");
    }

    private static Trainer trained(double rate) {
        Trainer trainer = trainer(network(inputs(SPLIT), dense(outputs(SPLIT))), crossEntropy(), adam(rate))
                .metrics(accuracy())
                .quiet();
        trainer.fit(SPLIT, 3);
        return trainer;
    }

    @Test
    void keepsWhatWasTrainedHow() {
        assertThat(runs(file.toString()).list()).isEmpty();
        assertThat(runs(file.toString()).toString()).startsWith("0 runs in ");
        runs(file.toString()).add("slow", trained(0.001), SPLIT.test()).add("fast", trained(0.1), SPLIT.test());
        runs(file.toString()).add("fast again", trained(0.1), SPLIT.test());
        List<Run> all = runs(file.toString()).list();
        assertThat(all).extracting(Run::name).containsExactly("slow", "fast", "fast again");
        assertThat(all.get(0).settings())
                .containsEntry("learning_rate", 0.001)
                .containsEntry("epochs", 3L)
                .containsEntry("layers", "2: dense 3")
                .containsEntry("loss_function", "cross-entropy");
        assertThat(all.get(0).metrics())
                .containsKeys("training_loss", "validation_accuracy", "test_loss", "test_accuracy");
        assertThat(all.get(1).receipt())
                .isEqualTo(all.get(2).receipt())
                .isNotEqualTo(all.get(0).receipt());
        String table = runs(file.toString()).lowest("test_loss").toString();
        assertThat(table)
                .contains("3 runs in ", ", by least of test_loss", "all have layers", "batch_size 32")
                .contains("the same network came of fast, fast again");
        assertThat(table.indexOf("\nfast")).isLessThan(table.indexOf("\nslow"));
        assertThat(runs(file.toString()).highest("test_loss").list().get(0).name())
                .isEqualTo("slow");
        assertThat(Renderer.render(runs(file.toString())).orElseThrow().data().get("text/html"))
                .contains("<thead>", "<script>", "learning_rate");
        assertThatThrownBy(() -> runs(file.toString()).lowest("tset_loss"))
                .hasMessageContaining("did you mean \"test_loss\"");
    }

    @Test
    void keepsTheTrialsOfASearch() {
        search(
                        blobs(60, 3, 0.6, seed(2)).folds(2),
                        (fold, s) -> trainer(
                                network(inputs(fold), dense(outputs(fold))),
                                crossEntropy(),
                                sgd(s.number("rate")).momentum(0.99)))
                .choose("rate", 0.1, 3e38)
                .keep(runs(file.toString()))
                .grid(epochs(20));
        List<Run> all = runs(file.toString()).list();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).settings()).containsEntry("rate", 0.1).containsEntry("folds", 2L);
        assertThat(all.get(1).metrics().get("loss")).isNaN();
        assertThat(runs(file.toString()).lowest("loss").list().get(1)).isEqualTo(all.get(1)); // undefined last
        assertThat(runs(file.toString()).highest("loss").list().get(1)).isEqualTo(all.get(1));
    }

    @Test
    void refusesWhatIsNoRun() {
        Runs runs = runs(file.toString());
        Trainer fresh = trainer(network(inputs(SPLIT), dense(outputs(SPLIT))), crossEntropy(), adam(0.1));
        assertThatThrownBy(() -> runs.add("fresh", fresh)).hasMessageContaining("has not trained yet");
        assertThatThrownBy(() -> runs.add("", Map.of(), Map.of())).hasMessageContaining("a name of 1 to 200 letters");
        assertThatThrownBy(() -> runs.add(null, Map.of(), Map.of())).hasMessageContaining("but got \"null\"");
        Map<String, Double> unknown = new HashMap<>();
        unknown.put("loss", null);
        assertThatThrownBy(() -> runs.add("unknown", Map.of(), unknown)).hasMessageContaining("\"loss\" is null");
        assertThatThrownBy(() -> runs.add("list", Map.of("a", List.of()), Map.of()))
                .hasMessageContaining("\"a\" is []");
        assertThat(file).doesNotExist();
        assertThatThrownBy(
                        () -> runs(folder.resolve("none/runs.jsonl").toString()).add("x", Map.of(), Map.of()))
                .hasMessageContaining("there is no folder");
        runs.add("line\nend \"quoted\" é 🐧", Map.of("text", "a\tb"), Map.of("loss", 0.5));
        assertThat(runs.list().get(0).name()).isEqualTo("line\nend \"quoted\" é 🐧");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cellwise\":\"run\",\"version\":1,\"name\":\"cut",
                "{\"cellwise\":\"run\",\"version\":2,\"name\":\"a\",\"time\":\"2024-01-01T00:00:00Z\",\"settings\":{},\"metrics\":{},\"receipt\":\"\"}",
                "{\"cellwise\":\"run\",\"version\":1,\"name\":\"a\",\"time\":\"yesterday\",\"settings\":{},\"metrics\":{},\"receipt\":\"\"}",
                "{\"cellwise\":\"run\",\"version\":1,\"name\":\"a\",\"time\":\"2024-01-01T00:00:00Z\",\"settings\":{\"a\":[1]},\"metrics\":{},\"receipt\":\"\"}",
                "{\"cellwise\":\"run\",\"version\":1,\"name\":\"a\",\"time\":\"2024-01-01T00:00:00Z\",\"settings\":{},\"metrics\":{\"a\":\"b\"},\"receipt\":\"\"}",
                "{\"cellwise\":\"run\",\"version\":1,\"name\":\"a\",\"time\":\"2024-01-01T00:00:00Z\",\"settings\":{},\"metrics\":{},\"receipt\":\"\",\"x\":1}",
                "{\"cellwise\":\"ran\",\"version\":1}",
                "[]",
                "name,loss"
            })
    void saysWhichLineIsNoRunAndWhatToDo(String line) throws IOException {
        runs(file.toString()).add("first", Map.of(), Map.of());
        Files.writeString(file, Files.readString(file) + line); // without an end, as what was cut
        assertThatThrownBy(() -> runs(file.toString()).list())
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("Line 2 of ")
                .hasMessageContaining("delete that line");
        runs(file.toString()).add("third", Map.of(), Map.of());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        assertThat(lines).hasSize(3);
        lines.remove(1); // as the message says
        Files.write(file, lines);
        assertThat(runs(file.toString()).list()).extracting(Run::name).containsExactly("first", "third");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 10});
        assertThatThrownBy(() -> runs(file.toString()).list()).hasMessageContaining("is no text in UTF-8");
        assertThatThrownBy(() -> runs(folder.toString()).list()).hasMessageContaining("folder");
    }

    /** Adds so many runs; the main of other processes. */
    public static void main(String[] arguments) {
        Runs runs = Runs.of(Path.of(arguments[0]));
        String text = "x".repeat(3000);
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            runs.add(arguments[1] + i, Map.of("text", text), Map.of("i", (double) i));
        }
    }

    @Test
    void processesAndThreadsThatAddAtOnceLoseNothing() throws Exception {
        List<Process> others = new ArrayList<>();
        for (String name : List.of("p", "q")) {
            others.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            RunsTest.class.getName(),
                            file.toString(),
                            name,
                            "60")
                    .inheritIO()
                    .start());
        }
        IntStream.range(0, 4).parallel().forEach(t -> main(new String[] {file.toString(), "t" + t + "_", "30"}));
        for (Process other : others) {
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isZero();
        }
        List<Run> all = runs(file.toString()).list();
        assertThat(all).hasSize(2 * 60 + 4 * 30).extracting(Run::name).doesNotHaveDuplicates();
        for (String name : List.of("p", "q")) { // each in its order
            assertThat(all.stream().map(Run::name).filter(n -> n.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 60).mapToObj(i -> name + i).toList());
        }
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).endsWith("}\n");
    }
}
