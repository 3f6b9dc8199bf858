package org.cellwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cellwise.Cellwise.*;

import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cellwise.chart.learning.LiveCurve;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableView;
import org.cellwise.network.Network;
import org.cellwise.notebook.Renderer;
import org.cellwise.train.Recording;
import org.cellwise.train.Trainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.Table;

/**
 * What a cell shows and what files hold is the same, byte for byte, whatever the language of the user. Java writes numbers
 * in other digits under Persian, and with a comma and a dotless ı for I under Turkish.
 */
class LanguageTest {
    private static final Locale BEFORE = Locale.getDefault();
    private static Map<String, Object> expected;

    @TempDir
    private Path folder;

    @AfterEach
    void backToTheLanguageOfBefore() {
        Locale.setDefault(BEFORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "tr-TR"})
    void whatIsShownAndSavedIsTheSameInEveryLanguage(String language) {
        if (expected == null) {
            expected = texts(Locale.ROOT);
        }
        Map<String, Object> texts = texts(Locale.forLanguageTag(language));
        assertThat(texts.keySet()).isEqualTo(expected.keySet());
        texts.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void aStateSavedUnderOneLanguageLoadsUnderAnother() {
        Path file = folder.resolve("state");
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        Trainer saved = trained();
        saved.save(file);
        for (String language : List.of("en-US", "fa-IR", "de-DE", "tr-TR")) {
            Locale.setDefault(Locale.forLanguageTag(language));
            Trainer loaded = untrained();
            loaded.load(file);
            assertThat(loaded.network().parameters().values())
                    .isEqualTo(saved.network().parameters().values());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "de-DE"})
    void cellsOfTablesKeepTheFormatThatTheirColumnWasGiven(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        DoubleColumn share = DoubleColumn.create("share", 0.125);
        share.setPrintFormatter(new DecimalFormat("0.0%", DecimalFormatSymbols.getInstance(Locale.ROOT)), "");
        Table table = Table.create(
                share,
                DoubleColumn.create("double", 1234.5),
                DoubleColumn.create("tiny", -1e-7),
                DoubleColumn.create("whole", 3.0),
                DoubleColumn.create("infinite", Double.NEGATIVE_INFINITY),
                FloatColumn.create("float", 0.1f),
                IntColumn.create("int", new int[] {-12345}),
                LongColumn.create("long", 9_007_199_254_740_993L),
                ShortColumn.create("short", new short[] {12}),
                DateColumn.create("date", LocalDate.of(2024, 3, 5)),
                BooleanColumn.create("true", true));
        assertThat(TableView.of(table).cells().get(0))
                .containsExactly(
                        "12.5%",
                        "1234.5",
                        "-0.0000001",
                        "3",
                        "-∞",
                        "0.1",
                        "-12345",
                        "9007199254740993",
                        "12",
                        "2024-03-05",
                        "true");
    }

    private static Dataset data() {
        return moons(60, 0.1, seed(1)).inputs("WIDTH", "I");
    }

    private static Trainer untrained() {
        Network net = network(seed(1), inputs("WIDTH", "I"), dense(300), tanh(), dense(outputs("a", "b")));
        return trainer(net, crossEntropy(), adam(0.0125)).metrics(accuracy());
    }

    private static Trainer trained() {
        Trainer trainer = untrained();
        trainer.fit(data(), epochs(2));
        return trainer;
    }

    private static Map<String, Object> texts(Locale locale) {
        Locale.setDefault(locale);
        Map<String, Object> texts = new LinkedHashMap<>();
        Dataset data = data();
        Trainer trainer = untrained();
        Recording recording = recording(trainer);
        trainer.fit(data, epochs(2));
        Network net = trainer.network();
        Network small = network(seed(1), inputs("x", "y"), dense(2), sigmoid(), dense(1));
        Trainer step = trainer(small, meanSquaredError(), sgd(0.0625));

        Map<String, Callable<Object>> shown = new LinkedHashMap<>();
        shown.put("network", () -> net);
        shown.put("summary", net::summary);
        shown.put("history", trainer::history);
        shown.put("film", () -> film(recording));
        shown.put("explanation", () -> explain(small, 0.125, 1e-7));
        shown.put("step", () -> explainStep(step, new double[] {0.125, 12345.678}, 0.5));
        shown.put("confusion", () -> confusion(net, data));
        shown.put("roc", () -> roc(net, data));
        shown.put("weights", () -> small.weights("dense_1"));
        shown.put("mistakes", () -> mistakes(net, data));
        shown.put("curve", () -> curve(relu()));
        shown.put("rates", () -> untrained().findLearningRate(data));
        shown.put("table", () -> Table.read().csv("notebooks/data/penguins.csv"));
        shown.forEach((name, value) -> texts.put(name, shown(value)));

        texts.put("draw", draw(net).svg());
        texts.put("interactive", draw(small).interactive().svg());
        texts.put(
                "what if",
                whatIf(
                                step,
                                dataset(new double[][] {{0, 0.5}, {1, -1}}, new double[] {0.25, 1})
                                        .inputs("x", "y"),
                                "dense_1",
                                0,
                                0,
                                range(-1, 1))
                        .html());
        texts.put(
                "live curve",
                LiveCurve.of(new double[] {1.5, 0.25}, new double[] {1.75, 1e-5})
                        .picture()
                        .svg());
        texts.put("histograms", histograms(recording).svg());
        texts.put("receipt", trainer.receipt().toString());
        texts.put("trainer", trainer.toString());
        texts.put("class report", classReport(net, data).toString());
        texts.put("classification", net.classify(0.5, 0.25).toString());
        texts.put("diagnosis", diagnose(trainer, data).toString());
        texts.put("dataset", data.toString());
        texts.put("parameters", net.parameters().toString());
        texts.put("messages", messages(net, data));
        return texts;
    }

    private static Map<String, String> shown(Callable<Object> value) {
        try {
            return Renderer.render(value.call()).orElseThrow().data();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> messages(Network net, Dataset data) {
        List<ThrowingCallable> calls = List.of(
                () -> net.predict(1, 2, 3),
                () -> net.weights("dense_10000"),
                () -> boundary(net, data, "wıdth", "i"),
                () -> dense(-1234567),
                () -> epochs(-1000),
                () -> network(inputs(1234), maxPool(2)),
                () -> dataset(new double[][] {{1, 2}, {3}}, new double[] {1, 2}));
        List<String> messages = new ArrayList<>();
        for (ThrowingCallable call : calls) {
            messages.add(catchThrowable(call).toString());
        }
        return messages;
    }
}
