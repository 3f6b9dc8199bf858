package org.cellwise.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cellwise.Cellwise.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.cellwise.data.Split;
import org.cellwise.layer.Layer;
import org.cellwise.layer.LayerExamples;
import org.cellwise.math.Compute;
import org.cellwise.math.FloatMath;
import org.cellwise.math.Seed;
import org.cellwise.math.SeededRandom;
import org.cellwise.math.Workers;
import org.cellwise.model.NetworkExamples;
import org.cellwise.network.Inputs;
import org.cellwise.network.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Classes that are written, compiled and compared with the networks that they come from, to the bit. */
class JavaSourceTest {
    private static final Compute PLAIN = new Compute(FloatMath.plain(), Workers.inline());

    /** The same layers and weights on the plain loops. */
    private static Network plain(Network network) {
        List<Layer> layers =
                network.layers().stream().map(built -> built.layer()).toList();
        Network plain = new Network(new Seed(1), PLAIN, new Inputs(network.inputShape(), List.of()), layers);
        System.arraycopy(
                network.parameters().values(),
                0,
                plain.parameters().values(),
                0,
                plain.parameters().values().length);
        return plain;
    }

    /** A network and rows that it reads. */
    private record Case(String name, Network network, float[] rows, int count) {}

    private static void assertSame(Network network, float[] rows, int count) {
        assertSame(List.of(new Case("", network, rows, count)));
    }

    /** All at once, since a compiler is slow to start. */
    private static void assertSame(List<Case> cases) {
        List<Network> networks = cases.stream().map(c -> plain(c.network)).toList();
        List<JavaSource> sources = IntStream.range(0, cases.size())
                .mapToObj(i -> JavaSource.of(networks.get(i), "Predictor" + i))
                .toList();
        Compiled written = Compiled.of(sources.toArray(new JavaSource[0]));
        for (int i = 0; i < cases.size(); i++) {
            assertSame(written.of("Predictor" + i), networks.get(i), cases.get(i));
        }
    }

    private static void assertSame(Compiled written, Network plain, Case of) {
        int width = of.rows.length / of.count;
        float[] all = plain.predict(of.rows, of.count);
        int outputs = all.length / of.count;
        for (int row = 0; row < of.count; row++) {
            double[] inputs = doubles(of.rows, row * width, width);
            double[] y = (double[]) written.call("predict", (Object) inputs);
            assertThat(y).as("%s, row %s", of.name, row).containsExactly(plain.predict(inputs));
            assertThat(y)
                    .as("%s, row %s of a batch", of.name, row)
                    .containsExactly(doubles(all, row * outputs, outputs));
        }
    }

    private static double[] doubles(float[] numbers, int from, int count) {
        double[] doubles = new double[count];
        Arrays.setAll(doubles, i -> numbers[from + i]);
        return doubles;
    }

    @Test
    void everyLayer() {
        assertSame(LayerExamples.all()
                .map(layer -> {
                    Network network =
                            new Network(new Seed(3), PLAIN, new Inputs(layer.row(), List.of()), List.of(layer.layer()));
                    NetworkExamples.shake(network);
                    return new Case(layer.toString(), network, layer.rows(3, new SeededRandom(7)), 3);
                })
                .toList());
    }

    @Test
    void everyActivation() {
        float[] rows = {-2, -0.3f, 0, 0.4f, 3, 1, 1, -1, 0.2f, 9, -0.01f, 88, -88, 1e-30f, 0.019f};
        assertSame(NetworkExamples.activations()
                .map(activation -> new Case(activation.toString(), network(inputs(5), activation), rows, 3))
                .toList());
    }

    @Test
    void wholeNetworks() {
        List<Network> networks = NetworkExamples.networks().toList();
        networks.forEach(NetworkExamples::shake);
        assertSame(networks.stream()
                .map(network -> new Case(network.toString(), network, NetworkExamples.rows(network, 3), 3))
                .toList());
    }

    @Test
    void longSums() {
        Network wide =
                network(inputs(5000), dense(3), relu(), dense(300), layerNorm(), dense(1200), rmsNorm(), softmax());
        NetworkExamples.shake(wide);
        assertSame(wide, NetworkExamples.rows(wide, 2), 2);
    }

    @Test
    void stepsOfLayersOfOnesOwn() {
        Network network = NetworkExamples.manyOps("all \"*/ of \\u0022 them");
        assertSame(network, new float[] {0.5f, -1, 2, 0.1f, 0.7f, -0.4f, 1, 2, 3, -1, -2, -3}, 2);
    }

    private static Table flats() {
        String[] quarter = {"north", "so\"uth", "east, far", "north", "so\"uth", "north", "rare", "north"};
        String[] level = {"low", "high", "middle", "low", "", "high", "middle", "low"};
        Table table = Table.create(
                DoubleColumn.create("size of \"it\"", new Double[] {50.0, 80.0, null, 120.0, 61.5, 45.0, 88.0, 70.25}),
                DoubleColumn.create("rent", 500, 1100, 900, 1500.5, 640, 480, 1020, 760),
                DoubleColumn.create("month", 1, 4, 7, 12, 3, 2, 9, 11),
                DoubleColumn.create("floor", 1, 2, 2, 3, 5, 1, 9, 3),
                StringColumn.create("quarter", quarter),
                StringColumn.create("level", level),
                StringColumn.create("good", "yes", "no", "no", "yes", "no", "yes", "no", "yes"));
        Table more = table.copy();
        for (int i = 0; i < 4; i++) {
            more.append(table);
        }
        return more;
    }

    private static Split split(String target) {
        var data = dataset(flats())
                .fillMedian("size of \"it\"")
                .fill("none", "level")
                .standardize()
                .log("rent")
                .quantile("floor")
                .cyclic("month", 12)
                .groupRare(8, "quarter")
                .ordinal("level", "none", "low", "middle", "high");
        return (target.equals("good")
                        ? data.label("good")
                        : data.features("size of \"it\"", "month", "floor", "quarter", "level")
                                .standardizeTargets()
                                .target(target))
                .split(0.75, seed(3));
    }

    @Test
    void rawRowsAndClasses() {
        Split split = split("good");
        Network network = network(inputs(split), dense(5), tanh(), dense(outputs(split)));
        trainer(network, crossEntropy(), adam(0.05)).fit(split, epochs(5));
        Network plain = plainTwin(network);
        Compiled written = Compiled.of(JavaSource.of(plain, "Predictor"));
        Table table = flats();
        List<String> columns = network.preparation().columns();
        for (int i = 0; i < 8; i++) {
            int row = i;
            Object[] raw = columns.stream().map(name -> value(table, row, name)).toArray();
            assertThat((double[]) written.call("encode", (Object) raw))
                    .containsExactly(plain.preparation().encode(raw));
            assertThat((double[]) written.call("predictRaw", (Object) raw)).containsExactly(plain.predictRaw(raw));
            assertThat(written.call("classifyRaw", (Object) raw))
                    .isEqualTo(plain.classifyRaw(raw).label());
            double[] p = (double[]) written.call("probabilities", (Object) plain.predictRaw(raw));
            assertThat(Arrays.stream(p).boxed().toList())
                    .isEqualTo(plain.classifyRaw(raw).probabilities());
        }
        assertThatThrownBy(() -> written.call("encode", (Object) new Object[] {1}))
                .rootCause()
                .hasMessageContaining("expected 6 values")
                .hasMessageContaining("but got 1");
    }

    private static Object value(Table table, int row, String name) {
        Object value = table.column(name).get(row);
        return "".equals(value) || table.column(name).isMissing(row) ? null : value;
    }

    /** The network with all that it knows, on the plain loops. */
    private static Network plainTwin(Network network) {
        Network plain = plain(network);
        plain.prepare(network.preparation());
        plain.settle(network.meaning(), network.inputNames());
        return plain;
    }

    @Test
    void numbersComeInTheUnitOfTheTargets() {
        Split split = split("rent");
        Network network = network(inputs(split), dense(5), tanh(), dense(outputs(split)));
        trainer(network, meanSquaredError(), adam(0.05)).fit(split, epochs(5));
        Network plain = plainTwin(network);
        Compiled written = Compiled.of(JavaSource.of(plain, "Predictor"));
        Object[] raw = {61.5, 3.0, 5.0, "unheard of", "high"};
        List<String> columns = plain.preparation().columns();
        Object[] ordered = columns.stream()
                .map(name -> raw[
                        List.of("size of \"it\"", "month", "floor", "quarter", "level")
                                .indexOf(name)])
                .toArray();
        assertThat((double[]) written.call("predictRaw", (Object) ordered)).containsExactly(plain.predictRaw(ordered));
    }

    @Test
    void rowsFromStandardInput() {
        Split split = split("good");
        Network network = network(inputs(split), dense(4), tanh(), dense(outputs(split)));
        trainer(network, crossEntropy(), adam(0.05)).fit(split, epochs(3));
        Network plain = plainTwin(network);
        Compiled written = Compiled.of(JavaSource.of(plain, "Predictor"));
        String rows = "level,quarter,more,month,rent,floor,\"size of \"\"it\"\"\"\r\n"
                + "high,\"so\"\"uth\",1,4,1100,2,80\n"
                + ",\"east, far\",,7,900,2,\n";
        String[] lines = written.main(rows).split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).isEqualTo("class,probability");
        var first = plain.classifyRaw(Map.of(
                "level", "high", "quarter", "so\"uth", "month", 4, "rent", 1100, "floor", 2, "size of \"it\"", 80));
        assertThat(lines[1]).isEqualTo(first.label() + "," + first.probability());
        assertThat(written.main("")).isEqualTo("class,probability\n");
    }

    /** What {@code %load Predictor.java} does in a cell. */
    @Test
    void theNextCellCallsIt() {
        Network network = plain(network(inputs(70), dense(40), relu(), dense(2)));
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            assertThat(shell.eval(JavaSource.of(network, "Predictor").text()))
                    .allMatch(event -> event.status() == Snippet.Status.VALID);
            String value =
                    shell.eval("Predictor.predict(new double[70])[1]").get(0).value();
            assertThat(value).isEqualTo(String.valueOf(network.predict(new double[70])[1]));
        }
    }

    @Test
    void theFileHasTheNameOfTheClass(@TempDir Path folder) throws IOException {
        JavaSource source = JavaSource.of(network(inputs(2), dense(2)), "Predictor");
        assertThat(source.save(folder.toString()))
                .isEqualTo(folder.resolve("Predictor.java"))
                .hasContent(source.text());
        assertThat(source.save(folder.resolve("Predictor.java").toString())).exists();
        assertThat(source).hasToString("class Predictor: predict of 2 inputs; save(\"Predictor.java\") writes it");
    }

    @Test
    void manyColumnsThatAreScaledAlike() {
        double[][] features = new double[20][3200];
        String[] labels = new String[20];
        SeededRandom random = new SeededRandom(5);
        for (int i = 0; i < 20; i++) {
            labels[i] = i % 2 == 0 ? "a" : "b";
            for (int k = 0; k < 3200; k++) {
                features[i][k] = random.nextInt(256);
            }
        }
        Split split = dataset(features, labels).split(0.5, seed(1));
        Network network = network(inputs(split), dense(2));
        trainer(network, crossEntropy(), adam(0.01)).fit(split, epochs(1));
        Network plain = plainTwin(network);
        Compiled written = Compiled.of(JavaSource.of(plain, "Predictor"));
        Object[] raw = Arrays.stream(features[3]).boxed().toArray();
        assertThat((double[]) written.call("predictRaw", (Object) raw)).containsExactly(plain.predictRaw(raw));
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        Network small = network(inputs(2), dense(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaSource.of(small, "my class"))
                .withMessageContaining("toJava expects a name for a class, such as \"Predictor\"");
        for (String word : List.of("class", "true", "_", "var", "record", "", "1st", "Prädiktor", "a.B")) {
            assertThatIllegalArgumentException().as(word).isThrownBy(() -> JavaSource.of(small, word));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaSource.of(small, "A").save("B.java"))
                .withMessageContaining("A class stands in a file of its name, A.java");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaSource.of(network(inputs(3000), dense(2000)), "A"))
                .withMessageContaining(
                        "A class in Java holds 4,194,304 weights at most, but this network has 6,002,000");
        small.parameters().values()[0] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaSource.of(small, "A"))
                .withMessageContaining("toJava expects finite weights, but some of dense_1.weight are not");
    }
}
