package org.cellwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.weightsFrom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.cellwise.math.SeededRandom;
import org.cellwise.model.arrays.ArrayFile;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of other software meet any bytes: they are read, or refused in words. {@code -Dcellwise.fuzz=100000} changes them for
 * hours; with {@code JAZZER_FUZZ=1} Jazzer goes on by what code it reaches.
 */
class ExchangeFuzzTest {
    private static final int RUNS = Integer.getInteger("cellwise.fuzz", 150);
    private static final int CUTS =
            Integer.getInteger("cellwise.cuts", 400); // of each file; more than its bytes for all
    private static final Path FILES = Path.of("src/test/resources");

    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = "60s")
    void gguf(byte... bytes) throws IOException {
        meets("any.gguf", bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void onnx(byte... bytes) throws IOException {
        meets("any.onnx", bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void hdf5(byte... bytes) throws IOException {
        meets("any.h5", bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void keras(byte... bytes) throws IOException {
        meets("any.keras", bytes);
    }

    /** Whether it was read. */
    private static boolean meets(String name, byte... bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            if (name.endsWith(".onnx")) {
                network(file.toString());
                return true;
            }
            weightsFrom(network(inputs(2), dense(3)), file.toString());
            try (ArrayFile arrays = ArrayFile.open(file)) {
                arrays.arrays().keySet().forEach(arrays::floats);
            }
            if (name.endsWith(".keras")) {
                network(file.toString());
            }
            return true;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            assertThat(e.getMessage()).contains(file.getFileName().toString());
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exchange/llama-q4.gguf",
                "onnx/branches-14.onnx",
                "keras/images.weights.h5",
                "keras/attention.keras",
                "numpy/plain.npz",
                "exchange/resnet.safetensors"
            })
    void filesThatAreCutOff(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FILES.resolve(name));
        String cut = "cut" + name.substring(name.lastIndexOf('.'));
        assertThat(meets(cut, bytes) || name.startsWith("numpy")).isTrue();
        int step = Math.max(1, bytes.length / CUTS);
        for (int length = 0; length < bytes.length; length += step) {
            byte[] part = Arrays.copyOf(bytes, length);
            int end = length;
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatCode(() -> meets(cut, part))
                            .as("%s cut at byte %s", name, end)
                            .doesNotThrowAnyException());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exchange/llama-q4.gguf",
                "onnx/branches-14.onnx",
                "onnx/words-11.onnx",
                "keras/images.weights.h5",
                "keras/attention.keras"
            })
    void filesThatAreChanged(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(FILES.resolve(name));
        String changed = "changed" + name.substring(name.lastIndexOf('.'));
        SeededRandom random = new SeededRandom(7);
        for (int run = 0; run < RUNS; run++) {
            byte[] other = bytes.clone();
            int many = 1 + random.nextInt(4);
            for (int i = 0; i < many; i++) {
                // where sizes stand rather than numbers, mostly
                int at = random.nextInt(random.nextInt(3) == 0 ? other.length : Math.min(other.length, 2000));
                other[at] = (byte) (random.nextInt(2) == 0 ? 255 : random.nextInt(256));
            }
            int number = run;
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatCode(() -> meets(changed, other))
                            .as("%s in run %s", name, number)
                            .doesNotThrowAnyException());
        }
    }

    @Test
    void aPickleUnderAnotherNameIsRefusedToo() throws IOException {
        Path file =
                Files.write(folder.resolve("weights.safetensors"), new byte[] {(byte) 0x80, 2, 'c', 'o', 's', '\n'});
        assertThatCode(() -> weightsFrom(network(inputs(2), dense(3)), file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a pickle");
    }
}
