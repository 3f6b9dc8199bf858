package org.cellwise.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.adam;
import static org.cellwise.Cellwise.binaryCrossEntropy;
import static org.cellwise.Cellwise.crossEntropy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.f1;
import static org.cellwise.Cellwise.importance;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.integratedGradients;
import static org.cellwise.Cellwise.meanAbsoluteError;
import static org.cellwise.Cellwise.meanSquaredError;
import static org.cellwise.Cellwise.nearestRows;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.partialDependence;
import static org.cellwise.Cellwise.relu;
import static org.cellwise.Cellwise.saliency;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.shap;
import static org.cellwise.Cellwise.shapes;
import static org.cellwise.Cellwise.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.Cellwise;
import org.cellwise.data.Dataset;
import org.cellwise.data.Split;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What a network goes by, on data where that is known, and what users get wrong. */
class ExplainTest {
    private static final int ROWS = 90;
    private static final Table TABLE = table();
    private static final Split SPLIT = dataset(TABLE)
            .standardize()
            .features("size", "colour", "same")
            .label("kind")
            .split(0.8, seed(1));
    private static final Network NET = trained(SPLIT);

    /** The kind follows from size and colour; the third column has one value. */
    private static Table table() {
        DoubleColumn size = DoubleColumn.create("size");
        StringColumn colour = StringColumn.create("colour");
        DoubleColumn same = DoubleColumn.create("same");
        StringColumn kind = StringColumn.create("kind");
        DoubleColumn price = DoubleColumn.create("price");
        for (int i = 0; i < ROWS; i++) {
            double number = 10 + i * 37 % 90;
            size.append(number);
            colour.append(List.of("<red>", "green", "blue").get(i % 3));
            same.append(5);
            kind.append(number > 50 ? "large" : i % 3 == 0 ? "small & red" : "small");
            price.append(1000 + 20 * number);
        }
        return Table.create("things", size, colour, same, kind, price);
    }

    private static Network trained(Split split) {
        Trainer trainer = trainer(
                        network(inputs(split), dense(8), relu(), dense(outputs(split))), crossEntropy(), adam(0.05))
                .quiet();
        trainer.fit(split, 60);
        return trainer.network();
    }

    // -- importance

    @Test
    void columnsThatDecideAreImportantAndOthersAreNot() {
        Importance found = importance(NET, SPLIT.train());
        assertThat(found.columns()).extracting(Importance.Column::name).containsExactly("size", "colour", "same");
        assertThat(found.columns().get(0).mean()).isGreaterThan(0.3);
        assertThat(found.columns().get(1).mean()).isBetween(0.05, 0.3);
        assertThat(found.columns().get(2).mean()).isZero();
        assertThat(found.toString())
                .startsWith("How much accuracy falls without each column")
                .contains("same: 0, one value in all rows");
        assertThat(importance(NET, SPLIT.train())).isEqualTo(found);
        assertThat(importance(NET, SPLIT.train(), f1(), 3, seed(9))
                        .columns()
                        .get(0)
                        .changes())
                .hasSize(3);
    }

    @Test
    void anErrorGrowsWhereAColumnIsMissing() {
        Split split = dataset(TABLE)
                .standardize()
                .standardizeTargets()
                .features("size", "colour")
                .target("price")
                .split(0.8, seed(1));
        Trainer trainer = trainer(network(inputs(split), dense(1)), meanSquaredError(), adam(0.05))
                .quiet();
        trainer.fit(split, 60);
        Importance error = importance(trainer.network(), split.test(), meanAbsoluteError(), 5, seed(1));
        assertThat(error.columns().get(0).name()).isEqualTo("size");
        assertThat(error.columns().get(0).mean()).isGreaterThan(0.2);
        assertThat(error.toString()).startsWith("How much the mean absolute error grows");
        assertThat(importance(trainer.network(), split.test()).metric()).isEqualTo("R²");
        assertThatThrownBy(() -> importance(trainer.network(), split.test().head(1)))
                .hasMessageContaining("importance expects a metric that can be measured, but R² of these 1 row is NaN");
        PartialDependence price = partialDependence(trainer.network(), split.train(), "size");
        assertThat(price.title()).isEqualTo("price over size");
        double[] line = price.means()[0];
        double slope = (line[line.length - 1] - line[0]) / (price.grid()[line.length - 1] - price.grid()[0]);
        assertThat(slope).isCloseTo(20, within(2.0)); // in units of the table
        Contributions shap = shap(trainer.network(), split.train(), split.test().features(0));
        assertThat(shap.answer()).isEqualTo("price");
        double size = split.test().scaler(0).unscale(split.test().features(0)[0]);
        assertThat(shap.value()).isCloseTo(1000 + 20 * size, within(60.0));
        Contributions gradients = integratedGradients(
                trainer.network(), split.train(), split.test().features(0));
        assertThat(gradients.value()).isCloseTo(shap.value(), within(1e-2)); // a line: both are the same
        assertThat(gradients.parts().get(0).value())
                .isCloseTo(shap.parts().get(0).value(), within(1e-1));
    }

    @Test
    void itSaysWhenTheNetworkWasNotTrained() {
        Network fresh = network(inputs(SPLIT), dense(4), relu(), dense(outputs(SPLIT)));
        String note = "; the network has not been trained here";
        assertThat(importance(fresh, SPLIT.test()).note()).isEqualTo(note);
        assertThat(partialDependence(fresh, SPLIT.test(), "size").words()).endsWith(note);
        assertThat(shap(fresh, SPLIT.test(), SPLIT.test().features(0)).how()).endsWith(note);
        assertThat(integratedGradients(fresh, SPLIT.test(), SPLIT.test().features(0))
                        .how())
                .endsWith(note);
        assertThat(importance(NET, SPLIT.test()).note()).isEmpty();
    }

    @Test
    void itRefusesDataThatIsNotTheNetworks() {
        Dataset turned = dataset(TABLE)
                .standardize()
                .features("colour", "size", "same")
                .label("kind")
                .split(0.8, seed(1))
                .train();
        double[] row = SPLIT.test().features(0);
        assertThatThrownBy(() -> importance(NET, turned))
                .hasMessageContaining("The network reads its inputs in the order");
        assertThatThrownBy(() -> shap(NET, turned, row))
                .hasMessageContaining("The network reads its inputs in the order");
        assertThatThrownBy(() -> nearestRows(NET, turned, row)).hasMessageContaining("in the order");
        Dataset otherwise = dataset(TABLE)
                .normalize()
                .features("size", "colour", "same")
                .label("kind")
                .split(0.8, seed(2))
                .train();
        assertThatThrownBy(() -> partialDependence(NET, otherwise, "size"))
                .hasMessageContaining("prepared otherwise: size is");
        double[] hole = row.clone();
        hole[0] = Double.NaN;
        assertThatThrownBy(() -> shap(NET, SPLIT.train(), hole)).hasMessageContaining("finite numbers, but input size");
        assertThatThrownBy(() -> shap(NET, SPLIT.train(), 1, 2)).hasMessageContaining("inputs");
        assertThatThrownBy(() -> shap(NET, SPLIT.train(), "smal", row)).hasMessageContaining("did you mean \"small\"");
    }

    // -- partial dependence

    @Test
    void partialDependenceTakesEachCategory() {
        PartialDependence found = partialDependence(NET, SPLIT.train(), "colour");
        assertThat(found.isNumeric()).isFalse();
        assertThat(found.values()).containsExactly("<red>", "blue", "green");
        int red = found.answers().indexOf("small & red");
        assertThat(found.means()[red][0]).isGreaterThan(found.means()[red][1] + 0.2);
        assertThat(found.each()[0][0]).hasSize(3);
        String svg = new String(
                java.util.Base64.getDecoder()
                        .decode(Renderer.render(found)
                                .orElseThrow()
                                .data()
                                .get("text/html")
                                .replaceAll("(?s).*base64,([^\"]*)\".*", "$1")),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(svg).contains("&lt;red&gt;", "small &amp; red").doesNotContain("<red>");
    }

    @Test
    void partialDependenceSaysWhatIsWrongWithAColumn() {
        assertThatThrownBy(() -> partialDependence(NET, SPLIT.train(), "sise"))
                .hasMessageContaining("partialDependence has no column \"sise\": did you mean \"size\"");
        assertThatThrownBy(() -> partialDependence(NET, SPLIT.train(), null)).hasMessageContaining("but got null");
        Network diverged = NET.copy();
        diverged.parameters().values()[0] = Float.NaN;
        assertThatThrownBy(() -> partialDependence(diverged, SPLIT.train(), "colour"))
                .hasMessageContaining("partialDependence expects finite outputs");
        assertThatThrownBy(() -> partialDependence(NET, SPLIT.train(), "colour=blue"))
                .hasMessageContaining("it is an input of the column \"colour\": name that");
        assertThatThrownBy(() -> partialDependence(NET, SPLIT.train(), "same"))
                .hasMessageContaining("2 values or more, but \"same\" is 5 in all 72 rows");
        assertThatThrownBy(() -> partialDependence(NET, SPLIT.train(), "size", "big"))
                .hasMessageContaining("partialDependence has no answer \"big\"");
    }

    @Test
    void aDateOfWhichOnlyTheMonthIsKeptDoesNotTellItsValues() {
        Dataset data = dataset(Cellwise.table("notebooks/data/demand.csv").first(200))
                .dropMissing()
                .cyclic("day", "month")
                .features("day")
                .target("demand_kwh")
                .all();
        Network net = network(inputs(data.inputNames().toArray(String[]::new)), dense(1));
        assertThatThrownBy(() -> partialDependence(net, data, "day"))
                .hasMessageContaining("expects a column whose inputs tell its values")
                .hasMessageContaining("importance(net, data)");
        assertThat(importance(net, data).columns()).hasSize(1); // both inputs are shuffled together
    }

    // -- several answers

    @Test
    void yesOrNoAnswersAreToldByName() {
        double[][] rows = IntStream.range(0, 60)
                .mapToObj(i -> new double[] {i % 7 - 3, i % 5 - 2})
                .toArray(double[][]::new);
        double[][] answers = Arrays.stream(rows)
                .map(row -> new double[] {row[0] > 0 ? 1 : 0, row[1] > 0 ? 1 : 0})
                .toArray(double[][]::new);
        Dataset data = dataset(rows, answers).inputs("a", "b").outputs("left", "right");
        Trainer trainer = trainer(network(inputs("a", "b"), dense(2)), binaryCrossEntropy(), adam(0.1))
                .quiet();
        trainer.fit(data, 60);
        Network net = trainer.network();
        Contributions left = shap(net, data, "left", 3, -2);
        assertThat(left.answer()).isEqualTo("the probability of left");
        assertThat(left.largest().get(0).column()).isEqualTo("a");
        assertThat(shap(net, data, -3, 2).answer()).isEqualTo("the probability of right");
        assertThat(partialDependence(net, data, "b").reach(1)).isGreaterThan(0.8);
        assertThat(integratedGradients(net, data, 3, -2).answer()).isEqualTo("the logit of left");
        assertThat(importance(net, data).columns().get(0).mean()).isGreaterThan(0.1);
    }

    @Test
    void severalNumbersAreEachInTheirUnit() {
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(i -> new double[] {i % 8, i % 5})
                .toArray(double[][]::new);
        double[][] targets = Arrays.stream(rows)
                .map(r -> new double[] {100 * r[0], 7 - r[1]})
                .toArray(double[][]::new);
        Split split = dataset(rows, targets)
                .inputs("a", "b")
                .outputs("price", "age")
                .split(0.8, seed(1))
                .standardize("a", "b", "price", "age");
        Trainer trainer = trainer(network(inputs("a", "b"), dense(2)), meanSquaredError(), adam(0.05))
                .quiet();
        trainer.fit(split, 200);
        Network net = trainer.network();
        PartialDependence both = partialDependence(net, split.train(), "a");
        assertThat(both.title()).isEqualTo("price, age over a");
        assertThat(both.reach(0)).isCloseTo(700, within(10.0));
        assertThat(both.reach(1)).isCloseTo(0, within(0.1));
        double[] row = split.encode(7, 0);
        assertThat(shap(net, split.train(), "age", row).value()).isCloseTo(7, within(0.1));
        assertThat(shap(net, split.train(), row).answer()).isEqualTo("price"); // the first, as the title says
        assertThat(integratedGradients(net, split.train(), "age", split.encode(7, 4), 16, row)
                        .sum())
                .isCloseTo(4, within(0.1));
        assertThatThrownBy(() -> shap(net, split.train(), 7, 0)).hasMessageContaining("looks like a raw row");
    }

    @Test
    void aSingleOutputStandsForTwoClasses() {
        Dataset data = dataset(new double[][] {{0}, {1}, {2}, {3}}, new int[] {0, 0, 1, 1}, "no", "yes")
                .inputs("x");
        Trainer trainer = trainer(network(inputs("x"), dense(1)), binaryCrossEntropy(), adam(0.3))
                .quiet();
        trainer.fit(data, 200);
        Network net = trainer.network();
        Contributions no = integratedGradients(net, data, "no", new double[] {1.5}, 8, 0);
        assertThat(no.sum()).isPositive();
        assertThat(no.value()).isCloseTo(-net.predict(0)[0], within(1e-5));
        assertThat(shap(net, data, 0).answer()).isEqualTo("the probability of no");
    }

    @Test
    void aTargetForEachPositionIsMeasuredButNotToldOfARow() {
        double[][] rows = IntStream.range(0, 30)
                .mapToObj(i -> new double[] {i % 3, i % 4, i % 5})
                .toArray(double[][]::new);
        int[][] labels = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToInt(x -> x > 1 ? 1 : 0).toArray())
                .toArray(int[][]::new);
        Dataset data = Dataset.ofClasses(rows, labels, "low", "high").reshape(3, 1);
        Trainer trainer = trainer(network(inputs(3, 1), dense(4), relu(), dense(2)), crossEntropy(), adam(0.05))
                .quiet();
        trainer.fit(data, 30);
        assertThat(importance(trainer.network(), data).columns()).hasSize(3);
        double[] row = data.features(0);
        assertThatThrownBy(() -> shap(trainer.network(), data, row))
                .hasMessageContaining("shap expects one target a row, but each row has 3 positions");
        assertThatThrownBy(() -> partialDependence(trainer.network(), data, "x1"))
                .hasMessageContaining("3 positions");
    }

    // -- images and texts

    @Test
    void imagesAreLookedAtByPixelsRatherThanColumns() {
        Dataset data = shapes(12, 8, 0.1, seed(1));
        Network net = network(inputs(1, 8, 8), Cellwise.conv2d(3, 3), relu(), Cellwise.flatten(), dense(4));
        double[] row = data.features(2);
        assertThatThrownBy(() -> importance(net, data))
                .hasMessageContaining("these rows are images (1 x 8 x 8)")
                .hasMessageContaining("saliency(net, data, row)");
        assertThatThrownBy(() -> shap(net, data, row)).hasMessageContaining("integratedGradients(net, data, row)");
        Saliency looked = saliency(net, data, row);
        assertThat(looked.image().toString()).isEqualTo("1 x 8 x 8");
        assertThat(looked.words()).contains("The largest slope is ", " of 1 x 8 x 8");
        Contributions pixels = integratedGradients(net, data, row);
        assertThat(pixels.how()).startsWith("from a black image in ").contains("complete within");
        assertThat(Arrays.stream(pixels.inputs()).sum()).isCloseTo(pixels.value() - pixels.base(), within(0.02));
        assertThat(Renderer.render(pixels).orElseThrow().data()).containsKeys("text/html", "image/png");
        assertThatThrownBy(() -> saliency(NET, SPLIT.test(), SPLIT.test().features(0)))
                .hasMessageContaining("saliency looks at the pixels of images")
                .hasMessageContaining("integratedGradients(net, data, row)");
        NearestRows near = nearestRows(net, data, row);
        assertThat(near.near().get(0)).isEqualTo(new NearestRows.Near(2, 0)); // itself
        assertThat(near.table().header()).containsExactly("row", "distance", "label");
        assertThat(Renderer.render(near).orElseThrow().data().get("text/html")).contains("<img", "<table");
    }

    @Test
    void indicesOfAnEmbeddingHaveNoSlopes() {
        Dataset data = dataset(new double[][] {{0, 1}, {2, 1}, {1, 2}, {0, 2}}, new int[] {0, 1, 1, 0}, "a", "b");
        Network net = network(inputs(2), Cellwise.embedding(3, 4), Cellwise.flatten(), dense(2));
        assertThatThrownBy(() -> integratedGradients(net, data, 0, 1))
                .hasMessageContaining("embedding_1 reads indices of a table, which are whole numbers")
                .hasMessageContaining("shap(net, data, row)");
        assertThat(shap(net, data, 0, 1).parts()).hasSize(2); // as the message says
        assertThat(importance(net, data).columns()).hasSize(2);
    }

    // -- nearest rows

    @Test
    void nearestRowsAreThoseOfLeastDistance() {
        double[] row = SPLIT.test().features(0);
        Dataset data = SPLIT.train();
        NearestRows near = nearestRows(NET, data, "inputs", 4, row);
        int[] expected = IntStream.range(0, data.size())
                .boxed()
                .sorted((a, b) -> Double.compare(distance(data.features(a), row), distance(data.features(b), row)))
                .limit(4)
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < 4; i++) {
            assertThat(near.near().get(i).distance())
                    .isCloseTo(distance(data.features(expected[i]), row), within(1e-5));
        }
        assertThat(near.table().header()).containsExactly("row", "distance", "label", "size", "colour", "same");
        assertThat(near.table().rows().get(0)).startsWith("asked");
        assertThat(nearestRows(NET, data, row).place()).isEqualTo("relu_1");
        assertThat(nearestRows(NET, data, "dense_2", 2, row).place()).isEqualTo("dense_2");
        assertThatThrownBy(() -> nearestRows(NET, data, "relu1", 2, row))
                .hasMessageContaining("did you mean \"relu_1\"");
        assertThatThrownBy(() -> nearestRows(NET, data, "inputs", 0, row)).hasMessageContaining("1 or more");
        assertThat(nearestRows(NET, data, "inputs", 1000, row).near()).hasSize(data.size());
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i]))
                .sum());
    }
}
