package org.cellwise.model.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Cellwise.conv2d;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.depthwiseConv2d;
import static org.cellwise.Cellwise.flatten;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.maxPool;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.permute;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.sigmoid;
import static org.cellwise.Cellwise.softmax;
import static org.cellwise.Cellwise.tanh;
import static org.cellwise.Cellwise.weightsFrom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.cellwise.layer.norm.BatchNorm;
import org.cellwise.model.Expected;
import org.cellwise.model.exchange.NameMap;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as Keras 3 writes them become networks, or give their weights to one. */
class KerasFilesTest {
    private static final Path FILES = Path.of("src/test/resources/keras");

    @ParameterizedTest
    @ValueSource(strings = {"images", "sequence", "attention"})
    void modelsAnswerAsInKeras(String name) throws IOException {
        Network network = network(FILES.resolve(name + ".keras").toString());
        Expected.assertAnswers(network, FILES.resolve("keras.json"), name, 2e-5);
    }

    @Test
    void weightsAloneGoIntoANetworkOfOnesOwn() throws IOException {
        for (String file : new String[] {"images.weights.h5", "images.keras"}) {
            Network network = network(
                    inputs(8, 8, 2),
                    permute(3, 1, 2),
                    conv2d(4, 3).same(),
                    relu(),
                    new BatchNorm(0.1, 1e-3, false),
                    depthwiseConv2d(3).same(),
                    sigmoid(),
                    maxPool(2),
                    permute(2, 3, 1),
                    flatten(),
                    dense(5),
                    tanh(),
                    dense(3),
                    softmax());
            NameMap map = weightsFrom(network, FILES.resolve(file).toString());
            assertThat(map.toString())
                    .contains("<-  layers/conv2d/vars/0 (3 x 3 x 2 x 4, float 32 bits), inputs first")
                    .contains("<-  layers/dense_1/vars/0 (5 x 3, float 32 bits), as it is")
                    .contains("<-  layers/batch_normalization/vars/3 (4, float 32 bits), as it is")
                    .endsWith("nothing is left over");
            Expected.assertAnswers(map.apply(), FILES.resolve("keras.json"), "images", 2e-5);
        }
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(FILES.resolve("refused.keras").toString()))
                .withMessageContaining("refused.keras: layer 2, noise (GaussianNoise) is no layer of ours");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(FILES.resolve("images.weights.h5").toString()))
                .withMessageContaining("holds weights, but not what layers they belong to")
                .withMessageContaining("weightsFrom(net, \"images.weights.h5\").apply()");
    }

    /** Which Keras computes otherwise than the layer of that name does as a rule. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "GlobalAveragePooling1D | 'keepdims': true | keeps axes of size 1",
                "GlobalMaxPooling1D | 'data_format': 'channels_first' | has its channels first",
                "Flatten | 'data_format': 'channels_first' | has its channels first",
                "LayerNormalization | 'axis': -1, 'epsilon': 0.1, 'scale': true, 'center': true, 'rms_scaling': true | takes no mean away"
            })
    void settingsThatChangeWhatALayerComputesAreRefused(String type, String settings, String why, @TempDir Path folder)
            throws IOException {
        Path file = keras(folder.resolve("other.keras"), "[null, 3, 4]", type, settings.replace('\'', '"'));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file.toString()))
                .withMessageContaining("other.keras: layer 1, it (" + type + ") " + why);
    }

    @Test
    void layersThatAreLargerThanTheirWeightsTakeNoMemory(@TempDir Path folder) throws IOException {
        Path file = keras(
                folder.resolve("lying.keras"),
                "[null, 20000]",
                "Dense",
                "\"units\": 100000, \"activation\": \"linear\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(file.toString()))
                .withMessageContaining("lying.keras has layers of 2000100000 parameters, but only ");
    }

    /** A file with one layer, and weights of others. */
    private static Path keras(Path file, String inputs, String type, String settings) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write("""
                    {"class_name": "Sequential", "config": {"name": "s", "build_input_shape": %s, "layers": [
                    {"class_name": "%s", "config": {"name": "it", %s}}]}}""".formatted(inputs, type, settings).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(Files.readAllBytes(FILES.resolve("images.weights.h5")));
        }
        return file;
    }
}
