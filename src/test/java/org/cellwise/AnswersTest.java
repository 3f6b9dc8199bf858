package org.cellwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.predict;
import static org.cellwise.Cellwise.readCsv;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Raw rows and whole tables answered by a network, in the session that trained it and in another one. */
class AnswersTest {
    private static final String PENGUINS = "notebooks/data/penguins.csv";

    @TempDir
    private Path folder;

    private static Split species() {
        return dataset(readCsv(PENGUINS))
                .dropMissing()
                .standardize()
                .features("island", "bill_length_mm", "body_mass_g")
                .label("species")
                .split(0.8, seed(1));
    }

    private static Network trained(Split split, Loss loss) {
        Network net = network(inputs(split), dense(8), relu(), dense(outputs(split)));
        new Trainer(net, loss, adam(0.02)).fit(split, 20);
        return net;
    }

    /** What another session finds in a file. */
    public static void main(String[] arguments) throws IOException {
        Network net = network(arguments[0]);
        Table answered = predict(net, readCsv(PENGUINS));
        Files.write(
                Path.of(arguments[1]),
                List.of(
                        net.classifyRaw("Torgersen", 39.1, 3750).toString(),
                        Arrays.toString(net.predictRaw("Biscoe", 50, 5500)),
                        net.meaning().toString(),
                        String.join(" ", answered.stringColumn("prediction").asList()),
                        Arrays.toString(answered.doubleColumn("probability").asDoubleArray())));
    }

    @Test
    void inAnotherSessionAsInThisOne() throws IOException, InterruptedException {
        Network net = trained(species(), crossEntropy());
        Path file = folder.resolve("penguins.safetensors");
        net.save(file);
        main(new String[] {file.toString(), folder.resolve("here").toString()});
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "--add-modules=" + (vectors ? "jdk.incubator.vector" : "java.base"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnswersTest.class.getName(),
                        file.toString(),
                        folder.resolve("there").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(other.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        assertThat(Files.readString(folder.resolve("there"))).isEqualTo(Files.readString(folder.resolve("here")));
    }

    @Test
    void aColumnOfClassesBesideTheRows() {
        Table penguins = readCsv(PENGUINS);
        int columns = penguins.columnCount();
        Network net = trained(species(), crossEntropy());
        Table answered = predict(net, penguins);
        assertThat(penguins.columnCount()).isEqualTo(columns);
        assertThat(answered.columnNames()).endsWith("prediction", "probability").hasSize(columns + 2);
        int right = 0;
        int missing = 0;
        for (int row = 0; row < answered.rowCount(); row++) {
            boolean whole = !penguins.column("bill_length_mm").isMissing(row);
            assertThat(answered.column("prediction").isMissing(row)).isEqualTo(!whole);
            missing += whole ? 0 : 1;
            right += penguins.getString(row, "species").equals(answered.getString(row, "prediction")) ? 1 : 0;
        }
        assertThat(missing).isPositive();
        assertThat(right).isGreaterThan(300);
        String first = net.classifyRaw("Torgersen", 39.1, 3750).label();
        assertThat(answered.getString(0, "prediction")).isEqualTo(first);
        assertThat(net.classifyRaw(Map.of("island", "Torgersen", "bill_length_mm", 39.1, "body_mass_g", 3750))
                        .label())
                .isEqualTo(first);
        assertThat(predict(net, answered).columnNames()).isEqualTo(answered.columnNames());
    }

    @Test
    void numbersInTheUnitOfTheTargets() {
        Split split = dataset(readCsv(PENGUINS))
                .dropMissing()
                .standardize()
                .standardizeTargets()
                .features("flipper_length_mm", "bill_length_mm")
                .target("body_mass_g")
                .split(0.8, seed(1));
        Network net = trained(split, meanSquaredError());
        Table answered = predict(net, readCsv(PENGUINS));
        assertThat(answered.doubleColumn("predicted body_mass_g").mean()).isCloseTo(4200, within(200.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predictRaw((Object[]) null))
                .withMessageContaining("but got null");
        assertThat(net.predictRaw(181, 39.1)[0])
                .isEqualTo(answered.doubleColumn("predicted body_mass_g").get(0));
    }

    /** Numbers alone cannot say that they are a guess. */
    @Test
    void rowsFarFromTrainingAreAnsweredWithThatSaidBesideIt() throws IOException {
        Split split = dataset(readCsv(PENGUINS))
                .dropMissing()
                .standardize()
                .standardizeTargets()
                .features("island", "flipper_length_mm")
                .target("body_mass_g")
                .split(0.8, seed(1));
        Network net = trained(split, meanSquaredError());
        net.save(folder.resolve("mass.safetensors"));
        for (Network one :
                List.of(net, network(folder.resolve("mass.safetensors").toString()))) {
            for (int row = 0; row < split.train().size(); row++) {
                Object[] raw = {split.train().cell(row, 0), split.train().cell(row, 1)};
                assertThat(one.predictRaw(raw)[0])
                        .isEqualTo(one.estimateRaw(raw).value());
                assertThat(one.estimateRaw(raw).notes()).isEmpty();
            }
            assertThat(one.estimateRaw("Biscoe", 250).notes())
                    .as("a little beyond")
                    .isEmpty();
            assertThat(one.estimateRaw("Biscoe", 280).notes())
                    .as("more than half of the range")
                    .hasSize(1);
            assertThat(one.predictRaw("Biscoe", 280)[0])
                    .isEqualTo(one.estimateRaw("Biscoe", 280).value());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one.predictRaw("Biscoe", 19.5))
                    .withMessageContaining(
                            "\"flipper_length_mm\" is 19.5, far from all that training has seen (172 to 231)")
                    .withMessageContaining("its unit and the order of the values (island, flipper_length_mm)")
                    .withMessageContaining("estimateRaw(…) answers all the same");
            assertThat(one.estimateRaw("Biscoe", 19.5).toString())
                    .startsWith("body_mass_g ")
                    .endsWith("; \"flipper_length_mm\" is 19.5, far from all that training has seen (172 to 231)");
        }
        Table table = Table.create(
                StringColumn.create("island", "Biscoe", "Dream"), DoubleColumn.create("flipper_length_mm", 200, 19.5));
        Table answered = predict(net, table);
        assertThat(answered.columnNames()).endsWith("predicted body_mass_g", "unlike training");
        assertThat(answered.getString(0, "unlike training")).isEmpty();
        assertThat(answered.getString(1, "unlike training")).contains("(172 to 231)");
        assertThat(predict(net, table.first(1)).columnNames()).endsWith("predicted body_mass_g");
        assertThat(predict(net, answered).getString(1, "unlike training")).contains("(172 to 231)");
        assertThat(predict(net, answered.first(1)).columnNames())
                .as("no words of before")
                .isEqualTo(List.of("island", "flipper_length_mm", "predicted body_mass_g"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> net.predictRaw("Mars", 200))
                .withMessageContaining("has no category \"Mars\"");
        Network named = trained(species(), crossEntropy());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named.predictRaw("Biscoe", 39.1, 37_500_000))
                .withMessageContaining("classifyRaw(…) answers");
        assertThat(named.classifyRaw("Biscoe", 39.1, 37_500_000).notes()).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> named.estimateRaw("Biscoe", 39.1, 3750))
                .withMessageContaining("call classifyRaw(…)");
    }

    /** Of heavy tails, where a row of training may lie a hundred deviations off. */
    @Test
    void noRowOfTrainingIsFarFromIt() {
        double[][] features = new double[20_000][1];
        double[] targets = new double[features.length]; // three values are no two classes
        for (int i = 0; i < features.length; i++) {
            features[i][0] = i % 400 == 7 ? 1e6 : i % 10;
            targets[i] = i % 3;
        }
        Split split = Dataset.of(features, targets).split(0.9, seed(1)).standardize();
        Network net = trained(split, meanSquaredError());
        assertThat(net.estimateRaw(1e6).notes()).isEmpty();
        assertThat(net.predictRaw(1e6)).hasSize(1);
        assertThat(net.unlikeTraining(-2e6)).singleElement().asString().contains("(0 to 1e6)");
    }

    @Test
    void whatIsMissingIsNamed() {
        Network net = trained(species(), crossEntropy());
        Table less = readCsv(PENGUINS).removeColumns("island");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predict(net, less))
                .withMessageContaining("has no column \"island\"");
        assertThatIllegalArgumentException().isThrownBy(() -> net.classifyRaw("Torgersen", 39.1));
        assertThatIllegalStateException()
                .isThrownBy(() -> predict(network(inputs(2), dense(2)), less))
                .withMessageContaining("was not trained on data that says how: train it on dataset(table)");
    }

    @Test
    void aTrainerThatGoesOnKnowsItToo() {
        Split split = species();
        Network net = network(inputs(split), dense(8), relu(), dense(outputs(split)));
        Trainer trainer = new Trainer(net, crossEntropy(), adam(0.02));
        trainer.fit(split, 2);
        trainer.save(folder.resolve("training").toString());
        Network same = network(inputs(split), dense(8), relu(), dense(outputs(split)));
        new Trainer(same, crossEntropy(), adam(0.02)).load(folder.resolve("training"));
        assertThat(same.classifyRaw("Biscoe", 50, 5500))
                .hasToString(net.classifyRaw("Biscoe", 50, 5500).toString());
        assertThat(network(folder.resolve("training")).classifyRaw("Biscoe", 50, 5500))
                .hasToString(net.classifyRaw("Biscoe", 50, 5500).toString());
    }

    /** The file of a trainer needs no description, since its network is built by code. */
    @Test
    void layersOfOnesOwnGoOnInATrainer() {
        Network net = network(inputs(2), Cellwise.layer("twice", x -> Cellwise.Ops.add(x, x)), dense(2));
        Trainer trainer = new Trainer(net, crossEntropy(), adam(0.02));
        trainer.fit(Cellwise.moons(20, 0.1, seed(1)), 2);
        trainer.save(folder.resolve("own"));
        Network same = network(seed(5), inputs(2), Cellwise.layer("twice", x -> Cellwise.Ops.add(x, x)), dense(2));
        new Trainer(same, crossEntropy(), adam(0.02)).load(folder.resolve("own"));
        assertThat(same.predict(1, 2)).isEqualTo(net.predict(1, 2));
    }

    /** One description for all pixels alike, not one for each. */
    @Test
    void manyColumnsAlikeTakeLittleRoom() throws IOException {
        double[][] rows = new double[4][10_000];
        Network net = network(inputs(10_000), dense(2));
        new Trainer(net, crossEntropy(), adam(0.01)).fit(dataset(rows, new int[] {0, 1, 0, 1}), 1);
        net.save(folder.resolve("wide"));
        assertThat(Files.size(folder.resolve("wide"))).isLessThan(10_000 * (8 + 10 + 10) + 5_000);
        Network back = network(folder.resolve("wide"));
        assertThat(back.preparation().columns()).isEqualTo(net.preparation().columns());
        assertThat(back.preparation().encode((Object) new double[10_000])).hasSize(10_000);
    }
}
