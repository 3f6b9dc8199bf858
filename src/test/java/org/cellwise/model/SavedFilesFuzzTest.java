package org.cellwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.batchNorm;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.lstm;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.reshape;
import static org.cellwise.Cellwise.residual;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.transformerBlock;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.data.Dataset;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;
import org.cellwise.file.TensorWriter;
import org.cellwise.math.SeededRandom;
import org.cellwise.model.exchange.NameMap;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is read from saved files meets any bytes: it is read, or refused in words. With {@code JAZZER_FUZZ=1} in the
 * environment and one method named by {@code -Dtest}, Jazzer goes on from there by what code it reaches.
 */
class SavedFilesFuzzTest {
    private static final int RUNS = Integer.getInteger("cellwise.fuzz", 150);
    private static final String LETTERS = "{}[]\",:0123456789-e.\\u abcdefghijklmnopqrstuvwxyz_";

    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = "60s")
    void json(byte[] bytes) {
        try {
            Object value = Json.read("it", new String(bytes, StandardCharsets.UTF_8));
            assertThat(Json.read("it", Json.write(value))).isEqualTo(value);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null is null");
        }
    }

    @FuzzTest(maxDuration = "60s")
    void arrays(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("arrays"), bytes);
        try (TensorFile arrays = TensorFile.open(file)) {
            arrays.entries()
                    .forEach(entry -> assertThat(arrays.floats(entry.name())).hasSize((int) entry.count()));
            NameMap.of(network(inputs(2), dense(3)), file);
        } catch (FileFormatException e) {
            assertThat(e).hasMessageContaining("arrays");
        }
    }

    /** Whole files whose description is anything. */
    @FuzzTest(maxDuration = "60s")
    void descriptions(byte[] text) {
        described("cellwise", new String(text, StandardCharsets.UTF_8), images());
    }

    private static Network images() {
        return network(
                inputs(1, 4, 4),
                conv2d(2, 3).same(),
                batchNorm(),
                relu(),
                flatten(),
                residual(dense(32), tanh()),
                dense(outputs("a", "b")));
    }

    private static Network sequences() {
        return network(inputs(12), reshape(3, 4), transformerBlock(2, 3).dropout(0.1), lstm(3).last(), dense(2));
    }

    private static void described(String name, String text, Network network) {
        described(name, text, arrays(saved(network, folder.resolve("good"))));
    }

    private static List<TensorData> arrays(Path file) {
        List<TensorData> all = new ArrayList<>();
        try (TensorFile whole = TensorFile.open(file)) {
            whole.entries().forEach(entry -> all.add(copy(whole, entry.name())));
        }
        return all;
    }

    private static void described(String name, String text, List<TensorData> weights) {
        Path file = folder.resolve("described");
        try {
            TensorWriter.write(file, Map.of(name, text), weights);
            Network read = network(file);
            read.predict(new double[read.inputShape().elements()]);
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static Path saved(Network network, Path file) {
        network.save(file);
        return file;
    }

    @Test
    void descriptionsWithChanges() throws IOException {
        SeededRandom random = new SeededRandom(3);
        for (Network network : List.of(images(), sequences())) {
            Path file = folder.resolve("good");
            network.save(file);
            String good;
            try (TensorFile arrays = TensorFile.open(file)) {
                good = arrays.metadata().get("cellwise");
            }
            List<TensorData> weights = arrays(file);
            for (int run = 0; run < RUNS; run++) {
                described("cellwise", changed(good, random), weights);
            }
        }
    }

    @Test
    void trainingsWithChanges() throws IOException {
        SeededRandom random = new SeededRandom(4);
        Dataset data = Dataset.ofClasses(new double[][] {{0, 1}, {1, 0}, {2, 2}}, new int[] {0, 1, 0}, "a", "b");
        Trainer trainer = new Trainer(network(inputs(2), dense(3), relu(), dense(2)), crossEntropy(), adam(0.1));
        trainer.fit(data, 2);
        Path good = folder.resolve("training");
        trainer.save(good);
        List<TensorData> all = arrays(good);
        Map<String, String> texts;
        try (TensorFile arrays = TensorFile.open(good)) {
            texts = new HashMap<>(arrays.metadata());
            texts.remove("checksum");
        }
        String state = texts.get("cellwise.training");
        for (int run = 0; run < RUNS; run++) {
            texts.put("cellwise.training", changed(state, random));
            Path bad = folder.resolve("changed");
            TensorWriter.write(bad, texts, all);
            float[] before = trainer.network().parameters().values().clone();
            try {
                trainer.load(bad);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
                assertThat(trainer.network().parameters().values()).isEqualTo(before);
            }
        }
    }

    private static TensorData copy(TensorFile arrays, String name) {
        int[] shape = Arrays.stream(arrays.entry(name).shape())
                .mapToInt(size -> (int) size)
                .toArray();
        return switch (arrays.entry(name).type()) {
            case F64 -> TensorData.of(name, arrays.doubles(name));
            case I64 -> TensorData.of(name, arrays.longs(name));
            default -> TensorData.of(name, shape, arrays.floats(name), 0);
        };
    }

    /** With a few letters replaced, doubled or left out. */
    private static String changed(String good, SeededRandom random) {
        StringBuilder text = new StringBuilder(good);
        for (int change = random.nextInt(3); change >= 0; change--) {
            int at = random.nextInt(text.length());
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, letter);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.insert(at, letter);
                default -> digit(text, at, random);
            }
        }
        return text.toString();
    }

    /** Another number in place of the next one. */
    private static void digit(StringBuilder text, int from, SeededRandom random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        String[] others = {"0", "-1", "3", "1000000", "2147483647", "9223372036854775807", "0.5", "1e30"};
        text.replace(at, end, others[random.nextInt(others.length)]);
    }
}
