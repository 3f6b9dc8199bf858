package org.cellwise.chart.play;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.cellwise.chart.decision.Boundary;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.picture.Figure;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;
import org.cellwise.data.Dataset;
import org.cellwise.file.Json;
import org.cellwise.layer.Scale;
import org.cellwise.network.Network;
import org.cellwise.text.Given;
import org.cellwise.text.Names;
import org.cellwise.train.Continuation;
import org.cellwise.train.Trainer;
import org.cellwise.train.loss.Loss;
import org.cellwise.train.loss.Losses;
import org.cellwise.train.optimizer.Adam;

/**
 * A page in which training goes on without Java: layers, weights, optimizer and rows are in it, and a script that computes
 * as the plain loops do, bit for bit, so that after as many epochs the page shows the receipt that {@code
 * trainer.receipt()} has with {@code -Dcellwise.math=plain}. It needs nothing from elsewhere. Where no scripts run, a
 * picture stands still.
 */
public final class Playground implements Figure {
    /** Rows to learn from and held out, together. */
    static final int MAX_ROWS = 10_000;

    static final int MAX_WEIGHTS = 20_000;
    /** Numbers in all rows together, 2 MB of a page. */
    static final int MAX_NUMBERS = 400_000;

    private static final double RATE = 0.01;
    private static final List<String> ENGINE = List.of("float32.js", "layers.js", "training.js");
    private static final List<String> VIEW =
            List.of("settings.js", "charts.js", "drawing.js", "cell.js", "page.js", "start.js");

    private final String spec;
    private final Picture still;
    private final String words;

    private Playground(String spec, Picture still, String words) {
        this.spec = spec;
        this.still = still;
        this.words = words;
    }

    /**
     * Where a trainer stands, with its loss, optimizer, batches and seed.
     *
     * @param train rows to learn from, in this order before they are shuffled
     * @param held rows whose loss is drawn beside; null for none
     * @throws IllegalArgumentException if the data does not fit the network, there are more than 10,000 rows or 20,000
     *     weights, or a layer, loss, optimizer or setting has no counterpart in the page
     * @throws IllegalStateException if training stands within an epoch
     */
    public static Playground of(Trainer trainer, Dataset train, Dataset held) {
        Network network = Given.require(trainer, "playground", "a trainer, as trainer(net, loss, optimizer) makes it")
                .network();
        checkSizes(network, train, held);
        PlayLoss loss = PlayLoss.of(trainer, train);
        Continuation now = Continuation.of("playground", trainer, train);
        String spec = Json.write(new PlaySpec(network, loss, now).with(train, held));
        return new Playground(spec, still(network, train), words(network, train, held, now));
    }

    /** As the other, with the loss that suits outputs and data, Adam at a rate of 0.01, batches of 32 and seed 42. */
    public static Playground of(Network network, Dataset train, Dataset held) {
        checkSizes(network, train, held);
        Network copy = network.copy(); // since a trainer says what outputs mean
        return of(new Trainer(copy, suited(network, train), new Adam(RATE)), train, held);
    }

    private static Loss suited(Network network, Dataset data) {
        Scale scale = network.meaning().scale();
        if (!data.isClassification() || scale != Scale.OPEN && scale != Scale.LOGITS) {
            return Losses.meanSquaredError();
        }
        return network.outputShape().elements() == 1 ? Losses.binaryCrossEntropy() : Losses.crossEntropy();
    }

    private static void checkSizes(Network network, Dataset train, Dataset held) {
        Given.require(network, "playground", "a network, as network(…) makes it");
        Given.require(train, "playground", "rows, as of dataset(…) or split.train()");
        long rows = (long) train.size() + (held == null ? 0 : held.size());
        if (rows > MAX_ROWS) {
            throw new IllegalArgumentException(
                    "playground trains in a browser, on at most %s rows, but there are %s: give it a part, such as data.head(%s)"
                            .formatted(MAX_ROWS, rows, MAX_ROWS));
        }
        if (network.parameterCount() > MAX_WEIGHTS) {
            throw new IllegalArgumentException(
                    "playground trains in a browser, at most %s weights, but the network has %s: build one with fewer units"
                            .formatted(MAX_WEIGHTS, network.parameterCount()));
        }
        long numbers = rows * train.inputShape().elements();
        if (numbers > MAX_NUMBERS) {
            throw new IllegalArgumentException(
                    "playground writes rows into a page, at most %s numbers, but %s rows of %s have %s: give it fewer rows, such as data.head(%s)"
                            .formatted(
                                    MAX_NUMBERS,
                                    rows,
                                    Names.count(train.inputShape().elements(), "feature"),
                                    numbers,
                                    MAX_NUMBERS / train.inputShape().elements()));
        }
    }

    private static Picture still(Network network, Dataset train) {
        return train.inputNames().size() == 2
                ? Boundary.of(network, train).picture()
                : NetworkDrawing.of(network).picture();
    }

    private static String words(Network network, Dataset train, Dataset held, Continuation now) {
        return "Playground: %s and %s%s, from epoch %s; receipt %s. Where scripts run it goes on training; save(…, \"playground.html\") writes it as a page of its own"
                .formatted(
                        Names.count(Math.toIntExact(network.parameterCount()), "weight"),
                        Names.count(train.size(), "row"),
                        held == null ? "" : " (" + held.size() + " held out)",
                        now.epochs(),
                        now.receipt().weights());
    }

    /** A page's part that needs nothing from elsewhere. */
    public String html() {
        String data = safe(spec);
        String id = "playground-" + Integer.toHexString(spec.hashCode());
        return """
                <div id="%s" class="cellwise-playground tex2jax_ignore mathjax_ignore">%s</div>
                <script>
                (function (id, spec) {
                "use strict";
                var STYLE = "%s";
                %s
                %s
                start(id, spec, 100);
                })("%s", %s);
                </script>""".formatted(
                        id,
                        Markup.image(still),
                        safe(resource("playground.css")).replace("\"", "\\\"").replace("\n", "\\n"),
                        engine(),
                        scripts(VIEW),
                        id,
                        data);
    }

    /** JSON, or a text of style, so that no HTML parser sees a tag in it. */
    private static String safe(String text) {
        return text.replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** The part of the script that computes, which needs no page. */
    static String engine() {
        return scripts(ENGINE);
    }

    /** What the script is told, as JSON. */
    String spec() {
        return spec;
    }

    private static String scripts(List<String> names) {
        return names.stream().map(Playground::resource).collect(Collectors.joining("\n"));
    }

    static String resource(String name) {
        try (InputStream in = Playground.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The script of playgrounds could not be read", e);
        }
    }

    @Override
    public Picture picture() {
        return still;
    }

    /** What it holds, in words. */
    @Override
    public String toString() {
        return words;
    }
}
