package org.cellwise.train;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cellwise.Reference.assertClose;
import static org.cellwise.Reference.numbers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cellwise.Reference;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.Source;
import org.cellwise.layer.Layer;
import org.cellwise.layer.dense.Dense;
import org.cellwise.math.Compute;
import org.cellwise.math.Seed;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.cellwise.network.Reading;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Optimizer;
import org.cellwise.train.optimizer.ReferenceOptimizers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole training runs, named like {@code 4-16-16-3 relu, cross entropy, adam lr 0.01, batch 16}. */
class TrainingReferenceTest {
    private static final double VALUES = 1e-5;
    private static final double WEIGHTS = 1e-4;

    /** What a name tells; mse runs apply the activation after the last layer too, cross entropy runs end in logits. */
    private record Recipe(
            List<Integer> sizes, Layer activation, Loss loss, Optimizer optimizer, int batch, boolean bias) {
        static Recipe of(String name) {
            List<String> parts = new ArrayList<>(List.of(name.split(", ")));
            boolean bias = !parts.remove("no bias");
            if (parts.size() != 4 || !parts.get(3).matches("batch \\d+")) {
                throw new IllegalArgumentException("Cannot read the case name " + name);
            }
            String[] shape = parts.get(0).split(" ", 2);
            List<Integer> sizes =
                    Arrays.stream(shape[0].split("-")).map(Integer::valueOf).toList();
            int batch = Integer.parseInt(parts.get(3).substring("batch ".length()));
            return new Recipe(
                    sizes,
                    ReferenceLayers.activation(shape[1]),
                    loss(parts.get(1)),
                    ReferenceOptimizers.of(parts.get(2)),
                    batch,
                    bias);
        }

        private static Loss loss(String name) {
            return switch (name) {
                case "mse" -> Losses.meanSquaredError();
                case "cross entropy" -> Losses.crossEntropy();
                default -> throw new IllegalArgumentException("Unknown loss " + name);
            };
        }

        Network network() {
            List<Layer> layers = new ArrayList<>();
            for (int i = 1; i < sizes.size(); i++) {
                layers.add(new Dense(sizes.get(i), bias, null, null));
                if (i < sizes.size() - 1 || (loss.reads() == Reading.VALUES || loss.reads() == Reading.ANSWER_LOGITS)) {
                    layers.add(activation);
                }
            }
            return new Network(Seed.DEFAULT, Compute.of(1), Inputs.shaped(sizes.get(0)), layers);
        }
    }

    static Stream<String> runs() {
        return Reference.read("training").getAsJsonObject("cases").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void lossesAndEndWeightsAreThoseOfTheReference(String name) {
        JsonObject expected =
                Reference.read("training").getAsJsonObject("cases").getAsJsonObject(name);
        Recipe recipe = Recipe.of(name);
        Network network = recipe.network();
        start(network, expected.getAsJsonArray("start"));
        Trainer trainer = new Trainer(network, recipe.loss, recipe.optimizer).decayBiases();
        Dataset data = data(expected);
        int turns = expected.get("batches_in_turn").getAsInt();
        JsonArray losses = expected.getAsJsonArray("losses");
        double[] actual = new double[losses.size()];
        Batch batch = new Batch(data.schema(), recipe.batch);
        Source.Pass pass = data.pass();
        for (int step = 0; step < actual.length; step++) {
            pass.fill(batch, step % turns * recipe.batch, recipe.batch, network.compute());
            actual[step] = trainer.step(batch);
        }
        assertClose(name + ", losses", numbers(losses), actual, VALUES);
        JsonArray ends = expected.getAsJsonArray("end");
        for (int i = 0; i < ends.size(); i++) {
            for (String part : ends.get(i).getAsJsonObject().keySet()) {
                String parameter = parameter(i, part);
                JsonElement numbers = ends.get(i).getAsJsonObject().get(part);
                assertClose(name + ", " + parameter, numbers(numbers), network.values(parameter), WEIGHTS);
            }
        }
    }

    private static void start(Network network, JsonArray layers) {
        for (int i = 0; i < layers.size(); i++) {
            JsonObject layer = layers.get(i).getAsJsonObject();
            for (String part : layer.keySet()) {
                network.setValues(parameter(i, part), numbers(layer.get(part)));
            }
        }
    }

    private static String parameter(int layer, String part) {
        return switch (part) {
            case "weight_in_by_out" -> "dense_" + (layer + 1) + ".weight";
            case "bias" -> "dense_" + (layer + 1) + ".bias";
            default -> throw new IllegalArgumentException("Unknown part of a layer: " + part);
        };
    }

    private static Dataset data(JsonObject expected) {
        double[][] x = rows(expected.get("x"));
        JsonArray y = expected.getAsJsonArray("y");
        return y.get(0).isJsonArray()
                ? Dataset.of(x, rows(y))
                : Dataset.ofClasses(
                        x, Arrays.stream(numbers(y)).mapToInt(c -> (int) c).toArray());
    }

    private static double[][] rows(JsonElement matrix) {
        List<double[]> rows = new ArrayList<>();
        matrix.getAsJsonArray().forEach(row -> rows.add(numbers(row)));
        return rows.toArray(double[][]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4-3 wavy, mse, sgd lr 0.1, batch 1",
                "4-3 relu, hinge, sgd lr 0.1, batch 1",
                "4-3 relu, mse, lion lr 0.1, batch 1",
                "4-3 relu, mse, sgd lr 0.1",
            })
    void anUnknownCaseNameFails(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Recipe.of(name));
    }
}
