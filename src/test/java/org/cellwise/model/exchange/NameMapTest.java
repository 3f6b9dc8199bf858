package org.cellwise.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.Cellwise;
import org.cellwise.file.Json;
import org.cellwise.layer.Layer;
import org.cellwise.math.Seed;
import org.cellwise.model.Expected;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of PyTorch give the numbers that PyTorch gives. */
class NameMapTest {
    private static final Path FILES = Path.of("src/test/resources/files");

    @TempDir
    private Path folder;

    private static Network images() {
        return Cellwise.network(
                Cellwise.inputs(1, 8, 8),
                Cellwise.conv2d(3, 3).same(),
                Cellwise.batchNorm(),
                Cellwise.relu(),
                Cellwise.maxPool(2),
                Cellwise.flatten(),
                Cellwise.dense(5),
                Cellwise.relu(),
                Cellwise.dense(3));
    }

    private static void assertGivesTheSame(Network network, String name, double tolerance) throws IOException {
        Expected.assertAnswers(network, FILES.resolve("torch-files.json"), name, tolerance);
    }

    @Test
    void aSequentialOfImages() throws IOException {
        Network network = images();
        NameMap map = NameMap.of(network, FILES.resolve("torch-images.safetensors"));
        assertThat(map.toString().lines())
                .containsExactly(
                        "conv2d_1.weight (1 x 3 x 3 x 3)  <-  0.weight (3 x 1 x 3 x 3, f32), first axis last",
                        "conv2d_1.bias (3)                <-  0.bias (3, f32), as it is",
                        "batch_norm_1.weight (3)          <-  1.weight (3, f32), as it is",
                        "batch_norm_1.bias (3)            <-  1.bias (3, f32), as it is",
                        "batch_norm_1.running_mean (3)    <-  1.running_mean (3, f32), as it is",
                        "batch_norm_1.running_var (3)     <-  1.running_var (3, f32), as it is",
                        "dense_1.weight (48 x 5)          <-  5.weight (5 x 48, f32), transposed",
                        "dense_1.bias (5)                 <-  5.bias (5, f32), as it is",
                        "dense_2.weight (5 x 3)           <-  7.weight (3 x 5, f32), transposed",
                        "dense_2.bias (3)                 <-  7.bias (3, f32), as it is",
                        "left over: 1.num_batches_tracked");
        assertGivesTheSame(map.apply(), "images", 1e-5);
    }

    @Test
    void modulesInAnotherOrderThanTheirNames() throws IOException {
        Network network = Cellwise.network(
                Cellwise.inputs(5),
                Cellwise.embedding(7, 4),
                Cellwise.lstm(6),
                Cellwise.selfAttention(2),
                Cellwise.layerNorm(),
                Cellwise.gru(3).last(),
                Cellwise.dense(2));
        NameMap map = NameMap.of(network, FILES.resolve("torch-sequence.safetensors"));
        assertThat(map.unused()).isEmpty();
        assertGivesTheSame(map.apply(), "sequence", 1e-5);
    }

    @Test
    void shardsOfHalfNumbers() throws IOException {
        NameMap map = NameMap.of(images(), FILES.resolve("torch-images.safetensors.index.json"));
        assertThat(map.toString()).contains("0.weight (3 x 1 x 3 x 3, f16)", "5.weight (5 x 48, bf16)");
        assertGivesTheSame(map.apply(), "images", 0.1);
    }

    @Test
    void aMapCanBeChanged() {
        Network network = Cellwise.network(new Seed(4), Cellwise.inputs(48), Cellwise.dense(5), Cellwise.dense(4));
        NameMap map = NameMap.of(network, FILES.resolve("torch-images.safetensors"));
        double[] before = network.values("dense_1.weight");
        assertThat(map.toString()).contains("dense_2.weight (5 x 4)   <-  nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(map::apply)
                .withMessageContaining(
                        "there is none for dense_2.weight (5 x 4), dense_2.bias (4): say which by with(");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.with("dense_2.weight", "7.weight"))
                .withMessage(
                        "dense_2.weight (5 x 4) expects an array of shape 4 x 5, transposed, but got 7.weight (3 x 5, f32)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.with("dense_1.weight", "5.wieght"))
                .withMessageContaining("did you mean \"5.weight\"?");
        assertThat(network.values("dense_1.weight")).isEqualTo(before);
        assertThat(map.with("dense_1.bias", "5.bias")).isEqualTo(map);
    }

    @Test
    void filesOfOursToo() {
        Network network = images();
        String file = folder.resolve("ours.safetensors").toString();
        network.saveWeights(file);
        Network other = Cellwise.network(
                new Seed(8),
                Cellwise.inputs(1, 8, 8),
                network.layers().stream().map(layer -> layer.layer()).toArray(Layer[]::new));
        double[] row = new double[64];
        Arrays.fill(row, 0.5);
        assertThat(NameMap.of(other, Path.of(file)).apply().predict(row)).isEqualTo(network.predict(row));
    }

    @Test
    void anArrayThatIsRefusedInTheEndMovesNoWeight() {
        Network network = Cellwise.network(Cellwise.inputs(4), Cellwise.dense(3), Cellwise.dense(2));
        float[] values = network.parameters().values();
        values[values.length - 1] = Float.POSITIVE_INFINITY;
        Path file = WeightTables.write(network, folder.resolve("diverged.npz"));
        Network other = Cellwise.network(new Seed(8), Cellwise.inputs(4), Cellwise.dense(3), Cellwise.dense(2));
        float[] before = other.parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameMap.of(other, file).apply())
                .withMessageContaining(
                        "diverged.npz: number 1 of dense_2.bias (2, float32) is Infinity: it is damaged");
        assertThat(other.parameters().values()).isEqualTo(before);
    }

    @Test
    void squareMatricesOfFilesOfOursAreNotTurned() {
        Network network = Cellwise.network(Cellwise.inputs(4), Cellwise.dense(4), Cellwise.tanh(), Cellwise.dense(4));
        Network other = Cellwise.network(
                new Seed(8), Cellwise.inputs(4), Cellwise.dense(4), Cellwise.tanh(), Cellwise.dense(4));
        String file = folder.resolve("square.safetensors").toString();
        network.saveWeights(file);
        assertThat(NameMap.of(other, Path.of(file)).apply().predict(1, 2, 3, 4)).isEqualTo(network.predict(1, 2, 3, 4));
    }

    @Test
    void aFileThatHasChangedMeanwhileMovesNoWeight() {
        String file = folder.resolve("changing.safetensors").toString();
        Cellwise.network(Cellwise.inputs(2), Cellwise.dense(3)).saveWeights(file);
        Network network = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(3));
        double[] before = network.values("dense_1.weight");
        NameMap map = NameMap.of(network, Path.of(file));
        Cellwise.network(Cellwise.inputs(3), Cellwise.dense(3)).saveWeights(file);
        assertThatIllegalArgumentException()
                .isThrownBy(map::apply)
                .withMessage(
                        "%s has changed since the map was made: in place of dense_1.weight (2 x 3, f32) it has dense_1.weight (3 x 3, f32); make the map anew",
                        file);
        Cellwise.network(Cellwise.inputs(2), Cellwise.layerNorm()).saveWeights(file);
        assertThatIllegalArgumentException()
                .isThrownBy(map::apply)
                .withMessageContaining("in place of dense_1.weight (2 x 3, f32) it has no such array");
        assertThat(network.values("dense_1.weight")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.pt", "model.pth", "pytorch_model.bin", "model.pkl"})
    void picklesAreRefusedWithTheWayOut(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameMap.of(images(), folder.resolve(name)))
                .withMessageContaining("is a pickle")
                .withMessageContaining("from safetensors.torch import save_file")
                .withMessageContaining("torch.load(\"" + name + "\", weights_only=True)");
    }

    @Test
    void anIndexLeadsToNoOtherFolder() throws IOException {
        for (String name : List.of("../x.safetensors", "/etc/passwd", "a\\b", "..")) {
            Path index = Files.writeString(
                    folder.resolve("index.json"), Json.write(Map.of("weight_map", Map.of("a", name))));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NameMap.of(images(), index))
                    .withMessageContaining("names a file that is not beside it");
        }
    }
}
