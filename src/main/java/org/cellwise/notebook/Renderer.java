package org.cellwise.notebook;

import java.awt.image.BufferedImage;
import java.util.Optional;
import org.cellwise.chart.data.ImageGrid;
import org.cellwise.chart.decision.ContributionChart;
import org.cellwise.chart.decision.DependenceChart;
import org.cellwise.chart.decision.ForecastChart;
import org.cellwise.chart.decision.ImportanceChart;
import org.cellwise.chart.decision.MistakeImages;
import org.cellwise.chart.decision.PixelChart;
import org.cellwise.chart.learning.BiographyChart;
import org.cellwise.chart.learning.CurveChart;
import org.cellwise.chart.learning.Film;
import org.cellwise.chart.learning.FoldChart;
import org.cellwise.chart.learning.LossChart;
import org.cellwise.chart.learning.RateChart;
import org.cellwise.chart.learning.SearchChart;
import org.cellwise.chart.learning.WhatIf;
import org.cellwise.chart.network.BlueprintDrawing;
import org.cellwise.chart.network.NetworkDrawing;
import org.cellwise.chart.network.NextTokensDrawing;
import org.cellwise.chart.network.WeightPanels;
import org.cellwise.chart.picture.Markup;
import org.cellwise.chart.picture.Picture;
import org.cellwise.chart.play.Playground;
import org.cellwise.chart.plot.HeatMap;
import org.cellwise.data.Batch;
import org.cellwise.data.Dataset;
import org.cellwise.data.table.TableView;
import org.cellwise.insight.Explanation;
import org.cellwise.insight.Forecast;
import org.cellwise.insight.GradientFlow;
import org.cellwise.insight.Mistakes;
import org.cellwise.insight.StepExplanation;
import org.cellwise.insight.debug.Biography;
import org.cellwise.insight.debug.Bisection;
import org.cellwise.insight.explain.Blame;
import org.cellwise.insight.explain.Contributions;
import org.cellwise.insight.explain.Importance;
import org.cellwise.insight.explain.NearestRows;
import org.cellwise.insight.explain.PartialDependence;
import org.cellwise.insight.explain.Saliency;
import org.cellwise.insight.table.Report;
import org.cellwise.insight.table.TableSummary;
import org.cellwise.layer.activation.Curve;
import org.cellwise.model.blueprint.Blueprint;
import org.cellwise.model.generate.NextTokens;
import org.cellwise.network.Matrix;
import org.cellwise.network.Network;
import org.cellwise.network.Summary;
import org.cellwise.notebook.help.Help;
import org.cellwise.text.TextTable;
import org.cellwise.train.LearningRates;
import org.cellwise.train.run.Runs;
import org.cellwise.train.search.CrossValidation;
import org.cellwise.train.search.SearchResult;
import org.cellwise.train.state.History;

/** Decides how our values, and those of the libraries we build on, look in a notebook. */
public final class Renderer {
    private Renderer() {}

    /** The forms of a value, or none where showing it is left to the kernel. Never throws. */
    public static Optional<MimeBundle> render(Object value) {
        try {
            return bundle(value);
        } catch (Throwable failure) { // an Error here, such as missing fonts, would end IJava's thread for good
            return Optional.of(MimeBundle.text(sorry(value, failure)));
        }
    }

    private static Optional<MimeBundle> bundle(Object value) {
        if (value instanceof MimeBundle bundle) {
            return Optional.of(bundle);
        }
        if (value instanceof Widget widget) {
            return Optional.of(widget.bundle());
        }
        if (value instanceof Help help) {
            return Optional.of(MimeBundle.html(help.html(), help.toString()));
        }
        if (value instanceof History history) {
            return Optional.of(history.size() == 0 ? MimeBundle.text(history.toString()) : loss(history));
        }
        if (value instanceof BufferedImage image) {
            return Optional.of(MimeBundle.picture(Picture.of(image)));
        }
        if (value instanceof Matrix weights) {
            return Optional.of(MimeBundle.picture(HeatMap.of(weights).picture()));
        }
        if (value instanceof LearningRates rates) {
            return Optional.of(MimeBundle.picture(RateChart.of(rates).picture()));
        }
        if (value instanceof Curve curve) {
            return Optional.of(MimeBundle.picture(
                    CurveChart.of(curve.name() + " and its slope", "x", curve).picture()));
        }
        if (value instanceof WhatIf whatIf) {
            return Optional.of(MimeBundle.htmlAndStill(
                    whatIf.html(), whatIf.picture(), whatIf.picture().toString()));
        }
        if (value instanceof Mistakes mistakes) {
            return Optional.of(mistakes(mistakes));
        }
        if (value instanceof Network network) {
            return Optional.of(network(network));
        }
        if (value instanceof NextTokens next) {
            return Optional.of(MimeBundle.picture(NextTokensDrawing.of(next).picture()));
        }
        if (value instanceof Blueprint blueprint) {
            return Optional.of(MimeBundle.drawing(
                    BlueprintDrawing.of(blueprint).picture(), HtmlTable.of(blueprint), blueprint.toString()));
        }
        if (value instanceof Playground playground) {
            return Optional.of(MimeBundle.htmlAndStill(playground.html(), playground.picture(), playground.toString()));
        }
        if (value instanceof Film film) {
            return Optional.of(MimeBundle.htmlAndStill(film.html(), film.still(), film.toString()));
        }
        if (value instanceof GradientFlow flow) {
            return Optional.of(MimeBundle.picture(NetworkDrawing.of(flow).picture()));
        }
        if (value instanceof Explanation explanation) {
            return Optional.of(MimeBundle.latex(ExplanationTex.of(explanation), explanation.toString()));
        }
        if (value instanceof StepExplanation step) {
            return Optional.of(MimeBundle.latex(StepTex.of(step), step.toString()));
        }
        if (value instanceof TableSummary summary) {
            return Optional.of(MimeBundle.html(SummaryHtml.of(summary), summary.toString()));
        }
        if (value instanceof Report report) {
            return Optional.of(MimeBundle.html(ReportHtml.of(report), report.toString()));
        }
        if (value instanceof Dataset data) {
            return Optional.of(DataView.of(data));
        }
        if (value instanceof Batch batch) {
            return Optional.of(DataView.of(batch));
        }
        if (value instanceof TableView view) {
            return Optional.of(table(view));
        }
        if (value instanceof Summary summary) {
            return Optional.of(MimeBundle.html(HtmlTable.of(summary), summary.toString()));
        }
        if (value instanceof TextTable table) {
            return Optional.of(MimeBundle.html(HtmlTable.of(table), table.toString()));
        }
        if (value instanceof CrossValidation validation) {
            return Optional.of(MimeBundle.drawing(
                    FoldChart.of(validation).picture(), HtmlTable.of(validation.table()), validation.toString()));
        }
        if (value instanceof SearchResult search) {
            return Optional.of(MimeBundle.drawing(
                    SearchChart.of(search).picture(), ReportHtml.of(search.table()), search.toString()));
        }
        if (value instanceof Runs runs) {
            TextTable table = runs.table(); // read once
            return Optional.of(MimeBundle.html(ReportHtml.of(table), table.toString()));
        }
        if (value instanceof Forecast forecast) {
            return Optional.of(MimeBundle.drawing(
                    ForecastChart.of(forecast).picture(), HtmlTable.of(forecast.table()), forecast.toString()));
        }
        return Picture.from(value)
                .map(MimeBundle::picture)
                .or(() -> explained(value))
                .or(() -> TableView.from(value).map(Renderer::table))
                .or(() -> PlainValues.of(value));
    }

    /** What a network goes by. */
    private static Optional<MimeBundle> explained(Object value) {
        if (value instanceof Importance importance) {
            return Optional.of(MimeBundle.picture(ImportanceChart.of(importance).picture()));
        }
        if (value instanceof PartialDependence dependence) {
            return Optional.of(MimeBundle.picture(DependenceChart.of(dependence).picture()));
        }
        if (value instanceof Contributions contributions) {
            return Optional.of(MimeBundle.picture(
                    contributions.image() == null
                            ? ContributionChart.of(contributions).picture()
                            : PixelChart.of(contributions).picture()));
        }
        if (value instanceof Saliency saliency) {
            return Optional.of(MimeBundle.picture(PixelChart.of(saliency).picture()));
        }
        if (value instanceof NearestRows rows) {
            return Optional.of(nearest(rows));
        }
        if (value instanceof Bisection bisection) {
            return Optional.of(bisection(bisection));
        }
        if (value instanceof Biography life) {
            return Optional.of(MimeBundle.drawing(
                    BiographyChart.of(life).picture(),
                    "<p>" + Markup.escape(life.words()) + ".</p>"
                            + (life.pushes().length == 0 ? "" : HtmlTable.of(life.table())),
                    life.toString()));
        }
        if (value instanceof Blame blame) {
            return Optional.of(MimeBundle.html(HtmlTable.of(blame.table()), blame.toString()));
        }
        return Optional.empty();
    }

    /** What the step changed; below it the words, and the rows that it learned from. */
    private static MimeBundle bisection(Bisection found) {
        if (!found.held()) {
            return MimeBundle.text(found.toString());
        }
        String title = "What step %s changed".formatted(found.step());
        String words = "<p>" + Markup.escape(found.toString()) + ".</p>";
        String rows = found.hasRows() ? DataView.of(found.rows()).data().get("text/html") : "";
        return MimeBundle.drawing(WeightPanels.of(title, found.changes(), 0).picture(), words + rows, found.toString());
    }

    private static MimeBundle nearest(NearestRows rows) {
        String table = HtmlTable.of(rows.table());
        if (rows.image() == null) {
            return MimeBundle.html(table, rows.toString());
        }
        Dataset images = rows.rows().reshape(rows.image().sizes());
        Picture grid = ImageGrid.of(images, rows.near().size()).picture();
        return MimeBundle.drawing(grid, table, rows.toString());
    }

    // the drawing with its table below
    private static MimeBundle network(Network network) {
        Summary summary = network.summary();
        return MimeBundle.drawing(NetworkDrawing.of(network).picture(), HtmlTable.of(summary), summary.toString());
    }

    private static MimeBundle mistakes(Mistakes mistakes) {
        if (mistakes.size() == 0) {
            return MimeBundle.text(mistakes.title());
        }
        return mistakes.image() == null
                ? MimeBundle.html(HtmlTable.of(mistakes), mistakes.toString())
                : MimeBundle.picture(MistakeImages.of(mistakes).picture());
    }

    private static MimeBundle table(TableView view) {
        return MimeBundle.html(HtmlTable.of(view), view.toString());
    }

    private static MimeBundle loss(History history) {
        Picture picture = LossChart.of(history).picture();
        return MimeBundle.picture(picture.described(history.toString(), picture.description()));
    }

    private static String sorry(Object value, Throwable failure) {
        String what = value.getClass().getSimpleName();
        String fonts =
                failure instanceof LinkageError || String.valueOf(failure).contains("ont")
                        ? ". Java may lack fonts here: on Debian or Ubuntu, apt-get install fontconfig fonts-dejavu-core"
                        : "";
        return "This " + what + " could not be drawn: " + failure + fonts;
    }
}
