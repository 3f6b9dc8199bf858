package org.cellwise.notebook.card;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.picture.Markup;
import org.cellwise.data.RowEncoder;
import org.cellwise.data.encode.ColumnEncoder;
import org.cellwise.data.encode.Scaler;
import org.cellwise.file.NewFile;
import org.cellwise.network.Network;
import org.cellwise.network.Summary;
import org.cellwise.text.Names;
import org.cellwise.text.Numbers;

/**
 * What there is to know of a network, as one page of HTML that needs nothing else: how it is drawn, its layers, how rows are
 * prepared, what it answers, how it was trained. It has no script, and suits light and dark screens.
 */
public final class ModelCard {
    private static final int MOST_COLUMNS = 60;

    private final StringBuilder html = new StringBuilder();
    private final Network network;

    private ModelCard(Network network) {
        this.network = network;
    }

    /**
     * Writes the page of a network.
     *
     * @param name what to call it, such as that of its file
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static Path write(Network network, String name, Path page) {
        byte[] bytes = new ModelCard(network).html(name).getBytes(StandardCharsets.UTF_8);
        NewFile.replace(page, out -> out.write(bytes));
        return page;
    }

    private String html(String name) {
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <title>%s</title>
                <style>
                :root { color-scheme: light dark; --ink: #1f2430; --ground: #ffffff; --line: #dfe2e8; --faint: #5b6270 }
                @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ee; --ground: #16181d; --line: #3a3f4a; --faint: #a4abb8 } }
                body { font-family: Helvetica, Arial, 'DejaVu Sans', sans-serif; color: var(--ink); background: var(--ground);
                  max-width: 760px; margin: 32px auto; padding: 0 16px; line-height: 1.45 }
                h1 { font-size: 24px; overflow-wrap: anywhere } h2 { font-size: 17px; margin-top: 32px }
                table { border-collapse: collapse; font-size: 14px } td, th { border-bottom: 1px solid var(--line); padding: 4px 12px 4px 0;
                  text-align: left; vertical-align: top; overflow-wrap: anywhere }
                img { background: #ffffff; max-width: 100%%; height: auto; border-radius: 6px }
                p, small { color: var(--faint) } code { font-size: 13px; overflow-wrap: anywhere }
                </style>
                </head>
                <body>
                <h1>%s</h1>
                """.formatted(Markup.escape(name), Markup.escape(name)));
        overview();
        html.append("<h2>Drawing</h2>\n")
                .append(Markup.image(NetworkDrawing.of(network).picture()))
                .append('\n');
        layers();
        data();
        training();
        use(name);
        return html.append("</body>\n</html>\n").toString();
    }

    private void overview() {
        Summary summary = network.summary();
        paragraph("%s parameters, %s of which learn, in %s; %s of weights. It puts out %s."
                .formatted(
                        Numbers.inWords(summary.parameters()),
                        summary.trainable() == summary.parameters() ? "all" : Numbers.inWords(summary.trainable()),
                        Names.count(network.layers().size(), "layer"),
                        summary.memory(),
                        network.meaning()));
    }

    private void layers() {
        heading("Layers");
        begin("layer", "output of a row", "parameters", "learns");
        row("input", network.inputShape().toString(), "", "");
        for (Summary.Row layer : network.summary().rows()) {
            row(
                    layer.layer(),
                    layer.output().toString(),
                    layer.parameters() == 0 ? "" : Numbers.grouped(layer.parameters()),
                    layer.parameters() == 0 ? "" : layer.trainable() ? "yes" : "frozen");
        }
        html.append("</table>\n");
    }

    private void data() {
        heading("Data");
        if (!(network.preparation() instanceof RowEncoder rows)) {
            paragraph("It does not say what data it was trained on. Inputs: " + Names.list(network.inputNames()) + ".");
            return;
        }
        paragraph(
                "Columns of the rows that it was trained on, and what becomes of each; all of it is kept with the network.");
        begin("column", "inputs", "how");
        List<ColumnEncoder> columns = rows.encoders();
        for (ColumnEncoder column : columns.subList(0, Math.min(MOST_COLUMNS, columns.size()))) {
            row(column.column(), String.valueOf(column.width()), column.words());
        }
        html.append("</table>\n");
        if (columns.size() > MOST_COLUMNS) {
            paragraph("and " + Names.count(columns.size() - MOST_COLUMNS, "column") + " more");
        }
        for (Scaler scaler : rows.targets()) {
            if (!scaler.equals(Scaler.NONE)) {
                paragraph("Targets are " + scaler.words() + ", and answers come in their unit.");
            }
        }
        if (!network.meaning().names().isEmpty()) {
            paragraph("Answers: " + String.join(", ", network.meaning().names()));
        }
    }

    private void training() {
        heading("Training");
        Map<String, Object> how = network.training();
        if (how.isEmpty()) {
            paragraph("It was not trained.");
            return;
        }
        begin("", "");
        how.forEach((name, value) -> {
            if (!(value instanceof Map)) {
                row(
                        name.replace('_', ' '),
                        value instanceof Double number ? Numbers.significant(number, 5) : String.valueOf(value));
            }
        });
        html.append("</table>\n");
        if (how.get("curve") instanceof Map<?, ?> curve) {
            double[] loss = numbers(curve.get("loss"));
            double[] validation = numbers(curve.get("validation_loss"));
            if (loss.length > 1 && (validation.length == 0 || validation.length == loss.length)) {
                html.append("<p></p>\n")
                        .append(Markup.pixels(LossChart.of(loss, validation).picture()))
                        .append('\n');
            }
        }
    }

    /** None where it is no list of numbers, since the description of a file may hold anything. */
    private static double[] numbers(Object list) {
        boolean are = list instanceof List<?> all && all.stream().allMatch(Number.class::isInstance);
        return are
                ? ((List<?>) list)
                        .stream()
                                .mapToDouble(number -> ((Number) number).doubleValue())
                                .toArray()
                : new double[0];
    }

    private void use(String name) {
        heading("Use");
        String call = network.preparation() == null
                ? "predict(…)"
                : network.meaning().isDiscrete() ? "classifyRaw(…)" : "estimateRaw(…)";
        html.append("<p><code>network(\"")
                .append(Markup.escape(name))
                .append("\").")
                .append(call)
                .append("</code></p>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p>").append(Markup.escape(text)).append("</p>\n");
    }

    private void begin(String... heads) {
        html.append("<table>\n<tr>");
        for (String head : heads) {
            html.append("<th>").append(Markup.escape(head)).append("</th>");
        }
        html.append("</tr>\n");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(Markup.escape(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }
}
