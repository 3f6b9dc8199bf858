package org.cellwise.data.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cellwise.Reference;
import org.junit.jupiter.api.Test;

/** Encoders and scalers beside scikit-learn and pandas; the values are made by {@code src/test/sklearn/preparation.py}. */
class EncoderReferenceTest {
    private static final double TOLERANCE = 1e-9;

    private final JsonObject reference = Reference.read("preparation");

    @Test
    void scalesAsScikitLearnDoes() {
        JsonObject scalers = reference.getAsJsonObject("scalers");
        double[] fitted = Reference.numbers(scalers.get("fitted"));
        double[] asked = Reference.numbers(scalers.get("asked"));
        Map<String, Scaler> ours = Map.of(
                "standard", StandardScaler.fit(fitted),
                "min-max", MinMaxScaler.fit(fitted),
                "robust", RobustScaler.fit(fitted),
                "log", LogScaler.fit(fitted),
                "quantile", QuantileScaler.fit(fitted));
        ours.forEach((name, scaler) -> {
            double[] scaled = Arrays.stream(asked).map(scaler::scale).toArray();
            Reference.assertClose(name, Reference.numbers(scalers.get(name)), scaled, TOLERANCE);
        });
    }

    @Test
    void leadsBackToTheUnitOfTheTable() {
        double[] fitted = Reference.numbers(reference.getAsJsonObject("scalers").get("fitted"));
        for (Scaler.Fit fit : List.<Scaler.Fit>of(
                StandardScaler::fit, MinMaxScaler::fit, RobustScaler::fit, LogScaler::fit, QuantileScaler::fit)) {
            Scaler scaler = fit.fit(fitted);
            double[] back = Arrays.stream(fitted)
                    .map(v -> scaler.unscale(scaler.scale(v)))
                    .toArray();
            Reference.assertClose(scaler.words(), fitted, back, TOLERANCE);
        }
    }

    @Test
    void makesOneHotAndOrdinalOfCategories() {
        JsonObject categories = reference.getAsJsonObject("categories");
        List<String> values = texts(categories.get("values"));
        OneHotEncoder oneHot = new OneHotEncoder("c", List.of("blue", "green", "red"));
        assertEncoded(oneHot, values, categories.get("one-hot"));
        Categories order = new Categories(List.of("red", "green", "blue"));
        assertEncoded(new OrdinalEncoder("c", order, Scaler.NONE), values, categories.get("ordinal"));
        GroupedEncoder rare = new GroupedEncoder(
                new OneHotEncoder("c", List.of("green", "red", GroupedEncoder.OTHER)),
                new Categories(List.of("green", "red")));
        assertEncoded(rare, values, categories.get("rare"));
    }

    @Test
    void encodesByTheMeanTarget() {
        JsonObject target = reference.getAsJsonObject("target");
        String[] values = texts(target.get("values")).toArray(String[]::new);
        double[][] targets = Arrays.stream(Reference.numbers(target.get("targets")))
                .mapToObj(y -> new double[] {y})
                .toArray(double[][]::new);
        Categories categories = new Categories(List.of("a", "b", "c", "d"));
        TargetEncoder encoder = TargetEncoder.fit("city", categories, values, targets, List.of("city mean"));
        assertEncoded(encoder, List.of("a", "b", "c", "d", "unseen"), target.get("encoded"));

        int[] foldOf = new int[values.length]; // five stretches, as there
        Arrays.setAll(foldOf, row -> row * 5 / values.length);
        double[][] crossFitted = TargetEncoder.crossFit("city", categories, values, targets, foldOf);
        double[] flat = Arrays.stream(crossFitted).mapToDouble(row -> row[0]).toArray();
        Reference.assertClose("cross-fitted", Reference.numbers(target.get("training")), flat, TOLERANCE);
    }

    @Test
    void countsWords() {
        JsonObject texts = reference.getAsJsonObject("texts");
        List<String> fitted = texts(texts.get("texts"));
        BagEncoder counts = BagEncoder.fit("t", fitted, 1000, false);
        assertThat(counts.vocabulary().texts()).isEqualTo(texts(texts.get("words")));
        assertEncoded(counts, texts(texts.get("asked")), texts.get("counts"));
        assertEncoded(BagEncoder.fit("t", fitted, 1000, true), texts(texts.get("asked")), texts.get("tfidf"));
    }

    @Test
    void readsPartsOffDates() {
        JsonObject dates = reference.getAsJsonObject("dates");
        List<String> days = texts(dates.get("texts"));
        for (DatePart part : DatePart.values()) {
            DateEncoder encoder = new DateEncoder("d", List.of(new DateEncoder.Part(part, false, Scaler.NONE)));
            assertEncoded(encoder, days, dates.get(part.text()));
        }
    }

    @Test
    void asksTheNearestRows() {
        JsonObject asked = reference.getAsJsonObject("neighbours");
        Neighbours neighbours = Neighbours.fit(List.of("a", "b", "c"), 4, rows(asked.get("rows")));
        double[] filled = Arrays.stream(rows(asked.get("later")))
                .flatMapToDouble(row -> Arrays.stream(neighbours.fill(row)))
                .toArray();
        Reference.assertClose("filled", Reference.numbers(asked.get("filled")), filled, TOLERANCE);
        assertThat(Neighbours.of(neighbours.describe())).isEqualTo(neighbours);
    }

    private static double[][] rows(JsonElement list) {
        List<double[]> rows = new ArrayList<>();
        ((JsonArray) list).forEach(row -> {
            double[] numbers = new double[row.getAsJsonArray().size()];
            for (int i = 0; i < numbers.length; i++) {
                JsonElement number = row.getAsJsonArray().get(i);
                numbers[i] = number.isJsonNull() ? Double.NaN : number.getAsDouble();
            }
            rows.add(numbers);
        });
        return rows.toArray(double[][]::new);
    }

    private static void assertEncoded(ColumnEncoder encoder, List<?> values, JsonElement expected) {
        List<Double> all = new ArrayList<>();
        for (Object value : values) {
            for (double number : EncoderContractTest.encoded(encoder, value)) {
                all.add(number);
            }
        }
        double[] flat = all.stream().mapToDouble(Double::doubleValue).toArray();
        Reference.assertClose(encoder.words(), Reference.numbers(expected), flat, TOLERANCE);
    }

    private static List<String> texts(JsonElement list) {
        List<String> texts = new ArrayList<>();
        ((JsonArray) list).forEach(text -> texts.add(text.getAsString()));
        return texts;
    }
}
