package org.cellwise.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.cellwise.Cellwise.classToken;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.gpt;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.layerNorm;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.patchEmbedding;
import static org.cellwise.Cellwise.place;
import static org.cellwise.Cellwise.positions;
import static org.cellwise.Cellwise.transformerBlock;
import static org.cellwise.Cellwise.weightsFrom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cellwise.file.TensorFile;
import org.cellwise.layer.Layer;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;

/**
 * GPT-2 small and ViT-B/16 answer as in PyTorch. The files are those that {@code src/test/pytorch/exchange_files.py --full
 * FOLDER} writes; the system property {@code cellwise.full-size} names the folder.
 */
class FullSizeSlow {
    private static final Path FOLDER = Path.of(System.getProperty("cellwise.full-size", "target/full-size"));

    private static void check(Network network, String name, String file, int positions) {
        assumeThat(Files.exists(FOLDER.resolve("answers.safetensors"))).isTrue();
        NameMap map = weightsFrom(network, FOLDER.resolve(file).toString());
        assertThat(map.unused()).isEmpty();
        long start = System.nanoTime();
        map.apply();
        double seconds = (System.nanoTime() - start) / 1e9;
        try (TensorFile answers = TensorFile.open(FOLDER.resolve("answers.safetensors"))) {
            float[] row = answers.floats(name + ".row");
            float[] expected = answers.floats(name + ".logits");
            float[] logits = network.predict(row, 1);
            double largest = 0;
            for (int i = 0; i < expected.length; i++) {
                largest = Math.max(largest, Math.abs(expected[i] - logits[i]));
            }
            System.out.printf(
                    "%s: %d parameters, read in %.1f s, largest difference of %d logits at %d places %.2e, heap in use %d MB%n",
                    name, network.parameterCount(), seconds, expected.length, positions, largest, used());
            assertThat(largest).isLessThan(1e-4);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
    }

    /** With the first 64 of its 1024 places. */
    @Test
    void gpt2Small() {
        check(network(gpt(50_257, 64, 12, 12, 768)), "gpt2", "gpt2-small.safetensors", 64);
    }

    @Test
    void vitB16() {
        List<Layer> layers = new ArrayList<>(List.of(patchEmbedding(16, 768), classToken(), positions()));
        for (int i = 0; i < 12; i++) {
            layers.add(transformerBlock(12, 3072).epsilon(1e-12));
        }
        layers.addAll(List.of(layerNorm().epsilon(1e-12), place(0), dense(1000)));
        check(network(inputs(3, 224, 224), layers.toArray(Layer[]::new)), "vit", "vit-b16.safetensors", 1);
    }
}
