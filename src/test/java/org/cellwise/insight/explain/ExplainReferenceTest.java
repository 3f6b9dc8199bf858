package org.cellwise.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cellwise.Cellwise.accuracy;
import static org.cellwise.Cellwise.dataset;
import static org.cellwise.Cellwise.dense;
import static org.cellwise.Cellwise.inputs;
import static org.cellwise.Cellwise.network;
import static org.cellwise.Cellwise.outputs;
import static org.cellwise.Cellwise.rSquared;
import static org.cellwise.Cellwise.seed;
import static org.cellwise.Cellwise.tanh;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cellwise.Reference;
import org.cellwise.data.Dataset;
import org.cellwise.network.Network;
import org.cellwise.train.metric.Metric;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Importance and partial dependence agree with scikit-learn's, SHAP values and integrated gradients with NumPy's. */
class ExplainReferenceTest {
    private static final double CLOSE = 2e-5; // the network computes in float32
    private static final JsonObject ALL = Reference.read("explain");
    private static final Table TABLE = table();
    private static final Dataset CLASSES = dataset(TABLE)
            .standardize()
            .features("a", "b", "c", "kind")
            .label("label")
            .all();
    private static final Dataset NUMBERS = dataset(TABLE)
            .standardize()
            .standardizeTargets()
            .features("a", "b", "c", "kind")
            .target("price")
            .all();
    private static final Network SORTER = trained("classes", CLASSES);
    private static final Network PRICER = trained("numbers", NUMBERS);

    private static Table table() {
        Table table = Table.create("things");
        JsonObject columns = ALL.getAsJsonObject("table");
        for (String name : List.of("a", "b", "c")) {
            table.addColumns(DoubleColumn.create(name, Reference.numbers(columns.get(name))));
        }
        table.addColumns(StringColumn.create("kind", texts(columns.getAsJsonArray("kind"))));
        table.addColumns(StringColumn.create("label", texts(ALL.getAsJsonArray("label"))));
        table.addColumns(DoubleColumn.create("price", Reference.numbers(ALL.get("price"))));
        return table;
    }

    private static String[] texts(JsonArray array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.getAsString()));
        return texts.toArray(String[]::new);
    }

    private static Network trained(String name, Dataset data) {
        JsonArray layers = ALL.getAsJsonObject(name).getAsJsonArray("layers");
        Network network = network(
                inputs(data.inputNames().toArray(String[]::new)),
                dense(6),
                tanh(),
                dense(outputs(data.outputNames().toArray(String[]::new))));
        for (int i = 0; i < 2; i++) {
            JsonObject layer = layers.get(i).getAsJsonObject();
            List<double[]> rows = new ArrayList<>();
            layer.getAsJsonArray("weight").forEach(row -> rows.add(Reference.numbers(row)));
            network.setWeights("dense_" + (i + 1), rows.toArray(double[][]::new));
            network.setValues("dense_" + (i + 1) + ".bias", Reference.numbers(layer.get("bias")));
        }
        return network;
    }

    @Test
    void importanceIsThatOfScikitLearn() {
        assertImportance("accuracy", SORTER, CLASSES, accuracy());
        assertImportance("r2", PRICER, NUMBERS, rSquared());
    }

    private static void assertImportance(String name, Network network, Dataset data, Metric metric) {
        JsonObject expected = ALL.getAsJsonObject("importance").getAsJsonObject(name);
        List<int[]> orders = new ArrayList<>();
        expected.getAsJsonArray("orders")
                .forEach(order -> orders.add(Arrays.stream(Reference.numbers(order))
                        .mapToInt(i -> (int) i)
                        .toArray()));
        Importance found = Importance.of(network, data, metric, column -> orders);
        assertThat(found.whole()).isCloseTo(expected.get("whole").getAsDouble(), within(CLOSE));
        List<String> columns = List.of("a", "b", "c", "kind");
        for (Importance.Column column : found.columns()) {
            int c = columns.indexOf(column.name());
            double[] changes =
                    column.changes().stream().mapToDouble(Double::doubleValue).toArray();
            Reference.assertClose(
                    column.name(),
                    Reference.numbers(expected.getAsJsonArray("changes").get(c)),
                    changes,
                    CLOSE);
            assertThat(column.mean())
                    .isCloseTo(expected.getAsJsonArray("mean").get(c).getAsDouble(), within(CLOSE));
        }
        assertThat(found.columns().get(0).name()).isEqualTo("a");
    }

    @Test
    void partialDependenceIsThatOfScikitLearn() {
        JsonObject classes = ALL.getAsJsonObject("dependence").getAsJsonObject("classes");
        JsonObject numbers = ALL.getAsJsonObject("dependence").getAsJsonObject("numbers");
        assertDependence(
                classes.getAsJsonObject("a"),
                PartialDependence.over(
                        SORTER,
                        CLASSES,
                        "a",
                        Reference.numbers(classes.getAsJsonObject("a").get("values"))));
        assertDependence(
                numbers.getAsJsonObject("b"),
                PartialDependence.over(
                        PRICER,
                        NUMBERS,
                        "b",
                        Reference.numbers(numbers.getAsJsonObject("b").get("values"))));
        assertDependence(classes.getAsJsonObject("kind"), PartialDependence.of(SORTER, CLASSES, "kind", null));
        assertDependence(numbers.getAsJsonObject("kind"), PartialDependence.of(PRICER, NUMBERS, "kind", null));
    }

    private static void assertDependence(JsonObject expected, PartialDependence found) {
        for (int answer = 0; answer < found.answers().size(); answer++) {
            JsonElement mean = expected.getAsJsonArray("mean").get(answer);
            Reference.assertClose(found.column(), Reference.numbers(mean), found.means()[answer], CLOSE);
            double[] row =
                    Reference.numbers(expected.getAsJsonArray("first_row").get(answer));
            boolean there = Arrays.stream(found.each()[answer])
                    .anyMatch(each -> IntStream.range(0, row.length)
                            .allMatch(v -> Math.abs(each[v] - row[v]) < CLOSE * Math.max(1, Math.abs(row[v]))));
            assertThat(there || found.rows() > found.each()[answer].length)
                    .as("the curve of the first row")
                    .isTrue();
        }
    }

    @Test
    void shapValuesAreThoseOfAllSets() {
        JsonObject shap = ALL.getAsJsonObject("shap");
        int row = shap.get("row").getAsInt();
        int[] others = IntStream.range(20, 50).toArray();
        for (int answer = 0; answer < 3; answer++) {
            Contributions found = Shapley.of(
                    SORTER, CLASSES.rows(others), CLASSES.outputNames().get(answer), seed(1), CLASSES.features(row));
            assertShap(shap.getAsJsonObject("classes"), answer, found, 1e-5);
        }
        Contributions price = Shapley.of(PRICER, NUMBERS.rows(others), null, seed(1), NUMBERS.features(row));
        assertShap(shap.getAsJsonObject("numbers"), 0, price, 1e-3); // of about 100
    }

    /** Many orders drawn by chance come to the same. */
    @Test
    void sampledShapValuesAreNearThem() {
        JsonObject shap = ALL.getAsJsonObject("shap");
        int row = shap.get("row").getAsInt();
        Dataset others = CLASSES.rows(IntStream.range(20, 50).toArray());
        for (int answer = 0; answer < 3; answer++) {
            Contributions found =
                    Shapley.of(SORTER, others, CLASSES.outputNames().get(answer), seed(4), 0, CLASSES.features(row));
            assertThat(found.how()).contains("orders of columns drawn by chance, each with its reverse");
            assertThat(found.base() + found.sum()).isCloseTo(found.value(), within(1e-9));
            for (int c = 0; c < 4; c++) {
                double expected = Reference.numbers(
                        shap.getAsJsonObject("classes").getAsJsonArray("values").get(c))[answer];
                Contributions.Part part = found.parts().get(c);
                assertThat(part.value()).isCloseTo(expected, within(4 * part.error() + 1e-5));
                assertThat(part.error()).isLessThan(0.01);
            }
        }
    }

    private static void assertShap(JsonObject expected, int answer, Contributions found, double close) {
        assertThat(found.base()).isCloseTo(Reference.numbers(expected.get("base"))[answer], within(close));
        for (int c = 0; c < found.parts().size(); c++) {
            double value = Reference.numbers(expected.getAsJsonArray("values").get(c))[answer];
            assertThat(found.parts().get(c).value()).isCloseTo(value, within(close));
        }
        assertThat(found.base() + found.sum()).isCloseTo(found.value(), within(close));
    }

    @Test
    void integratedGradientsAreThoseOfNumPy() {
        JsonObject expected = ALL.getAsJsonObject("integrated");
        int row = ALL.getAsJsonObject("shap").get("row").getAsInt();
        double[] means = new double[CLASSES.inputShape().elements()];
        for (int i = 0; i < CLASSES.size(); i++) {
            for (int k = 0; k < means.length; k++) {
                means[k] += CLASSES.features(i)[k] / CLASSES.size();
            }
        }
        for (int answer = 0; answer < 3; answer++) {
            Contributions found = IntegratedGradients.of(
                    SORTER, CLASSES, CLASSES.outputNames().get(answer), means, 40, CLASSES.features(row));
            Reference.assertClose(
                    "parts", Reference.numbers(expected.getAsJsonArray("parts").get(answer)), found.inputs(), 1e-4);
            assertThat(found.base()).isCloseTo(Reference.numbers(expected.get("baseline"))[answer], within(1e-4));
            assertThat(found.value()).isCloseTo(Reference.numbers(expected.get("row"))[answer], within(1e-4));
            assertThat(found.how()).contains("from the baseline in 40 steps", "complete within");
        }
    }
}
