package org.cellwise.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cellwise.Cellwise;
import org.cellwise.data.Dataset;
import org.cellwise.data.RowEncoder;
import org.cellwise.file.ElementType;
import org.cellwise.file.FileFormatException;
import org.cellwise.file.Json;
import org.cellwise.file.TensorData;
import org.cellwise.file.TensorFile;
import org.cellwise.file.TensorWriter;
import org.cellwise.layer.Layer;
import org.cellwise.layer.Scale;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.op.Ops;
import org.cellwise.tensor.Shape;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network that leaves its session and comes back in another. */
class NetworkFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("net.safetensors");
    }

    private static Network load(Path file) {
        return Network.load(file, Compute.of(1), RowEncoder::of);
    }

    private static Network usual() {
        return Cellwise.network(
                Cellwise.inputs("x", "y"),
                Cellwise.dense(5),
                Cellwise.batchNorm(),
                Cellwise.leakyRelu(0.1),
                Cellwise.residual(Cellwise.dense(5).weights(Cellwise.uniform(-1, 1)), Cellwise.tanh()),
                Cellwise.dense(3));
    }

    private static Trainer trained(Network net) {
        Dataset data = Cellwise.blobs(90, 3, 0.5, Cellwise.seed(1));
        Trainer trainer = new Trainer(net, Cellwise.crossEntropy(), Cellwise.adam(0.01));
        trainer.fit(data.inputs("x", "y"), 2);
        return trainer;
    }

    @Test
    void allOfItComesBack() throws IOException {
        Network net = usual();
        trained(net);
        net.freeze("residual_1");
        net.save(file());
        Network back = load(file());
        assertThat(back.summary()).isEqualTo(net.summary());
        assertThat(back.parameters().values()).isEqualTo(net.parameters().values());
        assertThat(back.inputNames()).containsExactly("x", "y");
        assertThat(back.outputNames()).isEqualTo(net.outputNames());
        assertThat(back.meaning()).isEqualTo(net.meaning());
        assertThat(back.isTaught()).isTrue();
        assertThat(back.layer("residual_1").trainable()).isFalse();
        assertThat(back.layer("dense_1").trainable()).isTrue();
        assertThat(back.training()).isEqualTo(net.training()).containsEntry("epochs", 2L);
        assertThat(back.classify(0.3, -1)).hasToString(net.classify(0.3, -1).toString());
        assertThat(back.predict(0.3, -1)).isEqualTo(net.predict(0.3, -1));
        back.save(folder.resolve("again"));
        assertThat(folder.resolve("again")).hasSameBinaryContentAs(file());
    }

    @Test
    void otherSoftwareFindsTheArraysByName() {
        usual().save(file());
        try (TensorFile arrays = TensorFile.open(file())) {
            assertThat(arrays.entry("dense_1.weight")).hasToString("dense_1.weight (2 x 5, f32)");
            assertThat(arrays.entry("batch_norm_1.running_mean").hasShape(5)).isTrue();
            assertThat(arrays.has("residual_1.dense_1.bias")).isTrue();
        }
    }

    @Test
    void aLayerOfOnesOwnIsRefusedWithAWayOutThatWorks() {
        Layer own = Cellwise.residual(Cellwise.dense(2), Cellwise.layer("twice", x -> Ops.add(x, x)));
        Network net = Cellwise.network(Cellwise.inputs(2), own, Cellwise.dense(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.save(file()))
                .withMessageContaining("residual_1.twice_1 is a function of your own")
                .withMessageContaining("net.saveWeights(");
        assertThat(file()).doesNotExist();
        net.saveWeights(file());
        Network same = Cellwise.network(new Seed(9), Cellwise.inputs(2), own, Cellwise.dense(1));
        assertThat(same.loadWeights(file()).predict(1, 2)).isEqualTo(net.predict(1, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(file()))
                .withMessageContaining("no description of a network")
                .withMessageContaining("call loadWeights(\"net.safetensors\")");
    }

    @Test
    void weightsThatDoNotFitChangeNothing() {
        Network net = usual();
        net.saveWeights(file());
        Network other = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(6), Cellwise.dense(3));
        float[] before = other.parameters().values().clone();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.loadWeights(file().toString()))
                .withMessageContaining("has dense_1.weight (2 x 5, f32), but the network's is dense_1.weight (2 x 6)");
        Network less = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> less.loadWeights(file()))
                .withMessageContaining("has arrays that the network has not: batch_norm_1.weight");
        Network more = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(5), Cellwise.layerNorm());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> more.loadWeights(file()))
                .withMessageContaining("has no array for layer_norm_1.weight (5)");
        assertThat(other.parameters().values()).isEqualTo(before);
    }

    @Test
    void whatATrainerSavedIsANetworkToo() {
        Trainer trainer = trained(usual());
        trainer.save(file());
        Network net = trainer.network();
        assertThat(load(file()).predict(1, 2)).isEqualTo(net.predict(1, 2));
        usual().loadWeights(file());
        net.save(file());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trained(usual()).load(file()))
                .withMessageContaining("a network that net.save(…) wrote comes back by network(…)");
    }

    @Test
    void numbersOfOtherTypesAreTaken() {
        Network net = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(1));
        TensorWriter.write(
                file(),
                Map.of(NetworkFile.DESCRIPTION, NetworkFile.describe(net)),
                List.of(
                        new TensorData("dense_1.weight", ElementType.F64, new int[] {2, 1}, (to, from, n) -> {
                            to.putDouble(3).putDouble(4);
                        }),
                        TensorData.of("dense_1.bias", 5f)));
        assertThat(load(file()).predict(1, 10)).containsExactly(48);
    }

    /** A preparation that makes two inputs of one column, and doubles outputs. */
    /** With a checksum it is what was saved; without one it may be damage. */
    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        Network net = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(2));
        net.parameters().values()[3] = Float.NaN;
        net.save(file());
        byte[] bytes = Files.readAllBytes(file());
        String header = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(Double.isNaN(Cellwise.network(file()).values("dense_1.weight")[3]))
                .isTrue();
        int at = header.indexOf("checksum");
        bytes[at] = 'C'; // as by software that writes the file anew
        Files.write(file(), bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cellwise.network(file()))
                .withMessageContaining("number 3 of dense_1.weight is NaN, and the file has no checksum");
        Network other = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(2));
        double[] before = other.values("dense_1.weight");
        assertThatIllegalArgumentException().isThrownBy(() -> other.loadWeights(file()));
        assertThat(other.values("dense_1.weight")).isEqualTo(before);
    }

    private record Powers(double factor) implements Preparation {
        @Override
        public List<String> columns() {
            return List.of("length");
        }

        @Override
        public List<String> inputNames() {
            return List.of("x", "y");
        }

        @Override
        public double[] encode(Object... raw) {
            double length = ((Number) raw[0]).doubleValue();
            return new double[] {length, length * length};
        }

        @Override
        public double[] decode(double... outputs) {
            return Arrays.stream(outputs).map(y -> factor * y).toArray();
        }

        @Override
        public boolean hasNumericTargets() {
            return true;
        }

        @Override
        public Preparation withoutTargets() {
            return new Powers(1);
        }

        @Override
        public Map<String, Object> describe() {
            return Map.of("factor", factor);
        }
    }

    @Test
    void rowsArePreparedAsBefore() {
        Network net = Cellwise.network(Cellwise.inputs("x", "y"), Cellwise.dense(Cellwise.outputs("price")));
        assertThatIllegalStateException()
                .isThrownBy(() -> net.predictRaw(3))
                .withMessageContaining("was not trained on data that says how");
        net.prepare(new Powers(2));
        net.settle(
                net.meaning()
                        .of(OutputMeaning.Kind.NUMBERS, List.of("price"), 1, 1)
                        .settled(),
                List.of());
        double[] outputs = net.predict(3, 9);
        assertThat(net.predictRaw(3)).containsExactly(2 * outputs[0]);
        net.save(file());
        Network back =
                Network.load(file(), Compute.of(1), description -> new Powers((double) description.get("factor")));
        assertThat(back.predictRaw(Map.of("length", 3, "colour", "red"))).containsExactly(2 * outputs[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> back.predictRaw(Map.of("lenght", 3)))
                .withMessageContaining("length is missing: did you mean \"lenght\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Cellwise.network(Cellwise.inputs(3), Cellwise.dense(1)).prepare(new Powers(1)))
                .withMessageContaining("expects 3 inputs, but rows are prepared to 2");
    }

    /** Whatever a description says, no more memory is taken than the file has numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "units\":5|units\":2000000000|units is 2000000000, more than the file has numbers for",
                "units\":3|units\":1000000|has dense_2.weight (5 x 3, f32), but the network's is dense_2.weight (5 x 1000000)",
                "units\":5|units\":6|describes a network that cannot be built: residual_1: residual adds",
                "units\":5|units\":-5|dense expects at least 1 unit, but got -5",
                "units\":5|units\":5.5|dense expects for units a value such as int, but got 5.5",
                "units\":5|unit\":5|dense expects the setting units, but it is missing",
                "units\":5|units\":5,\"more\":1|dense has the setting more, which this version of Cellwise does not know",
                "kind\":\"dense|kind\":\"dence|has no layer of the kind dence: did you mean \"dense\"?",
                "version\":1|version\":2|was saved by a newer version of Cellwise (in format 2",
                "shape\":[2]|shape\":[3]|expects a name for each of 3 inputs",
                "shape\":[2]|shape\":[2,2,2,2,2,2,2,2,2]|expects at most 8 sizes",
                "scale\":\"logits|scale\":\"loud|expects one of open, logits",
                "positions\":1|positions\":2|is not one of outputs of shape 3",
                "role\":\"layers\"|role\":7|role expects a text",
            })
    void descriptionsThatLie(String what, String by, String why) throws IOException {
        Network net = usual();
        trained(net);
        String text = NetworkFile.describe(net);
        assertThat(text).contains(what);
        String lie = text.substring(0, text.indexOf(what)) + by + text.substring(text.indexOf(what) + what.length());
        TensorWriter.write(file(), Map.of(NetworkFile.DESCRIPTION, lie), NetworkFile.weights(net));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> load(file()))
                .withMessageContaining(why);
    }

    @Test
    void layersInLayersInLayers() {
        Layer deep = Cellwise.dense(2);
        for (int i = 0; i < 20; i++) {
            deep = Cellwise.sequential(deep);
        }
        Network net = Cellwise.network(Cellwise.inputs(2), deep);
        net.save(file());
        assertThat(load(file()).predict(1, 2)).isEqualTo(net.predict(1, 2));
        Layer deeper = deep;
        for (int i = 0; i < 20; i++) {
            deeper = Cellwise.sequential(deeper);
        }
        Network tooDeep = Cellwise.network(Cellwise.inputs(2), deeper);
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> tooDeep.save(file()))
                .withMessageContaining("deep");
    }

    @Test
    void firstWeightsThatNoFileKeepsAreAskedForOnlyWhereNeeded() {
        Network net = Cellwise.network(Cellwise.inputs(2), Cellwise.dense(1).weights(Cellwise.numbers(1, 2)));
        net.save(file());
        Network back = load(file());
        assertThat(back.predict(1, 1)).containsExactly(3);
        assertThat(back.copy().predict(1, 1)).containsExactly(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(
                        Seed.DEFAULT,
                        Compute.of(1),
                        Inputs.shaped(2),
                        List.of(back.layers().get(0).layer())))
                .withMessageContaining(
                        "numbers(2 of them), which no file keeps: give the layer others with weights(…)");
    }

    @Test
    void beforeTrainingAllIsOpen() {
        Network net = Cellwise.network(
                Cellwise.inputs(1, 4, 4), Cellwise.conv2d(2, 3), Cellwise.flatten(), Cellwise.dense(3));
        net.save(file());
        Network back = load(file());
        assertThat(back.meaning()).isEqualTo(net.meaning());
        assertThat(back.isTaught()).isFalse();
        assertThat(back.inputShape()).isEqualTo(Shape.of(1, 4, 4));
        assertThat(back.meaning().scale()).isEqualTo(Scale.OPEN);
        assertThat(back.training()).isEmpty();
    }

    @Test
    void theDescriptionIsPlainJson() throws IOException {
        usual().save(file());
        Map<String, Object> known = new LinkedHashMap<>();
        try (TensorFile arrays = TensorFile.open(file())) {
            known.putAll(
                    Json.readObject("it", arrays.metadata().get("cellwise")).values());
        }
        assertThat(known.keySet())
                .containsExactly("version", "inputs", "layers", "outputs", "frozen", "meaning", "taught", "training");
        assertThat(Files.size(file())).isLessThan(5_000);
    }
}
